"""حامی‌ها - who helps with what, their rows and dataclasses.   Tables: tables.py   Port: domain/hami/ports.py `Profiles`"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, or_, select

from domain.hami.model import Answer, HamiKind, Profile, Trade
from domain.kernel.people import MemberId
from storage.hami.tables import hami_approached, hami_ask, hami_profile, hami_support
from storage.kit.rows import Rows

p, q = hami_profile.c, hami_approached.c


class ProfileRows(Rows[Profile]):
    """Kinds are words in one column: there are five, and nobody joins over them."""

    table = hami_profile

    async def _values(self, thing: Profile) -> dict[str, Any]:
        kinds = " ".join(sorted(kind.value for kind in thing.kinds))
        return {"member": thing.member, "kinds": kinds, "trade": thing.trade.value, "since": thing.since}

    async def _thing(self, row: Any) -> Profile:
        return Profile(row.id, MemberId(row.member), frozenset(map(HamiKind, row.kinds.split())), Trade(row.trade), row.since, row.version)

    async def of(self, member: MemberId, *, lock: bool = False) -> Profile | None:
        return await self._one(select(hami_profile).where(p.member == member), lock=lock)

    async def helping(self, kind: HamiKind, *, trade: Trade | None, among: Sequence[MemberId] | None, but: MemberId, limit: int) -> list[MemberId]:
        busy = select(func.count()).where(q.hami == p.member, q.answer == Answer.WAITING.value).scalar_subquery()
        rows = select(p.member).where((" " + p.kinds + " ").contains(f" {kind.value} "), p.member != but)
        if trade is not None:
            rows = rows.where(p.trade == trade.value)
        if among is not None:
            rows = rows.where(p.member.in_(among))
        return [MemberId(row.member) for row in await self._conn.execute(rows.order_by(busy, p.id).limit(limit))]

    async def forget(self, member: MemberId) -> None:
        """Everything of a member who is erased; what is over between two stays with the other, without words."""
        mine = select(hami_ask.c.id).where(hami_ask.c.member == member)
        await self._conn.execute(delete(hami_approached).where(or_(q.ask.in_(mine), q.hami == member)))
        await self._conn.execute(delete(hami_ask).where(hami_ask.c.member == member))
        await self._conn.execute(delete(hami_profile).where(p.member == member))
        s = hami_support.c
        await self._conn.execute(delete(hami_support).where(or_(s.hami == member, s.member == member)))
