"""درگاه‌های بازار - what the service needs from others.   Rows: storage/bazaar/   Goods and people: bot/bazaar_ports.py"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.bazaar.model import CartLine, Letter, LetterId
from domain.bazaar.order import Order, OrderId, OrderState, Place, Record
from domain.bazaar.rating import GoodsRating, RatingId
from domain.bazaar.take_back import TakeBack, TakeBackId
from domain.bazaar.wish import Bid, Wish, WishId
from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from domain.kernel.rates import Rates


@dataclass(frozen=True, slots=True)
class Good:
    """Something a booth has. `shown`: it can be bought now, as long as there is some; `stock`: how many there are."""

    product: int
    code: str
    sat: int
    booth: str
    seller: MemberId
    title: str
    price: Rial
    stock: int
    shown: bool
    photo: str
    section: str
    prep_days: int
    grams: int
    methods: tuple[str, ...]


CASH, LOAN, VOUCHER = "cash", "loan", "voucher"
LATER = ("instalments", "deferred")
"""Words of the methods of a sat; those of LATER are also what ام‌اقساط calls them."""


@dataclass(frozen=True, slots=True)
class Later:
    """How a buyer pays later, in the words of ام‌اقساط: `kind`, on which `basis`; rials at once, so many months from so many months on, or after so many days."""

    kind: str
    basis: str
    advance: Rial
    months: int = 1
    breath: int = 0
    days: int = 0


class Shop(Protocol):
    """The booths."""

    async def good(self, product: int) -> Good | None:
        """Whatever its state; None where there is no such thing."""

    async def goods(self, products: Collection[int]) -> list[Good]:
        """In the order of `products`."""

    async def take(self, product: int, count: int) -> Good:
        """Out of the stock, in the same unit. Raises the refusals of the booth."""

    async def put_back(self, product: int, count: int) -> None: ...
    async def sold_by(self, seller: MemberId) -> list[Good]:
        """What is shown of somebody's booth now."""

    async def sellers_of(self, section: str, limit: int) -> list[MemberId]:
        """Who shows goods of a section."""

    async def is_kept_by_law(self, section: str) -> bool:
        """Whether goods of a section are not taken back from whoever only changed their mind (M15)."""


class Carts(Protocol):
    """What members have in their carts and in mind."""

    async def cart_of(self, member: MemberId) -> list[CartLine]:
        """In the order they came."""

    async def put(self, member: MemberId, line: CartLine) -> None:
        """In place of what was there of it; 0 takes it out."""

    async def favourites_of(self, member: MemberId, limit: int) -> list[int]:
        """Products, the latest first."""

    async def keep(self, member: MemberId, product: int, at: datetime) -> None:
        """Once, however often."""

    async def drop(self, member: MemberId, product: int) -> None: ...
    async def forget(self, member: MemberId) -> None:
        """Cart, favourites and letters of somebody who is erased."""


class Letters(Protocol):
    """Rows of letters."""

    async def add(self, thing: Letter) -> Letter: ...
    async def find(self, number: LetterId, *, lock: bool = False) -> Letter | None: ...
    async def between(self, product: int, buyer: MemberId, limit: int) -> list[Letter]:
        """The latest, in the order they were written."""

    async def of_member(self, member: MemberId, limit: int) -> list[Letter]:
        """Written by them, newest first."""

    async def count(self, buyer: MemberId, seller: MemberId, by_buyer: bool, since: datetime) -> int: ...


class Wishes(Protocol):
    """Rows of what is wanted, and what was shown to who wants it."""

    async def add(self, thing: Wish) -> Wish: ...
    async def save(self, thing: Wish) -> Wish:
        """Raises Refusal(`bazaar.changed_meanwhile`)."""

    async def find(self, number: WishId, *, lock: bool = False) -> Wish | None: ...
    async def of_buyer(self, member: MemberId, limit: int) -> list[Wish]:
        """Newest first."""

    async def open_in(self, sections: Collection[str], limit: int) -> list[Wish]:
        """Newest first."""

    async def count_open(self, member: MemberId) -> int: ...
    async def bid(self, thing: Bid) -> bool:
        """Whether it is new."""

    async def bids_of(self, wish: WishId) -> list[Bid]:
        """In the order they came."""


class People(Protocol):
    """Members."""

    async def active(self, member: MemberId) -> bool:
        """Whether somebody may buy and write now."""

    async def needs(self, member: MemberId) -> frozenset[str]:
        """Sections that the hasteh somebody leads needs for its trade; none without one (M17)."""

    async def managers(self) -> list[MemberId]:
        """Who looks after the bazaar."""

    async def province_of(self, member: MemberId) -> str: ...

    async def short_names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]: ...


