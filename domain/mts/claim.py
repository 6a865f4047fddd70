"""خسارت - somebody says that a parcel was lost or damaged; who dispatches answers within three days.   Table of moves: CLAIM_MOVES   Source: mts:D14"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.kernel.money import Rial
from domain.kernel.moves import move
from domain.kernel.people import MemberId
from domain.mts.parcel import ParcelId

ClaimId = NewType("ClaimId", int)
NOTHING = Rial(0)


class ClaimKind(StrEnum):
    """What happened."""

    LOST = "lost"
    DAMAGED = "damaged"


class ClaimState(StrEnum):
    """How a claim stands."""

    OPEN = "open"
    PAID = "paid"
    DENIED = "denied"


CLAIM_MOVES: Mapping[ClaimState, frozenset[ClaimState]] = {
    ClaimState.OPEN: frozenset({ClaimState.PAID, ClaimState.DENIED}),
    ClaimState.PAID: frozenset(),
    ClaimState.DENIED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class ParcelClaim:
    """`amount`: what is paid, 0 until then; `ruling`: why, in words."""

    id: ClaimId
    parcel: ParcelId
    member: MemberId
    kind: ClaimKind
    words: str
    photos: tuple[str, ...]
    state: ClaimState
    asked: datetime
    moved: datetime
    until: datetime | None
    amount: Rial = NOTHING
    ruling: str = ""
    by: MemberId | None = None
    version: int = 0

    @property
    def about(self) -> str:
        return f"mts:claim:{self.id}"

    def to(self, state: ClaimState, now: datetime) -> ParcelClaim:
        return replace(self, state=move(CLAIM_MOVES, self.state, state, subsystem="mts"), moved=now, until=None)
