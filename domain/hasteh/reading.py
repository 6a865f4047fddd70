"""دیدن هسته - for its people and for who decides about it; what is told elsewhere.   Views: views.py"""

from __future__ import annotations

from domain.hasteh.base import DESK
from domain.hasteh.driving import Driving
from domain.hasteh.model import BELONGS, STANDS, WITH_ID, Fellow, FellowId, FellowState, Hasteh, HastehId, HastehState
from domain.hasteh.views import FellowView, HastehView, Invited, Side
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.requests import DataLine, RequestLine, Status
from domain.kernel.verbs import command, query

KEPT = 100  # things that «داده‌های من» tells
MANY = 500  # requests that wait, looked through for those one decides about
STATUS = {
    HastehState.REVIEW: Status.WAITING, HastehState.NEEDS_EDIT: Status.NEEDS_YOU, HastehState.ACTIVE: Status.APPROVED, HastehState.REJECTED: Status.REJECTED,
}  # fmt: skip


class Reading(Driving):
    """Everybody sees their own; the desk what it decides about."""

    @query(Role.MEMBER)
    async def mine(self, actor: Actor) -> list[HastehView]:
        """Led, then belonged to; without those that are over."""
        me = actor.member_id
        led = [h for h in await self.hastehs.led_by(me, self.policy.shown) if h.state in STANDS]
        joined = [await self._found(f.hasteh) for f in await self.fellows.of_member(me, [FellowState.JOINED])]
        return [await self._view(h, actor) for h in (*led, *joined)]

    @query(Role.MEMBER)
    async def hasteh(self, actor: Actor, hasteh: HastehId) -> HastehView:
        """Raises Refusal(`hasteh.no_such_hasteh`): absent and not for the viewer answer alike."""
        found = await self._found(hasteh)
        seen = await self._view(found, actor)
        if seen.side is Side.REVIEWER and not (seen.may or await self._may_decide(actor, found)):
            raise Refusal("hasteh.no_such_hasteh")
        return seen

    @query(*DESK)
    async def waiting(self, actor: Actor) -> list[HastehView]:
        """What waits for me, oldest first."""
        found = [h for h in await self.hastehs.waiting(MANY) if await self._may_decide(actor, h)]
        return [await self._view(h, actor) for h in found[: self.policy.shown]]

    @query(Role.MEMBER)
    async def invitation(self, actor: Actor, fellow: FellowId) -> Invited:
        """Raises Refusal(`hasteh.no_such_invitation`)."""
        found = await self.fellows.find(fellow)
        if found is None or found.member != actor.member:
            raise Refusal("hasteh.no_such_invitation")
        return await self._invited(found)

    @query(Role.MEMBER)
    async def invitations(self, actor: Actor) -> list[Invited]:
        """That wait for my answer."""
        return [await self._invited(f) for f in await self.fellows.of_member(actor.member_id, [FellowState.INVITED])]

    @query(Role.SYSTEM)
    async def hasteh_now(self, actor: Actor, hasteh: HastehId) -> HastehView | None:
        """For notices."""
        found = await self.hastehs.find(hasteh)
        return None if found is None else await self._view(found, actor)

    @query(Role.SYSTEM)
    async def fellow_now(self, actor: Actor, fellow: FellowId) -> Invited | None:
        found = await self.fellows.find(fellow)
        return None if found is None else await self._invited(found)

    @query(Role.MEMBER)
    async def my_place(self, actor: Actor, hasteh: HastehId) -> FellowId:
        """Mine in a hasteh that I belong to. Raises Refusal(`hasteh.no_such_invitation`)."""
        for one in await self.fellows.of_hasteh(hasteh, BELONGS):
            if one.member == actor.member:
                return one.id
        raise Refusal("hasteh.no_such_invitation")

    @query(Role.SYSTEM)
    async def names_of(self, actor: Actor, members: list[MemberId]) -> dict[MemberId, str]:
        return await self.people.short_names_of(members)

    @query(Role.SYSTEM)
    async def with_id_of(self, actor: Actor, member: MemberId) -> Hasteh | None:
        """The one somebody leads, if it has its id; None also for who may not act now."""
        if await self.people.known(member) is None:
            return None
        led = await self.hastehs.led_by(member, self.policy.shown)
        return next((h for h in led if h.state in WITH_ID), None)

    @query(Role.SYSTEM)
    async def leader_of(self, actor: Actor, hasteh: HastehId) -> MemberId:
        """Raises Refusal(`hasteh.no_such_hasteh`)."""
        return (await self._found(hasteh)).leader

    async def _invited(self, one: Fellow) -> Invited:
        home = await self._found(one.hasteh)
        names = await self.people.short_names_of([home.leader])
        return Invited(one.id, home.id, home.form.title, names.get(home.leader, ""), home.form, one.relation, one.task, one.state)

    async def _view(self, one: Hasteh, actor: Actor) -> HastehView:
        people = await self.fellows.of_hasteh(one.id, BELONGS)
        names = await self.people.short_names_of([one.leader, *(f.member for f in people)])
        until = one.moved + (await self.rates.table(self.today)).days("hasteh.review") if one.state is HastehState.REVIEW else None
        side = Side.LEADER if actor.member == one.leader else Side.FELLOW if any(f.member == actor.member for f in people) else Side.REVIEWER
        fellows = tuple(FellowView(f.id, names.get(f.member, ""), f.relation, f.task, f.state) for f in people)
        may = one.state is HastehState.REVIEW and await self._may_decide(actor, one)
        return HastehView(
            one.id, one.code, names.get(one.leader, ""), one.form, one.province, one.city, one.state, one.asked, one.moved, one.why, until, fellows, side, may
        )  # fmt: skip

    @query(Role.MEMBER)
    async def requests_of(self, actor: Actor, member: MemberId) -> list[RequestLine]:
        """Newest first. Raises `hasteh.not_yours` for another's."""
        self._check_self(actor, member)
        found = await self.hastehs.led_by(member, self.policy.shown)
        return [RequestLine(h.code, "hasteh.request.hasteh", STATUS.get(h.state, Status.ENDED), h.moved) for h in found]

    @query(Role.MEMBER)
    async def data_of(self, actor: Actor, member: MemberId) -> list[DataLine]:
        """For «داده‌های من». Raises `hasteh.not_yours` for another's."""
        self._check_self(actor, member)
        lines = [
            DataLine("hasteh.data.hasteh", {"title": h.form.title, "at": h.asked, "state": h.state, "address": h.form.address})
            for h in await self.hastehs.led_by(member, KEPT)
        ]
        lines += [DataLine("hasteh.data.link", {"side": n.side, "item": n.item, "at": n.at}) for n in await self.links.of_leader(member)]
        if (told := await self.talents.of(member)) is not None:
            lines.append(DataLine("hasteh.data.talent", {"done": list(told.done) or None, "likes": list(told.likes) or None, "at": told.at}))
        return [*lines, *[await self._belonging(f) for f in await self.fellows.of_member(member, list(FellowState))]]

    async def _belonging(self, one: Fellow) -> DataLine:
        return DataLine("hasteh.data.fellow", {"title": (await self._found(one.hasteh)).form.title, "at": one.asked, "task": one.task, "state": one.state})

    def _check_self(self, actor: Actor, member: MemberId) -> None:
        if actor.member != member:
            raise Refusal("hasteh.not_yours")

    @query(Role.SYSTEM)
    async def ties_of(self, actor: Actor, member: MemberId) -> list[str]:
        """A hasteh with an id is closed first."""
        led = await self.hastehs.led_by(member, self.policy.shown)
        return ["hasteh.tie.leads"] if any(h.state in WITH_ID for h in led) else []

    @command(Role.SYSTEM)
    async def forget(self, actor: Actor, member: MemberId) -> None:
        """Somebody is erased."""
        self.about(f"hasteh:member:{member}")
        await self.hastehs.forget(member)
