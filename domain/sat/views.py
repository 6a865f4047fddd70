"""نماهای سات - what dialogs and cards show.   Made by: reading.py showing.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from fractions import Fraction

from domain.kernel.money import Rial
from domain.sat.model import Method, Sat, SatFlaw, SatForm, SatId, SatState
from domain.sat.ports import Workshop
from domain.sat.product import Product, ProductForm, ProductId, ProductState


@dataclass(frozen=True, slots=True)
class Opening:
    """Before a sat is opened: the hasteh, the sat it has already, and what the house takes of each sale (a share)."""

    workshop: Workshop
    commission: Fraction
    contract: int


@dataclass(frozen=True, slots=True)
class SatView:
    """A sat as its leader, or who looks after the bazaar, sees it. Short name of its leader; `until`: by when somebody is to have looked at it.

    `resign`: the contract has a newer version; `goods`, `waiting`: how many goods it has, and how many of them wait to be looked at.
    """

    id: SatId
    code: str
    leader: str
    form: SatForm
    province: str
    city: str
    state: SatState
    flaw: SatFlaw | None
    why: str
    until: datetime | None
    signed: datetime
    resign: bool
    goods: int
    waiting: int
    mine: bool
    may: bool


@dataclass(frozen=True, slots=True)
class ProductView:
    """Goods as their seller, or who looks after the bazaar, sees them."""

    id: ProductId
    code: str
    sat: SatId
    name: str
    form: ProductForm
    price: Rial
    stock: int
    state: ProductState
    wanted: ProductForm | None
    why: str
    until: datetime | None
    mine: bool
    may: bool


@dataclass(frozen=True, slots=True)
class Booth:
    """A sat as everybody sees it: where it is to a city, never an address. `open_now`: one may ask there at this hour."""

    id: SatId
    code: str
    name: str
    about: str
    logo: str
    province: str
    city: str
    opens: time
    closes: time
    open_now: bool
    methods: tuple[Method, ...]
    goods: int
    since: datetime
    on_leave: bool


@dataclass(frozen=True, slots=True)
class Stocked:
    """Goods with their sat, for who sells them on through the house. `shown`: they can be bought now."""

    product: Product
    sat: Sat
    shown: bool


@dataclass(frozen=True, slots=True)
class OnSale:
    """Goods as buyers see them."""

    id: ProductId
    code: str
    sat: SatId
    name: str
    form: ProductForm
    price: Rial
    stock: int
    province: str
    city: str
    methods: tuple[Method, ...]
    mine: bool
