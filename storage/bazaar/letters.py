"""نامه‌ها به فروشنده - their rows and dataclasses, translated both ways.   Tables: tables.py   Port: domain/bazaar/ports.py `Letters`"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select

from domain.bazaar.model import Letter, LetterId
from domain.kernel.people import MemberId
from storage.bazaar.tables import bazaar_letter
from storage.kit.rows import Rows, owner

t = bazaar_letter.c


class LetterRows(Rows[Letter]):
    """The words are sealed with the key of who wrote them."""

    table = bazaar_letter

    async def _values(self, thing: Letter) -> dict[str, Any]:
        words = await self._seal(owner(thing.buyer if thing.by_buyer else thing.seller), thing.words)
        return {"product": thing.product, "buyer": thing.buyer, "seller": thing.seller, "by_buyer": thing.by_buyer, "words": words, "at": thing.at}

    async def _thing(self, row: Any) -> Letter:
        words = await self._open(owner(row.buyer if row.by_buyer else row.seller), row.words)
        return Letter(LetterId(row.id), row.product, MemberId(row.buyer), MemberId(row.seller), row.by_buyer, words, row.at, row.version)

    async def between(self, product: int, buyer: MemberId, limit: int) -> list[Letter]:
        latest = await self._all(select(bazaar_letter).where(t.product == product, t.buyer == buyer).order_by(t.id.desc()).limit(limit))
        return latest[::-1]

    async def of_member(self, member: MemberId, limit: int) -> list[Letter]:
        wrote = or_(and_(t.buyer == member, t.by_buyer), and_(t.seller == member, ~t.by_buyer))
        return await self._all(select(bazaar_letter).where(wrote).order_by(t.id.desc()).limit(limit))

    async def count(self, buyer: MemberId, seller: MemberId, by_buyer: bool, since: datetime) -> int:
        wrote = select(func.count()).select_from(bazaar_letter).where(t.buyer == buyer, t.seller == seller, t.by_buyer == by_buyer, t.at >= since)
        return int((await self._conn.execute(wrote)).scalar_one())
