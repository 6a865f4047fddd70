"""رهگیری - by code, by order, by link: where a parcel is, to anybody who has its code, and nothing else; codes cannot be gone through.   Rules: mts:D2, D9, rel:O1"""

from __future__ import annotations

from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.persian.dates import day_begins
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.mts.base import DISPATCHERS, NOBODY_ELSES
from domain.mts.dispatching import Dispatching
from domain.mts.parcel import Parcel, ParcelId, ParcelState
from domain.mts.tracking_code import is_ours, read_digits
from domain.mts.views import ParcelView, Track

SAID = (ParcelState.OUT, ParcelState.REATTEMPT, ParcelState.HELD)
"""While the receiver has a code to say."""


class Tracking(Dispatching):
    """An unknown code and a right one cost the same, and answer as late."""

    @command(Role.MEMBER, fence=False)
    async def track(self, actor: Actor, typed: str) -> Track | None:
        """What anybody may see; None for an unknown code. Counted, so that nobody goes through the codes. Raises Refusal: `mts.looked_too_often`."""
        me = actor.member_id
        if await self.looks.count(me, day_begins(self.today)) >= self.policy.looks:
            raise Refusal("mts.looked_too_often")
        await self.looks.add(me, self.unit.now)
        self.about(f"mts:member:{me}")
        digits = read_digits(typed)
        found = await self.parcels.by_code(digits) if is_ours(digits) else None
        if found is None:
            return None
        happened = tuple(reversed(await self.parcels.events(found.id)))
        places = (found.origin.province, found.origin.city), (found.target.province, found.target.city)
        return Track(found.code, found.kind, found.state, *places, found.expected, happened)

    @query(Role.MEMBER)
    async def my_parcel_of(self, actor: Actor, typed: str) -> ParcelId | None:
        """Of somebody who sends or receives it; nobody else learns anything here."""
        digits = read_digits(typed)
        found = await self.parcels.by_code(digits) if is_ours(digits) else None
        return found.id if found is not None and actor.member in (found.sender, found.receiver) else None

    @query(Role.MEMBER)
    async def parcel(self, actor: Actor, parcel: ParcelId) -> ParcelView:
        """For its two, who carries it, and who dispatches. Raises Refusal(`mts.no_such_parcel`)."""
        found = await self.parcels.find(parcel)
        side = self._side(found, actor) if found is not None else ""
        if found is None or not side:
            raise Refusal(NOBODY_ELSES)
        return await self._view(found, side)

    def _side(self, one: Parcel, actor: Actor) -> str:
        if actor.member == one.receiver:
            return "receiver"
        if actor.member == one.sender:
            return "sender"
        if actor.member is not None and actor.member == one.agent:
            return "agent"
        return "dispatcher" if actor.has(*DISPATCHERS) else ""

    async def _view(self, one: Parcel, side: str) -> ParcelView:
        names = await self.people.short_names_of([m for m in (one.sender, one.agent) if m is not None])
        happened = tuple(reversed(await self.parcels.events(one.id)))
        secret = one.secret if side == "receiver" and one.state in SAID else ""
        return ParcelView(
            one.id, one.code, one.kind, one.content, names.get(one.sender, ""), one.name, one.mobile, one.origin, one.target, one.grams, one.declared, one.payer,
            one.price, one.state, one.at, one.expected, one.until, one.attempts, names.get(one.agent, "") if one.agent else "", one.order, secret, one.proof,
            one.proof_words, side, happened,
        )  # fmt: skip

    @query(Role.MEMBER)
    async def my_parcels(self, actor: Actor) -> list[ParcelView]:
        """Sent or to be received, newest first."""
        me = actor.member_id
        return [await self._view(p, self._side(p, actor)) for p in await self.parcels.of_member(me, self.policy.shown)]

    @query(Role.CARRIER)
    async def carried(self, actor: Actor) -> list[ParcelView]:
        """What I have or fetch."""
        return [await self._view(p, "agent") for p in await self.parcels.of_agent(actor.member_id)]

    @query(Role.SYSTEM)
    async def parcel_now(self, actor: Actor, parcel: ParcelId, viewer: MemberId | None) -> ParcelView | None:
        """For notices to somebody."""
        found = await self.parcels.find(parcel)
        if found is None:
            return None
        return await self._view(found, "receiver" if viewer is not None and viewer == found.receiver else "sender")

    @query(Role.SYSTEM)
    async def of_order(self, actor: Actor, order: int) -> ParcelView | None:
        """The parcel of an order of the bazaar."""
        found = await self.parcels.of_order(order)
        return None if found is None else await self._view(found, "sender")
