"""احراز هویت‌ها - their rows and dataclasses, translated both ways.   Tables: tables.py   Port: domain/pishkhan/ports.py `Identities`"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import delete, select

from domain.kernel.people import MemberId
from domain.pishkhan.identity import Evidence, Flaw, Identity, IdentityId, IdentityState
from storage.kit.rows import Rows, member_of, owner
from storage.pishkhan.tables import pishkhan_account, pishkhan_card, pishkhan_identity

i = pishkhan_identity.c


class IdentityRows(Rows[Identity]):
    """What was sent is sealed, and goes when somebody has decided."""

    table = pishkhan_identity

    async def _values(self, thing: Identity) -> dict[str, Any]:
        e = thing.evidence
        sent = json.dumps([e.serial, e.card, e.face, e.video, e.spoken]) if e.serial else ""
        return {
            "member": thing.member, "state": thing.state.value, "evidence": await self._seal(owner(thing.member), sent), "asked": thing.asked,
            "moved": thing.moved, "day": thing.day, "rates": thing.rates, "tries": thing.tries, "flaw": thing.flaw.value if thing.flaw else "", "by": thing.by,
        }  # fmt: skip

    async def _thing(self, row: Any) -> Identity:
        sent = json.loads(await self._open(owner(row.member), row.evidence) or '["", "", "", "", ""]')
        return Identity(
            IdentityId(row.id), MemberId(row.member), IdentityState(row.state), Evidence(*sent), row.asked, row.moved, row.day, row.rates, row.tries,
            Flaw(row.flaw) if row.flaw else None, member_of(row.by), row.version,
        )  # fmt: skip

    async def latest_of(self, member: MemberId, *, lock: bool = False) -> Identity | None:
        return await self._one(select(pishkhan_identity).where(i.member == member).order_by(i.id.desc()).limit(1), lock=lock)

    async def of_member(self, member: MemberId, limit: int) -> list[Identity]:
        return await self._all(select(pishkhan_identity).where(i.member == member).order_by(i.id.desc()).limit(limit))

    async def waiting(self, limit: int) -> list[Identity]:
        return await self._all(select(pishkhan_identity).where(i.state == IdentityState.WAITING.value).order_by(i.moved, i.id).limit(limit))

    async def forget(self, member: MemberId) -> None:
        """Everything of a member who is erased."""
        for table in (pishkhan_identity, pishkhan_account, pishkhan_card):
            await self._conn.execute(delete(table).where(table.c.member == member))
