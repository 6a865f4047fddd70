"""بن‌ها - vouchers, rows and dataclasses.   Table: tables.py   Port: domain/aghsat/ports.py `Bons`"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select

from domain.aghsat.bon import Bon, BonId, BonState
from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from storage.aghsat.tables import aghsat_bon
from storage.kit.rows import Rows, owner, values_of

b = aghsat_bon.c
NOT_OVER = values_of((BonState.ACTIVE, BonState.USED))  # what was bought with it may still come back


class BonRows(Rows[Bon]):
    """The words beside one are sealed with the key of who gave it."""

    table = aghsat_bon

    async def _values(self, thing: Bon) -> dict[str, Any]:
        return {
            "giver": thing.giver, "member": thing.member, "amount": thing.amount, "category": thing.category, "words": await self._seal(owner(thing.giver), thing.words),
            "given": thing.given, "until": thing.until, "moved": thing.moved, "state": thing.state.value,
        }  # fmt: skip

    async def _thing(self, row: Any) -> Bon:
        return Bon(
            BonId(row.id), MemberId(row.giver), MemberId(row.member), Rial(row.amount), row.category, await self._open(owner(row.giver), row.words), row.given,
            row.until, row.moved, BonState(row.state), row.version,
        )  # fmt: skip

    async def given_to(self, member: MemberId, states: Collection[BonState], limit: int) -> list[Bon]:
        return await self._all(select(aghsat_bon).where(b.member == member, b.state.in_(values_of(states))).order_by(b.id.desc()).limit(limit))

    async def given_by(self, member: MemberId, limit: int) -> list[Bon]:
        return await self._all(select(aghsat_bon).where(b.giver == member).order_by(b.id.desc()).limit(limit))

    async def count_active(self, giver: MemberId) -> int:
        rows = select(func.count()).select_from(aghsat_bon).where(b.giver == giver, b.state.in_(NOT_OVER))
        return int((await self._conn.execute(rows)).scalar_one())
