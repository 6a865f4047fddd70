"""اعضای هسته - their rows and dataclasses, translated both ways.   Tables: tables.py   Port: domain/hasteh/ports.py `Fellows`"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from domain.hasteh.model import Fellow, FellowId, FellowState, HastehId, Relation
from domain.kernel.people import MemberId
from storage.hasteh.tables import hasteh_fellow
from storage.kit.rows import Rows, owner, values_of

f = hasteh_fellow.c


class FellowRows(Rows[Fellow]):
    """What somebody does in a hasteh is sealed with their own key."""

    table = hasteh_fellow

    async def _values(self, thing: Fellow) -> dict[str, Any]:
        return {
            "hasteh": thing.hasteh, "member": thing.member, "relation": thing.relation.value, "task": await self._seal(owner(thing.member), thing.task),
            "state": thing.state.value, "asked": thing.asked, "moved": thing.moved,
        }  # fmt: skip

    async def _thing(self, row: Any) -> Fellow:
        task = await self._open(owner(row.member), row.task)
        return Fellow(
            FellowId(row.id), HastehId(row.hasteh), MemberId(row.member), Relation(row.relation), task, FellowState(row.state), row.asked, row.moved, row.version
        )  # fmt: skip

    async def of_hasteh(self, hasteh: HastehId, states: Sequence[FellowState]) -> list[Fellow]:
        return await self._all(select(hasteh_fellow).where(f.hasteh == hasteh, f.state.in_(values_of(states))).order_by(f.id))

    async def of_member(self, member: MemberId, states: Sequence[FellowState]) -> list[Fellow]:
        return await self._all(select(hasteh_fellow).where(f.member == member, f.state.in_(values_of(states))).order_by(f.id.desc()))
