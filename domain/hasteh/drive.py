"""با هم - a purchase or shipment that hastehs share, a fair, a bulk order: so much until a day, else nothing.   Moves: DRIVE_MOVES   Source: H14, H15; seed 004"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.kernel.moves import move
from domain.kernel.people import MemberId

DriveId = NewType("DriveId", int)


class DriveKind(StrEnum):
    """What is done together."""

    PURCHASE = "purchase"  # the same goods for several, cheaper
    SHIPMENT = "shipment"  # one car for the goods of several
    FAIR = "fair"  # a local fair
    BULK = "bulk"  # a large order that several make


class DriveState(StrEnum):
    """How it stands."""

    OPEN = "open"
    REACHED = "reached"  # there are enough: they go on with each other
    RELEASED = "released"  # there were not enough: nobody owes anything
    CALLED_OFF = "called_off"  # by who opened it


DRIVE_MOVES: Mapping[DriveState, frozenset[DriveState]] = {
    DriveState.OPEN: frozenset({DriveState.REACHED, DriveState.RELEASED, DriveState.CALLED_OFF}),
    DriveState.REACHED: frozenset(),
    DriveState.RELEASED: frozenset(),
    DriveState.CALLED_OFF: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Drive:
    """`least`: how many pieces (of a fair: booths) make it worth while; `until`: by when one joins; `product`: goods of the bazaar that are bought, 0 for none."""

    id: DriveId
    kind: DriveKind
    by: MemberId
    province: str
    city: str
    title: str
    words: str
    least: int
    product: int
    state: DriveState
    opened: datetime
    until: datetime
    moved: datetime
    version: int = 0

    @property
    def about(self) -> str:
        return f"hasteh:drive:{self.id}"

    def to(self, state: DriveState, now: datetime) -> Drive:
        return replace(self, state=move(DRIVE_MOVES, self.state, state, subsystem="hasteh"), moved=now)


@dataclass(frozen=True, slots=True)
class DriveShare:
    """So many of it are somebody's."""

    drive: DriveId
    member: MemberId
    count: int
    at: datetime
