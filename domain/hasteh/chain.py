"""زنجیره‌ی ارزش - what a hasteh offers and needs, and two who are brought together.   Table of moves: MATCH_MOVES   Source: hasteh:H12, H13; seed 001 (stages)"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.hasteh.model import HastehId
from domain.kernel.moves import move
from domain.kernel.people import MemberId
from domain.kernel.persian.sounds import sounds

LinkId = NewType("LinkId", int)
MatchId = NewType("MatchId", int)


class ChainStage(StrEnum):
    """Where in the chain of value (seed 001; making and packing are assumed)."""

    DESIGN = "design"
    SUPPLY = "supply"  # of raw material
    MAKING = "making"
    PACKING = "packing"
    MARKETING = "marketing"
    SELLING = "selling"
    AFTER_SALE = "after_sale"


class ChainSide(StrEnum):
    """What a hasteh says."""

    OFFER = "offer"
    NEED = "need"


@dataclass(frozen=True, slots=True)
class ChainLink:
    """An offer or a need of a hasteh, in words; `open`: others may be brought together with it."""

    id: LinkId
    hasteh: HastehId
    leader: MemberId
    side: ChainSide
    stage: ChainStage
    item: str
    at: datetime
    open: bool = True
    version: int = 0

    @property
    def about(self) -> str:
        return f"hasteh:link:{self.id}"


class MatchState(StrEnum):
    """How two stand who were brought together (H13)."""

    INTRODUCED = "introduced"
    ACCEPTED = "accepted"  # by both: each knows who the other is
    DEAL = "deal"
    CLOSED = "closed"  # one said no, or nothing came of it


MATCH_MOVES: Mapping[MatchState, frozenset[MatchState]] = {
    MatchState.INTRODUCED: frozenset({MatchState.ACCEPTED, MatchState.CLOSED}),
    MatchState.ACCEPTED: frozenset({MatchState.DEAL, MatchState.CLOSED}),
    MatchState.DEAL: frozenset(),
    MatchState.CLOSED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class ChainMatch:
    """Who offers and who needs. `by`: who brought them together; `offer_yes`, `need_yes`: who agreed already."""

    id: MatchId
    offer: LinkId
    need: LinkId
    offerer: MemberId
    needer: MemberId
    by: MemberId
    state: MatchState
    at: datetime
    moved: datetime
    offer_yes: bool = False
    need_yes: bool = False
    version: int = 0

    @property
    def about(self) -> str:
        return f"hasteh:match:{self.id}"

    def to(self, state: MatchState, now: datetime) -> ChainMatch:
        return replace(self, state=move(MATCH_MOVES, self.state, state, subsystem="hasteh"), moved=now)


class MatchReason(StrEnum):
    """Why two fit (H13), with its points out of a hundred."""

    FIELD = "field"
    PROVINCE = "province"
    TRUST = "trust"  # the other one is trusted
    RATING = "rating"  # of the other one's booth


POINTS = {MatchReason.FIELD: 40, MatchReason.PROVINCE: 20, MatchReason.TRUST: 20, MatchReason.RATING: 20}
FULL_SCORE = 50  # tenths of a star


@dataclass(frozen=True, slots=True)
class Fit:
    """How well two fit: points out of a hundred, and what they are made of."""

    points: int
    reasons: tuple[MatchReason, ...]


def speak_of_one_thing(a: ChainLink, b: ChainLink) -> bool:
    """Offer and need of the same stage, with a word in common, however it is spelt."""
    return a.side is not b.side and a.stage is b.stage and a.leader != b.leader and bool(set(sounds(a.item)) & set(sounds(b.item)))


def fit(*, same_field: bool, same_province: bool, trusted: bool, tenths: int) -> Fit:
    """`tenths`: stars of the other one's booth in tenths, 0 for none."""
    points = {
        MatchReason.FIELD: POINTS[MatchReason.FIELD] * same_field, MatchReason.PROVINCE: POINTS[MatchReason.PROVINCE] * same_province,
        MatchReason.TRUST: POINTS[MatchReason.TRUST] * trusted, MatchReason.RATING: POINTS[MatchReason.RATING] * tenths // FULL_SCORE,
    }  # fmt: skip
    return Fit(sum(points.values()), tuple(r for r in MatchReason if points[r]))
