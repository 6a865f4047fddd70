"""درخواست‌ها - requests for support and who was asked, their rows and dataclasses.   Tables: tables.py   Port: domain/hami/ports.py `Asks`"""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select, update

from domain.hami.model import Answer, Approached, Ask, AskId, AskState, HamiKind, SpentOn
from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from storage.hami.tables import hami_approached, hami_ask
from storage.kit.rows import Rows, owner

a, q = hami_ask.c, hami_approached.c


class AskRows(Rows[Ask]):
    """The story is sealed with the key of who told it."""

    table = hami_ask

    async def _values(self, thing: Ask) -> dict[str, Any]:
        return {
            "member": thing.member, "kind": thing.kind.value, "amount": thing.amount, "spent_on": thing.spent_on.value,
            "story": await self._seal(owner(thing.member), thing.story), "state": thing.state.value, "asked": thing.asked, "until": thing.until, "moved": thing.moved,
        }  # fmt: skip

    async def _thing(self, row: Any) -> Ask:
        return Ask(
            AskId(row.id), MemberId(row.member), HamiKind(row.kind), Rial(row.amount), SpentOn(row.spent_on), await self._open(owner(row.member), row.story),
            AskState(row.state), row.asked, row.until, row.moved, row.version,
        )  # fmt: skip

    async def of_member(self, member: MemberId, limit: int) -> list[Ask]:
        return await self._all(select(hami_ask).where(a.member == member).order_by(a.id.desc()).limit(limit))

    async def approach(self, thing: Approached) -> None:
        row = {"ask": thing.ask, "hami": thing.hami, "answer": thing.answer.value, "questions": thing.questions, "at": thing.at, "version": 1}
        await self._conn.execute(insert(hami_approached).values(row))

    async def approached(self, ask: AskId) -> list[Approached]:
        rows = await self._conn.execute(select(hami_approached).where(q.ask == ask).order_by(q.id))
        return [Approached(r.id, AskId(r.ask), MemberId(r.hami), Answer(r.answer), r.questions, r.at, r.version) for r in rows]

    async def answered(self, thing: Approached) -> None:
        values = {"answer": thing.answer.value, "questions": thing.questions, "at": thing.at, "version": thing.version + 1}
        await self._conn.execute(update(hami_approached).where(q.id == thing.id).values(values))

    async def waiting_for(self, hami: MemberId, limit: int) -> list[Ask]:
        mine = select(q.ask).where(q.hami == hami, q.answer == Answer.WAITING.value)
        return await self._all(select(hami_ask).where(a.id.in_(mine), a.state == AskState.OPEN.value).order_by(a.id).limit(limit))
