"""برگ‌های چک - leaves and their steps, rows and dataclasses.   Tables: tables.py   Port: domain/cheque/ports.py `Cheques`"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, insert, or_, select

from domain.cheque.book import BookId, ChequeBook
from domain.cheque.cheque import Cheque, ChequeId, ChequeState, LeafDeed, Seal, Step
from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from storage.cheque.tables import cheque_leaf, cheque_step
from storage.kit.rows import Rows, member_of, owner, values_of

c, s = cheque_leaf.c, cheque_step.c


class ChequeRows(Rows[Cheque]):
    """Who has it and how much it is for can be asked of the table; what it is for, and the words that were signed, are sealed."""

    table = cheque_leaf

    async def _values(self, thing: Cheque) -> dict[str, Any]:
        return {
            "book": thing.book, "member": thing.member, "serial": thing.serial, "state": thing.state.value, "moved": thing.moved, "payee": thing.payee,
            "holder": thing.holder, "offered": thing.offered, "amount": thing.amount, "due": thing.due, "digest": thing.digest, "lack": thing.lack,
        }  # fmt: skip

    async def _thing(self, row: Any) -> Cheque:
        return Cheque(
            ChequeId(row.id), BookId(row.book), MemberId(row.member), row.serial, ChequeState(row.state), row.moved, member_of(row.payee), member_of(row.holder),
            member_of(row.offered), Rial(row.amount), row.due, row.digest, Rial(row.lack), row.version,
        )  # fmt: skip

    async def add_leaves(self, book: ChequeBook, serials: Sequence[str]) -> None:
        blank = [Cheque(ChequeId(0), book.id, book.member, serial, ChequeState.BLANK, book.moved) for serial in serials]
        await self._conn.execute(insert(cheque_leaf), [{**await self._values(one), "version": 1} for one in blank])

    async def blank_of(self, member: MemberId) -> Cheque | None:
        rows = select(cheque_leaf).where(c.member == member, c.state == ChequeState.BLANK.value).order_by(c.id).limit(1)
        return await self._one(rows.with_for_update(skip_locked=True))

    async def count(self, member: MemberId, states: Sequence[ChequeState]) -> int:
        rows = select(func.count()).where(c.member == member, c.state.in_(values_of(states)))
        return int((await self._conn.execute(rows)).scalar_one())

    async def held(self, member: MemberId, states: Sequence[ChequeState]) -> int:
        rows = select(func.count()).where(c.holder == member, c.state.in_(values_of(states)))
        return int((await self._conn.execute(rows)).scalar_one())

    async def of_member(self, member: MemberId, limit: int) -> list[Cheque]:
        touched = select(s.leaf).where(or_(s.by == member, s.to == member))
        rows = select(cheque_leaf).where(or_(c.member == member, c.id.in_(touched)), c.state != ChequeState.BLANK.value)
        return await self._all(rows.order_by(c.moved.desc(), c.id.desc()).limit(limit))

    async def add_step(self, cheque: Cheque, thing: Step) -> None:
        mine, seal = owner(cheque.member), thing.seal
        row = {
            "leaf": cheque.id, "deed": thing.deed.value, "by": thing.by, "to": thing.to, "at": thing.at, "words": await self._seal(mine, thing.words),
            "wording": await self._seal(mine, seal.text), "digest": seal.digest, "certificate": seal.certificate or None, "signature": seal.value,
        }  # fmt: skip
        await self._conn.execute(insert(cheque_step).values(row))

    async def steps(self, cheque: Cheque) -> list[Step]:
        rows = await self._conn.execute(select(cheque_step).where(s.leaf == cheque.id).order_by(s.id))
        return [await self._step(owner(cheque.member), r) for r in rows]

    async def _step(self, mine: str, r: Any) -> Step:
        seal = Seal(await self._open(mine, r.wording), r.digest, r.certificate or 0, bytes(r.signature))
        return Step(LeafDeed(r.deed), member_of(r.by), member_of(r.to), r.at, await self._open(mine, r.words), seal)
