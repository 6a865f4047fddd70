"""سفارش‌ها - their rows and dataclasses, translated both ways.   Tables: tables.py   Port: domain/bazaar/ports.py `Orders`"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import func, select, update

from domain.bazaar.order import Order, OrderId, OrderLine, OrderState, Place, Record
from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from storage.bazaar.tables import bazaar_order, bazaar_take_back
from storage.kit.rows import Rows, owner, values_of

o = bazaar_order.c


class OrderRows(Rows[Order]):
    """What somebody wrote beside an order, why it was not to be, and its code are sealed with the key of who buys."""

    table = bazaar_order

    async def _values(self, thing: Order) -> dict[str, Any]:
        mine = owner(thing.buyer)
        return {
            "buyer": thing.buyer, "seller": thing.seller, "sat": thing.sat, "booth": thing.booth, "lines": msgspec.json.encode(thing.lines).decode(),
            "state": thing.state.value, "total": thing.total, "commission": thing.commission, "prep_days": thing.prep_days, "asked": thing.asked, "moved": thing.moved,
            "words": await self._seal(mine, thing.words), "source": thing.source, "credit": thing.credit, "back": thing.back, "until": thing.until,
            "why": await self._seal(mine, thing.why), "code": await self._seal(mine, thing.code), "tries": thing.tries, "locked": thing.locked,
            "wants_out": thing.wants_out, "delivered": thing.delivered,
            "place": await self._seal(mine, msgspec.json.encode(thing.place).decode() if thing.place is not None else ""), "shipping": thing.shipping,
            "fault": thing.fault, "late": thing.late,
        }  # fmt: skip

    async def _thing(self, row: Any) -> Order:
        mine = owner(row.buyer)
        return Order(
            OrderId(row.id), MemberId(row.buyer), MemberId(row.seller), row.sat, row.booth, msgspec.json.decode(row.lines, type=tuple[OrderLine, ...]),
            OrderState(row.state), Rial(row.total), Rial(row.commission), row.prep_days, row.asked, row.moved, await self._open(mine, row.words), row.source,
            Rial(row.credit), Rial(row.back), row.until, await self._open(mine, row.why), await self._open(mine, row.code), row.tries, row.locked, row.wants_out,
            row.delivered, await self._place(mine, row.place), Rial(row.shipping), row.fault, row.late, row.version,
        )  # fmt: skip

    async def _place(self, mine: str, blob: bytes) -> Place | None:
        told = await self._open(mine, blob)
        return msgspec.json.decode(told, type=Place) if told else None

    async def of_buyer(self, member: MemberId, states: Collection[OrderState], limit: int) -> list[Order]:
        return await self._all(select(bazaar_order).where(o.buyer == member, o.state.in_(values_of(states))).order_by(o.id.desc()).limit(limit))

    async def of_seller(self, member: MemberId, states: Collection[OrderState], limit: int) -> list[Order]:
        return await self._all(select(bazaar_order).where(o.seller == member, o.state.in_(values_of(states))).order_by(o.id.desc()).limit(limit))

    async def in_state(self, state: OrderState, limit: int) -> list[Order]:
        found = select(bazaar_order).where(o.state == state.value).order_by(o.moved, o.id).limit(limit)
        return await self._all(found.with_for_update(skip_locked=True))

    async def count(self, member: MemberId, states: Collection[OrderState]) -> int:
        found = select(func.count()).select_from(bazaar_order).where(o.buyer == member, o.state.in_(values_of(states)))
        return int((await self._conn.execute(found)).scalar_one())

    async def forget(self, member: MemberId) -> None:
        await self._conn.execute(update(bazaar_order).where(o.buyer == member).values(words=b"", why=b"", code=b"", place=b""))

    async def record_of_sat(self, sat: int, since: datetime) -> Record:
        told = (func.count().filter(o.delivered.is_not(None)), func.count().filter(o.fault), func.count().filter(o.late))
        delivered, faults, late = (await self._conn.execute(select(*told).where(o.sat == sat, o.moved >= since))).one()
        judged = select(func.count()).select_from(bazaar_take_back).join(bazaar_order, o.id == bazaar_take_back.c.order)
        disputed = await self._conn.execute(judged.where(o.sat == sat, bazaar_take_back.c.by.is_not(None), bazaar_take_back.c.moved >= since))
        return Record(int(delivered), int(faults), int(late), int(disputed.scalar_one()))

    async def count_of_sat(self, sat: int, states: Collection[OrderState]) -> int:
        found = select(func.count()).select_from(bazaar_order).where(o.sat == sat, o.state.in_(values_of(states)))
        return int((await self._conn.execute(found)).scalar_one())
