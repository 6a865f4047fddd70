"""قرارهای اقساط - plans, parts and what they rely on, rows and dataclasses.   Tables: tables.py   Ports: domain/aghsat/ports.py `Plans` `Parts`"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import func, insert, select

from domain.aghsat.plan import OWING, Plan, PlanBasis, PlanId, PlanKind, PlanPart, PlanState, PlanTerms, PlanUse
from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from storage.aghsat.tables import aghsat_part, aghsat_plan, aghsat_use
from storage.kit.rows import Rows, values_of

g, p, u = aghsat_plan.c, aghsat_part.c, aghsat_use.c
OWED = values_of(OWING)


class PlanRows(Rows[Plan]):
    """Nothing in them is personal but who and what."""

    table = aghsat_plan

    async def _values(self, thing: Plan) -> dict[str, Any]:
        t = thing.terms
        return {
            "member": thing.member, "kind": t.kind.value, "basis": t.basis.value, "advance": t.advance, "months": t.months, "breath": t.breath, "days": t.days,
            "thing": thing.thing, "title": thing.title, "total": thing.total, "cost": thing.cost, "credit": thing.credit, "state": thing.state.value,
            "drawn": thing.drawn, "moved": thing.moved, "until": thing.until, "begins": thing.begins, "back": thing.back,
        }  # fmt: skip

    async def _thing(self, row: Any) -> Plan:
        terms = PlanTerms(PlanKind(row.kind), PlanBasis(row.basis), Rial(row.advance), row.months, row.breath, row.days)
        return Plan(
            PlanId(row.id), MemberId(row.member), terms, row.thing, row.title, Rial(row.total), Rial(row.cost), Rial(row.credit), PlanState(row.state), row.drawn,
            row.moved, row.until, row.begins, Rial(row.back), row.version,
        )  # fmt: skip

    async def of_member(self, member: MemberId, states: Collection[PlanState], limit: int) -> list[Plan]:
        return await self._all(select(aghsat_plan).where(g.member == member, g.state.in_(values_of(states))).order_by(g.id.desc()).limit(limit))

    async def reserved(self, member: MemberId) -> Rial:
        rows = select(func.coalesce(func.sum(g.credit), 0)).where(g.member == member, g.basis == PlanBasis.POINTS.value, g.state.in_(OWED))
        return Rial(int((await self._conn.execute(rows)).scalar_one()))

    async def trusted(self, member: MemberId) -> Rial:
        rows = select(func.coalesce(func.sum(p.amount - p.off), 0)).join(aghsat_plan, g.id == p.plan)
        found = rows.where(g.member == member, g.basis == PlanBasis.TRUST.value, g.state.in_(OWED), p.paid.is_(None))
        return Rial(int((await self._conn.execute(found)).scalar_one()))

    async def use(self, thing: PlanUse) -> None:
        await self._conn.execute(insert(aghsat_use).values(plan=thing.plan, support=thing.support, credit=thing.credit))

    async def uses_of(self, plan: PlanId) -> list[PlanUse]:
        rows = await self._conn.execute(select(aghsat_use).where(u.plan == plan).order_by(u.id))
        return [PlanUse(PlanId(r.plan), r.support, Rial(r.credit)) for r in rows]


class PartRows(Rows[PlanPart]):
    """Nothing in them is personal."""

    table = aghsat_part

    async def _values(self, thing: PlanPart) -> dict[str, Any]:
        return {"plan": thing.plan, "number": thing.number, "due": thing.due, "amount": thing.amount, "off": thing.off, "paid": thing.paid, "said": thing.said}

    async def _thing(self, row: Any) -> PlanPart:
        return PlanPart(row.id, PlanId(row.plan), row.number, row.due, Rial(row.amount), Rial(row.off), row.paid, row.said, row.version)

    async def add_all(self, things: Sequence[PlanPart]) -> None:
        await self._conn.execute(insert(aghsat_part), [{**await self._values(one), "version": 1} for one in things])

    async def of_plan(self, plan: PlanId) -> list[PlanPart]:
        return await self._all(select(aghsat_part).where(p.plan == plan).order_by(p.number))

    async def open_of(self, member: MemberId) -> list[PlanPart]:
        rows = select(aghsat_part).join(aghsat_plan, g.id == p.plan).where(g.member == member, g.state.in_(OWED), p.paid.is_(None), p.off < p.amount)
        return await self._all(rows.order_by(p.due, p.id))
