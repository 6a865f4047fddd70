"""پول شهر - people with money, transfers in every state, a payment that waits, a kept calculation.   The town: town.py"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.scene import open_scene
from domain.hesam.model import BANK, Posting, Why, own
from domain.hesam.transfer import TransferId
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM
from domain.loan.terms import Track

if TYPE_CHECKING:
    from tests.walk.town import Neighbours

LINES = 11  # more than a page of a statement
RIALS = Rial(5_000_000)
WHY = "کد را اشتباه نوشتم"


async def has(town: Neighbours, who: str, key: str) -> None:
    """Half a million toman of their own."""
    posting = Posting(BANK, own(await town.member(who)), RIALS)
    async with open_scene(town.world.house, town.world.town.now) as scene:
        await scene.services["hesam"].post(SYSTEM, f"walk:{who}:{key}", Why.PAID_IN, (posting,), "walk:money:1")
        await scene.settle()


async def _send(town: Neighbours, sender: str, recipient: str) -> TransferId:
    sent: TransferId = await town.do(sender, "hesam", "send", await town.code(recipient), Rial(200_000), "بابت پنیر محلی", False)
    return sent


async def move_money(town: Neighbours) -> None:
    """Between two of the town, one of them whoever the walk begins with: one transfer in every state, each way."""
    for n in range(LINES):
        await has(town, "rahbar1", str(n))
    for who in ("hamyar5", "rahbar5", "member1-1"):
        await has(town, who, "0")
    for sender, recipient in (("hamyar5", "rahbar1"), ("rahbar1", "hamyar5")):
        await _send(town, sender, recipient)
        await town.do(sender, "hesam", "ask_back", await _send(town, sender, recipient), WHY)
        kept = await _send(town, sender, recipient)
        await town.do(sender, "hesam", "ask_back", kept, WHY)
        await town.do(recipient, "hesam", "keep", kept, "بهای پنیر است")
    await town.do("rahbar1", "hesam", "open_payment", Rial(500_000))
    await town.do("rahbar1", "hesam", "withdraw", "IR880700000000000001234567", Rial(100_000))
    await town.do("rahbar1", "loan", "keep", Track.FEE, Rial(200_000_000), 18)
