"""پس‌دادن‌ها - their rows and dataclasses, translated both ways.   Tables: tables.py   Port: domain/bazaar/ports.py `Backs`"""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import or_, select

from domain.bazaar.order import OrderId
from domain.bazaar.take_back import BackReason, BackState, TakeBack, TakeBackId
from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from storage.bazaar.tables import bazaar_take_back
from storage.kit.rows import Rows, member_of, owner

b = bazaar_take_back.c


class BackRows(Rows[TakeBack]):
    """Each writes under their own key; a ruling is about the buyer, and goes with theirs."""

    table = bazaar_take_back

    async def _values(self, thing: TakeBack) -> dict[str, Any]:
        told = msgspec.json.encode((thing.words, thing.photos)).decode()
        return {
            "order": thing.order, "buyer": thing.buyer, "seller": thing.seller, "product": thing.product, "title": thing.title, "count": thing.count,
            "amount": thing.amount, "reason": thing.reason.value, "words": await self._seal(owner(thing.buyer), told), "state": thing.state.value, "asked": thing.asked,
            "moved": thing.moved, "until": thing.until, "answer": await self._seal(owner(thing.seller), thing.answer),
            "ruling": await self._seal(owner(thing.buyer), thing.ruling), "by": thing.by,
        }  # fmt: skip

    async def _thing(self, row: Any) -> TakeBack:
        told = await self._open(owner(row.buyer), row.words)
        words, photos = msgspec.json.decode(told, type=tuple[str, tuple[str, ...]]) if told else ("", ())
        return TakeBack(
            TakeBackId(row.id), OrderId(row.order), MemberId(row.buyer), MemberId(row.seller), row.product, row.title, row._mapping["count"], Rial(row.amount),
            BackReason(row.reason), words, photos, BackState(row.state), row.asked, row.moved, row.until, await self._open(owner(row.seller), row.answer),
            await self._open(owner(row.buyer), row.ruling), member_of(row.by), row.version,
        )  # fmt: skip

    async def of_order(self, order: OrderId) -> list[TakeBack]:
        return await self._all(select(bazaar_take_back).where(b.order == order).order_by(b.id))

    async def of_member(self, member: MemberId, limit: int) -> list[TakeBack]:
        mine = or_(b.buyer == member, b.seller == member)
        return await self._all(select(bazaar_take_back).where(mine).order_by(b.id.desc()).limit(limit))

    async def disputed(self, limit: int) -> list[TakeBack]:
        return await self._all(select(bazaar_take_back).where(b.state == BackState.DISPUTED.value).order_by(b.moved, b.id).limit(limit))
