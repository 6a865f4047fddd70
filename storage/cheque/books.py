"""دسته‌چک‌ها - their rows and dataclasses, translated both ways.   Tables: tables.py   Port: domain/cheque/ports.py `Books`"""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from domain.cheque.book import BookId, BookState, ChequeBook
from domain.kernel.people import MemberId
from storage.cheque.tables import cheque_book, cheque_leaf, cheque_step
from storage.kit.rows import Rows, owner

b, c, s = cheque_book.c, cheque_leaf.c, cheque_step.c


class BookRows(Rows[ChequeBook]):
    """The account's number is sealed."""

    table = cheque_book

    async def _values(self, thing: ChequeBook) -> dict[str, Any]:
        return {
            "member": thing.member, "leaves": thing.leaves, "state": thing.state.value, "asked": thing.asked, "moved": thing.moved,
            "account": await self._seal(owner(thing.member), thing.account), "tries": thing.tries,
        }  # fmt: skip

    async def _thing(self, row: Any) -> ChequeBook:
        account = await self._open(owner(row.member), row.account)
        return ChequeBook(BookId(row.id), MemberId(row.member), row.leaves, BookState(row.state), row.asked, row.moved, account, row.tries, row.version)

    async def of_member(self, member: MemberId, limit: int) -> list[ChequeBook]:
        return await self._all(select(cheque_book).where(b.member == member).order_by(b.id.desc()).limit(limit))

    async def forget(self, member: MemberId) -> None:
        """What they drew, with every step of it; what others drew stays with those."""
        drawn = select(c.id).where(c.member == member)
        await self._conn.execute(delete(cheque_step).where(s.leaf.in_(drawn)))
        await self._conn.execute(delete(cheque_leaf).where(c.member == member))
        await self._conn.execute(delete(cheque_book).where(b.member == member))
