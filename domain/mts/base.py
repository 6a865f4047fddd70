"""پایه‌ی ام‌تی‌اس - the ports of the service and what its verbs share.   Verbs: sending.py carrying.py delivering.py dispatching.py tracking.py claiming.py reading.py"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import Service, Unit
from domain.mts import events
from domain.mts.job import CARRIES, Job, JobId, JobState, Leg
from domain.mts.parcel import Parcel, ParcelEvent, ParcelId, ParcelState
from domain.mts.policy import Policy, policy_on
from domain.mts.ports import Person, Ports

DISPATCHERS = (Role.DISPATCHER, Role.ADMIN)
NOBODY_ELSES = "mts.no_such_parcel"
"""Absent, and not for the viewer: one answer for both."""


class MtsBase(Service):
    """A parcel is seen by its two, by who carries it and by who dispatches; by anybody else only where it is."""

    def __init__(self, unit: Unit, ports: Ports) -> None:
        super().__init__(unit)
        self.parcels, self.jobs, self.claims, self.looks = ports.parcels, ports.jobs, ports.claims, ports.looks
        self.people, self.till, self.secrets, self.rates = ports.people, ports.till, ports.secrets, ports.rates

    @property
    def policy(self) -> Policy:
        return policy_on(self.today)

    async def _me(self, actor: Actor) -> Person:
        """Raises Refusal(`mts.not_now`)."""
        found = await self.people.known(actor.member_id)
        if found is None:
            raise Refusal("mts.not_now")
        return found

    def _words(self, words: str, bounds: tuple[int, int]) -> str:
        """Raises Refusal(`mts.bad_words`, least, most)."""
        trimmed, (least, most) = words.strip(), bounds
        if not least <= len(trimmed) <= most:
            raise Refusal("mts.bad_words", least=least, most=most)
        return trimmed

    async def _parcel(self, parcel: ParcelId) -> Parcel:
        """Held to the end of the unit. Raises Refusal(`mts.no_such_parcel`)."""
        found = await self.parcels.find(parcel, lock=True)
        if found is None:
            raise Refusal(NOBODY_ELSES)
        return found

    async def _carried(self, actor: Actor, parcel: ParcelId) -> Parcel:
        """By the actor now. Raises Refusal(`mts.no_such_parcel`)."""
        found = await self._parcel(parcel)
        if found.agent is None or found.agent != actor.member:
            raise Refusal(NOBODY_ELSES)
        return found

    async def _happens(self, after: Parcel, place: str, by: MemberId | None) -> Parcel:
        """Its state is another, and it is told."""
        saved = await self.parcels.save(after)
        await self.parcels.happened(ParcelEvent(saved.id, saved.state, saved.at, place, by, self.unit.now))
        self._tell(saved)
        return saved

    def _tell(self, one: Parcel) -> None:
        self.about(one.about, state=one.state)
        self.unit.record(events.ParcelMoved(one.id, one.sender, one.receiver, one.state, one.until, one.order))

    async def _offer(self, parcel: Parcel, leg: Leg) -> None:
        """To the next متصدی of the place who has not had this offer yet; where nobody is left, who dispatches is told."""
        spot = parcel.origin if leg is Leg.PICKUP else parcel.target
        had = {j.agent for j in await self.jobs.of_parcel(parcel.id, leg)}
        for agent in await self.jobs.online_in(spot.province, spot.city):
            if agent.member in had or agent.member in (parcel.sender, parcel.receiver) or CARRIES[agent.vehicle] < parcel.grams:
                continue
            until = self.unit.now + self.policy.offered
            made = await self.jobs.add_alone(Job(JobId(0), parcel.id, leg, agent.member, JobState.OFFERED, self.unit.now, until))
            if made is not None:
                self._tell_job(made)
            return
        self.unit.record(events.NobodyCarries(parcel.id))

    async def _job_moved(self, after: Job) -> Job:
        saved = await self.jobs.save(after)
        self._tell_job(saved)
        return saved

    def _tell_job(self, one: Job) -> None:
        self.unit.record(events.JobMoved(one.id, one.parcel, one.agent, one.state, one.until))

    async def _leg_is_over(self, parcel: Parcel, leg: Leg, state: JobState = JobState.DONE) -> None:
        for job in await self.jobs.of_parcel(parcel.id, leg):
            if job.state is JobState.ACCEPTED:
                await self._job_moved(job.to(state))
            elif job.state is JobState.OFFERED:
                await self._job_moved(job.to(JobState.TAKEN_AWAY))

    async def _goes_out(self, found: Parcel, by: MemberId | None, at: datetime) -> Parcel:
        """With a fresh code for the receiver, unless it has one from an earlier visit."""
        out = found.to(ParcelState.OUT, at)
        return await self._happens(replace(out, secret=out.secret or self.secrets.digits(self.policy.code), tries=0, locked=None), found.target.city, by)
