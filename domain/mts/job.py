"""متصدی و کار - who carries, and what is offered to them for ten minutes.   Tables of moves: JOB_MOVES   Source: mts:D12, D13"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.kernel.moves import move
from domain.kernel.people import MemberId
from domain.mts.parcel import ParcelId

JobId = NewType("JobId", int)


class Vehicle(StrEnum):
    """What somebody carries with."""

    FOOT = "foot"
    MOTORBIKE = "motorbike"
    CAR = "car"
    VAN = "van"


CARRIES: Mapping[Vehicle, int] = {Vehicle.FOOT: 10_000, Vehicle.MOTORBIKE: 20_000, Vehicle.CAR: 30_000, Vehicle.VAN: 30_000}
"""Grams of one parcel that fit (assumed)."""


@dataclass(frozen=True, slots=True)
class Agent:
    """متصدی: somebody who carries in a city. `online`: takes offers now; `score`: hundred, less ten for each job given up after it was accepted (D12)."""

    member: MemberId
    province: str
    city: str
    vehicle: Vehicle
    online: bool
    score: int
    since: datetime


class Leg(StrEnum):
    """Which part of the way."""

    PICKUP = "pickup"
    DELIVERY = "delivery"


class JobState(StrEnum):
    """How an offer stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TIMED_OUT = "timed_out"
    GIVEN_UP = "given_up"
    TAKEN_AWAY = "taken_away"  # by who dispatches
    DONE = "done"


JOB_MOVES: Mapping[JobState, frozenset[JobState]] = {
    JobState.OFFERED: frozenset({JobState.ACCEPTED, JobState.DECLINED, JobState.TIMED_OUT, JobState.TAKEN_AWAY}),
    JobState.ACCEPTED: frozenset({JobState.DONE, JobState.GIVEN_UP, JobState.TAKEN_AWAY}),
    JobState.DECLINED: frozenset(),
    JobState.TIMED_OUT: frozenset(),
    JobState.GIVEN_UP: frozenset(),
    JobState.TAKEN_AWAY: frozenset(),
    JobState.DONE: frozenset(),
}
JOB_OPEN = (JobState.OFFERED, JobState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Job:
    """A leg of a parcel, offered to somebody until a moment."""

    id: JobId
    parcel: ParcelId
    leg: Leg
    agent: MemberId
    state: JobState
    asked: datetime
    until: datetime
    version: int = 0

    @property
    def about(self) -> str:
        return f"mts:job:{self.id}"

    def to(self, state: JobState) -> Job:
        return replace(self, state=move(JOB_MOVES, self.state, state, subsystem="mts"))
