"""استعدادها - what people answered, and invitations to work, rows and dataclasses.   Tables: tables.py   Ports: domain/hasteh/ports.py `Talents` `WorkCalls`"""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Select, select

from domain.hasteh.talent import Talent
from domain.hasteh.work_call import WorkAim, WorkCall, WorkCallId, WorkCallState
from domain.kernel.people import MemberId
from storage.hasteh.tables import hasteh_call, hasteh_talent
from storage.kit.database import insert_into
from storage.kit.rows import Rows, SealedRows, owner

t, c = hasteh_talent.c, hasteh_call.c


class TalentRows(SealedRows):
    """Nobody can read the answers of who is erased."""

    async def keep(self, thing: Talent) -> None:
        values = {"told": await self._seal(owner(thing.member), msgspec.json.encode(thing).decode()), "at": thing.at}
        row = insert_into(self._conn, hasteh_talent).values(member=thing.member, **values)
        await self._conn.execute(row.on_conflict_do_update(index_elements=["member"], set_=values))

    async def of(self, member: MemberId) -> Talent | None:
        found = await self._all(select(hasteh_talent).where(t.member == member))
        return found[0] if found else None

    async def latest(self, limit: int) -> list[Talent]:
        return await self._all(select(hasteh_talent).order_by(t.at.desc(), t.member).limit(limit))

    async def _all(self, rows: Select[Any]) -> list[Talent]:
        told = [await self._open(owner(row.member), row.told) for row in (await self._conn.execute(rows)).all()]
        return [msgspec.json.decode(one, type=Talent) for one in told if one]


class WorkCallRows(Rows[WorkCall]):
    """The words are for the member: they go with them."""

    table = hasteh_call

    async def _values(self, thing: WorkCall) -> dict[str, Any]:
        return {
            "member": thing.member, "by": thing.by, "aim": thing.aim.value, "words": await self._seal(owner(thing.member), thing.words), "state": thing.state.value,
            "at": thing.at, "moved": thing.moved,
        }  # fmt: skip

    async def _thing(self, row: Any) -> WorkCall:
        words = await self._open(owner(row.member), row.words)
        return WorkCall(WorkCallId(row.id), MemberId(row.member), MemberId(row.by), WorkAim(row.aim), words, WorkCallState(row.state), row.at, row.moved, row.version)

    async def open_of(self, member: MemberId) -> WorkCall | None:
        return await self._one(select(hasteh_call).where(c.member == member, c.state == WorkCallState.SENT.value))
