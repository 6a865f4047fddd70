"""متصدی - online or not; an offer for ten minutes, declined without cost; picked up, handed on, taken along.   Moves: job.py parcel.py   Rules: mts:D4, D12, D13"""

from __future__ import annotations

from dataclasses import replace

from domain.kernel.people import Actor, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.mts.distance import NEIGHBOURS
from domain.mts.job import JOB_OPEN, Agent, Job, JobId, JobState, Leg, Vehicle
from domain.mts.parcel import ParcelId, ParcelState, Payer
from domain.mts.sending import Sending

FULL, GIVEN_UP = 100, 10


class Carrying(Sending):
    """Nobody sees an address before they said yes."""

    @command(Role.CARRIER)
    async def go_online(self, actor: Actor, province: str, city: str, vehicle: Vehicle) -> None:
        """Takes offers there. Raises Refusal: `mts.not_now`, `mts.bad_place`."""
        me = await self._me(actor)
        if province not in NEIGHBOURS or not city.strip():
            raise Refusal("mts.bad_place")
        there = await self.jobs.agent(me.id)
        await self.jobs.keep_agent(Agent(me.id, province, city.strip(), vehicle, True, there.score if there else FULL, self.unit.now))
        self.about(f"mts:agent:{me.id}", online=True)

    @command(Role.CARRIER)
    async def go_offline(self, actor: Actor) -> None:
        """No new offers; what was accepted stays."""
        there = await self.jobs.agent(actor.member_id)
        if there is not None:
            await self.jobs.keep_agent(replace(there, online=False, since=self.unit.now))
        self.about(f"mts:agent:{actor.member}", online=False)

    @query(Role.CARRIER)
    async def my_agent(self, actor: Actor) -> Agent | None:
        return await self.jobs.agent(actor.member_id)

    @command(Role.CARRIER)
    async def accept(self, actor: Actor, job: JobId) -> None:
        """Raises Refusal: `mts.no_such_job`, `mts.offer_is_over`, `mts.cannot_move`."""
        found = await self._job(actor, job)
        if found.state is JobState.OFFERED and self.unit.now > found.until:
            raise Refusal("mts.offer_is_over")
        parcel = await self._parcel(found.parcel)
        await self._job_moved(found.to(JobState.ACCEPTED))
        saved = await self.parcels.save(replace(parcel, agent=found.agent))
        self._tell(saved)

    @command(Role.CARRIER)
    async def decline(self, actor: Actor, job: JobId) -> None:
        """Costs nothing; the next one is asked. Raises Refusal: `mts.no_such_job`, `mts.cannot_move`."""
        found = await self._job(actor, job)
        await self._job_moved(found.to(JobState.DECLINED))
        await self._offer(await self._parcel(found.parcel), found.leg)

    @command(Role.CARRIER)
    async def give_up(self, actor: Actor, job: JobId) -> None:
        """After yes it costs ten points (D12); only what is not yet in one's hands. Raises Refusal: `mts.no_such_job`, `mts.have_it_already`, `mts.cannot_move`."""
        found = await self._job(actor, job)
        parcel = await self._parcel(found.parcel)
        if parcel.state not in (ParcelState.WAITING, ParcelState.AT_DESTINATION):
            raise Refusal("mts.have_it_already")
        await self._job_moved(found.to(JobState.GIVEN_UP))
        me = await self.jobs.agent(found.agent)
        if me is not None:
            await self.jobs.keep_agent(replace(me, score=max(0, me.score - GIVEN_UP)))
        await self.parcels.save(replace(parcel, agent=None))
        await self._offer(replace(parcel, agent=None), found.leg)

    @command(Role.SYSTEM)
    async def offer_is_over(self, actor: Actor, job: JobId) -> None:
        """Ten minutes without an answer: the next one is asked."""
        self.about(f"mts:job:{job}")
        found = await self.jobs.find(job, lock=True)
        if found is not None and found.state is JobState.OFFERED and self.unit.now >= found.until:
            await self._job_moved(found.to(JobState.TIMED_OUT))
            await self._offer(await self._parcel(found.parcel), found.leg)

    async def _job(self, actor: Actor, job: JobId) -> Job:
        """Offered to the actor, held to the end of the unit. Raises Refusal(`mts.no_such_job`)."""
        found = await self.jobs.find(job, lock=True)
        if found is None or found.agent != actor.member:
            raise Refusal("mts.no_such_job")
        self.about(found.about)
        return found

    @command(Role.CARRIER)
    async def pick_up(self, actor: Actor, parcel: ParcelId) -> None:
        """It is in the hands of who fetches it: now it is paid. Raises Refusal: `mts.no_such_parcel`, `mts.cannot_move`."""
        found = await self._carried(actor, parcel)
        after = found.to(ParcelState.PICKED_UP, self.unit.now)
        if found.payer is Payer.SENDER and found.price:
            await self.till.settle(found)
        await self._leg_is_over(found, Leg.PICKUP)
        await self._happens(after, found.origin.city, actor.member_id)

    @command(Role.CARRIER)
    async def hand_in(self, actor: Actor, parcel: ParcelId) -> None:
        """At the hub of the city it leaves from. Raises Refusal: `mts.no_such_parcel`, `mts.cannot_move`, `mts.goes_no_farther`."""
        found = await self._carried(actor, parcel)
        if found.one_city:
            raise Refusal("mts.goes_no_farther")
        await self._happens(replace(found.to(ParcelState.AT_ORIGIN, self.unit.now), agent=None), found.origin.city, actor.member_id)

    @command(Role.CARRIER)
    async def take_along(self, actor: Actor, parcel: ParcelId) -> None:
        """On the way to the receiver, whose code is made now. Raises Refusal: `mts.no_such_parcel`, `mts.not_there_yet`, `mts.cannot_move`."""
        found = await self._carried(actor, parcel)
        if found.state is ParcelState.PICKED_UP and not found.one_city:
            raise Refusal("mts.not_there_yet")
        if found.state is ParcelState.UNPROVEN:  # who dispatches says whether it is delivered
            raise Refusal("mts.cannot_move", now=found.state, to=ParcelState.OUT)
        await self._goes_out(found, actor.member_id, self.unit.now)

    @query(Role.CARRIER)
    async def open_jobs(self, actor: Actor) -> list[Job]:
        """Offered or accepted, newest first."""
        return await self.jobs.of_agent(actor.member_id, JOB_OPEN)
