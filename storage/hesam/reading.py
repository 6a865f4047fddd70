"""خواندن دفترها - lists and sums out of the postings.   Tables: tables.py   Writing: books.py"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from domain.hesam.model import Account, Balance, EntryId, HoldState, Line, Money, Why, own
from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from storage.hesam.tables import hesam_account, hesam_entry, hesam_hold, hesam_posting
from storage.kit.unit import UnitOfWork

a, e, p, h = hesam_account.c, hesam_entry.c, hesam_posting.c, hesam_hold.c


class BookReading:
    """Of one unit of work."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit, self._conn = unit, unit.conn

    async def balances_of(self, member: MemberId) -> list[Balance]:
        rows = await self._conn.execute(select(hesam_account).where(a.owner == member).order_by(a.money, a.bound))
        return [Balance(_account(row), Rial(row.balance), Rial(row.held)) for row in rows]

    async def balance_at(self, account: Account, moment: datetime) -> Rial:
        number = await self._number(account)
        return Rial(await self._sum(p.target == number, e.at <= moment) - await self._sum(p.source == number, e.at <= moment))

    async def changes_of(self, account: Account, since: datetime) -> list[tuple[datetime, int]]:
        """Moment and rials of every posting after a moment, oldest first; below zero for what went."""
        number = await self._number(account)
        rows = await self._conn.execute(_postings().where(or_(p.source == number, p.target == number), e.at > since).order_by(p.id))
        return [(row.at, row.amount if row.target == number else -row.amount) for row in rows]

    async def lines_of(self, member: MemberId, *, since: datetime | None, until: datetime | None, below: int, limit: int) -> list[Line]:
        mine = {row.id: _account(row) for row in await self._conn.execute(select(hesam_account).where(a.owner == member))}
        span: list[ColumnElement[bool]] = [or_(p.source.in_(mine), p.target.in_(mine))]
        span += [e.at >= since] if since is not None else []
        span += [e.at <= until] if until is not None else []
        span += [p.id < below] if below else []
        rows = (await self._conn.execute(_postings().where(*span).order_by(p.id.desc()).limit(limit))).all()
        names = mine | await self._names({i for row in rows for i in (row.source, row.target)} - mine.keys())
        found = []
        for row in rows:
            for here, there, amount in ((row.target, row.source, row.amount), (row.source, row.target, -row.amount)):
                if here in mine:
                    found.append(Line(EntryId(row.entry), names[here], names[there], amount, Why(row.why), row.about, row.at, row.id))
        return found

    async def sent_since(self, member: MemberId, whys: Sequence[str], since: datetime) -> Rial:
        number = await self._number(own(member))
        held = select(func.coalesce(func.sum(h.amount), 0)).where(h.source == number, h.state == HoldState.PENDING.value, h.why.in_(whys), h.at >= since)
        return Rial(await self._sum(p.source == number, e.why.in_(whys), e.at >= since) + int((await self._conn.execute(held)).scalar_one()))

    async def _sum(self, *where: ColumnElement[bool]) -> int:
        rows = select(func.coalesce(func.sum(p.amount), 0)).select_from(hesam_posting.join(hesam_entry, e.id == p.entry)).where(*where)
        return int((await self._conn.execute(rows)).scalar_one())

    async def _number(self, account: Account) -> int:
        """The row of an account, 0 while nobody used it."""
        rows = select(a.id).where(a.owner == account.owner, a.money == account.money.value, a.bound == account.bound)
        return (await self._conn.execute(rows)).scalar() or 0

    async def _names(self, ids: Collection[int]) -> dict[int, Account]:
        return {row.id: _account(row) for row in await self._conn.execute(select(hesam_account).where(a.id.in_(ids)))} if ids else {}


def _account(row: Any) -> Account:
    return Account(Money(row.money), row.owner, row.bound)


def _postings() -> Any:
    columns = (p.id, p.entry, p.source, p.target, p.amount, e.why, e.about, e.at)
    return select(*columns).select_from(hesam_posting.join(hesam_entry, e.id == p.entry))
