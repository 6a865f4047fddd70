"""پرداخت‌ها - their rows and dataclasses, translated both ways.   Tables: tables.py   Port: domain/hesam/ports.py `Payments`"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from domain.hesam.payment import OPEN, PayingBy, Payment, PaymentId, PaymentState
from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from storage.hesam.tables import hesam_payment
from storage.kit.rows import Rows, owner, values_of

p = hesam_payment.c


class PaymentRows(Rows[Payment]):
    """Nothing in them is personal but the messenger account that an invoice went to."""

    table = hesam_payment

    async def _values(self, thing: Payment) -> dict[str, Any]:
        return {
            "member": thing.member, "amount": thing.amount, "opened": thing.opened, "state": thing.state.value, "authority": thing.authority, "link": thing.link,
            "reference": thing.reference, "changed": thing.changed, "tries": thing.tries,
            "by": thing.by.value, "person": await self._seal(owner(thing.member), thing.person) or None, "transaction": thing.transaction or None,
        }  # fmt: skip

    async def _thing(self, row: Any) -> Payment:
        return Payment(
            PaymentId(row.id), MemberId(row.member), Rial(row.amount), row.opened, PaymentState(row.state), row.authority, row.link, row.reference, row.changed,
            row.tries, PayingBy(row.by), await self._open(owner(row.member), row.person or b""), row.transaction or "", row.version,
        )  # fmt: skip

    async def by_authority(self, authority: str) -> Payment | None:
        return await self._one(select(hesam_payment).where(p.authority == authority))

    async def of_member(self, member: MemberId, limit: int) -> list[Payment]:
        return await self._all(select(hesam_payment).where(p.member == member).order_by(p.id.desc()).limit(limit))

    async def count_open(self, member: MemberId) -> int:
        rows = select(func.count()).select_from(hesam_payment).where(p.member == member, p.state.in_(values_of(OPEN)))
        return int((await self._conn.execute(rows)).scalar_one())

    async def open_since_before(self, moment: datetime) -> list[Payment]:
        return await self._all(select(hesam_payment).where(p.state.in_(values_of(OPEN)), p.opened < moment).order_by(p.id))
