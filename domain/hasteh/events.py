"""رویدادهای هسته - what happened to hastehs and their people.   Heard in: handlers/hasteh/hearing.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.hasteh.board import WayStep
from domain.hasteh.chain import MatchId, MatchState
from domain.hasteh.drive import DriveId, DriveState
from domain.hasteh.model import FellowId, FellowState, HastehId, HastehState
from domain.hasteh.work_call import WorkCallId, WorkCallState
from domain.kernel.people import MemberId
from domain.kernel.verbs import Event


@dataclass(frozen=True, slots=True)
class HastehMoved(Event):
    """A hasteh stands otherwise; `until`: by when somebody is to have looked at it, None where nobody is to. `reviewers`: who may."""

    hasteh: HastehId
    leader: MemberId
    state: HastehState
    until: datetime | None = None
    reviewers: tuple[MemberId, ...] = ()


@dataclass(frozen=True, slots=True)
class FellowMoved(Event):
    """Somebody was invited, joined, declined or left; `by`: who did it, None for the house."""

    fellow: FellowId
    hasteh: HastehId
    member: MemberId
    state: FellowState
    by: MemberId | None


@dataclass(frozen=True, slots=True)
class WorkCallMoved(Event):
    """A rahyar invited somebody to work, or was answered."""

    call: WorkCallId
    member: MemberId
    by: MemberId
    state: WorkCallState


@dataclass(frozen=True, slots=True)
class MatchMoved(Event):
    """Two were brought together, or answered; `by`: who did it first."""

    match: MatchId
    offerer: MemberId
    needer: MemberId
    by: MemberId
    state: MatchState


@dataclass(frozen=True, slots=True)
class DriveMoved(Event):
    """Something that is done together was opened, or is over; `those`: who takes part."""

    drive: DriveId
    by: MemberId
    state: DriveState
    until: datetime
    those: tuple[MemberId, ...]


@dataclass(frozen=True, slots=True)
class StepMarked(Event):
    """Who goes along with a hasteh wrote on a step of its board, or ticked it."""

    hasteh: HastehId
    leader: MemberId
    step: WayStep
    ticked: bool
