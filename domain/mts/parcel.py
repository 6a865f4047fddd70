"""مرسوله - from waiting for somebody who picks it up to the hands of its receiver, or back.   Table of moves: PARCEL_MOVES   Source: mts:D1, D4-D8"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from domain.kernel.money import Rial
from domain.kernel.moves import move
from domain.kernel.people import MemberId

ParcelId = NewType("ParcelId", int)


class ParcelKind(StrEnum):
    """What is in it (D1)."""

    GOODS = "goods"
    BANK_CARD = "bank_card"
    CHEQUE_BOOK = "cheque_book"
    DOCUMENT = "document"


DIGIT = {kind: n for n, kind in enumerate(ParcelKind, 1)}
OF_BANK = (ParcelKind.BANK_CARD, ParcelKind.CHEQUE_BOOK)
"""Only into the hands of their owner (D8)."""


class Payer(StrEnum):
    """Who pays for it (D11)."""

    SENDER = "sender"
    ORDER = "order"  # in the price of an order of the bazaar
    HOUSE = "house"  # what the bank sends


class ParcelState(StrEnum):
    """Where a parcel is (D4, D5)."""

    WAITING = "waiting"  # در انتظار جمع‌آوری
    PICKED_UP = "picked_up"
    AT_ORIGIN = "at_origin"
    IN_TRANSIT = "in_transit"
    AT_DESTINATION = "at_destination"
    OUT = "out"  # نزد متصدی تحویل
    REATTEMPT = "reattempt"  # nobody was there
    HELD = "held"  # with the متصدی, for a week
    UNPROVEN = "unproven"  # handed over without the code: somebody of the house looks
    DELIVERED = "delivered"
    RETURNING = "returning"
    RETURNED = "returned"
    LOST = "lost"
    DAMAGED = "damaged"
    CANCELLED = "cancelled"


_LOSS = (ParcelState.LOST, ParcelState.DAMAGED)
PARCEL_MOVES: Mapping[ParcelState, frozenset[ParcelState]] = {
    ParcelState.WAITING: frozenset({ParcelState.PICKED_UP, ParcelState.CANCELLED}),
    ParcelState.PICKED_UP: frozenset({ParcelState.AT_ORIGIN, ParcelState.OUT, *_LOSS}),
    ParcelState.AT_ORIGIN: frozenset({ParcelState.IN_TRANSIT, *_LOSS}),
    ParcelState.IN_TRANSIT: frozenset({ParcelState.AT_DESTINATION, *_LOSS}),
    ParcelState.AT_DESTINATION: frozenset({ParcelState.OUT, *_LOSS}),
    ParcelState.OUT: frozenset({ParcelState.DELIVERED, ParcelState.UNPROVEN, ParcelState.REATTEMPT, *_LOSS}),
    ParcelState.REATTEMPT: frozenset({ParcelState.OUT, ParcelState.HELD, ParcelState.RETURNING, *_LOSS}),
    ParcelState.HELD: frozenset({ParcelState.OUT, ParcelState.RETURNING, *_LOSS}),
    ParcelState.UNPROVEN: frozenset({ParcelState.DELIVERED, ParcelState.OUT, *_LOSS}),
    ParcelState.RETURNING: frozenset({ParcelState.RETURNED, *_LOSS}),
    ParcelState.DELIVERED: frozenset(),
    ParcelState.RETURNED: frozenset(),
    ParcelState.LOST: frozenset(),
    ParcelState.DAMAGED: frozenset(),
    ParcelState.CANCELLED: frozenset(),
}
OVER = (ParcelState.DELIVERED, ParcelState.RETURNED, ParcelState.LOST, ParcelState.DAMAGED, ParcelState.CANCELLED)
CARRIED = tuple(s for s in ParcelState if s not in (*OVER, ParcelState.WAITING))
BY_HUB = (ParcelState.IN_TRANSIT, ParcelState.AT_DESTINATION)
"""Said by who dispatches, between two cities."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something leaves from or goes to."""

    province: str
    city: str
    address: str
    postal_code: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """`receiver`: a member, None for somebody who is none; `agent`: who has it or fetches it now; `attempts`: how often nobody was there; `declared`: 0 without
    insurance.

    `secret`: six digits that only the receiver knows, made when it goes out; `at`: when the event happened that its state comes from; `proof`: a photo of the signature.
    """

    id: ParcelId
    code: str
    kind: ParcelKind
    content: str
    sender: MemberId
    receiver: MemberId | None
    name: str
    mobile: str
    origin: Spot
    target: Spot
    grams: int
    declared: Rial
    payer: Payer
    carriage: Rial
    insurance: Rial
    state: ParcelState
    made: datetime
    at: datetime
    expected: date
    order: int = 0
    agent: MemberId | None = None
    secret: str = ""
    tries: int = 0
    locked: datetime | None = None
    attempts: int = 0
    until: datetime | None = None
    proof: str = ""
    proof_words: str = ""
    version: int = 0

    @property
    def about(self) -> str:
        return f"mts:parcel:{self.id}"

    @property
    def key(self) -> str:
        """Of its money."""
        return f"parcel:{self.id}"

    @property
    def price(self) -> Rial:
        return Rial(self.carriage + self.insurance)

    @property
    def one_city(self) -> bool:
        return (self.origin.province, self.origin.city) == (self.target.province, self.target.city)

    def to(self, state: ParcelState, at: datetime) -> Parcel:
        return replace(self, state=move(PARCEL_MOVES, self.state, state, subsystem="mts"), at=at, until=None)


@dataclass(frozen=True, slots=True)
class ParcelEvent:
    """Something happened to a parcel at a moment; kept once, in whatever order it is told. `place`: a city, "" where it does not matter."""

    parcel: ParcelId
    state: ParcelState
    at: datetime
    place: str
    by: MemberId | None
    noted: datetime


def later_than(now: ParcelState, then: ParcelState) -> bool:
    """Whether `then` can be reached from `now`, over whatever is between."""
    seen, ahead = {now}, [now]
    while ahead:
        for one in PARCEL_MOVES[ahead.pop()]:
            if one is then:
                return True
            if one not in seen:
                seen.add(one)
                ahead.append(one)
    return False
