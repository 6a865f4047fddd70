"""نماهای ام‌تی‌اس - what dialogs and cards show.   Made by: tracking.py reading.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain.kernel.money import Rial
from domain.mts.claim import ClaimId, ClaimKind, ClaimState
from domain.mts.job import JobId, JobState, Leg
from domain.mts.parcel import ParcelEvent, ParcelId, ParcelKind, ParcelState, Payer, Spot


@dataclass(frozen=True, slots=True)
class Track:
    """What anybody with the code may see: no names, no addresses (G12). Newest event first."""

    code: str
    kind: ParcelKind
    state: ParcelState
    origin: tuple[str, str]
    target: tuple[str, str]
    expected: date
    events: tuple[ParcelEvent, ...]


@dataclass(frozen=True, slots=True)
class ParcelView:
    """A parcel as its sender, its receiver, who carries it or who dispatches sees it; `side`: which of them. Short names; addresses only for who needs them.

    `secret`: only for the receiver, while it is to be said.
    """

    id: ParcelId
    code: str
    kind: ParcelKind
    content: str
    sender: str
    name: str
    mobile: str
    origin: Spot
    target: Spot
    grams: int
    declared: Rial
    payer: Payer
    price: Rial
    state: ParcelState
    at: datetime
    expected: date
    until: datetime | None
    attempts: int
    agent: str
    order: int
    secret: str
    proof: str
    proof_words: str
    side: str
    events: tuple[ParcelEvent, ...]


@dataclass(frozen=True, slots=True)
class JobView:
    """An offer as its متصدی sees it: the address only once it is accepted (D13)."""

    id: JobId
    leg: Leg
    state: JobState
    parcel: ParcelId
    code: str
    content: str
    grams: int
    city: str
    address: str
    until: datetime


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim as who made it, or who dispatches sees it."""

    id: ClaimId
    parcel: ParcelId
    code: str
    name: str
    kind: ClaimKind
    words: str
    photos: int
    state: ClaimState
    until: datetime | None
    amount: Rial
    most: Rial
    ruling: str
    mine: bool
