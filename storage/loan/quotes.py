"""محاسبه‌ها - their rows and dataclasses, translated both ways.   Tables: tables.py   Port: domain/loan/ports.py"""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from domain.loan.quote import Quote, QuoteId
from domain.loan.terms import Track
from storage.kit.rows import Rows
from storage.loan.tables import loan_quote

q = loan_quote.c


class QuoteRows(Rows[Quote]):
    """Nothing in them is personal but whose they are."""

    table = loan_quote

    async def _values(self, thing: Quote) -> dict[str, Any]:
        return {
            "member": thing.member, "track": thing.track.value, "amount": thing.amount, "months": thing.months, "day": thing.day, "rates": thing.rates,
            "made": thing.made,
        }  # fmt: skip

    async def _thing(self, row: Any) -> Quote:
        return Quote(QuoteId(row.id), MemberId(row.member), Track(row.track), Rial(row.amount), row.months, row.day, row.rates, row.made, row.version)

    async def of_member(self, member: MemberId, limit: int) -> list[Quote]:
        return await self._all(select(loan_quote).where(q.member == member).order_by(q.id.desc()).limit(limit))

    async def drop(self, thing: Quote) -> None:
        await self._conn.execute(delete(loan_quote).where(q.id == thing.id))
