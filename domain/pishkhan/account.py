"""حساب بانکی - asked for, mended where something is wrong, opened at the bank.   Table of moves: ACCOUNT_MOVES   Source: banking.md 4, 13.4

Which fields the bank asks for is unknown; address, postal code and occupation are assumed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.kernel.codes import public_code
from domain.kernel.moves import move
from domain.kernel.people import MemberId

BankAccountId = NewType("BankAccountId", int)

LETTERS = "HB"  # حساب بانکی


class AccountState(StrEnum):
    """How an account stands."""

    REVIEW = "review"  # a poshtiban looks at what was filled in
    DEFECTIVE = "defective"  # something of it is wrong: رفع نقص
    OPENING = "opening"  # the bank is asked for its numbers
    OPEN = "open"
    BLOCKED = "blocked"  # by its member or a poshtiban; open again once the identity is shown anew
    REFUSED = "refused"  # by the bank
    WITHDRAWN = "withdrawn"


ACCOUNT_MOVES: Mapping[AccountState, frozenset[AccountState]] = {
    AccountState.REVIEW: frozenset({AccountState.DEFECTIVE, AccountState.OPENING, AccountState.WITHDRAWN}),
    AccountState.DEFECTIVE: frozenset({AccountState.REVIEW, AccountState.WITHDRAWN}),
    AccountState.OPENING: frozenset({AccountState.OPEN, AccountState.REFUSED}),
    AccountState.OPEN: frozenset({AccountState.BLOCKED}),
    AccountState.BLOCKED: frozenset({AccountState.OPEN}),
    AccountState.REFUSED: frozenset(),
    AccountState.WITHDRAWN: frozenset(),
}


class AccountItem(StrEnum):
    """One thing of the form. A poshtiban names those that are wrong, and only they are asked again."""

    ADDRESS = "address"
    POSTAL_CODE = "postal_code"
    JOB = "job"


@dataclass(frozen=True, slots=True)
class AccountForm:
    """What the member fills in. `postal_code`: ten digits."""

    address: str
    postal_code: str
    job: str


@dataclass(frozen=True, slots=True)
class BankAccount:
    """An account at the bank, or a request for one. `wrong` and `note`: what a poshtiban wants mended, or why it is blocked; `number` and `sheba` once it is open.

    `tries`: how often the bank was asked.
    """

    id: BankAccountId
    member: MemberId
    form: AccountForm
    state: AccountState
    asked: datetime
    moved: datetime
    wrong: tuple[AccountItem, ...] = ()
    note: str = ""
    number: str = ""
    sheba: str = ""
    tries: int = 0
    by: MemberId | None = None
    version: int = 0

    @property
    def code(self) -> str:
        return public_code(LETTERS, self.id)

    @property
    def about(self) -> str:
        return f"pishkhan:account:{self.id}"

    def to(self, state: AccountState, now: datetime) -> BankAccount:
        return replace(self, state=move(ACCOUNT_MOVES, self.state, state, subsystem="pishkhan"), moved=now)
