"""ردیف‌های سخن - what was said to and by the person of a case, sealed with their key, and the log of deeds.   Ports: domain/moshavereh/ports.py `Lines`, `Log`"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.moshavereh.model import Case, CaseId, Deed, Delivery, Line, LineId, Version, What
from storage.kit.outbox import outbox
from storage.kit.rows import SealedRows, member_of
from storage.kit.unit import UnitOfWork
from storage.moshavereh.rows import owner_of
from storage.moshavereh.tables import moshavereh_deed, moshavereh_line, moshavereh_version

c = moshavereh_line.c
NOWHERE = 0
STATES = {
    "ready": Delivery.READY, "sending": Delivery.READY, "sent": Delivery.SENT, "unknown": Delivery.UNKNOWN, "dead": Delivery.DEAD,
}  # fmt: skip


class LineRows(SealedRows):
    async def write(self, case: Case, line: Line) -> Line:
        values = {
            "case_id": case.id, "by": line.by, "words": await self._seal(owner_of(case), line.words), "media": line.media[:300], "at": line.at,
            "who": line.who, "source": line.source[:120] or None,
        }  # fmt: skip
        number = (await self._conn.execute(insert(moshavereh_line).values(values).returning(c.id))).scalar_one()
        return replace(line, id=LineId(number))

    async def lines(self, case: Case, limit: int) -> list[Line]:
        rows = (await self._conn.execute(_of(case).order_by(c.id.desc()).limit(limit))).all()
        states = await self._states([r.sent_as for r in rows if r.sent_as])
        return [await self._line(case, r, states) for r in reversed(rows)]

    async def find(self, case: Case, line: LineId) -> Line | None:
        row = (await self._conn.execute(_of(case).where(c.id == line))).one_or_none()
        return await self._line(case, row, await self._states([row.sent_as] if row.sent_as else [])) if row else None

    async def by_source(self, case: Case, source: str) -> Line | None:
        row = (await self._conn.execute(_of(case).where(c.source == source).order_by(c.id.desc()).limit(1))).one_or_none()
        return await self._line(case, row, {}) if row else None

    async def change(self, case: Case, line: Line) -> None:
        before = (await self._conn.execute(_of(case).where(c.id == line.id))).one()
        if await self._open(owner_of(case), before.words) != line.words:
            await self._conn.execute(insert(moshavereh_version).values(line=line.id, words=before.words, until=self._now))
        words = await self._seal(owner_of(case), line.words)
        await self._conn.execute(update(moshavereh_line).where(c.id == line.id).values(words=words, edited=line.edited, gone=line.gone, sent_as=line.sent_as))

    async def versions(self, case: Case, line: LineId) -> list[Version]:
        v = moshavereh_version.c
        rows = await self._conn.execute(select(moshavereh_version).where(v.line == line).order_by(v.id))
        return [Version(line, await self._open(owner_of(case), r.words), r.until) for r in rows.all()]

    async def count_since(self, case: Case, since: datetime) -> int:
        counted = select(func.count()).select_from(moshavereh_line).where(c.case_id == case.id, c.by == "member", c.at > since)
        return (await self._conn.execute(counted)).scalar_one()

    async def _states(self, rows: Collection[int]) -> dict[int, Delivery]:
        """Of rows of the outbox; one that was swept away long ago was sent."""
        if not rows:
            return {}
        known = {r.id: STATES[r.state] for r in await self._conn.execute(select(outbox.c.id, outbox.c.state).where(outbox.c.id.in_(rows)))}
        return {row: known.get(row, Delivery.SENT) for row in rows}

    async def _line(self, case: Case, r: Any, states: dict[int, Delivery]) -> Line:
        delivery = Delivery.NOWHERE if r.sent_as == NOWHERE else states.get(r.sent_as) if r.sent_as is not None else None
        return Line(r.by, await self._open(owner_of(case), r.words), r.media, r.at, LineId(r.id), member_of(r.who), r.source or "", r.sent_as, r.edited, r.gone, delivery)


class LogRows:
    """Append-only by having no other way."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._conn: AsyncConnection = unit.conn

    async def put(self, deed: Deed) -> None:
        await self._conn.execute(insert(moshavereh_deed).values(case_id=deed.case, what=deed.what.value, at=deed.at, by=deed.by))

    async def of(self, cases: Collection[CaseId]) -> dict[CaseId, list[Deed]]:
        d, found = moshavereh_deed.c, dict[CaseId, list[Deed]]()
        ids = list(cases)
        for start in range(0, len(ids), 500):  # SQLite counts parameters
            for r in await self._conn.execute(select(moshavereh_deed).where(d.case_id.in_(ids[start : start + 500])).order_by(d.id)):
                found.setdefault(CaseId(r.case_id), []).append(Deed(CaseId(r.case_id), What(r.what), r.at, member_of(r.by)))
        return found


def _of(case: Case) -> Select[Any]:
    return select(moshavereh_line).where(c.case_id == case.id)
