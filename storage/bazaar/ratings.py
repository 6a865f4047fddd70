"""نظرها - their rows and dataclasses, translated both ways.   Tables: tables.py   Port: domain/bazaar/ports.py `Ratings`"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, select

from domain.bazaar.order import OrderId
from domain.bazaar.rating import GoodsRating, RatingId
from domain.kernel.people import MemberId
from storage.bazaar.tables import bazaar_rating
from storage.kit.rows import Rows, owner

r = bazaar_rating.c


class RatingRows(Rows[GoodsRating]):
    """Each writes under their own key: who is erased leaves stars without words."""

    table = bazaar_rating

    async def _values(self, thing: GoodsRating) -> dict[str, Any]:
        return {
            "order": thing.order, "product": thing.product, "sat": thing.sat, "buyer": thing.buyer, "seller": thing.seller, "stars": thing.stars,
            "words": await self._seal(owner(thing.buyer), thing.words), "at": thing.at, "answer": await self._seal(owner(thing.seller), thing.answer),
        }  # fmt: skip

    async def _thing(self, row: Any) -> GoodsRating:
        words, answer = await self._open(owner(row.buyer), row.words), await self._open(owner(row.seller), row.answer)
        return GoodsRating(
            RatingId(row.id), OrderId(row.order), row.product, row.sat, MemberId(row.buyer), MemberId(row.seller), row.stars, words, row.at, answer, row.version
        )  # fmt: skip

    async def of_order(self, order: OrderId) -> list[GoodsRating]:
        return await self._all(select(bazaar_rating).where(r.order == order).order_by(r.id))

    async def of_product(self, product: int, limit: int) -> list[GoodsRating]:
        return await self._all(select(bazaar_rating).where(r.product == product).order_by(r.id.desc()).limit(limit))

    async def stars_of_product(self, product: int, limit: int) -> list[int]:
        return await self._stars(r.product == product, limit)

    async def stars_of_sat(self, sat: int, limit: int) -> list[int]:
        return await self._stars(r.sat == sat, limit)

    async def _stars(self, wanted: ColumnElement[bool], limit: int) -> list[int]:
        found = await self._conn.execute(select(r.stars).where(wanted).order_by(r.id.desc()).limit(limit))
        return [int(stars) for stars in found.scalars()]
