"""واگذاری‌ها، سازمان‌ها و مهارت‌ها - their rows and dataclasses, translated both ways.   Tables: tables.py   Ports: domain/rahyar/ports.py"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, select, update

from domain.kernel.people import MemberId
from domain.rahyar.model import Affiliation, AffiliationId, AffiliationState, Assignment, AssignmentId, AssignmentState, Employer, Mark, Skill
from storage.kit.database import insert_into
from storage.kit.rows import Rows, in_parts, member_of, owner
from storage.kit.unit import UnitOfWork
from storage.rahyar.tables import rahyar_affiliation, rahyar_assignment, rahyar_mark

ACTIVE = AssignmentState.ACTIVE.value
OPEN = (AffiliationState.DECLARED.value, AffiliationState.CONFIRMED.value)
a, f, m = rahyar_assignment.c, rahyar_affiliation.c, rahyar_mark.c


class AssignmentRows(Rows[Assignment]):
    table = rahyar_assignment

    async def _values(self, thing: Assignment) -> dict[str, Any]:
        return {
            "scope": thing.scope, "rahyar": thing.rahyar, "by": thing.by, "since": thing.since, "state": thing.state.value, "until": thing.until,
            "ended_by": thing.ended_by, "why": thing.why,
        }  # fmt: skip

    async def _thing(self, row: Any) -> Assignment:
        return Assignment(
            AssignmentId(row.id), row.scope, MemberId(row.rahyar), member_of(row.by), row.since, AssignmentState(row.state), row.until,
            member_of(row.ended_by), row.why, row.version,
        )  # fmt: skip

    async def active_in(self, scopes: Collection[str], *, lock: bool = False) -> list[Assignment]:
        found = list[Assignment]()
        for some in in_parts(scopes):
            rows = select(rahyar_assignment).where(a.state == ACTIVE, a.scope.in_(some)).order_by(a.id)
            found += await self._all(rows.with_for_update() if lock else rows)
        return found

    async def of_rahyar(self, rahyar: MemberId) -> list[Assignment]:
        return await self._all(select(rahyar_assignment).where(a.rahyar == rahyar, a.state == ACTIVE).order_by(a.scope))

    async def all_active(self) -> list[Assignment]:
        return await self._all(select(rahyar_assignment).where(a.state == ACTIVE).order_by(a.scope))

    async def history(self, scope: str) -> list[Assignment]:
        return await self._all(select(rahyar_assignment).where(a.scope == scope).order_by(a.id.desc()))


class AffiliationRows(Rows[Affiliation]):
    table = rahyar_affiliation

    async def _values(self, thing: Affiliation) -> dict[str, Any]:
        return {
            "member": thing.member, "employer": thing.employer.value, "state": thing.state.value, "since": thing.since, "decided_by": thing.decided_by,
            "reason": await self._seal(owner(thing.member), thing.reason),
        }  # fmt: skip

    async def _thing(self, row: Any) -> Affiliation:
        reason = await self._open(owner(row.member), row.reason)
        return Affiliation(
            AffiliationId(row.id), MemberId(row.member), Employer(row.employer), AffiliationState(row.state), row.since, member_of(row.decided_by), reason, row.version
        )

    async def open_of(self, member: MemberId) -> Affiliation | None:
        return await self._one(select(rahyar_affiliation).where(f.member == member, f.state.in_(OPEN)))

    async def all_of(self, member: MemberId) -> list[Affiliation]:
        return await self._all(select(rahyar_affiliation).where(f.member == member).order_by(f.id.desc()))

    async def confirmed_of(self, ids: Collection[MemberId]) -> dict[MemberId, Employer]:
        found = dict[MemberId, Employer]()
        for some in in_parts(ids):
            rows = select(f.member, f.employer).where(f.member.in_(some), f.state == AffiliationState.CONFIRMED.value)
            found |= {MemberId(r.member): Employer(r.employer) for r in await self._conn.execute(rows)}
        return found

    async def confirmed_in(self, employers: Collection[Employer], limit: int) -> list[MemberId]:
        where = (f.state == AffiliationState.CONFIRMED.value, f.employer.in_([e.value for e in employers]))
        return [MemberId(x) for x in (await self._conn.execute(select(f.member).where(*where).order_by(f.since.desc()).limit(limit))).scalars()]

    async def declared(self) -> list[Affiliation]:
        return await self._all(select(rahyar_affiliation).where(f.state == AffiliationState.DECLARED.value).order_by(f.id))

    async def forget(self, member: MemberId) -> None:
        await self._conn.execute(update(rahyar_affiliation).where(f.member == member).values(reason=b""))


class MarkRows:
    """One row for a rahyar and a skill, without number and version."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._conn = unit.conn

    async def put(self, mark: Mark) -> None:
        told = {"has": mark.has, "by": mark.by, "at": mark.at}
        row = insert_into(self._conn, rahyar_mark).values(rahyar=mark.rahyar, skill=mark.skill.value, **told)
        await self._conn.execute(row.on_conflict_do_update(index_elements=["rahyar", "skill"], set_=told))

    async def of(self, rahyar: MemberId) -> list[Mark]:
        rows = await self._conn.execute(select(rahyar_mark).where(m.rahyar == rahyar))
        return [Mark(MemberId(r.rahyar), Skill(r.skill), r.has, MemberId(r.by), r.at) for r in rows]

    async def forget(self, rahyar: MemberId) -> None:
        await self._conn.execute(delete(rahyar_mark).where(m.rahyar == rahyar))
