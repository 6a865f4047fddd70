"""باجه‌ی شهر - somebody at every step of the bank counter, from waiting to be known to a card, and one whose account was blocked.   The town: town.py"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.scene import open_scene
from domain.kernel.people import SYSTEM
from domain.pishkhan.account import AccountForm, AccountItem, BankAccountId
from domain.pishkhan.bank_card import BankCardId, CardCause
from domain.pishkhan.identity import Evidence
from tests.walk.money import has

if TYPE_CHECKING:
    from tests.walk.town import Neighbours

SENT = Evidence("5G12345678", "photo|web:photo-1", "photo|web:photo-1", "video|web:video-1", "4711")
FORM = AccountForm("کرمان، خیابان شریعتی، کوچه‌ی ۳، پلاک ۸", "7613812345", "کشاورز")
CLERK = "poshtiban1"


async def _known(town: Neighbours, who: str) -> None:
    await has(town, who, "identity")
    await town.do(CLERK, "pishkhan", "decide_identity", await town.do(who, "pishkhan", "send_evidence", SENT), None)


async def _form(town: Neighbours, who: str, *, known: bool = False) -> BankAccountId:
    if not known:
        await _known(town, who)
    asked: BankAccountId = await town.do(who, "pishkhan", "ask_account", FORM)
    return asked


async def open_an_account(town: Neighbours, who: str, *, known: bool = False) -> None:
    """With the identity check before it, unless they are `known`."""
    number = await _form(town, who, known=known)
    await town.do(CLERK, "pishkhan", "approve_account", number)
    async with open_scene(town.world.house, town.world.town.now) as scene:
        await scene.services["pishkhan"].open_account(SYSTEM, number)
        await scene.settle()


async def _card(town: Neighbours, who: str) -> BankCardId:
    await open_an_account(town, who)
    asked: BankCardId = await town.do(who, "pishkhan", "ask_card", CardCause.FIRST, FORM.address, FORM.postal_code)
    return asked


async def keep_accounts(town: Neighbours) -> None:
    """Whoever the walk begins with waits to be known; each of the others stands a step further."""
    await town.do("rahbar1", "pishkhan", "send_evidence", SENT)
    for who in ("rahbar4", "rahbar6"):
        await _known(town, who)
    await town.do(CLERK, "pishkhan", "return_account", await _form(town, "hamyar3"), tuple(AccountItem), "پلاک را هم بنویسید")
    await _form(town, "hamyar4")
    await open_an_account(town, "hamyar1")
    await _card(town, "hamyar2")
    made = await _card(town, "rahbar2")
    await town.do(CLERK, "pishkhan", "card_made", made, "1234")
    posted = await _card(town, "rahbar3")
    await town.do(CLERK, "pishkhan", "card_made", posted, "4321")
    await town.do(CLERK, "pishkhan", "card_posted", posted, "2103456789")
    await town.do("rahbar3", "pishkhan", "block_mine")
    await has(town, "rahbar3", "identity anew")
    await town.do(CLERK, "pishkhan", "decide_identity", await town.do("rahbar3", "pishkhan", "send_evidence", SENT), None)
