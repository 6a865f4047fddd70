"""پرسش‌ها و بهبوددهنده‌ها - their rows and dataclasses.   Tables: tables.py   Ports: domain/merat/ports.py `Witnesses` `Improvers`"""

from __future__ import annotations

from typing import Any

from sqlalchemy import exists, select

from domain.kernel.people import MemberId
from domain.merat.model import Asked, CheckId, Improver, ImproverId, ImproverState, Opinion, Witness, WitnessId
from storage.kit.rows import Rows, member_of
from storage.merat.tables import merat_improver, merat_witness

w, i = merat_witness.c, merat_improver.c


class WitnessRows(Rows[Witness]):
    """Nothing in them is in words."""

    table = merat_witness

    async def _values(self, thing: Witness) -> dict[str, Any]:
        return {"check_id": thing.check, "kind": thing.kind.value, "word": thing.word.value if thing.word else "", "by": thing.by, "at": thing.at}

    async def _thing(self, row: Any) -> Witness:
        return Witness(WitnessId(row.id), CheckId(row.check_id), Asked(row.kind), Opinion(row.word) if row.word else None, member_of(row.by), row.at, row.version)

    async def of_check(self, check: CheckId) -> list[Witness]:
        return await self._all(select(merat_witness).where(w.check_id == check).order_by(w.id))


class ImproverRows(Rows[Improver]):
    """Nothing in them is in words."""

    table = merat_improver

    async def _values(self, thing: Improver) -> dict[str, Any]:
        return {"member": thing.member, "by": thing.by, "state": thing.state.value, "asked": thing.asked, "until": thing.until, "moved": thing.moved}

    async def _thing(self, row: Any) -> Improver:
        return Improver(ImproverId(row.id), MemberId(row.member), MemberId(row.by), ImproverState(row.state), row.asked, row.until, row.moved, row.version)

    async def asked_of(self, member: MemberId) -> Improver | None:
        return await self._one(select(merat_improver).where(i.member == member, i.state == ImproverState.ASKED.value))

    async def agreed(self, member: MemberId, by: MemberId) -> bool:
        rows = select(merat_improver).where(i.member == member, i.by == by, i.state == ImproverState.AGREED.value)
        return bool((await self._conn.execute(select(exists(rows)))).scalar())

    async def of_member(self, member: MemberId, limit: int) -> list[Improver]:
        return await self._all(select(merat_improver).where(i.member == member).order_by(i.id.desc()).limit(limit))
