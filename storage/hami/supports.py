"""حمایت‌ها - what was lent, their rows and dataclasses.   Tables: tables.py   Port: domain/hami/ports.py `Supports`"""

from __future__ import annotations

from typing import Any

from sqlalchemy import exists, func, select

from domain.hami.model import RESERVED, AskId, SpentOn, Support, SupportId, SupportState
from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from storage.hami.tables import hami_support
from storage.kit.rows import Rows, owner, values_of

s = hami_support.c
COUNTS = values_of(RESERVED)
GIVEN = [*COUNTS, SupportState.RELEASED.value]


class SupportRows(Rows[Support]):
    """Thanks are sealed with the key of who wrote them."""

    table = hami_support

    async def _values(self, thing: Support) -> dict[str, Any]:
        return {
            "hami": thing.hami, "member": thing.member, "amount": thing.amount, "used": thing.used, "spent_on": thing.spent_on.value, "state": thing.state.value,
            "given": thing.given, "until": thing.until, "moved": thing.moved, "ask": thing.ask, "thanks": await self._seal(owner(thing.member), thing.thanks),
        }  # fmt: skip

    async def _thing(self, row: Any) -> Support:
        return Support(
            SupportId(row.id), MemberId(row.hami), MemberId(row.member), Rial(row.amount), SpentOn(row.spent_on), SupportState(row.state), row.given, row.until,
            row.moved, Rial(row.used), None if row.ask is None else AskId(row.ask), await self._open(owner(row.member), row.thanks), row.version,
        )  # fmt: skip

    async def given_by(self, hami: MemberId, limit: int) -> list[Support]:
        return await self._all(select(hami_support).where(s.hami == hami).order_by(s.id.desc()).limit(limit))

    async def given_to(self, member: MemberId, limit: int) -> list[Support]:
        return await self._all(select(hami_support).where(s.member == member).order_by(s.id.desc()).limit(limit))

    async def reserved(self, hami: MemberId) -> Rial:
        return await self._sum(s.hami == hami, s.state.in_(COUNTS))

    async def covered(self, ask: AskId) -> Rial:
        return await self._sum(s.ask == ask, s.state.in_(GIVEN))

    async def _sum(self, *where: Any) -> Rial:
        return Rial(int((await self._conn.execute(select(func.coalesce(func.sum(s.amount), 0)).where(*where))).scalar_one()))

    async def supports(self, hami: MemberId, member: MemberId) -> bool:
        rows = select(hami_support).where(s.hami == hami, s.member == member, s.state.in_(COUNTS))
        return bool((await self._conn.execute(select(exists(rows)))).scalar())
