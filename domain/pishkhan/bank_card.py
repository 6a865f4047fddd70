"""کارت بانکی - asked for, made at the bank, posted, arrived.   Table of moves: CARD_MOVES   Source: banking.md 11; its post goes through mts"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.kernel.codes import public_code
from domain.kernel.moves import move
from domain.kernel.people import MemberId

BankCardId = NewType("BankCardId", int)

LETTERS = "KB"  # کارت بانکی


class BankCardState(StrEnum):
    """How a request for a card stands."""

    ASKED = "asked"
    MADE = "made"
    POSTED = "posted"
    ARRIVED = "arrived"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"  # before it was made


CARD_MOVES: Mapping[BankCardState, frozenset[BankCardState]] = {
    BankCardState.ASKED: frozenset({BankCardState.MADE, BankCardState.REFUSED, BankCardState.WITHDRAWN}),
    BankCardState.MADE: frozenset({BankCardState.POSTED}),
    BankCardState.POSTED: frozenset({BankCardState.ARRIVED, BankCardState.MADE}),  # back in our hands: it came back, or was lost and made anew
    BankCardState.ARRIVED: frozenset(),
    BankCardState.REFUSED: frozenset(),
    BankCardState.WITHDRAWN: frozenset(),
}
UNDER_WAY = (BankCardState.ASKED, BankCardState.MADE, BankCardState.POSTED)


class CardCause(StrEnum):
    """Why somebody needs one."""

    FIRST = "first"
    LOST = "lost"
    BROKEN = "broken"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class BankCard:
    """A request for a card. `tail`: its last four digits, never more of it; `parcel`: the tracking code of its post; `why_not`: a refusal in words."""

    id: BankCardId
    member: MemberId
    cause: CardCause
    address: str
    postal_code: str
    state: BankCardState
    asked: datetime
    moved: datetime
    tail: str = ""
    parcel: str = ""
    why_not: str = ""
    version: int = 0

    @property
    def number(self) -> str:
        return public_code(LETTERS, self.id)

    @property
    def about(self) -> str:
        return f"pishkhan:card:{self.id}"

    def to(self, state: BankCardState, now: datetime) -> BankCard:
        return replace(self, state=move(CARD_MOVES, self.state, state, subsystem="pishkhan"), moved=now)
