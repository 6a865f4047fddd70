"""تقاضا - what somebody wants and does not find; sellers show what they have.   Table of moves: WISH_MOVES   Source: issue 5 (wanted ads); reference-systems.md 9"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.kernel.money import Rial
from domain.kernel.moves import move
from domain.kernel.people import MemberId

WishId = NewType("WishId", int)


class WishState(StrEnum):
    """How it stands."""

    OPEN = "open"
    MET = "met"  # it was found
    WITHDRAWN = "withdrawn"
    OVER = "over"  # its day has come


WISH_MOVES: Mapping[WishState, frozenset[WishState]] = {
    WishState.OPEN: frozenset({WishState.MET, WishState.WITHDRAWN, WishState.OVER}),
    WishState.MET: frozenset(),
    WishState.WITHDRAWN: frozenset(),
    WishState.OVER: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """`section`: a word of the second level of the bazaar; `most`: rials it may cost, 0 for anything; `province`: of who wants it."""

    id: WishId
    buyer: MemberId
    section: str
    words: str
    most: Rial
    province: str
    state: WishState
    asked: datetime
    until: datetime
    moved: datetime
    version: int = 0

    @property
    def about(self) -> str:
        return f"bazaar:wish:{self.id}"

    def to(self, state: WishState, now: datetime) -> Wish:
        return replace(self, state=move(WISH_MOVES, self.state, state, subsystem="bazaar"), moved=now)


@dataclass(frozen=True, slots=True)
class Bid:
    """Goods that a seller shows to who wants such."""

    wish: WishId
    product: int
    seller: MemberId
    at: datetime
