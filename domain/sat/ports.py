"""درگاه‌های سات - what the service needs from others.   Rows: storage/sat/   People and hastehs: bot/sat_ports.py   Photos: bot/outside/photos.py"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.kernel.people import MemberId
from domain.kernel.rates import Rates
from domain.sat.model import Sat, SatId, SatState
from domain.sat.product import Product, ProductId, ProductState
from domain.sat.sections import Section


class Sats(Protocol):
    """Rows of sats."""

    async def add_alone(self, thing: Sat) -> Sat | None:
        """None while its hasteh has one already, or another sat has this name."""

    async def save(self, thing: Sat) -> Sat:
        """With it, whether its goods are shown. Raises Refusal(`sat.changed_meanwhile`)."""

    async def find(self, number: SatId, *, lock: bool = False) -> Sat | None: ...
    async def of_leader(self, member: MemberId, states: Sequence[SatState]) -> list[Sat]:
        """Newest first."""

    async def of_hasteh(self, hasteh: int, states: Sequence[SatState]) -> list[Sat]: ...
    async def named(self, name: str) -> bool:
        """Whether a sat that stands has this name, however it is spelt."""

    async def waiting(self, limit: int) -> list[Sat]:
        """Those that somebody is to look at, longest first."""

    async def forget(self, member: MemberId) -> None:
        """Sats and goods of a leader who is erased: nothing of them is shown, and what was sealed with their key says nothing any more."""


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for among what is shown. `sounds`: each must begin a word of its title or description; `near`: goods of this province come first.

    `monthly`: only what may be paid by instalments.
    """

    sounds: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    sat: SatId | None = None
    province: str = ""
    near: str = ""
    in_stock: bool = False
    cheapest_first: bool = False
    monthly: bool = False


class Goods(Protocol):
    """Rows of goods."""

    async def add(self, thing: Product) -> Product: ...
    async def save(self, thing: Product) -> Product:
        """Raises Refusal(`sat.changed_meanwhile`)."""

    async def find(self, number: ProductId, *, lock: bool = False) -> Product | None: ...
    async def many(self, numbers: Collection[ProductId]) -> list[Product]: ...
    async def of_sat(self, sat: SatId, states: Sequence[ProductState], limit: int) -> list[Product]:
        """Newest first."""

    async def count(self, sat: SatId, states: Sequence[ProductState]) -> int: ...
    async def waiting(self, limit: int) -> list[Product]:
        """Those that somebody is to look at, longest first."""

    async def search(self, wanted: Search, limit: int) -> list[Product]:
        """Of what is shown: live, in a sat that is active."""

    async def counts(self) -> dict[Section, int]:
        """How many are shown in each section."""

    async def shown_of(self, seller: MemberId, limit: int) -> list[ProductId]:
        """Newest first."""

    async def sellers_of(self, section: Section, limit: int) -> list[MemberId]:
        """Of goods that are shown, the latest first."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """A hasteh as its sat needs it. `active`: it has its id and is not paused."""

    hasteh: int
    title: str
    field: str
    province: str
    city: str
    address: str
    postal_code: str
    active: bool


class House(Protocol):
    """Members and their hastehs."""

    async def led_by(self, member: MemberId) -> Workshop | None:
        """The hasteh somebody leads, if it has its id; None also for who may not act now."""

    async def identifier_of(self, member: MemberId) -> str:
        """By which banks know a member; "" for who is gone."""

    async def short_names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]: ...
    async def stepped_up(self, member: MemberId, about: str) -> bool: ...
    async def managers(self) -> list[MemberId]:
        """Who looks after the bazaar; admins where nobody does."""


class Bank(Protocol):
    """Whose an account is. Asked between two transactions (`key`). `ready`: whether this house has a bank."""

    ready: bool

    async def owns(self, key: str, sheba: str, identifier: str) -> bool | None:
        """None: no answer."""


class Photos(Protocol):
    """Where photos of goods are kept: looked at, without what they tell of their maker, not larger than a screen. Asked between two transactions (`key`)."""

    async def keep(self, key: str, photo: str) -> str | None:
        """Where it is kept from now on; one that is kept already answers itself. "": it is no picture, or too large. None: it cannot be had now."""


class Trade(Protocol):
    """What the bazaar knows of a sat."""

    async def open_orders(self, sat: SatId) -> int:
        """Orders and returns that are not over."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything the service needs."""

    sats: Sats
    goods: Goods
    house: House
    bank: Bank
    photos: Photos
    trade: Trade
    rates: Rates
