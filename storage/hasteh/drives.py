"""با هم - what is done together and who takes part, rows and dataclasses.   Tables: tables.py   Port: domain/hasteh/ports.py `Drives`"""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from domain.hasteh.drive import Drive, DriveId, DriveKind, DriveShare, DriveState
from domain.kernel.people import MemberId
from storage.hasteh.tables import hasteh_drive, hasteh_share
from storage.kit.database import insert_into
from storage.kit.rows import Rows, owner

d, s = hasteh_drive.c, hasteh_share.c


class DriveRows(Rows[Drive]):
    """The words go with who opened it."""

    table = hasteh_drive

    async def _values(self, thing: Drive) -> dict[str, Any]:
        return {
            "kind": thing.kind.value, "by": thing.by, "province": thing.province, "city": thing.city, "title": thing.title,
            "words": await self._seal(owner(thing.by), thing.words), "least": thing.least, "product": thing.product, "state": thing.state.value, "opened": thing.opened,
            "until": thing.until, "moved": thing.moved,
        }  # fmt: skip

    async def _thing(self, row: Any) -> Drive:
        words = await self._open(owner(row.by), row.words)
        return Drive(
            DriveId(row.id), DriveKind(row.kind), MemberId(row.by), row.province, row.city, row.title, words, row.least, row.product, DriveState(row.state), row.opened,
            row.until, row.moved, row.version,
        )  # fmt: skip

    async def open_in(self, province: str, limit: int) -> list[Drive]:
        rows = select(hasteh_drive).where(d.province == province, d.state == DriveState.OPEN.value).order_by(d.until, d.id).limit(limit)
        return await self._all(rows)

    async def count_open(self, member: MemberId) -> int:
        rows = select(func.count()).select_from(hasteh_drive).where(d.by == member, d.state == DriveState.OPEN.value)
        return int((await self._conn.execute(rows)).scalar_one())

    async def take(self, share: DriveShare) -> None:
        row = insert_into(self._conn, hasteh_share).values(drive=share.drive, member=share.member, count=share.count, at=share.at)
        await self._conn.execute(row.on_conflict_do_update(index_elements=["drive", "member"], set_={"count": share.count, "at": share.at}))

    async def shares_of(self, drive: DriveId) -> list[DriveShare]:
        rows = await self._conn.execute(select(s.member, s.count.label("many"), s.at).where(s.drive == drive).order_by(s.at, s.member))
        return [DriveShare(drive, MemberId(r.member), r.many, r.at) for r in rows]
