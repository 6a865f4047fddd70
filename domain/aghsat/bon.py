"""بن - money that one member gives another for one kind of goods, until a day; what is not used then goes back.   Table of moves: BON_MOVES   Source: banking.md 10"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.kernel.codes import public_code
from domain.kernel.money import Rial
from domain.kernel.moves import move
from domain.kernel.people import MemberId

BonId = NewType("BonId", int)

LETTERS = "BN"  # بن
ANYTHING = ""
"""No category: whatever is sold for vouchers."""


class BonState(StrEnum):
    """How a voucher stands (D G4)."""

    ACTIVE = "active"
    USED = "used"
    EXPIRED = "expired"  # what was left is back with the giver


BON_MOVES: Mapping[BonState, frozenset[BonState]] = {
    BonState.ACTIVE: frozenset({BonState.USED, BonState.EXPIRED}),
    BonState.USED: frozenset({BonState.ACTIVE, BonState.EXPIRED}),  # goods went back
    BonState.EXPIRED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Bon:
    """`amount` in rials when it was given; what is left stands in the ledger. `category`: a word of the bazaar's first level, or ANYTHING."""

    id: BonId
    giver: MemberId
    member: MemberId
    amount: Rial
    category: str
    words: str
    given: datetime
    until: datetime
    moved: datetime
    state: BonState = BonState.ACTIVE
    version: int = 0

    @property
    def number(self) -> str:
        return public_code(LETTERS, self.id)

    @property
    def about(self) -> str:
        return f"aghsat:bon:{self.id}"

    def to(self, state: BonState, now: datetime) -> Bon:
        return replace(self, state=move(BON_MOVES, self.state, state, subsystem="aghsat"), moved=now)
