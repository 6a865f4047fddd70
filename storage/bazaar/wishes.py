"""تقاضاها - what is wanted, and goods that were shown for it, rows and dataclasses.   Tables: tables.py   Port: domain/bazaar/ports.py `Wishes`"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select

from domain.bazaar.wish import Bid, Wish, WishId, WishState
from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from storage.bazaar.tables import bazaar_bid, bazaar_wish
from storage.kit.database import insert_into
from storage.kit.rows import Rows, owner

w, b = bazaar_wish.c, bazaar_bid.c


class WishRows(Rows[Wish]):
    """The words go with who wants it."""

    table = bazaar_wish

    async def _values(self, thing: Wish) -> dict[str, Any]:
        return {
            "buyer": thing.buyer, "section": thing.section, "words": await self._seal(owner(thing.buyer), thing.words), "most": thing.most, "province": thing.province,
            "state": thing.state.value, "asked": thing.asked, "until": thing.until, "moved": thing.moved,
        }  # fmt: skip

    async def _thing(self, row: Any) -> Wish:
        words = await self._open(owner(row.buyer), row.words)
        return Wish(
            WishId(row.id), MemberId(row.buyer), row.section, words, Rial(row.most), row.province, WishState(row.state), row.asked, row.until, row.moved, row.version
        )  # fmt: skip

    async def of_buyer(self, member: MemberId, limit: int) -> list[Wish]:
        return await self._all(select(bazaar_wish).where(w.buyer == member).order_by(w.id.desc()).limit(limit))

    async def open_in(self, sections: Collection[str], limit: int) -> list[Wish]:
        rows = select(bazaar_wish).where(w.section.in_(sorted(sections)), w.state == WishState.OPEN.value)
        return await self._all(rows.order_by(w.id.desc()).limit(limit))

    async def count_open(self, member: MemberId) -> int:
        rows = select(func.count()).select_from(bazaar_wish).where(w.buyer == member, w.state == WishState.OPEN.value)
        return int((await self._conn.execute(rows)).scalar_one())

    async def bid(self, thing: Bid) -> bool:
        row = insert_into(self._conn, bazaar_bid).values(wish=thing.wish, product=thing.product, seller=thing.seller, at=thing.at)
        return (await self._conn.execute(row.on_conflict_do_nothing().returning(b.product))).scalar() is not None

    async def bids_of(self, wish: WishId) -> list[Bid]:
        rows = await self._conn.execute(select(bazaar_bid).where(b.wish == wish).order_by(b.at, b.product))
        return [Bid(wish, r.product, MemberId(r.seller), r.at) for r in rows]
