"""درگاه‌های وام - what the house knows of a borrower and does for a loan, and the ledger.   Ports: domain/loan/ports.py   Deposits: loan_deposits.py"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.icap_ports import SigningHouse
from domain.hami.model import SpentOn, SupportId
from domain.hesam.model import FEES, Account, Money, Posting, Why, own
from domain.icap.note import NoteId
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM, MemberId
from domain.loan.guarding import Worth
from domain.loan.loan import Loan
from domain.loan.ports import Borrower, FreeNote, Lent
from domain.merat.scorecard import Grade

if TYPE_CHECKING:
    from bot.services import Services

STRONG = (Grade.EXCELLENT, Grade.GOOD)
"""With these no guarantor is asked for a small loan (banking.md 13.5, assumed)."""


class HouseOfLoans(SigningHouse):
    """Asked of the subsystems that keep it."""

    def __init__(self, services: Services) -> None:
        super().__init__(services, "loan")

    async def known(self, member: MemberId) -> Borrower | None:
        found = await self._people.known(member)
        return None if found is None else Borrower(found.id, found.name, found.identifier)

    async def worth(self, member: MemberId) -> Worth | None:
        seen = await self._services["merat"].result_for(SYSTEM, member)
        if seen is None:
            return None
        bounced = max(seen.facts.bounced, await self._services["cheque"].bounced_of(SYSTEM, member))
        return Worth(seen.grade is not Grade.UNFIT, seen.grade in STRONG, seen.grade.value, seen.monthly, seen.debt, bounced)

    async def note_needed(self, amount: Rial, day: date, rates: int) -> Rial:
        return Rial(await self._services["icap"].note_for(SYSTEM, amount, day, rates))

    async def free_note(self, member: MemberId, least: Rial) -> FreeNote | None:
        found = await self._services["icap"].free_note(SYSTEM, member, least)
        return None if found is None else FreeNote(int(found.id), found.number, found.amount, found.guarantor)

    async def allocate(self, note: int, tie: str) -> None:
        await self._services["icap"].allocate(SYSTEM, NoteId(note), tie)

    async def release_note(self, note: int) -> None:
        await self._services["icap"].release(SYSTEM, NoteId(note))

    async def supports(self, member: MemberId) -> list[Lent]:
        return [Lent(int(s.id), s.hami, s.left) for s in await self._services["hami"].usable_for(SYSTEM, member, SpentOn.LOAN)]

    async def given(self, member: MemberId, *, lock: bool = False) -> Rial:
        if lock:
            await self._services["hami"].hold_still(SYSTEM, member)
        lent = await self._services["hami"].given_now(SYSTEM, member)
        return Rial(lent + await self._services["aghsat"].reserved_of(SYSTEM, member))

    async def use(self, support: int, member: MemberId, credit: Rial) -> None:
        await self._services["hami"].use(SYSTEM, SupportId(support), member, credit, SpentOn.LOAN)

    async def release_support(self, support: int) -> None:
        await self._services["hami"].release(SYSTEM, SupportId(support))


class TillOfLoans:
    """The ledger. A member owes on an account of each loan; what is charged to Em-Hesam is bound to it and can never be withdrawn."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def free(self, member: MemberId) -> Rial:
        return Rial((await self._services["hesam"].balance(SYSTEM, own(member))).free)

    async def pay_out(self, loan: Loan) -> None:
        target = Account(Money.LOAN, loan.member, _bound(loan)) if loan.supported else own(loan.member)
        await self._post(loan, f"{loan.about}:paid_out", Why.LOAN, Posting(_owed(loan), target, loan.amount))

    async def pay_in(self, loan: Loan, key: str, principal: Rial, fee: Rial, late: Rial) -> None:
        parts = ((FEES, Rial(late + fee)), (_owed(loan), principal))
        await self._post(loan, key, Why.INSTALMENT, *(Posting(own(loan.member), target, amount) for target, amount in parts if amount))

    async def _post(self, loan: Loan, key: str, why: Why, *postings: Posting) -> None:
        await self._services["hesam"].post(SYSTEM, key, why, tuple(postings), loan.about)


def _bound(loan: Loan) -> str:
    return f"loan:{loan.id}"


def _owed(loan: Loan) -> Account:
    return Account(Money.RECEIVABLE, loan.member, _bound(loan))
