"""قسط‌های شهر - a plan that runs, one to sign, one that is paid; somebody without money for either; vouchers.   The town: town.py"""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.aghsat.plan import PlanId
from domain.aghsat.signing import to_agree
from domain.bazaar.ports import Later
from domain.hami.giving import to_give
from domain.hami.model import SpentOn
from domain.kernel.money import Rial
from tests.walk.signers import steps

if TYPE_CHECKING:
    from tests.walk.town import Neighbours

BUYER, POOR, LITTLE = "rahbar5", "rahyar3", "rahbar2"


async def _ordered(town: Neighbours, who: str, months: int, breath: int = 0) -> PlanId:
    await town.do(who, "bazaar", "put_in_cart", 2, 1)
    booth = next(b for b in await town.do(who, "bazaar", "cart") if any(line.good.product == 2 for line in b.lines))
    order = await town.do(who, "bazaar", "order", booth.sat, "", "", None, Later("instalments", "points", Rial(0), months, breath))
    return PlanId((await town.do(who, "bazaar", "order_seen", order)).plan)


async def _signed(town: Neighbours, who: str, months: int, breath: int = 0) -> PlanId:
    plan = await _ordered(town, who, months, breath)
    await steps(town, who, to_agree(plan))
    await town.do(who, "aghsat", "agree", plan)
    return plan


async def keep_instalments(town: Neighbours) -> None:
    """After loans and booths: Rahbar5 has points and money, Rahyar3 points only, Rahbar2 a hami who lends less than much costs."""
    await _signed(town, BUYER, 5)
    paid = await _signed(town, BUYER, 2)
    bill = await town.do(BUYER, "aghsat", "bill", paid, 2)
    await town.do(BUYER, "aghsat", "pay", paid, bill.numbers, bill.total)
    await _signed(town, POOR, 3, 1)
    await _ordered(town, BUYER, 3)
    await _ordered(town, POOR, 3)
    for who in (BUYER, LITTLE):
        code = await town.code(who)
        await steps(town, "hamyar1", to_give(code))
        await town.do("hamyar1", "hami", "give", code, Rial(10_000_000), SpentOn.BAZAAR)
    for who, count in ((BUYER, 1), ("rahbar6", 1), (POOR, 1), (LITTLE, 10)):
        await town.do(who, "bazaar", "put_in_cart", 2, count)
    for category in ("", "food"):
        await town.do(BUYER, "aghsat", "give_bon", await town.code("rahbar1"), Rial(1_000_000), category, 30, "برای خانه")
