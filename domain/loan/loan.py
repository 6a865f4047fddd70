"""وام - asked for, reviewed, paid out, paid back.   Table of moves: LOAN_MOVES   Source: banking.md 7.3, 13.4; reference-systems.md 4"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from domain.kernel.codes import public_code
from domain.kernel.money import Rial
from domain.kernel.moves import move
from domain.kernel.people import MemberId
from domain.loan.scheduling import Row
from domain.loan.terms import Track

LoanId = NewType("LoanId", int)
LETTERS = "VM"  # وام
NOTHING = Rial(0)


class LoanState(StrEnum):
    """How a loan stands. What is lacking before the contract is computed whenever one looks (guarding.py), so it cannot be out of date."""

    PREPARING = "preparing"  # the member gathers what it needs and signs the contract
    REVIEW = "review"  # a reviewer is to decide
    SECOND = "second"  # one said yes; above an amount another one must, too
    ACTIVE = "active"  # paid out, is paid back
    CLOSED = "closed"  # paid back
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"  # nothing happened for too long


LOAN_MOVES: Mapping[LoanState, frozenset[LoanState]] = {
    LoanState.PREPARING: frozenset({LoanState.REVIEW, LoanState.WITHDRAWN, LoanState.EXPIRED}),
    LoanState.REVIEW: frozenset({LoanState.PREPARING, LoanState.SECOND, LoanState.ACTIVE, LoanState.REJECTED, LoanState.WITHDRAWN}),
    LoanState.SECOND: frozenset({LoanState.PREPARING, LoanState.ACTIVE, LoanState.REJECTED, LoanState.WITHDRAWN}),
    LoanState.ACTIVE: frozenset({LoanState.CLOSED}),
    LoanState.CLOSED: frozenset(),
    LoanState.REJECTED: frozenset(),
    LoanState.WITHDRAWN: frozenset(),
    LoanState.EXPIRED: frozenset(),
}
OPEN = (LoanState.PREPARING, LoanState.REVIEW, LoanState.SECOND)
"""Asked for and not decided: one of each track at a time."""
REVIEWED = (LoanState.REVIEW, LoanState.SECOND)
RUNNING = (*OPEN, LoanState.ACTIVE)


class LoanPurpose(StrEnum):
    """What a loan is for. The list is assumed; the first is the loan of seed 004."""

    HASTEH = "hasteh"  # tools and material of the own work
    HOME = "home"
    HEALTH = "health"
    LEARNING = "learning"
    DEBT = "debt"  # of the household
    OTHER = "other"


class MilitaryService(StrEnum):
    """Military service, as the member declares it; a loan without a fee wants the card (L11)."""

    NOT_LIABLE = "not_liable"  # a woman, or exempt, or not of that age
    DONE = "done"  # has the new card
    OWED = "owed"


@dataclass(frozen=True, slots=True)
class Contract:
    """What the member signed: `text` is canonical, `digest` its SHA-256, `value` the signature over it with the certificate `serial`."""

    text: str = ""
    digest: str = ""
    certificate: int = 0
    value: bytes = b""
    at: datetime | None = None

    @property
    def borrower(self) -> str:
        """The full name that was signed with; "" before, and once its member is erased."""
        return str(json.loads(self.text)[BORROWER]) if self.text else ""


BORROWER = 1
"""Where the name stands in the canonical text (requesting.py)."""
UNSIGNED = Contract()


@dataclass(frozen=True, slots=True)
class Loan:
    """`amount` in rials. `supported`: points of a hami come first, so it is charged to Em-Hesam and never paid as cash (seed 004). `day` and `rates` name the table
    it is decided under, the one of its last signature. `own`: rials of base-term credit reserved out of the own points; `note`: the promissory note tied to it.

    `first`, `second`: who approved. `why`: the reviewer's words. `begins`: the day it was paid out.
    """

    id: LoanId
    member: MemberId
    track: Track
    amount: Rial
    months: int
    purpose: LoanPurpose
    service: MilitaryService
    supported: bool
    state: LoanState
    asked: datetime
    moved: datetime
    day: date
    rates: int
    own: Rial = NOTHING
    note: int | None = None
    contract: Contract = UNSIGNED
    first: MemberId | None = None
    second: MemberId | None = None
    why: str = ""
    begins: date | None = None
    version: int = 0

    @property
    def number(self) -> str:
        return public_code(LETTERS, self.id)

    @property
    def about(self) -> str:
        return f"loan:loan:{self.id}"

    def to(self, state: LoanState, now: datetime) -> Loan:
        return replace(self, state=move(LOAN_MOVES, self.state, state, subsystem="loan"), moved=now)


@dataclass(frozen=True, slots=True)
class Backing:
    """Points of a hami that a loan uses; `credit` in rials of ten-month credit."""

    loan: LoanId
    support: int
    credit: Rial


@dataclass(frozen=True, slots=True)
class Due:
    """One instalment of a loan that runs. `late`: the penalty that was paid with it; `dropped`: a fee of a later year that fell away with early settlement."""

    id: int
    loan: LoanId
    number: int
    due: date
    kind: Row
    amount: Rial
    left: Rial
    paid: datetime | None = None
    late: Rial = NOTHING
    dropped: bool = False
    version: int = 0

    @property
    def open(self) -> bool:
        return self.paid is None and not self.dropped


def digest_of(text: str) -> str:
    """SHA-256, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
