"""درگاه‌های بازار - what the service needs from others.   Rows: storage/bazaar/   Goods and people: bot/bazaar_ports.py"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.bazaar.model import CartLine, Letter, LetterId
from domain.kernel.money import Rial
from domain.kernel.people import MemberId


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


class Shop(Protocol):
    """The booths."""

    async def good(self, product: int) -> Good | None:
        """Whatever its state; None where there is no such thing."""

    async def goods(self, products: Collection[int]) -> list[Good]:
        """In the order of `products`."""


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


class People(Protocol):
    """Members."""

    async def active(self, member: MemberId) -> bool:
        """Whether somebody may buy and write now."""

    async def short_names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]: ...


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything the service needs."""

    carts: Carts
    letters: Letters
    shop: Shop
    people: People
