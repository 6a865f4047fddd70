"""بازار - what somebody keeps in mind, has in their cart, and asks a seller.   Orders: order.py   Source: bazaar:M10, M24"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from domain.kernel.people import MemberId

LetterId = NewType("LetterId", int)


@dataclass(frozen=True, slots=True)
class CartLine:
    """So many of something, in somebody's cart; nothing is set aside for it."""

    product: int
    count: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Letter:
    """Words between somebody who looks at goods and their seller; neither sees the other's number. `by_buyer`: who wrote it."""

    id: LetterId
    product: int
    buyer: MemberId
    seller: MemberId
    by_buyer: bool
    words: str
    at: datetime
    version: int = 0

    @property
    def about(self) -> str:
        return f"bazaar:letter:{self.id}"

    @property
    def to(self) -> MemberId:
        return self.seller if self.by_buyer else self.buyer
