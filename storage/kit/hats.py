"""کلاه‌ها - who wears which role, and where.   Port: domain/kernel/people.py `Hats`"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Index, String, Table, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.kernel.people import Hat, MemberId, Role
from storage.kit.database import insert_into
from storage.kit.tables import Moment, RowId, metadata

role_grant = Table(
    "role_grant",
    metadata,
    Column("member", RowId, primary_key=True, autoincrement=False),
    Column("role", String(20), primary_key=True),
    Column("scope", String(60), primary_key=True),
    Column("since", Moment, nullable=False),
    Index("ix_role_grant_role_scope", "role", "scope"),
)


class HatRows:
    """The table behind the port Hats. What was ever given or taken stays in the audit trail; here is only what holds now."""

    def __init__(self, conn: AsyncConnection, now: datetime) -> None:
        self._conn, self._now = conn, now

    async def give(self, member: MemberId, role: Role, scope: str = "") -> None:
        row = insert_into(self._conn, role_grant).values(member=member, role=role.value, scope=scope, since=self._now)
        await self._conn.execute(row.on_conflict_do_nothing())

    async def take(self, member: MemberId, role: Role, scope: str = "") -> None:
        r = role_grant.c
        await self._conn.execute(delete(role_grant).where(r.member == member, r.role == role.value, r.scope == scope))

    async def wearers(self, role: Role, scope: str | None = None) -> list[MemberId]:
        r = role_grant.c
        rows = select(r.member).where(r.role == role.value).distinct().order_by(r.member)
        if scope is not None:
            rows = rows.where(r.scope.in_(("", scope)))
        return [MemberId(m) for m in (await self._conn.execute(rows)).scalars()]

    async def worn_by(self, member: MemberId) -> frozenset[Hat]:
        """Every hat a member wears now, besides being a member."""
        r = role_grant.c
        rows = await self._conn.execute(select(r.role, r.scope).where(r.member == member))
        return frozenset(Hat(Role(role), scope) for role, scope in rows)
