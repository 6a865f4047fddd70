"""کالای سات - photographed, priced, counted; looked at before it is shown where that is the rule.   Table of moves: PRODUCT_MOVES   Source: bazaar:M6-M9"""

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
from domain.sat.model import SatId
from domain.sat.sections import Section

ProductId = NewType("ProductId", int)

LETTERS = "PR"  # کد کالا


class ProductState(StrEnum):
    """How goods stand (M7). Whether they are sold out is their stock's to say, and no state."""

    CHECKING = "checking"  # whether the photos are pictures
    REVIEW = "review"
    NEEDS_EDIT = "needs_edit"
    LIVE = "live"
    HIDDEN = "hidden"  # by the seller
    REJECTED = "rejected"  # before it was shown, or taken down later
    DELETED = "deleted"  # orders remember it


PRODUCT_MOVES: Mapping[ProductState, frozenset[ProductState]] = {
    ProductState.CHECKING: frozenset({ProductState.REVIEW, ProductState.LIVE, ProductState.NEEDS_EDIT, ProductState.DELETED}),
    ProductState.REVIEW: frozenset({ProductState.LIVE, ProductState.NEEDS_EDIT, ProductState.REJECTED, ProductState.DELETED}),
    ProductState.NEEDS_EDIT: frozenset({ProductState.CHECKING, ProductState.DELETED}),
    ProductState.LIVE: frozenset({ProductState.HIDDEN, ProductState.REJECTED, ProductState.DELETED}),
    ProductState.HIDDEN: frozenset({ProductState.LIVE, ProductState.REJECTED, ProductState.DELETED}),
    ProductState.REJECTED: frozenset(),
    ProductState.DELETED: frozenset(),
}
STOCKED = (ProductState.CHECKING, ProductState.REVIEW, ProductState.NEEDS_EDIT, ProductState.LIVE, ProductState.HIDDEN)
"""What its seller still works with."""


@dataclass(frozen=True, slots=True)
class ProductForm:
    """What buyers read. `weight`: grams with its wrapping, 0 for a service; `prep_days`: until it can leave; `photos`: where they are kept, the first is the main one."""

    section: Section
    title: str
    about: str
    prep_days: int
    weight: int
    photos: tuple[str, ...]

    @property
    def service(self) -> bool:
        return self.weight == 0


@dataclass(frozen=True, slots=True)
class Product:
    """Something on sale. `price`: of one; `stock`: how many may still be bought (what is in orders is not among them).

    `wanted`: other words that wait to be looked at, while the old ones are shown; `coming`: photos that wait to be kept;
    `why`: what is to be mended, or why not, in words.
    """

    id: ProductId
    sat: SatId
    seller: MemberId
    form: ProductForm
    price: Rial
    stock: int
    state: ProductState
    province: str
    added: datetime
    moved: datetime
    wanted: ProductForm | None = None
    coming: tuple[str, ...] = ()
    why: str = ""
    by: MemberId | None = None
    tries: int = 0
    version: int = 0

    @property
    def code(self) -> str:
        return public_code(LETTERS, self.id)

    @property
    def about(self) -> str:
        return f"sat:product:{self.id}"

    @property
    def waits(self) -> bool:
        """Whether somebody is to look at it."""
        return self.state is ProductState.REVIEW or self.wanted is not None

    def to(self, state: ProductState, now: datetime) -> Product:
        return replace(self, state=move(PRODUCT_MOVES, self.state, state, subsystem="sat"), moved=now)
