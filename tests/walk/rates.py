"""نرخ‌های شهر - numbers of every measure that were changed, and two that wait for a second person.   The town: town.py"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from domain.kernel.persian.dates import day_in_tehran
from domain.kernel.rates import Origin

if TYPE_CHECKING:
    from tests.walk.town import Neighbours


async def change_rates(town: Neighbours) -> None:
    """A number that was changed, one that waits for an admin, one that the admin proposed; every measure has a rule."""
    day = day_in_tehran(town.world.town.now) + timedelta(days=3)
    told = (("fee.rate_year", 250), ("note.stamp", 60), ("kyc.fee", 250_000), ("kyc.attempts", 4), ("merat.validity", 6), ("loan.idle", 20), ("aghsat.round_up_from", 95))
    for key, value in told:
        change = await town.do("poshtiban1", "policy", "propose", key, value, day, Origin.SOURCE, "ابلاغ تازه‌ی بانک")
        await town.do("admin1", "policy", "approve", change)
    for who, key, value in (("poshtiban1", "late.margin", 300), ("admin1", "merat.fee", 600_000)):
        await town.do(who, "policy", "propose", key, value, day, Origin.ASSUMPTION, "تا روشن شدن اصل آن")
