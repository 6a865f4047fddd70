"""دیسپچر - sees every parcel, says what happens between cities, gives it to another متصدی, looks at what was handed over without a code.   Rules: mts:D4, D7, D13"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.kernel.people import Actor, MemberId
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.mts import events
from domain.mts.base import DISPATCHERS
from domain.mts.delivering import Delivering
from domain.mts.job import Agent, Job, JobId, JobState, Leg
from domain.mts.parcel import BY_HUB, CARRIED, Parcel, ParcelEvent, ParcelId, ParcelState, later_than

LOSSES = (ParcelState.LOST, ParcelState.DAMAGED)
TO_WATCH = (ParcelState.WAITING, *CARRIED)


class Dispatching(Delivering):
    """What is told late finds its place by when it happened."""

    @query(*DISPATCHERS)
    async def under_way(self, actor: Actor) -> list[Parcel]:
        """Those that moved longest ago first."""
        return await self.parcels.in_states(TO_WATCH, self.policy.shown)

    @command(*DISPATCHERS)
    async def note(self, actor: Actor, parcel: ParcelId, state: ParcelState, at: datetime, place: str) -> None:
        """Between two cities, lost or damaged. In whatever order it is told, and however often: where a parcel is follows from what happened last.

        Raises Refusal: `mts.no_such_parcel`, `mts.not_by_note`, `mts.in_the_future`.
        """
        found = await self._parcel(parcel)
        if state not in (*BY_HUB, *LOSSES):
            raise Refusal("mts.not_by_note")
        if at > self.unit.now:
            raise Refusal("mts.in_the_future")
        self.about(found.about, state=state)
        await self.parcels.happened(ParcelEvent(found.id, state, at, place, actor.member, self.unit.now))
        if at < found.at or not later_than(found.state, state):
            return  # it is known now, and changes nothing of where the parcel is
        if state in LOSSES:
            for leg in Leg:
                await self._leg_is_over(found, leg, JobState.TAKEN_AWAY)
        after = replace(found, state=state, at=at, until=None, agent=None)
        saved = await self.parcels.save(after)
        self._tell(saved)
        if state is ParcelState.AT_DESTINATION:
            await self._offer(saved, Leg.DELIVERY)

    @query(*DISPATCHERS)
    async def agents_for(self, actor: Actor, parcel: ParcelId) -> list[Agent]:
        """Who could carry it now, from where it is."""
        found = await self._parcel(parcel)
        spot = found.origin if found.state in (ParcelState.WAITING, ParcelState.PICKED_UP) else found.target
        return await self.jobs.online_in(spot.province, spot.city)

    @query(*DISPATCHERS)
    async def names_of_agents(self, actor: Actor, members: list[MemberId]) -> dict[MemberId, str]:
        return await self.people.short_names_of(members)

    @command(*DISPATCHERS)
    async def give_to(self, actor: Actor, parcel: ParcelId, agent: int) -> None:
        """Taken from whoever had it, and given to somebody who need not accept. Raises Refusal: `mts.no_such_parcel`, `mts.no_such_agent`, `mts.nothing_to_carry`."""
        found = await self._parcel(parcel)
        chosen = next((a for a in await self.agents_for(actor, parcel) if a.member == agent), None)
        if chosen is None or chosen.member in (found.sender, found.receiver):
            raise Refusal("mts.no_such_agent")
        if found.state not in (ParcelState.WAITING, ParcelState.AT_DESTINATION, ParcelState.OUT, ParcelState.REATTEMPT, ParcelState.HELD, ParcelState.RETURNING):
            raise Refusal("mts.nothing_to_carry")
        leg = Leg.PICKUP if found.state is ParcelState.WAITING else Leg.DELIVERY
        await self._leg_is_over(found, leg, JobState.TAKEN_AWAY)
        now = self.unit.now
        made = await self.jobs.add_alone(Job(JobId(0), found.id, leg, chosen.member, JobState.ACCEPTED, now, now))
        if made is not None:
            self._tell_job(made)
        saved = await self.parcels.save(replace(found, agent=chosen.member))
        self._tell(saved)

    @command(*DISPATCHERS)
    async def offer_again(self, actor: Actor, parcel: ParcelId) -> None:
        """Somebody may be online by now. Raises Refusal: `mts.no_such_parcel`, `mts.nothing_to_carry`."""
        found = await self._parcel(parcel)
        if found.agent is not None or found.state not in (ParcelState.WAITING, ParcelState.AT_DESTINATION):
            raise Refusal("mts.nothing_to_carry")
        self.about(found.about)
        await self._offer(found, Leg.PICKUP if found.state is ParcelState.WAITING else Leg.DELIVERY)

    @command(*DISPATCHERS)
    async def believe(self, actor: Actor, parcel: ParcelId, believed: bool) -> None:
        """What was handed over without a code is delivered, or goes out again. Raises Refusal: `mts.no_such_parcel`, `mts.cannot_move`, `mts.your_own`."""
        found = await self._parcel(parcel)
        if actor.member in (found.sender, found.agent):
            raise Refusal("mts.your_own")
        if found.state is not ParcelState.UNPROVEN:
            raise Refusal("mts.cannot_move", now=found.state, to=ParcelState.DELIVERED)
        if believed:
            await self._over(found, actor)
        else:
            await self._happens(replace(found.to(ParcelState.OUT, self.unit.now), proof="", proof_words=""), found.target.city, actor.member)

    @command(*DISPATCHERS)
    async def look_at_proof(self, actor: Actor, parcel: ParcelId) -> None:
        """It comes to the own chat; who looked is noted. Raises Refusal(`mts.no_such_parcel`)."""
        found = await self._parcel(parcel)
        self.about(found.about)
        if found.proof:
            self.unit.record(events.ProofWanted(actor.member_id, (found.proof,), found.id))
