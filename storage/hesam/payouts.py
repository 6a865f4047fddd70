"""برداشت‌ها - their rows and dataclasses, translated both ways.   Tables: tables.py   Port: domain/hesam/ports.py `Payouts`"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from domain.hesam.payout import Payout, PayoutId, PayoutState
from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from storage.hesam.tables import hesam_payout
from storage.kit.rows import Rows, owner

p = hesam_payout.c


class PayoutRows(Rows[Payout]):
    """The account is sealed with the key of its member."""

    table = hesam_payout

    async def _values(self, thing: Payout) -> dict[str, Any]:
        return {
            "member": thing.member, "amount": thing.amount, "sheba": await self._seal(owner(thing.member), thing.sheba), "asked": thing.asked,
            "state": thing.state.value, "reference": thing.reference, "changed": thing.changed, "tries": thing.tries,
        }  # fmt: skip

    async def _thing(self, row: Any) -> Payout:
        sheba = await self._open(owner(row.member), row.sheba)
        return Payout(
            PayoutId(row.id), MemberId(row.member), Rial(row.amount), sheba, row.asked, PayoutState(row.state), row.reference, row.changed, row.tries, row.version
        )

    async def of_member(self, member: MemberId, limit: int) -> list[Payout]:
        return await self._all(select(hesam_payout).where(p.member == member).order_by(p.id.desc()).limit(limit))
