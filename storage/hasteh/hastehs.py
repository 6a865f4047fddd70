"""هسته‌ها - their rows and dataclasses, translated both ways.   Tables: tables.py   Port: domain/hasteh/ports.py `Hastehs`"""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import delete, or_, select

from domain.hasteh.model import Field, Hasteh, HastehForm, HastehId, HastehState
from domain.kernel.people import MemberId
from storage.hasteh.tables import hasteh_call, hasteh_fellow, hasteh_hasteh, hasteh_link, hasteh_mark, hasteh_match, hasteh_share, hasteh_talent
from storage.kit.rows import Rows, member_of, owner

h, f = hasteh_hasteh.c, hasteh_fellow.c
GONE = HastehForm("", Field.OTHER, "", 0, False, "", "")
"""Of a leader who is erased."""


class HastehRows(Rows[Hasteh]):
    """The field and the place can be asked of the table; the rest of the form is sealed."""

    table = hasteh_hasteh

    async def _values(self, thing: Hasteh) -> dict[str, Any]:
        mine = owner(thing.leader)
        return {
            "leader": thing.leader, "field": thing.form.field.value, "form": await self._seal(mine, msgspec.json.encode(thing.form).decode()), "province": thing.province,
            "city": thing.city, "state": thing.state.value, "asked": thing.asked, "moved": thing.moved, "why": await self._seal(mine, thing.why), "by": thing.by,
        }  # fmt: skip

    async def _thing(self, row: Any) -> Hasteh:
        mine = owner(row.leader)
        told = await self._open(mine, row.form)
        form = msgspec.json.decode(told, type=HastehForm) if told else GONE
        return Hasteh(
            HastehId(row.id), MemberId(row.leader), form, row.province, row.city, HastehState(row.state), row.asked, row.moved, await self._open(mine, row.why),
            member_of(row.by), row.version,
        )  # fmt: skip

    async def led_by(self, member: MemberId, limit: int) -> list[Hasteh]:
        return await self._all(select(hasteh_hasteh).where(h.leader == member).order_by(h.id.desc()).limit(limit))

    async def waiting(self, limit: int) -> list[Hasteh]:
        return await self._all(select(hasteh_hasteh).where(h.state == HastehState.REVIEW.value).order_by(h.moved, h.id).limit(limit))

    async def with_id(self, limit: int) -> list[Hasteh]:
        return await self._all(select(hasteh_hasteh).where(h.state.in_(["active", "paused"])).order_by(h.id.desc()).limit(limit))

    async def of_place(self, province: str, limit: int) -> list[Hasteh]:
        return await self._all(select(hasteh_hasteh).where(h.province == province, h.state == HastehState.ACTIVE.value).order_by(h.id.desc()).limit(limit))

    async def forget(self, member: MemberId) -> None:
        led = select(h.id).where(h.leader == member)
        await self._conn.execute(delete(hasteh_fellow).where(or_(f.member == member, f.hasteh.in_(led))))
        await self._conn.execute(delete(hasteh_mark).where(hasteh_mark.c.hasteh.in_(led)))
        await self._conn.execute(delete(hasteh_hasteh).where(h.leader == member))
        for table in (hasteh_talent, hasteh_call, hasteh_share):
            await self._conn.execute(delete(table).where(table.c.member == member))
        both = or_(hasteh_match.c.offerer == member, hasteh_match.c.needer == member)
        for gone in (delete(hasteh_match).where(both), delete(hasteh_link).where(hasteh_link.c.leader == member)):
            await self._conn.execute(gone)
