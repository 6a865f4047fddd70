"""ردیف‌های وعده - calls back, ratings and blocks.   Port: domain/moshavereh/ports.py `Promises`"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, insert, or_, select, update

from domain.kernel.people import MemberId
from domain.kernel.refusal import Refusal
from domain.moshavereh.beside_model import Block
from domain.moshavereh.model import CallBack, CallBackState, Case, CaseId, Rating
from storage.kit.database import insert_into
from storage.kit.rows import SealedRows, member_of
from storage.moshavereh.rows import owner_of
from storage.moshavereh.tables import moshavereh_block, moshavereh_call, moshavereh_rating


def _owner(person: str, member: MemberId | None) -> str:
    return f"person:{person}" if member is None else f"member:{member}"


def _whose(table: Any, person: str, member: MemberId | None) -> ColumnElement[bool]:
    """Of a member wherever they speak; of an account while nobody is known behind it."""
    by_person: ColumnElement[bool] = (table.c.person == person) & table.c.member.is_(None)
    return by_person if member is None else or_(table.c.member == member, by_person)


class PromiseRows(SealedRows):
    async def add_call(self, call: CallBack) -> CallBack:
        c, kept = moshavereh_call.c, replace(call, version=1)
        number = await self._conn.execute(insert(moshavereh_call).values(await self._call_values(kept)).returning(c.id))
        return replace(kept, id=number.scalar_one())

    async def save_call(self, call: CallBack) -> CallBack:
        c, kept = moshavereh_call.c, replace(call, version=call.version + 1)
        change = update(moshavereh_call).where(c.id == call.id, c.version == call.version).values(await self._call_values(kept))
        if (await self._conn.execute(change)).rowcount != 1:
            raise Refusal("moshavereh.changed_meanwhile")
        return kept

    async def call(self, call: int) -> CallBack | None:
        row = (await self._conn.execute(select(moshavereh_call).where(moshavereh_call.c.id == call))).one_or_none()
        return await self._call(row) if row else None

    async def calls_waiting(self) -> list[CallBack]:
        c = moshavereh_call.c
        rows = (await self._conn.execute(select(moshavereh_call).where(c.state == CallBackState.WAITING.value).order_by(c.due, c.id))).all()
        return [await self._call(row) for row in rows]

    async def call_of(self, person: str, member: MemberId | None) -> CallBack | None:
        waits = select(moshavereh_call).where(_whose(moshavereh_call, person, member), moshavereh_call.c.state == CallBackState.WAITING.value)
        row = (await self._conn.execute(waits.order_by(moshavereh_call.c.id).limit(1))).one_or_none()
        return await self._call(row) if row else None

    async def rate(self, case: Case, rating: Rating) -> None:
        values = {"score": rating.score, "words": await self._seal(owner_of(case), rating.words), "at": rating.at}
        row = insert_into(self._conn, moshavereh_rating).values(case_id=case.id, **values)
        await self._conn.execute(row.on_conflict_do_update(index_elements=["case_id"], set_=values))

    async def ratings(self, cases: Collection[Case]) -> dict[CaseId, Rating]:
        r, known = moshavereh_rating.c, {c.id: c for c in cases}
        ids, found = list(known), dict[CaseId, Rating]()
        for start in range(0, len(ids), 500):  # SQLite counts parameters
            for row in (await self._conn.execute(select(moshavereh_rating).where(r.case_id.in_(ids[start : start + 500])))).all():
                case = known[CaseId(row.case_id)]
                found[case.id] = Rating(case.id, row.score, await self._open(owner_of(case), row.words), row.at)
        return found

    async def block(self, block: Block) -> Block:
        reason = await self._seal(_owner(block.person, block.member), block.reason)
        values = {"person": block.person, "member": block.member, "by": block.by, "reason": reason, "at": block.at, "until": block.until}
        number = await self._conn.execute(insert(moshavereh_block).values(values).returning(moshavereh_block.c.id))
        return replace(block, id=number.scalar_one())

    async def blocks_of(self, person: str, member: MemberId | None, now: datetime) -> list[Block]:
        b = moshavereh_block.c
        rows = (await self._conn.execute(select(moshavereh_block).where(_whose(moshavereh_block, person, member), b.until > now).order_by(b.until.desc()))).all()
        return [
            Block(r.id, r.person, member_of(r.member), member_of(r.by), await self._open(_owner(r.person, member_of(r.member)), r.reason), r.at, r.until) for r in rows
        ]

    async def lift(self, block: Block, now: datetime) -> None:
        await self._conn.execute(update(moshavereh_block).where(moshavereh_block.c.id == block.id).values(until=now))

    async def forget(self, member: MemberId) -> None:
        for table in (moshavereh_call, moshavereh_block):
            await self._conn.execute(update(table).where(table.c.member == member).values(person=""))

    async def _call_values(self, call: CallBack) -> dict[str, Any]:
        return {
            "case_id": call.case, "person": call.person, "member": call.member, "due": call.due, "state": call.state.value, "asked": call.asked,
            "rahyar": call.rahyar, "tries": call.tries, "words": await self._seal(_owner(call.person, call.member), call.words), "version": call.version,
        }  # fmt: skip

    async def _call(self, r: Any) -> CallBack:
        words = await self._open(_owner(r.person, member_of(r.member)), r.words)
        return CallBack(r.id, CaseId(r.case_id), r.person, member_of(r.member), r.due, CallBackState(r.state), r.asked, member_of(r.rahyar), r.tries, words, r.version)
