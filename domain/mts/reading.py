"""دیدن ام‌تی‌اس - jobs for who carries, and what is told elsewhere of parcels.   Views: views.py"""

from __future__ import annotations

from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.requests import DataLine, RequestLine, Status
from domain.kernel.verbs import command, query
from domain.mts.claiming import Claiming
from domain.mts.job import Job, JobId, JobState, Leg
from domain.mts.parcel import OVER, ParcelState
from domain.mts.views import JobView

KEPT = 100  # things that «داده‌های من» tells


class Reading(Claiming):
    """Everybody sees their own."""

    @query(Role.CARRIER)
    async def job_seen(self, actor: Actor, job: JobId) -> JobView:
        """Raises Refusal(`mts.no_such_job`)."""
        found = await self.jobs.find(job)
        if found is None or found.agent != actor.member:
            raise Refusal("mts.no_such_job")
        return await self._job_view(found)

    async def _job_view(self, one: Job) -> JobView:
        parcel = await self.parcels.find(one.parcel)
        if parcel is None:
            raise LookupError(f"job {one.id} is about no parcel")
        spot = parcel.origin if one.leg is Leg.PICKUP else parcel.target
        address = spot.address if one.state is JobState.ACCEPTED else ""
        return JobView(one.id, one.leg, one.state, parcel.id, parcel.code, parcel.content, parcel.grams, spot.city, address, one.until)

    @query(Role.SYSTEM)
    async def dispatchers(self, actor: Actor) -> list[MemberId]:
        """Who is told when nobody carries."""
        return await self.people.dispatchers()

    @query(Role.MEMBER)
    async def requests_of(self, actor: Actor, member: MemberId) -> list[RequestLine]:
        """Newest first. Raises `mts.not_yours` for another's."""
        self._check_self(actor, member)
        sent = [p for p in await self.parcels.of_member(member, self.policy.shown) if p.sender == member]
        return [
            RequestLine(p.code, "mts.request.parcel", Status.APPROVED if p.state is ParcelState.DELIVERED else Status.ENDED if p.state in OVER else Status.WAITING, p.at)
            for p in sent
        ]  # fmt: skip

    @query(Role.MEMBER)
    async def data_of(self, actor: Actor, member: MemberId) -> list[DataLine]:
        """For «داده‌های من». Raises `mts.not_yours` for another's."""
        self._check_self(actor, member)
        found = await self.parcels.of_member(member, KEPT)
        where = {p.id: p.origin.address if p.sender == member else p.target.address for p in found}
        return [DataLine("mts.data.parcel", {"code": p.code, "content": p.content, "at": p.made, "state": p.state, "address": where[p.id]}) for p in found]

    def _check_self(self, actor: Actor, member: MemberId) -> None:
        if actor.member != member:
            raise Refusal("mts.not_yours")

    @query(Role.SYSTEM)
    async def ties_of(self, actor: Actor, member: MemberId) -> list[str]:
        """What is on its way is brought to its end first; so is what one carries."""
        under_way = [p for p in await self.parcels.of_member(member, KEPT) if p.state not in OVER]
        carries = await self.parcels.of_agent(member)
        return [*(["mts.tie.parcel"] if under_way else []), *(["mts.tie.carries"] if carries else [])]

    @command(Role.SYSTEM)
    async def forget(self, actor: Actor, member: MemberId) -> None:
        """Somebody is erased."""
        self.about(f"mts:member:{member}")
        await self.parcels.forget(member)
