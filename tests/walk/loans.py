"""وام‌های شهر - somebody with a contract to sign, a loan that runs, one under review, one who asks for time and has no money.   The town: town.py"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.scene import open_scene
from domain.hami.giving import to_give
from domain.hami.model import SpentOn
from domain.hesam.model import BANK, Posting, Why, own
from domain.icap.certifying import TO_CERTIFY
from domain.icap.note import NoteId
from domain.icap.signing import to_sign as to_sign_note
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM
from domain.kernel.persian.dates import day_in_tehran
from domain.loan.loan import LoanId, LoanPurpose, MilitaryService
from domain.loan.requesting import to_sign
from domain.loan.terms import Track
from tests.walk.counter import CLERK, open_an_account
from tests.walk.hamis import gathers
from tests.walk.scores import evaluated
from tests.walk.signers import steps

if TYPE_CHECKING:
    from tests.walk.town import Neighbours

LOAN = Rial(50_000_000)
BORROWERS = ("rahbar6", "rahyar3")
GUARANTOR = "rahbar5"


async def _note(town: Neighbours, who: str) -> None:
    """Issued, with the guarantor's signature."""
    number: NoteId = await town.do(who, "icap", "draft", LOAN, await town.code(GUARANTOR))
    for signer, verb in ((who, "sign"), (GUARANTOR, "guarantee")):
        await steps(town, signer, to_sign_note(number))
        await town.do(signer, "icap", verb, number)


async def _ready(town: Neighbours, who: str, track: Track) -> LoanId:
    """Nothing is lacking but the contract."""
    await _note(town, who)
    asked: LoanId = await town.do(who, "loan", "ask", track, LOAN, 12, LoanPurpose.HASTEH, MilitaryService.NOT_LIABLE, False)
    return asked


async def _signed(town: Neighbours, who: str, track: Track) -> LoanId:
    loan = await _ready(town, who, track)
    await steps(town, who, to_sign(loan))
    await town.do(who, "loan", "sign_contract", loan)
    return loan


async def _spends_everything(town: Neighbours, who: str) -> None:
    me = await town.member(who)
    async with open_scene(town.world.house, town.world.town.now) as scene:
        hesam = scene.services["hesam"]
        free = (await hesam.balance(SYSTEM, own(me))).free
        await hesam.post(SYSTEM, f"walk:{who}:spent", Why.PAID_OUT, (Posting(own(me), BANK, free),), "walk:money:3")
        await scene.settle()


async def keep_loans(town: Neighbours) -> None:
    """After accounts, notes and supports: those who answer for others are there."""
    await open_an_account(town, GUARANTOR)
    await gathers(town, GUARANTOR)
    await steps(town, GUARANTOR, TO_CERTIFY)
    await town.do(GUARANTOR, "icap", "certify")
    for who in BORROWERS:
        await open_an_account(town, who, known=who == "rahbar6")
        await gathers(town, who)
        await evaluated(town, who)
        await steps(town, who, TO_CERTIFY)
        await town.do(who, "icap", "certify")
        await town.do(CLERK, "loan", "approve", await _signed(town, who, Track.NO_FEE))
    await _ready(town, "rahbar6", Track.FEE)
    await _signed(town, "rahyar3", Track.FEE)
    await town.do("rahyar3", "loan", "ask_relief", LoanId(2), 1, "سیل کارگاه را برد")
    await _spends_everything(town, "rahyar3")
    await town.do("hamyar5", "loan", "ask", Track.FEE, LOAN, 12, LoanPurpose.HASTEH, MilitaryService.NOT_LIABLE, False)
    today = day_in_tehran(town.world.town.now)
    await town.do("hamyar5", "loan", "open_file", Track.MARRIAGE, "123456789012345", today)
    waits = await town.do("rahyar3", "loan", "open_file", Track.CHILD, "123456789012345", today)
    await town.do("rahyar3", "loan", "send_papers", waits, ("photo|web:photo-1", "photo|web:photo-1"))
    code = await town.code("hamyar4")
    await steps(town, "hamyar1", to_give(code))
    await town.do("hamyar1", "hami", "give", code, Rial(10_000_000), SpentOn.LOAN)
