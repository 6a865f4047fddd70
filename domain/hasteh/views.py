"""نماهای هسته - what dialogs and cards show.   Made by: reading.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.hasteh.chain import ChainSide, ChainStage, LinkId, MatchId, MatchReason, MatchState
from domain.hasteh.drive import DriveId, DriveKind, DriveState
from domain.hasteh.model import FellowId, FellowState, Field, HastehForm, HastehId, HastehState, Relation
from domain.hasteh.work_call import WorkAim, WorkCallId, WorkCallState


class Side(StrEnum):
    """What somebody is to a hasteh."""

    LEADER = "leader"
    FELLOW = "fellow"
    REVIEWER = "reviewer"


@dataclass(frozen=True, slots=True)
class FellowView:
    """Somebody of a hasteh; short name."""

    id: FellowId
    name: str
    relation: Relation
    task: str
    state: FellowState


@dataclass(frozen=True, slots=True)
class HastehView:
    """A hasteh as somebody sees it; short name of its leader. `until`: by when somebody is to have looked at it; `may`: whether the viewer decides about it."""

    id: HastehId
    code: str
    leader: str
    form: HastehForm
    province: str
    city: str
    state: HastehState
    asked: datetime
    moved: datetime
    why: str
    until: datetime | None
    people: tuple[FellowView, ...]
    side: Side
    may: bool


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation as the invited sees it."""

    id: FellowId
    hasteh: HastehId
    title: str
    leader: str
    form: HastehForm
    relation: Relation
    task: str
    state: FellowState


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who might lead a hasteh, as their rahyar sees them; short name."""

    code: str
    name: str
    done: tuple[Field, ...]
    likes: tuple[Field, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class WorkCallView:
    """An invitation to work as either of its two sees it; short names."""

    id: WorkCallId
    name: str
    rahyar: str
    aim: WorkAim
    words: str
    state: WorkCallState
    at: datetime


@dataclass(frozen=True, slots=True)
class LinkView:
    """An offer or a need, with the hasteh it is of."""

    id: LinkId
    title: str
    city: str
    side: ChainSide
    stage: ChainStage
    item: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Partner:
    """A link of another hasteh that fits: points out of a hundred, and why."""

    id: LinkId
    title: str
    city: str
    item: str
    points: int
    reasons: tuple[MatchReason, ...]


@dataclass(frozen=True, slots=True)
class MatchView:
    """Two who were brought together, as one of them sees it. `waits`: the viewer is to answer; `name`, `code`: of the other one, once both agreed."""

    id: MatchId
    title: str
    city: str
    mine: str
    theirs: str
    stage: ChainStage
    state: MatchState
    waits: bool
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class DriveView:
    """Something done together as somebody sees it; short name of who opened it. `joined`: pieces of all, `many`: of so many; `mine`: the viewer's."""

    id: DriveId
    kind: DriveKind
    host: str
    city: str
    title: str
    words: str
    least: int
    product: int
    state: DriveState
    until: datetime
    joined: int
    many: int
    mine: int
    own: bool


@dataclass(frozen=True, slots=True)
class Home:
    """Where somebody lives, as it is known; each "" where it is not."""

    address: str
    postal_code: str
