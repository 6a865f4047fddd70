"""پس دادن - goods that go back, with a reason; who decides when the two do not agree.   Table of moves: BACK_MOVES   Source: bazaar:M14, M15"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.bazaar.order import OrderId
from domain.kernel.money import Rial
from domain.kernel.moves import move
from domain.kernel.people import MemberId

TakeBackId = NewType("TakeBackId", int)


class BackReason(StrEnum):
    """Why something goes back (M14)."""

    CHANGED_MIND = "changed_mind"
    FAULTY = "faulty"
    OTHER_THING = "other_thing"  # not what was shown
    INCOMPLETE = "incomplete"


class BackState(StrEnum):
    """How a return stands."""

    ASKED = "asked"  # the seller is to answer
    AGREED = "agreed"  # the buyer is to give it back
    SENT = "sent"  # the seller is to say that it came
    REFUNDED = "refunded"
    DISPUTED = "disputed"  # somebody of the bazaar decides
    DENIED = "denied"
    WITHDRAWN = "withdrawn"


BACK_MOVES: Mapping[BackState, frozenset[BackState]] = {
    BackState.ASKED: frozenset({BackState.AGREED, BackState.REFUNDED, BackState.DISPUTED, BackState.WITHDRAWN}),
    BackState.AGREED: frozenset({BackState.SENT, BackState.REFUNDED, BackState.WITHDRAWN}),
    BackState.SENT: frozenset({BackState.REFUNDED, BackState.DISPUTED}),
    BackState.DISPUTED: frozenset({BackState.REFUNDED, BackState.DENIED, BackState.WITHDRAWN}),
    BackState.REFUNDED: frozenset(),
    BackState.DENIED: frozenset(),
    BackState.WITHDRAWN: frozenset(),
}
BACK_OPEN = (BackState.ASKED, BackState.AGREED, BackState.SENT, BackState.DISPUTED)


@dataclass(frozen=True, slots=True)
class TakeBack:
    """So many of one product of an order go back for `amount`. `words`: of the buyer; `answer`: of the seller; `ruling`: of who decided; `photos`: where they are.

    `until`: by when somebody is to have done their part.
    """

    id: TakeBackId
    order: OrderId
    buyer: MemberId
    seller: MemberId
    product: int
    title: str
    count: int
    amount: Rial
    reason: BackReason
    words: str
    photos: tuple[str, ...]
    state: BackState
    asked: datetime
    moved: datetime
    until: datetime | None = None
    answer: str = ""
    ruling: str = ""
    by: MemberId | None = None
    version: int = 0

    @property
    def about(self) -> str:
        return f"bazaar:take_back:{self.id}"

    def to(self, state: BackState, now: datetime, **changes: object) -> TakeBack:
        return replace(self, state=move(BACK_MOVES, self.state, state, subsystem="bazaar"), moved=now, **changes)  # type: ignore[arg-type]  # fields of this class
