"""رویدادهای ام‌تی‌اس - what happened to parcels, offers and claims.   Heard in: handlers/mts/hearing.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.kernel.people import MemberId
from domain.kernel.verbs import Event
from domain.mts.claim import ClaimId, ClaimState
from domain.mts.job import JobId, JobState
from domain.mts.parcel import ParcelId, ParcelState


@dataclass(frozen=True, slots=True)
class ParcelMoved(Event):
    """A parcel is somewhere else; `until`: when that is over by itself; `order`: of the bazaar, 0 for none."""

    parcel: ParcelId
    sender: MemberId
    receiver: MemberId | None
    state: ParcelState
    until: datetime | None
    order: int


@dataclass(frozen=True, slots=True)
class JobMoved(Event):
    """An offer was made, accepted, declined, or is over; `until`: so long it stands."""

    job: JobId
    parcel: ParcelId
    agent: MemberId
    state: JobState
    until: datetime


@dataclass(frozen=True, slots=True)
class NobodyCarries(Event):
    """No متصدی is free for a parcel: who dispatches is told."""

    parcel: ParcelId


@dataclass(frozen=True, slots=True)
class CodesTried(Event):
    """Too many wrong delivery codes: the parcel is locked for a while."""

    parcel: ParcelId
    receiver: MemberId | None


@dataclass(frozen=True, slots=True)
class ClaimMoved(Event):
    """A claim was made or decided."""

    claim: ClaimId
    parcel: ParcelId
    member: MemberId
    state: ClaimState
    until: datetime | None


@dataclass(frozen=True, slots=True)
class ProofWanted(Event):
    """Who dispatches wants to see photos."""

    by: MemberId
    photos: tuple[str, ...]
    parcel: ParcelId
