"""کارهای جمعی - what a kanoon's people do together: activities, messages, what each can do and needs (kanoon:K14-K16).   Siblings: model.py"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from domain.kanoon.model import KanoonId
from domain.kernel.money import Rial
from domain.kernel.moves import move
from domain.kernel.people import MemberId

ActivityId = NewType("ActivityId", int)
MessageId = NewType("MessageId", int)


class ActivityKind(StrEnum):
    """From the examples of seed 003 (kanoon:K14)."""

    BUILDING = "building"
    RITUAL = "ritual"
    PILGRIMAGE = "pilgrimage"
    ENTERPRISE = "enterprise"
    QARD = "qard"
    CHARITY = "charity"
    CRISIS = "crisis"
    TEACHING = "teaching"
    FAMILY = "family"


class ActivityState(StrEnum):
    PROPOSED = "proposed"  # by a member; the rahbar or a hamyar decides
    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    DECLINED = "declined"


ACTIVITY_MOVES: dict[ActivityState, frozenset[ActivityState]] = {
    ActivityState.PROPOSED: frozenset({ActivityState.PLANNED, ActivityState.DECLINED, ActivityState.CANCELLED}),
    ActivityState.PLANNED: frozenset({ActivityState.RUNNING, ActivityState.CANCELLED}),
    ActivityState.RUNNING: frozenset({ActivityState.DONE, ActivityState.CANCELLED}),
    ActivityState.DONE: frozenset(),
    ActivityState.CANCELLED: frozenset(),
    ActivityState.DECLINED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Activity:
    """Something the people of a kanoon do together. `budget` is an estimate in rial; no money moves by it."""

    id: ActivityId
    kanoon: KanoonId
    kind: ActivityKind
    title: str
    day: date
    place: str
    budget: Rial | None
    by: MemberId
    state: ActivityState
    made: datetime
    reason: str = ""
    photos: tuple[str, ...] = ()  # <platform>:<file id>
    version: int = 0

    def to(self, state: ActivityState, reason: str = "") -> Activity:
        """Moved on. Raises Refusal(`kanoon.cannot_move`)."""
        return replace(self, state=move(ACTIVITY_MOVES, self.state, state, subsystem="kanoon"), reason=reason)


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether a member means to come, and whether they came (None: not yet told)."""

    member: MemberId
    coming: bool
    came: bool | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A message of the rahbar or a hamyar to everybody in the kanoon."""

    id: MessageId
    kanoon: KanoonId
    by: MemberId
    text: str
    at: datetime
    version: int = 0


@dataclass(frozen=True, slots=True)
class Tags:
    """What a member can do and what they need, in their own words, for their rahbar and hamyars (kanoon:K15)."""

    member: MemberId
    skills: str
    needs: str


class Path(StrEnum):
    """Where a rahbar or hamyar may point a member to (seed 003)."""

    ENTERPRISE = "enterprise"
    QARD = "qard"
    CAMPAIGN = "campaign"
