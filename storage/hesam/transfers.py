"""انتقال‌ها - their rows and dataclasses, translated both ways, and the count of looks.   Tables: tables.py   Ports: domain/hesam/ports.py"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, or_, select

from domain.hesam.transfer import Transfer, TransferId, TransferState
from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from storage.hesam.tables import hesam_look, hesam_transfer
from storage.kit.rows import Rows, member_of, owner
from storage.kit.unit import UnitOfWork

t = hesam_transfer.c
HOUSE = "house"


class TransferRows(Rows[Transfer]):
    """Words are sealed with the key of whoever wrote them, a ruling with that of the house."""

    table = hesam_transfer

    async def _values(self, thing: Transfer) -> dict[str, Any]:
        sender, recipient = owner(thing.sender), owner(thing.recipient)
        return {
            "sender": thing.sender, "recipient": thing.recipient, "amount": thing.amount, "words": await self._seal(sender, thing.words), "gift": thing.gift,
            "sent": thing.sent, "state": thing.state.value, "changed": thing.changed, "held": thing.held, "why": await self._seal(sender, thing.why),
            "answer": await self._seal(recipient, thing.answer), "ruling": await self._seal(HOUSE, thing.ruling), "decided_by": thing.decided_by,
            "returned": thing.returned, "asked": thing.asked,
        }  # fmt: skip

    async def _thing(self, row: Any) -> Transfer:
        sender, recipient = owner(row.sender), owner(row.recipient)
        return Transfer(
            TransferId(row.id), MemberId(row.sender), MemberId(row.recipient), Rial(row.amount), await self._open(sender, row.words), row.gift, row.sent,
            TransferState(row.state), row.changed, Rial(row.held), await self._open(sender, row.why), await self._open(recipient, row.answer),
            await self._open(HOUSE, row.ruling), member_of(row.decided_by), Rial(row.returned), row.asked, row.version,
        )  # fmt: skip

    async def of_member(self, member: MemberId, limit: int) -> list[Transfer]:
        return await self._all(select(hesam_transfer).where(or_(t.sender == member, t.recipient == member)).order_by(t.id.desc()).limit(limit))

    async def open_ones(self) -> list[Transfer]:
        return await self._all(select(hesam_transfer).where(t.state == TransferState.DISPUTED.value).order_by(t.id))


class LookRows:
    """Of one unit of work."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._conn = unit.conn

    async def count(self, member: MemberId, since: datetime) -> int:
        rows = select(func.count()).select_from(hesam_look).where(hesam_look.c.member == member, hesam_look.c.at >= since)
        return int((await self._conn.execute(rows)).scalar_one())

    async def add(self, member: MemberId, at: datetime) -> None:
        await self._conn.execute(insert(hesam_look).values(member=member, at=at))
