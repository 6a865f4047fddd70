"""نماهای بازار - what dialogs and cards show.   Made by: choosing.py asking.py ordering.py reading.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.bazaar.model import LetterId
from domain.bazaar.order import OrderId, OrderLine, OrderState
from domain.bazaar.ports import Credit, Good
from domain.bazaar.rating import RatingId
from domain.bazaar.take_back import BackReason, BackState, TakeBackId
from domain.bazaar.wish import WishId, WishState
from domain.kernel.money import Rial


@dataclass(frozen=True, slots=True)
class InCart:
    """Something in a cart as it is now. `enough`: it can be bought, so many of it."""

    good: Good
    count: int
    enough: bool

    @property
    def total(self) -> Rial:
        return Rial(self.good.price * self.count)


@dataclass(frozen=True, slots=True)
class BoothCart:
    """What is in the cart from one booth: one order (M10)."""

    sat: int
    booth: str
    lines: tuple[InCart, ...]

    @property
    def total(self) -> Rial:
        return Rial(sum(line.total for line in self.lines))

    @property
    def ready(self) -> bool:
        return all(line.enough for line in self.lines)


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter as the one it came to sees it; short name of the other one. `mine`: written by the viewer."""

    id: LetterId
    product: int
    title: str
    other: str
    words: str
    at: datetime
    mine: bool


@dataclass(frozen=True, slots=True)
class Checkout:
    """Before an order: what of one booth is in the cart, in how many days it is ready, what it weighs (0: a part of it is a service), the buyer's own free money,
    whether own money is taken there, loans and vouchers that may pay, and how it may be paid later (words of `ports.LATER`), over so many months at most.
    """

    booth: BoothCart
    prep_days: int
    grams: int
    free: Rial
    cash: bool
    credits: tuple[Credit, ...]
    later: frozenset[str]
    months: int


@dataclass(frozen=True, slots=True)
class OrderView:
    """An order as one of its two sees it; short name of the other one. `selling`: the viewer sells; `code`: only for who buys, while it is to be said."""

    id: OrderId
    number: str
    booth: str
    sat: int
    other: str
    lines: tuple[OrderLine, ...]
    state: OrderState
    total: Rial
    cash: Rial
    credit: Rial
    back: Rial
    commission: Rial
    words: str
    why: str
    asked: datetime
    moved: datetime
    until: datetime | None
    prep_days: int
    code: str
    wants_out: bool
    selling: bool
    shipping: Rial
    city: str
    source: str
    plan: int | None


@dataclass(frozen=True, slots=True)
class Score:
    """Stars in tenths (43 is 4.3), and how many gave them; 0 and 0 while nobody did."""

    tenths: int
    count: int


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a buyer said; short name."""

    id: RatingId
    name: str
    stars: int
    words: str
    answer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BackView:
    """A return as the buyer, the seller or who decides sees it; short names. `side`: buyer, seller or judge."""

    id: TakeBackId
    order: OrderId
    number: str
    booth: str
    buyer: str
    title: str
    count: int
    amount: Rial
    reason: BackReason
    words: str
    photos: int
    state: BackState
    asked: datetime
    until: datetime | None
    answer: str
    ruling: str
    side: str


@dataclass(frozen=True, slots=True)
class WishView:
    """What somebody wants, as they or a seller see it; short name of who wants. `goods`: what was shown to them, for the buyer only; `mine`: the viewer wants it."""

    id: WishId
    name: str
    section: str
    words: str
    most: Rial
    province: str
    state: WishState
    until: datetime
    goods: tuple[Good, ...]
    mine: bool


@dataclass(frozen=True, slots=True)
class Journey:
    """What a member did in the bazaar: keeps goods in mind, bought, bought with the money of a loan (or is about to), has that in hand, sold, or is about to."""

    keeps: bool
    bought: bool
    bought_with_loan: bool
    buying_with_loan: bool
    loan_delivered: bool
    sold: bool
    selling: bool
