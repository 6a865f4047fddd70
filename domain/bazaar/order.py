"""سفارش - one booth's goods for one buyer, from the money to the end of the time for taking them back.   Table of moves: ORDER_MOVES   Source: bazaar:M10-M13, M16-M21"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.kernel.codes import public_code
from domain.kernel.money import Rial
from domain.kernel.moves import move
from domain.kernel.people import MemberId

OrderId = NewType("OrderId", int)

LETTERS = "OR"  # کد سفارش
NOTHING = Rial(0)


class OrderSource(StrEnum):
    """Where the credit of an order comes from: the word before the number in `Order.source`."""

    LOAN = "loan"  # money of a loan
    BON = "bon"  # a voucher
    PLAN = "plan"  # paid later: what the plan finances


class OrderState(StrEnum):
    """How an order stands (M11, M12)."""

    UNPAID = "unpaid"  # the goods are set aside for a while
    PLACED = "placed"  # paid; the seller is to answer
    PREPARING = "preparing"
    READY = "ready"
    SHIPPED = "shipped"  # a متصدی has it
    DELIVERED = "delivered"  # the time for taking it back runs
    COMPLETED = "completed"
    SETTLED = "settled"  # the seller has the money
    LAPSED = "lapsed"  # nobody paid
    CANCELLED = "cancelled"
    REJECTED = "rejected"  # by the seller, with a reason
    EXPIRED = "expired"  # the seller said nothing
    RETURNED = "returned"  # all of it went back


ORDER_MOVES: Mapping[OrderState, frozenset[OrderState]] = {
    OrderState.UNPAID: frozenset({OrderState.PLACED, OrderState.LAPSED, OrderState.CANCELLED}),
    OrderState.PLACED: frozenset({OrderState.PREPARING, OrderState.REJECTED, OrderState.EXPIRED, OrderState.CANCELLED}),
    OrderState.PREPARING: frozenset({OrderState.READY, OrderState.CANCELLED}),
    OrderState.READY: frozenset({OrderState.SHIPPED, OrderState.DELIVERED, OrderState.CANCELLED}),
    OrderState.SHIPPED: frozenset({OrderState.DELIVERED, OrderState.CANCELLED}),
    OrderState.DELIVERED: frozenset({OrderState.COMPLETED, OrderState.RETURNED}),
    OrderState.COMPLETED: frozenset({OrderState.SETTLED}),
    OrderState.SETTLED: frozenset(),
    OrderState.LAPSED: frozenset(),
    OrderState.CANCELLED: frozenset(),
    OrderState.REJECTED: frozenset(),
    OrderState.EXPIRED: frozenset(),
    OrderState.RETURNED: frozenset(),
}
PAID = (OrderState.PLACED, OrderState.PREPARING, OrderState.READY, OrderState.SHIPPED, OrderState.DELIVERED, OrderState.COMPLETED)
"""The house holds money of it."""
OPEN = (OrderState.UNPAID, *PAID)
UNDER_WAY = (OrderState.PREPARING, OrderState.READY)
"""The seller works on it: it is called off only when both agree, or by the seller (M13)."""


class News(StrEnum):
    """What becomes of the parcel of an order."""

    PICKED_UP = "picked_up"
    DELIVERED = "delivered"
    RETURNED = "returned"
    LOST = "lost"  # or damaged: the seller asks who carried it for the loss


@dataclass(frozen=True, slots=True)
class Record:
    """What became of the orders of a booth: so many reached their buyers, so many came to nothing through the seller's fault, were ready later than was said, or were
    argued about before a judge (M23).
    """

    delivered: int
    faults: int
    late: int = 0
    disputed: int = 0


@dataclass(frozen=True, slots=True)
class OrderLine:
    """Goods as they were when they were ordered: title and price stay (M11)."""

    product: int
    code: str
    title: str
    section: str
    price: Rial
    count: int
    photo: str = ""
    grams: int = 0

    @property
    def total(self) -> Rial:
        return Rial(self.price * self.count)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an order is brought to."""

    province: str
    city: str
    address: str
    postal_code: str


@dataclass(frozen=True, slots=True)
class Order:
    """`place`: where a متصدی brings it, None when buyer and seller meet; `shipping`: what that costs, a part of `total`. `credit` of `total` comes from
    `source` (`loan:<number>`, `bon:<number>`, `plan:<number>`, "" for none), the rest is own money; `back`: what went back to the buyer so far.

    `commission`: what the house takes of it, frozen; `prep_days`: in how many days the seller said it is ready. `until`: when the present state is over by itself.
    `why`: why it is not to be, in words. `code`: what the buyer says when they have it, and nobody else sees; `tries`: wrong ones since the last hour.
    `fault`: it came to nothing because the seller did not answer, or called it off unasked (M23); `late`: it was ready later than the seller said.
    """

    id: OrderId
    buyer: MemberId
    seller: MemberId
    sat: int
    booth: str
    lines: tuple[OrderLine, ...]
    state: OrderState
    total: Rial
    commission: Rial
    prep_days: int
    asked: datetime
    moved: datetime
    words: str = ""
    source: str = ""
    credit: Rial = NOTHING
    back: Rial = NOTHING
    until: datetime | None = None
    why: str = ""
    code: str = ""
    tries: int = 0
    locked: datetime | None = None
    wants_out: bool = False
    delivered: datetime | None = None
    place: Place | None = None
    shipping: Rial = NOTHING
    fault: bool = False
    late: bool = False
    version: int = 0

    @property
    def number(self) -> str:
        return public_code(LETTERS, self.id)

    @property
    def about(self) -> str:
        return f"bazaar:order:{self.id}"

    @property
    def plan(self) -> int | None:
        """By which plan it is paid later."""
        word, _, number = self.source.partition(":")
        return int(number) if word == OrderSource.PLAN else None

    @property
    def goods(self) -> Rial:
        """What the goods cost."""
        return Rial(self.total - self.shipping)

    @property
    def cash(self) -> Rial:
        return Rial(self.total - self.credit)

    @property
    def cash_back(self) -> Rial:
        """Of what went back: what was paid last goes back first (M19)."""
        return Rial(min(self.back, self.cash))

    @property
    def held(self) -> Rial:
        """What the house still holds of it."""
        return Rial(self.total - self.back)

    def to(self, state: OrderState, now: datetime) -> Order:
        return replace(self, state=move(ORDER_MOVES, self.state, state, subsystem="bazaar"), moved=now)
