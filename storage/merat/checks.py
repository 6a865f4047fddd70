"""سنجش‌ها - their rows and dataclasses, translated both ways.   Tables: tables.py   Port: domain/merat/ports.py `Checks`"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import delete, select

from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from domain.merat.model import Check, CheckId, CheckState, Result
from domain.merat.scorecard import Facts, Grade, Household
from storage.kit.rows import Rows, owner, values_of
from storage.merat.tables import merat_check, merat_improver, merat_look, merat_permit, merat_witness

c = merat_check.c
CURRENT = values_of((CheckState.VALID, CheckState.DISPUTED))


class CheckRows(Rows[Check]):
    """What was declared, what came out and what is disputed are sealed with the key of the member."""

    table = merat_check

    async def _values(self, thing: Check) -> dict[str, Any]:
        whose, home = owner(thing.member), thing.home
        declared = [home.income, home.instalments, home.dependants, home.can_pay, thing.payslip]
        return {
            "member": thing.member, "declared": await self._seal(whose, json.dumps(declared)), "outcome": await self._seal(whose, _written(thing.outcome)),
            "dispute": await self._seal(whose, thing.dispute), "state": thing.state.value, "asked": thing.asked, "day": thing.day, "rates": thing.rates,
            "moved": thing.moved, "decided": thing.decided, "until": thing.until, "follows": thing.follows, "tries": thing.tries,
        }  # fmt: skip

    async def _thing(self, row: Any) -> Check:
        whose = owner(row.member)
        income, instalments, dependants, can_pay, payslip = json.loads(await self._open(whose, row.declared) or '[0, 0, 0, 0, ""]')
        return Check(
            CheckId(row.id), MemberId(row.member), Household(Rial(income), Rial(instalments), dependants, Rial(can_pay)), payslip, CheckState(row.state), row.asked,
            row.day, row.rates, row.moved, _read(await self._open(whose, row.outcome)), row.decided, row.until,
            None if row.follows is None else CheckId(row.follows), await self._open(whose, row.dispute), row.tries, row.version,
        )  # fmt: skip

    async def gathering_of(self, member: MemberId) -> Check | None:
        return await self._one(select(merat_check).where(c.member == member, c.state == CheckState.GATHERING.value))

    async def current_of(self, member: MemberId, *, lock: bool = False) -> Check | None:
        return await self._one(select(merat_check).where(c.member == member, c.state.in_(CURRENT)), lock=lock)

    async def of_member(self, member: MemberId, limit: int) -> list[Check]:
        return await self._all(select(merat_check).where(c.member == member).order_by(c.id.desc()).limit(limit))

    async def disputed(self, limit: int) -> list[Check]:
        return await self._all(select(merat_check).where(c.state == CheckState.DISPUTED.value).order_by(c.moved, c.id).limit(limit))

    async def forget(self, member: MemberId) -> None:
        """Everything of a member who is erased; what they looked at of others stays in the logs of those."""
        mine = select(c.id).where(c.member == member)
        await self._conn.execute(delete(merat_witness).where(merat_witness.c.check_id.in_(mine)))
        for table in (merat_check, merat_permit, merat_look):
            await self._conn.execute(delete(table).where(table.c.member == member))
        await self._conn.execute(delete(merat_permit).where(merat_permit.c.viewer == member))
        await self._conn.execute(delete(merat_improver).where((merat_improver.c.member == member) | (merat_improver.c.by == member)))


def _written(outcome: Result | None) -> str:
    if outcome is None:
        return ""
    f, o = outcome.facts, outcome
    facts = [f.on_time, f.late, f.bounced, f.vouched, f.payslip, f.months, f.improver]
    return json.dumps([facts, o.score, o.grade.value, o.monthly, o.debt, o.guarantee, o.rank, o.edition])


def _read(written: str) -> Result | None:
    if not written:
        return None
    facts, score, grade, monthly, debt, guarantee, rank, edition = json.loads(written)
    return Result(Facts(*facts), score, Grade(grade), Rial(monthly), Rial(debt), Rial(guarantee), rank, edition)
