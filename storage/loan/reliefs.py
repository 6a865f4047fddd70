"""مهلت‌ها - requests for time, and what is forgotten of somebody.   Tables: tables.py   Ports: domain/loan/ports.py `Reliefs` `Forgetting`"""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select, update

from domain.kernel.people import MemberId
from domain.loan.loan import LoanId
from domain.loan.relief import Relief, ReliefId, ReliefState
from storage.kit.rows import Rows, member_of, owner
from storage.loan.tables import loan_file, loan_loan, loan_quote, loan_relief

r = loan_relief.c


class ReliefRows(Rows[Relief]):
    """Both people's words are sealed with the key of the member."""

    table = loan_relief

    async def _values(self, thing: Relief) -> dict[str, Any]:
        mine = owner(thing.member)
        return {
            "loan": thing.loan, "member": thing.member, "months": thing.months, "words": await self._seal(mine, thing.words), "state": thing.state.value,
            "asked": thing.asked, "moved": thing.moved, "by": thing.by, "why": await self._seal(mine, thing.why),
        }  # fmt: skip

    async def _thing(self, row: Any) -> Relief:
        mine = owner(row.member)
        return Relief(
            ReliefId(row.id), LoanId(row.loan), MemberId(row.member), row.months, await self._open(mine, row.words), ReliefState(row.state), row.asked, row.moved,
            member_of(row.by), await self._open(mine, row.why), row.version,
        )  # fmt: skip

    async def of_loan(self, loan: LoanId) -> list[Relief]:
        return await self._all(select(loan_relief).where(r.loan == loan).order_by(r.id.desc()))

    async def waiting(self, limit: int) -> list[Relief]:
        return await self._all(select(loan_relief).where(r.state == ReliefState.ASKED.value).order_by(r.id).limit(limit))

    async def forget(self, member: MemberId) -> None:
        """Words of a member go; that there was a loan stays, as the books do."""
        await self._conn.execute(delete(loan_quote).where(loan_quote.c.member == member))
        await self._conn.execute(update(loan_file).where(loan_file.c.member == member).values(code=b"", papers=b"", why=b""))
        await self._conn.execute(update(loan_relief).where(r.member == member).values(words=b"", why=b""))
        await self._conn.execute(update(loan_loan).where(loan_loan.c.member == member).values(wording=b"", why=b""))
