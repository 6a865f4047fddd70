"""چک‌های شهر - a book that waits, leaves to write on, a cheque that is offered, one that is held, one that bounced.   The town: town.py"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.scene import open_scene
from domain.cheque.booking import to_book
from domain.cheque.cheque import ChequeId
from domain.cheque.writing import to_issue
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM
from domain.kernel.persian.dates import day_in_tehran
from tests.walk.signers import steps

if TYPE_CHECKING:
    from tests.walk.town import Neighbours

FIRST, SECOND = "rahbar6", "rahbar5"
AMOUNT, TOO_MUCH = Rial(50_000_000), Rial(1_900_000_000)
LEAVES = 5


async def _book(town: Neighbours, who: str) -> None:
    await steps(town, who, to_book(LEAVES))
    await town.do(who, "cheque", "ask_book", LEAVES)


async def _issues(town: Neighbours, who: str, to: str, amount: Rial = AMOUNT) -> ChequeId:
    code, today = await town.code(to), day_in_tehran(town.world.town.now)
    await steps(town, who, to_issue(code, amount, today))
    number: ChequeId = await town.do(who, "cheque", "issue", code, amount, today, "ده کیلو پشم")
    return number


async def keep_cheques(town: Neighbours) -> None:
    """After loans: who has an account and a signature is there."""
    for who in (FIRST, SECOND):
        await _book(town, who)
    await _issues(town, FIRST, SECOND)
    await town.do(SECOND, "cheque", "accept", await _issues(town, FIRST, SECOND))
    bounces = await _issues(town, SECOND, FIRST, TOO_MUCH)
    await town.do(FIRST, "cheque", "accept", bounces)
    await town.do(FIRST, "cheque", "present", bounces)
    async with open_scene(town.world.house, town.world.town.now + timedelta(days=9)) as scene:
        await scene.services["cheque"].collect(SYSTEM, bounces)
        await scene.settle()
    await town.world.town.settle()
