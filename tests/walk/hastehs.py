"""هسته‌های شهر - one with people, one that waits, one to mend, one that is paused.   The town: town.py"""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.hasteh.model import Field, HastehForm, HastehId, Relation
from domain.hasteh.talent import Means
from domain.hasteh.work_call import WorkAim

if TYPE_CHECKING:
    from tests.walk.town import Neighbours

FORM = HastehForm("کارگاه گلیم", Field.HANDICRAFT, "گلیم و جاجیم دست‌باف", 5, True, "کرمان، خیابان شریعتی، کوچه‌ی ۳، پلاک ۸", "7613812345")
JUDGE = "dabir1"


async def _asks(town: Neighbours, who: str) -> HastehId:
    number: HastehId = await town.do(who, "hasteh", "ask", FORM)
    return number


async def active_hasteh(town: Neighbours, who: str) -> HastehId:
    number = await _asks(town, who)
    await town.do(JUDGE, "hasteh", "approve", number)
    return number


async def keep_hastehs(town: Neighbours) -> None:
    """Hamyar2 is invited and has not answered, Hamyar3 has joined. Rahbar3 and Free1 told of their talents, Rahbar1 and Member1-1 are called to work."""
    first = await active_hasteh(town, "hamyar1")
    await town.do("hamyar1", "hasteh", "invite", first, await town.code("hamyar2"), Relation.NEIGHBOUR, "بافنده")
    await town.do("hamyar3", "hasteh", "join", await town.do("hamyar1", "hasteh", "invite", first, await town.code("hamyar3"), Relation.KIN, "رنگرز"))
    await _asks(town, "rahbar2")
    await town.do(JUDGE, "hasteh", "send_back", await _asks(town, "rahbar5"), "نشانی را کامل بنویسید")
    await town.do("rahbar4", "hasteh", "pause", await active_hasteh(town, "rahbar4"))
    await town.do("rahbar3", "hasteh", "tell_talent", (Field.FOOD,), (), (Means.KITCHEN,))
    await town.do("free1", "hasteh", "tell_talent", (), (Field.CLOTHING,), (Means.TOOLS,))
    for who in ("rahbar1", "member1-1"):
        await town.do(JUDGE, "hasteh", "call_to_work", await town.code(who), WorkAim.GROW, "گلیم‌هایتان را دیدم")
