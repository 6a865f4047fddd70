"""وام‌ها - loans, the points they use and their instalments, rows and dataclasses.   Tables: tables.py   Ports: domain/loan/ports.py `Loans` `Dues`"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, insert, select

from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from domain.loan.loan import (
    REVIEWED,
    RUNNING,
    Backing,
    Contract,
    Due,
    Loan,
    LoanId,
    LoanPurpose,
    LoanState,
    MilitaryService,
)  # fmt: skip
from domain.loan.scheduling import Row
from domain.loan.terms import Track
from storage.kit.rows import Rows, member_of, owner, values_of
from storage.loan.tables import loan_backing, loan_due, loan_loan

v, b, d = loan_loan.c, loan_backing.c, loan_due.c
COUNTS = values_of(RUNNING)


class LoanRows(Rows[Loan]):
    """What was signed and what a reviewer wrote are sealed with the key of the member; the digest is not."""

    table = loan_loan

    async def _values(self, thing: Loan) -> dict[str, Any]:
        mine, c = owner(thing.member), thing.contract
        return {
            "member": thing.member, "track": thing.track.value, "amount": thing.amount, "months": thing.months, "purpose": thing.purpose.value,
            "service": thing.service.value, "supported": thing.supported, "state": thing.state.value, "asked": thing.asked, "moved": thing.moved, "day": thing.day,
            "rates": thing.rates, "own": thing.own, "note": thing.note, "wording": await self._seal(mine, c.text), "digest": c.digest,
            "certificate": c.certificate or None, "signature": c.value, "signed": c.at, "first": thing.first, "second": thing.second,
            "why": await self._seal(mine, thing.why), "begins": thing.begins,
        }  # fmt: skip

    async def _thing(self, row: Any) -> Loan:
        mine = owner(row.member)
        contract = Contract(await self._open(mine, row.wording), row.digest, row.certificate or 0, bytes(row.signature), row.signed)
        return Loan(
            LoanId(row.id), MemberId(row.member), Track(row.track), Rial(row.amount), row.months, LoanPurpose(row.purpose), MilitaryService(row.service),
            row.supported, LoanState(row.state), row.asked, row.moved, row.day, row.rates, Rial(row.own), row.note, contract, member_of(row.first),
            member_of(row.second), await self._open(mine, row.why), row.begins, row.version,
        )  # fmt: skip

    async def of_member(self, member: MemberId, limit: int, *, track: Track | None = None, states: Sequence[LoanState] = (), lock: bool = False) -> list[Loan]:
        rows = select(loan_loan).where(v.member == member).order_by(v.id.desc()).limit(limit)
        if track is not None:
            rows = rows.where(v.track == track.value)
        if states:
            rows = rows.where(v.state.in_(values_of(states)))
        return await self._all(rows.with_for_update() if lock else rows)

    async def waiting(self, limit: int) -> list[Loan]:
        return await self._all(select(loan_loan).where(v.state.in_(values_of(REVIEWED))).order_by(v.id).limit(limit))

    async def reserved(self, member: MemberId) -> Rial:
        rows = select(func.coalesce(func.sum(v.own), 0)).where(v.member == member, v.state.in_(COUNTS))
        return Rial(int((await self._conn.execute(rows)).scalar_one()))

    async def back(self, thing: Backing) -> None:
        await self._conn.execute(insert(loan_backing).values(loan=thing.loan, support=thing.support, credit=thing.credit))

    async def backs_another(self, support: int, loan: LoanId) -> bool:
        rows = select(b.id).join(loan_loan, v.id == b.loan).where(b.support == support, b.loan != loan, v.state == LoanState.ACTIVE.value)
        return (await self._conn.execute(rows.limit(1))).first() is not None

    async def backings(self, loan: LoanId) -> list[Backing]:
        rows = await self._conn.execute(select(loan_backing).where(b.loan == loan).order_by(b.id))
        return [Backing(LoanId(r.loan), r.support, Rial(r.credit)) for r in rows]


class DueRows(Rows[Due]):
    """Nothing in them is personal."""

    table = loan_due

    async def _values(self, thing: Due) -> dict[str, Any]:
        return {
            "loan": thing.loan, "number": thing.number, "due": thing.due, "kind": thing.kind.value, "amount": thing.amount, "left": thing.left, "paid": thing.paid,
            "late": thing.late, "dropped": thing.dropped,
        }  # fmt: skip

    async def _thing(self, row: Any) -> Due:
        return Due(row.id, LoanId(row.loan), row.number, row.due, Row(row.kind), Rial(row.amount), Rial(row.left), row.paid, Rial(row.late), row.dropped, row.version)

    async def add_all(self, things: Sequence[Due]) -> None:
        await self._conn.execute(insert(loan_due), [{**await self._values(one), "version": 1} for one in things])

    async def of_loan(self, loan: LoanId) -> list[Due]:
        return await self._all(select(loan_due).where(d.loan == loan).order_by(d.number))
