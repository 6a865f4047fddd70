"""سات - asked for, checked, open, on leave, suspended, closed.   Table of moves: SAT_MOVES   Goods: product.py   Source: bazaar:M1-M5"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import StrEnum
from typing import NewType

from domain.kernel.codes import public_code
from domain.kernel.moves import move
from domain.kernel.people import MemberId

SatId = NewType("SatId", int)

LETTERS = "ST"  # شناسه‌ی سات


class Method(StrEnum):
    """How one may pay in a sat (M16)."""

    CASH = "cash"  # نقد: own money with us
    INSTALMENTS = "instalments"  # ام‌اقساط: the house pays the booth, the buyer pays the house month by month
    DEFERRED = "deferred"  # ام‌نسیه: the same, all of it on a later day
    VOUCHER = "voucher"  # بن
    LOAN = "loan"  # ام حسام: money of a loan, for what a trade needs


class SatState(StrEnum):
    """How a sat stands (M2, M5)."""

    CHECKING = "checking"  # whether the account is the leader's own, and the logo a picture
    REVIEW = "review"  # a rule fired: somebody of the bazaar looks
    NEEDS_EDIT = "needs_edit"
    ACTIVE = "active"
    PAUSED = "paused"  # on leave: nothing of it is shown
    SUSPENDED = "suspended"  # by somebody of the bazaar, with a reason
    REJECTED = "rejected"
    CLOSED = "closed"


SAT_MOVES: Mapping[SatState, frozenset[SatState]] = {
    SatState.CHECKING: frozenset({SatState.ACTIVE, SatState.REVIEW, SatState.NEEDS_EDIT, SatState.CLOSED}),
    SatState.REVIEW: frozenset({SatState.ACTIVE, SatState.NEEDS_EDIT, SatState.REJECTED, SatState.CLOSED}),
    SatState.NEEDS_EDIT: frozenset({SatState.CHECKING, SatState.CLOSED}),
    SatState.ACTIVE: frozenset({SatState.PAUSED, SatState.SUSPENDED, SatState.CLOSED}),
    SatState.PAUSED: frozenset({SatState.ACTIVE, SatState.SUSPENDED, SatState.CLOSED}),
    SatState.SUSPENDED: frozenset({SatState.ACTIVE, SatState.CLOSED}),
    SatState.REJECTED: frozenset(),
    SatState.CLOSED: frozenset(),
}
OPENED = (SatState.ACTIVE, SatState.PAUSED, SatState.SUSPENDED)
STANDS = (SatState.CHECKING, SatState.REVIEW, SatState.NEEDS_EDIT, *OPENED)
"""Of these a hasteh has one at most (M1)."""


class SatFlaw(StrEnum):
    """What the check found wrong."""

    SHEBA = "sheba"  # the account is not the leader's own
    LOGO = "logo"  # the photo cannot be read


@dataclass(frozen=True, slots=True)
class SatForm:
    """What the leader fills in. `opens`, `closes`: when one may ask there, in Tehran; `logo`: where its photo is kept, "" for none; `sheba`: the leader's own account.

    `address` and `postal_code`: where goods leave from.
    """

    name: str
    about: str
    address: str
    postal_code: str
    opens: time
    closes: time
    sheba: str
    methods: tuple[Method, ...]
    logo: str = ""


@dataclass(frozen=True, slots=True)
class Sat:
    """A booth. `contract`: the version of the contract that was signed, at `signed`; `field`, `province`, `city`: of its hasteh when it was opened.

    `why`: what is to be mended, or why not, in words; `tries`: how often the bank was asked; `with_hasteh`: it is on leave because its hasteh is paused.
    """

    id: SatId
    hasteh: int
    leader: MemberId
    form: SatForm
    field: str
    province: str
    city: str
    state: SatState
    contract: int
    signed: datetime
    asked: datetime
    moved: datetime
    flaw: SatFlaw | None = None
    why: str = ""
    by: MemberId | None = None
    tries: int = 0
    with_hasteh: bool = False
    version: int = 0

    @property
    def code(self) -> str:
        return public_code(LETTERS, self.id)

    @property
    def about(self) -> str:
        return f"sat:sat:{self.id}"

    @property
    def key(self) -> str:
        """Of its questions to others."""
        return f"sat:{self.id}"

    def to(self, state: SatState, now: datetime) -> Sat:
        return replace(self, state=move(SAT_MOVES, self.state, state, subsystem="sat"), moved=now)