class Orders(Protocol):
    """Rows of orders."""

    async def add(self, thing: Order) -> Order: ...
    async def save(self, thing: Order) -> Order:
        """Raises Refusal(`bazaar.changed_meanwhile`)."""

    async def find(self, number: OrderId, *, lock: bool = False) -> Order | None: ...
    async def of_buyer(self, member: MemberId, states: Collection[OrderState], limit: int) -> list[Order]:
        """Newest first."""

    async def of_seller(self, member: MemberId, states: Collection[OrderState], limit: int) -> list[Order]:
        """Newest first."""

    async def in_state(self, state: OrderState, limit: int) -> list[Order]:
        """Oldest first, held to the end of the unit; what another unit holds is left to it."""

    async def count(self, member: MemberId, states: Collection[OrderState]) -> int:
        """Of a buyer."""

    async def forget(self, member: MemberId) -> None:
        """Words, reasons and codes of somebody who is erased."""

    async def record_of_sat(self, sat: int, since: datetime) -> Record:
        """Of orders that moved since then."""

    async def count_of_sat(self, sat: int, states: Collection[OrderState]) -> int: ...


class Backs(Protocol):
    """Rows of returns."""

    async def add_alone(self, thing: TakeBack) -> TakeBack | None:
        """None while the same goods of this order are on their way back."""

    async def save(self, thing: TakeBack) -> TakeBack:
        """Raises Refusal(`bazaar.changed_meanwhile`)."""

    async def find(self, number: TakeBackId, *, lock: bool = False) -> TakeBack | None: ...
    async def of_order(self, order: OrderId) -> list[TakeBack]:
        """In the order they were asked for."""

    async def of_member(self, member: MemberId, limit: int) -> list[TakeBack]:
        """Of a buyer or a seller, newest first."""

    async def disputed(self, limit: int) -> list[TakeBack]:
        """Longest first."""


class Ratings(Protocol):
    """Rows of ratings."""

    async def add_alone(self, thing: GoodsRating) -> GoodsRating | None:
        """None when these goods of this order have one already."""

    async def save(self, thing: GoodsRating) -> GoodsRating:
        """Raises Refusal(`bazaar.changed_meanwhile`)."""

    async def find(self, number: RatingId, *, lock: bool = False) -> GoodsRating | None: ...
    async def of_order(self, order: OrderId) -> list[GoodsRating]: ...
    async def of_product(self, product: int, limit: int) -> list[GoodsRating]:
        """Newest first."""

    async def stars_of_product(self, product: int, limit: int) -> list[int]:
        """The latest; nobody's words are opened for it."""

    async def stars_of_sat(self, sat: int, limit: int) -> list[int]:
        """The latest of all its goods."""


@dataclass(frozen=True, slots=True)
class Credit:
    """Money of a loan, or a voucher, that may be spent on something. `source`: as in `Order`."""

    source: str
    free: Rial


class Till(Protocol):
    """The ledger. What is paid for an order is held on an account of its own (M12)."""

    async def free(self, member: MemberId) -> Rial: ...
    async def loans(self, member: MemberId) -> list[Credit]: ...
    async def bons(self, member: MemberId, sections: Collection[str]) -> list[Credit]:
        """Vouchers that pay for goods of all these sections, those that end soonest first."""

    async def take(self, order: Order) -> None:
        """Once. Raises the refusals of the ledger."""

    async def held(self, order: Order) -> Rial: ...
    async def give_back(self, order: Order, cash: Rial, credit: Rial) -> None:
        """Each to where it came from: money of a loan never becomes cash (M17). What a plan pays makes the plan smaller first (M19)."""

    async def pay_out(self, order: Order) -> None:
        """What is held: its carriage to who carried it, its commission to the house, the rest to the seller."""


class PayLater(Protocol):
    """ام‌اقساط."""

    async def draw(self, order: Order, later: Later, months: int) -> tuple[int, Rial]:
        """A plan for it that waits to be signed, over so many months at most: its number, and what it finances. Raises the refusals of ام‌اقساط."""

    async def drop(self, plan: int) -> None:
        """It is not to be signed any more."""


class Carrier(Protocol):
    """ام‌تی‌اس."""

    async def price(self, sat: int, place: Place, grams: int) -> Rial | None:
        """From the booth to the place; None where nobody carries that."""

    async def send(self, order: Order) -> None:
        """Once for an order that is ready."""

    async def cancel(self, order: Order) -> None:
        """Not picked up yet. Raises the refusals of the carrier when somebody has it."""


class Secrets(Protocol):
    """Chance."""

    def digits(self, length: int) -> str: ...


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything the service needs."""

    carts: Carts
    letters: Letters
    orders: Orders
    wishes: Wishes
    backs: Backs
    ratings: Ratings
    shop: Shop
    people: People
    till: Till
    later: PayLater
    carrier: Carrier
    secrets: Secrets
    rates: Rates
