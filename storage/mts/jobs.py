"""متصدیان و کارها - their rows, and how often codes were tried.   Tables: tables.py   Ports: domain/mts/ports.py `Jobs`, `Looks`"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select

from domain.kernel.people import MemberId
from domain.mts.job import Agent, Job, JobId, JobState, Leg, Vehicle
from domain.mts.parcel import ParcelId
from storage.kit.database import insert_into
from storage.kit.rows import Rows, values_of
from storage.kit.unit import UnitOfWork
from storage.mts.tables import mts_agent, mts_job, mts_look

j, a, k = mts_job.c, mts_agent.c, mts_look.c


class JobRows(Rows[Job]):
    """Offers, and who takes them."""

    table = mts_job

    async def _values(self, thing: Job) -> dict[str, Any]:
        return {
            "parcel": thing.parcel, "leg": thing.leg.value, "agent": thing.agent, "state": thing.state.value, "asked": thing.asked, "until": thing.until,
        }  # fmt: skip

    async def _thing(self, row: Any) -> Job:
        return Job(JobId(row.id), ParcelId(row.parcel), Leg(row.leg), MemberId(row.agent), JobState(row.state), row.asked, row.until, row.version)

    async def agent(self, member: MemberId) -> Agent | None:
        row = (await self._conn.execute(select(mts_agent).where(a.member == member))).one_or_none()
        return None if row is None else _agent(row)

    async def keep_agent(self, agent: Agent) -> None:
        values = {
            "province": agent.province, "city": agent.city, "vehicle": agent.vehicle.value, "online": agent.online, "score": agent.score, "since": agent.since,
        }  # fmt: skip
        row = insert_into(self._conn, mts_agent).values(member=agent.member, **values)
        await self._conn.execute(row.on_conflict_do_update(index_elements=["member"], set_=values))

    async def online_in(self, province: str, city: str) -> list[Agent]:
        busy = select(func.count()).select_from(mts_job).where(j.agent == a.member, j.state.in_(["offered", "accepted"])).scalar_subquery()
        found = select(mts_agent).where(a.province == province, a.city == city, a.online).order_by(busy, a.score.desc(), a.since)
        return [_agent(row) for row in await self._conn.execute(found)]

    async def of_parcel(self, parcel: ParcelId, leg: Leg) -> list[Job]:
        return await self._all(select(mts_job).where(j.parcel == parcel, j.leg == leg.value).order_by(j.id))

    async def of_agent(self, member: MemberId, states: Sequence[JobState]) -> list[Job]:
        return await self._all(select(mts_job).where(j.agent == member, j.state.in_(values_of(states))).order_by(j.id.desc()))


def _agent(row: Any) -> Agent:
    return Agent(MemberId(row.member), row.province, row.city, Vehicle(row.vehicle), row.online, row.score, row.since)


class TrackLookRows:
    """How often somebody tried a tracking code."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._conn = unit.conn

    async def count(self, member: MemberId, since: datetime) -> int:
        found = select(func.count()).select_from(mts_look).where(k.member == member, k.at >= since)
        return int((await self._conn.execute(found)).scalar_one())

    async def add(self, member: MemberId, at: datetime) -> None:
        await self._conn.execute(insert(mts_look).values(member=member, at=at))
