"""هسته - asked for, looked at, active, paused, closed; and its people, each of whom accepts.   Tables of moves: HASTEH_MOVES FELLOW_MOVES   Source: hasteh:H1-H8"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.kernel.codes import public_code
from domain.kernel.moves import move
from domain.kernel.people import MemberId

HastehId = NewType("HastehId", int)
FellowId = NewType("FellowId", int)

LETTERS = "HS"  # شناسه‌ی هسته


class Field(StrEnum):
    """The one field of a hasteh (H2: the list is assumed; the seed names saffron, sheep, clothes and bees)."""

    FARMING = "farming"
    LIVESTOCK = "livestock"  # and bees
    CLOTHING = "clothing"  # and weaving
    HANDICRAFT = "handicraft"
    FOOD = "food"
    WOOD = "wood"  # and furniture
    TOURISM = "tourism"
    SERVICES = "services"
    SOLAR = "solar"
    OTHER = "other"


class HastehState(StrEnum):
    """How a hasteh stands (H3, H8)."""

    REVIEW = "review"  # a rahyar or a representative of the dabir looks at it
    NEEDS_EDIT = "needs_edit"
    ACTIVE = "active"
    PAUSED = "paused"  # by its leader: nothing of it is shown
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


HASTEH_MOVES: Mapping[HastehState, frozenset[HastehState]] = {
    HastehState.REVIEW: frozenset({HastehState.ACTIVE, HastehState.NEEDS_EDIT, HastehState.REJECTED, HastehState.WITHDRAWN}),
    HastehState.NEEDS_EDIT: frozenset({HastehState.REVIEW, HastehState.WITHDRAWN}),
    HastehState.ACTIVE: frozenset({HastehState.PAUSED, HastehState.CLOSED}),
    HastehState.PAUSED: frozenset({HastehState.ACTIVE, HastehState.CLOSED}),
    HastehState.REJECTED: frozenset(),
    HastehState.WITHDRAWN: frozenset(),
    HastehState.CLOSED: frozenset(),
}
ASKED = (HastehState.REVIEW, HastehState.NEEDS_EDIT)
WITH_ID = (HastehState.ACTIVE, HastehState.PAUSED)
STANDS = (*ASKED, *WITH_ID)
"""Of these somebody leads one at most (H6)."""


@dataclass(frozen=True, slots=True)
class HastehForm:
    """What the leader fills in. `product`: what is made or done, in words; `years`: how long already, 0 for a new one; `previous`: an id of the old system (H5), or "".

    `address` and `postal_code`: where its goods leave from.
    """

    title: str
    field: Field
    product: str
    years: int
    family: bool
    address: str
    postal_code: str
    previous: str = ""


@dataclass(frozen=True, slots=True)
class Hasteh:
    """A hasteh, or a request for one. `province`, `city`: of its leader when it was asked for; `why`: what is to be mended, or why not, in words."""

    id: HastehId
    leader: MemberId
    form: HastehForm
    province: str
    city: str
    state: HastehState
    asked: datetime
    moved: datetime
    why: str = ""
    by: MemberId | None = None
    version: int = 0

    @property
    def code(self) -> str:
        return public_code(LETTERS, self.id)

    @property
    def about(self) -> str:
        return f"hasteh:hasteh:{self.id}"

    @property
    def area(self) -> str:
        """The scope of who looks after its place."""
        return f"area:{self.province}"

    def to(self, state: HastehState, now: datetime) -> Hasteh:
        return replace(self, state=move(HASTEH_MOVES, self.state, state, subsystem="hasteh"), moved=now)


class FellowState(StrEnum):
    """How somebody belongs to a hasteh (H6)."""

    INVITED = "invited"
    JOINED = "joined"
    DECLINED = "declined"
    LEFT = "left"  # by themselves, by the leader, or because it was closed


FELLOW_MOVES: Mapping[FellowState, frozenset[FellowState]] = {
    FellowState.INVITED: frozenset({FellowState.JOINED, FellowState.DECLINED, FellowState.LEFT}),
    FellowState.JOINED: frozenset({FellowState.LEFT}),
    FellowState.DECLINED: frozenset(),
    FellowState.LEFT: frozenset(),
}
BELONGS = (FellowState.INVITED, FellowState.JOINED)


class Relation(StrEnum):
    """What somebody is to the leader."""

    SPOUSE = "spouse"
    PARENT = "parent"
    CHILD = "child"
    SIBLING = "sibling"
    KIN = "kin"
    NEIGHBOUR = "neighbour"
    COLLEAGUE = "colleague"


@dataclass(frozen=True, slots=True)
class Fellow:
    """Somebody of a hasteh besides its leader. `task`: what they do in it."""

    id: FellowId
    hasteh: HastehId
    member: MemberId
    relation: Relation
    task: str
    state: FellowState
    asked: datetime
    moved: datetime
    version: int = 0

    @property
    def about(self) -> str:
        return f"hasteh:fellow:{self.id}"

    def to(self, state: FellowState, now: datetime) -> Fellow:
        return replace(self, state=move(FELLOW_MOVES, self.state, state, subsystem="hasteh"), moved=now)
