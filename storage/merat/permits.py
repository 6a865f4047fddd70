"""اجازه‌ها و نگاه‌ها - their rows and dataclasses.   Tables: tables.py   Port: domain/merat/ports.py `Permits`"""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select

from domain.kernel.people import MemberId
from domain.merat.model import Look, Permit, PermitId, Purpose
from storage.kit.rows import Rows
from storage.merat.tables import merat_look, merat_permit

p, look = merat_permit.c, merat_look.c


class PermitRows(Rows[Permit]):
    """Nothing in them is in words."""

    table = merat_permit

    async def _values(self, thing: Permit) -> dict[str, Any]:
        return {
            "member": thing.member, "viewer": thing.viewer, "purpose": thing.purpose.value, "given": thing.given, "until": thing.until, "ended": thing.ended,
        }  # fmt: skip

    async def _thing(self, row: Any) -> Permit:
        return Permit(PermitId(row.id), MemberId(row.member), MemberId(row.viewer), Purpose(row.purpose), row.given, row.until, row.ended, row.version)

    async def of_member(self, member: MemberId, limit: int) -> list[Permit]:
        return await self._all(select(merat_permit).where(p.member == member).order_by(p.id.desc()).limit(limit))

    async def for_viewer(self, viewer: MemberId, member: MemberId) -> list[Permit]:
        return await self._all(select(merat_permit).where(p.viewer == viewer, p.member == member).order_by(p.id.desc()))

    async def looked(self, seen: Look) -> None:
        await self._conn.execute(insert(merat_look).values(member=seen.member, viewer=seen.viewer, purpose=seen.purpose.value, at=seen.at))

    async def looks_at(self, member: MemberId, limit: int) -> list[Look]:
        rows = await self._conn.execute(select(merat_look).where(look.member == member).order_by(look.id.desc()).limit(limit))
        return [Look(MemberId(r.member), MemberId(r.viewer), Purpose(r.purpose), r.at) for r in rows]
