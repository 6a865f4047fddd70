"""نظر - what somebody who really bought goods thinks of them: stars and words.   Verbs: judging.py   Source: bazaar:M22"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from domain.bazaar.order import OrderId
from domain.kernel.people import MemberId

RatingId = NewType("RatingId", int)
STARS = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class GoodsRating:
    """Of one product of one order, once. `answer`: of the seller, once."""

    id: RatingId
    order: OrderId
    product: int
    sat: int
    buyer: MemberId
    seller: MemberId
    stars: int
    words: str
    at: datetime
    answer: str = ""
    version: int = 0

    @property
    def about(self) -> str:
        return f"bazaar:rating:{self.id}"
