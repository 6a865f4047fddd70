"""درگاه‌ها - what loans need from others.   Rows: storage/loan/   Rates: bot/rates.py   Deposits: bot/loan_deposits.py   House, till: bot/loan_ports.py"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from domain.kernel.rates import Rates
from domain.loan.family import FamilyFile, FileId
from domain.loan.guarding import Worth
from domain.loan.loan import Backing, Due, Loan, LoanId, LoanState
from domain.loan.quote import Quote, QuoteId
from domain.loan.relief import Relief, ReliefId
from domain.loan.terms import Track


@dataclass(frozen=True, slots=True)
class Movements:
    """The own deposit of a member over a span: rials at its beginning, then moment and rials of each change, below zero for what went."""

    opening: Rial
    changes: Sequence[tuple[datetime, int]]


class Deposits(Protocol):
    """The own money of members, as it was."""

    async def movements(self, member: MemberId, since: datetime) -> Movements:
        """From a moment (which does not belong to it) until now, oldest first."""


class Quotes(Protocol):
    """Rows of kept calculations."""

    async def add(self, thing: Quote) -> Quote: ...
    async def find(self, number: QuoteId) -> Quote | None: ...
    async def of_member(self, member: MemberId, limit: int) -> list[Quote]:
        """Newest first."""

    async def drop(self, thing: Quote) -> None: ...


class Loans(Protocol):
    """Rows of loans, and of the points of hamis they use."""

    async def add_alone(self, thing: Loan) -> Loan | None:
        """None while the member has one of this track that is not decided."""

    async def save(self, thing: Loan) -> Loan:
        """Raises Refusal(`loan.changed_meanwhile`)."""

    async def find(self, number: LoanId, *, lock: bool = False) -> Loan | None: ...
    async def of_member(self, member: MemberId, limit: int, *, track: Track | None = None, states: Sequence[LoanState] = (), lock: bool = False) -> list[Loan]:
        """Newest first; no states: any."""

    async def waiting(self, limit: int) -> list[Loan]:
        """For reviewers, oldest first."""

    async def reserved(self, member: MemberId) -> Rial:
        """Of the own points, by loans that run."""

    async def back(self, thing: Backing) -> None: ...
    async def backs_another(self, support: int, loan: LoanId) -> bool:
        """Whether a support is used by another loan that runs."""

    async def backings(self, loan: LoanId) -> list[Backing]: ...


class Dues(Protocol):
    """Rows of instalments."""

    async def add_all(self, things: Sequence[Due]) -> None: ...
    async def save(self, thing: Due) -> Due:
        """Raises Refusal(`loan.changed_meanwhile`)."""

    async def of_loan(self, loan: LoanId) -> list[Due]:
        """In their order."""


class Reliefs(Protocol):
    """Rows of requests for time."""

    async def add_alone(self, thing: Relief) -> Relief | None:
        """None while the loan has one that is not decided."""

    async def save(self, thing: Relief) -> Relief:
        """Raises Refusal(`loan.changed_meanwhile`)."""

    async def find(self, number: ReliefId, *, lock: bool = False) -> Relief | None: ...
    async def of_loan(self, loan: LoanId) -> list[Relief]:
        """Newest first."""

    async def waiting(self, limit: int) -> list[Relief]:
        """For reviewers, oldest first."""


class Files(Protocol):
    """Rows of papers that are matched."""

    async def add_alone(self, thing: FamilyFile) -> FamilyFile | None:
        """None while the member has one of this kind that is open or has passed."""

    async def save(self, thing: FamilyFile) -> FamilyFile:
        """Raises Refusal(`loan.changed_meanwhile`)."""

    async def find(self, number: FileId, *, lock: bool = False) -> FamilyFile | None: ...
    async def of_member(self, member: MemberId, limit: int) -> list[FamilyFile]:
        """Newest first."""

    async def waiting(self, limit: int) -> list[FamilyFile]:
        """For reviewers, oldest first."""


@dataclass(frozen=True, slots=True)
class Borrower:
    """A person who may act now."""

    id: MemberId
    name: str
    identifier: str


@dataclass(frozen=True, slots=True)
class FreeNote:
    """A promissory note that is issued and tied to nothing; rials."""

    id: int
    number: str
    amount: Rial
    guarantor: MemberId | None


@dataclass(frozen=True, slots=True)
class Lent:
    """A support for a loan without a fee, of which so much ten-month credit is left."""

    support: int
    hami: MemberId
    credit: Rial


class House(Protocol):
    """What other subsystems know of a member, and what they do for a loan. Refusals of theirs come through."""

    async def known(self, member: MemberId) -> Borrower | None: ...
    async def short_names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]: ...
    async def has_account(self, member: MemberId) -> bool: ...
    async def worth(self, member: MemberId) -> Worth | None: ...
    async def has_certificate(self, member: MemberId) -> bool: ...
    async def note_needed(self, amount: Rial, day: date, rates: int) -> Rial:
        """How large the note for a loan must be, under the rates of a day."""

    async def free_note(self, member: MemberId, least: Rial) -> FreeNote | None:
        """One with a guarantor before one without, then the smallest that is enough; else the largest that is not, None without any."""

    async def supports(self, member: MemberId) -> list[Lent]:
        """Those that end first come first."""

    async def given(self, member: MemberId, *, lock: bool = False) -> Rial:
        """How much the member lends to others; `lock` keeps them from lending more in this unit."""

    async def stepped_up(self, member: MemberId, about: str) -> bool: ...
    async def sign(self, member: MemberId, digest: str) -> tuple[int, bytes]:
        """The certificate and the signature. Raises Refusal(`icap.no_certificate`)."""

    async def fits(self, certificate: int, digest: str, value: bytes) -> tuple[str, bool]:
        """The serial of the certificate, and whether the signature fits."""

    async def allocate(self, note: int, tie: str) -> None: ...
    async def release_note(self, note: int) -> None: ...
    async def use(self, support: int, member: MemberId, credit: Rial) -> None: ...
    async def release_support(self, support: int) -> None: ...


class Till(Protocol):
    """Money. Everything once under its key."""

    async def free(self, member: MemberId) -> Rial: ...
    async def pay_out(self, loan: Loan) -> None:
        """Its amount to the own money or, supported, to the money of Em-Hesam that is bound to it; the member owes it from now on."""

    async def pay_in(self, loan: Loan, key: str, principal: Rial, fee: Rial, late: Rial) -> None:
        """Out of the own money; what is owed gets less by the principal. Raises Refusal(`hesam.not_enough`)."""


class Forgetting(Protocol):
    """Everything of somebody who is erased."""

    async def forget(self, member: MemberId) -> None: ...


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything the service needs."""

    quotes: Quotes
    loans: Loans
    dues: Dues
    reliefs: Reliefs
    files: Files
    forgetting: Forgetting
    deposits: Deposits
    house: House
    till: Till
    rates: Rates
