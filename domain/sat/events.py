"""رویدادهای سات - what happened to booths and their goods.   Heard in: handlers/sat/hearing.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.kernel.people import MemberId
from domain.kernel.verbs import Event
from domain.sat.model import SatId, SatState
from domain.sat.product import ProductId, ProductState


@dataclass(frozen=True, slots=True)
class SatMoved(Event):
    """A sat stands otherwise; `until`: by when somebody is to have looked at it, None where nobody is to."""

    sat: SatId
    leader: MemberId
    state: SatState
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class SatToCheck(Event):
    """The bank and the photos are to be asked at `due`."""

    sat: SatId
    due: datetime


@dataclass(frozen=True, slots=True)
class ProductMoved(Event):
    """Goods stand otherwise, or other words of theirs wait to be looked at or no longer do; `until` as above."""

    product: ProductId
    sat: SatId
    seller: MemberId
    state: ProductState
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ProductToCheck(Event):
    """Its photos are to be looked at, at `due`."""

    product: ProductId
    due: datetime


@dataclass(frozen=True, slots=True)
class StockChanged(Event):
    """Price or stock is another; `gone`: the last one was just bought."""

    product: ProductId
    seller: MemberId
    gone: bool = False


@dataclass(frozen=True, slots=True)
class PhotoToKeep(Event):
    """Photos that came for something that is shown are to be looked at, at `due`."""

    product: ProductId
    due: datetime


@dataclass(frozen=True, slots=True)
class PhotoLookedAt(Event):
    """`kept`: it is shown now; else it was no picture."""

    product: ProductId
    seller: MemberId
    kept: bool
