"""رویدادهای بازار - what buyers and sellers did.   Heard in: handlers/bazaar/hearing.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.bazaar.model import LetterId
from domain.bazaar.order import OrderId, OrderState
from domain.bazaar.rating import RatingId
from domain.bazaar.take_back import BackState, TakeBackId
from domain.bazaar.wish import WishId, WishState
from domain.kernel.people import MemberId
from domain.kernel.verbs import Event


@dataclass(frozen=True, slots=True)
class LetterCame(Event):
    """Somebody wrote about goods to the one at the other end."""

    letter: LetterId
    to: MemberId


@dataclass(frozen=True, slots=True)
class OrderMoved(Event):
    """An order stands otherwise; `until`: when that is over by itself."""

    order: OrderId
    buyer: MemberId
    seller: MemberId
    state: OrderState
    until: datetime | None


@dataclass(frozen=True, slots=True)
class WantsOut(Event):
    """A buyer asks the seller to call an order off."""

    order: OrderId
    seller: MemberId


@dataclass(frozen=True, slots=True)
class SellerAtFault(Event):
    """A seller left buyers in the lurch once too often: `count` times of late. `judged`: somebody of the bazaar is to look at the booth."""

    order: OrderId
    sat: int
    seller: MemberId
    count: int
    judged: bool


@dataclass(frozen=True, slots=True)
class WrongCodes(Event):
    """Somebody tried too many codes on an order; it is locked for a while."""

    order: OrderId
    buyer: MemberId


@dataclass(frozen=True, slots=True)
class BackMoved(Event):
    """A return stands otherwise; `until`: by when somebody is to have done their part."""

    back: TakeBackId
    order: OrderId
    buyer: MemberId
    seller: MemberId
    state: BackState
    until: datetime | None


@dataclass(frozen=True, slots=True)
class BackPhotosWanted(Event):
    """Who decides about a return wants to see its photos."""

    back: TakeBackId
    by: MemberId
    photos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WishMoved(Event):
    """Something is wanted, or is not any more; `sellers`: who is told of it."""

    wish: WishId
    buyer: MemberId
    state: WishState
    until: datetime
    sellers: tuple[MemberId, ...] = ()


@dataclass(frozen=True, slots=True)
class WishAnswered(Event):
    """A seller showed goods to who wants such."""

    wish: WishId
    buyer: MemberId
    product: int


@dataclass(frozen=True, slots=True)
class Rated(Event):
    """Somebody said what they think of goods."""

    rating: RatingId
    seller: MemberId
