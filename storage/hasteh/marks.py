"""نوشته‌های تابلو - one row for each step somebody wrote on.   Tables: tables.py   Port: domain/hasteh/ports.py `Marks`"""

from __future__ import annotations

from sqlalchemy import select

from domain.hasteh.board import WayMark, WayStep
from domain.hasteh.model import HastehId
from domain.kernel.people import MemberId
from storage.hasteh.tables import hasteh_hasteh, hasteh_mark
from storage.kit.database import insert_into
from storage.kit.rows import SealedRows, owner

m, h = hasteh_mark.c, hasteh_hasteh.c


class MarkRows(SealedRows):
    """The words are about a hasteh: they go with its leader."""

    async def of_hasteh(self, hasteh: HastehId) -> list[WayMark]:
        leader = (await self._conn.execute(select(h.leader).where(h.id == hasteh))).scalar_one()
        found = await self._conn.execute(select(hasteh_mark).where(m.hasteh == hasteh))
        return [
            WayMark(hasteh, WayStep(row.step), row.ticked, row.skipped, await self._open(owner(leader), row.words), MemberId(row.by), row.at) for row in found.all()
        ]  # fmt: skip

    async def keep(self, mark: WayMark, leader: MemberId) -> None:
        values = {"ticked": mark.ticked, "skipped": mark.skipped, "words": await self._seal(owner(leader), mark.words), "by": mark.by, "at": mark.at}
        row = insert_into(self._conn, hasteh_mark).values(hasteh=mark.hasteh, step=mark.step.value, **values)
        await self._conn.execute(row.on_conflict_do_update(index_elements=["hasteh", "step"], set_=values))
