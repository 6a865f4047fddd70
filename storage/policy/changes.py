"""تغییرها - their rows and dataclasses, translated both ways.   Tables: tables.py   Port: domain/policy/ports.py"""

from __future__ import annotations

from typing import Any

from sqlalchemy import or_, select

from domain.kernel.people import MemberId
from domain.kernel.rates import Origin
from domain.policy.model import ChangeId, ChangeState, RateChange
from storage.kit.database import insert_into
from storage.kit.rows import Rows, member_of
from storage.policy.tables import policy_book, policy_change

c = policy_change.c
BOOK = 1


class RateChangeRows(Rows[RateChange]):
    """Nothing in them is personal: what was proposed, by which row number, and why."""

    table = policy_change

    async def _values(self, thing: RateChange) -> dict[str, Any]:
        return {
            "key": thing.key, "value": thing.value, "since": thing.since, "mark": thing.mark.value, "reason": thing.reason, "proposed_by": thing.proposed_by,
            "proposed": thing.proposed, "until": thing.until, "state": thing.state.value, "decided_by": thing.decided_by, "decided": thing.decided,
            "answer": thing.answer, "number": thing.number,
        }  # fmt: skip

    async def _thing(self, row: Any) -> RateChange:
        return RateChange(
            ChangeId(row.id), row.key, row.value, row.since, Origin(row.mark), row.reason, MemberId(row.proposed_by), row.proposed, row.until,
            ChangeState(row.state), member_of(row.decided_by), row.decided, row.answer, row.number, row.version,
        )  # fmt: skip

    async def open_ones(self) -> list[RateChange]:
        return await self._all(select(policy_change).where(c.state == ChangeState.PROPOSED.value).order_by(c.id))

    async def approved(self) -> list[RateChange]:
        return await self._all(select(policy_change).where(c.state == ChangeState.APPROVED.value).order_by(c.number))

    async def history(self, key: str, limit: int) -> list[RateChange]:
        return await self._all(select(policy_change).where(c.key == key).order_by(c.id.desc()).limit(limit))

    async def of_member(self, member: MemberId) -> list[RateChange]:
        return await self._all(select(policy_change).where(or_(c.proposed_by == member, c.decided_by == member)).order_by(c.id.desc()))

    async def next_number(self) -> int:
        row = insert_into(self._conn, policy_book).values(id=BOOK, number=1)
        turned = row.on_conflict_do_update(index_elements=["id"], set_={"number": policy_book.c.number + 1}).returning(policy_book.c.number)
        return int((await self._conn.execute(turned)).scalar_one())
