"""ماندن و رفتن - leaving, being removed, and what remains when a member is gone (kanoon:K13; decision 25).   Siblings: joining.py governing.py"""

from __future__ import annotations

from domain.kanoon import events, rules
from domain.kanoon.model import BelongingState, KanoonState, OfferState
from domain.kanoon.roles import Roles
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query


class BelongingVerbs(Roles):
    """Rahbar and hamyars hand over before they go; coming back is a new request."""

    @command(Role.MEMBER)
    async def leave(self, actor: Actor, reason: str = "") -> str:
        """Leave my kanoon; returns its title. Raises Refusal: `kanoon.no_kanoon`, `kanoon.rahbar_hands_over_first`, `kanoon.hamyar_hands_over_first`,
        `kanoon.reason_length`, `kanoon.changed_meanwhile`."""
        me, kanoon = actor.member_id, await self._my_kanoon(actor, lock=True)
        home = await self._check_member(me, kanoon)
        if kanoon.rahbar == me:
            raise Refusal("kanoon.rahbar_hands_over_first")
        if me in await self._hamyars(kanoon):
            raise Refusal("kanoon.hamyar_hands_over_first")
        why = rules.checked(reason, "reason", 0, self.policy.reason[1])
        await self._end(home, BelongingState.LEFT, why)
        self.about(f"kanoon:kanoon:{kanoon.id}")
        self.unit.record(events.MemberLeft(me, kanoon.id, why))
        return kanoon.title

    @command(Role.RAHBAR)
    async def remove_member(self, actor: Actor, member: MemberId, reason: str) -> str:
        """The rahbar removes a member, who reads the reason; returns their name.

        Raises Refusal: `kanoon.no_kanoon`, `kanoon.not_found`, `kanoon.not_a_member`, `kanoon.holds_role`, `kanoon.reason_length`.
        """
        kanoon = await self._my_kanoon(actor, lock=True)
        self._check_rahbar(actor, kanoon)
        home = await self._check_member(member, kanoon)
        if await self._holds_role(kanoon, member):
            raise Refusal("kanoon.holds_role")
        why = rules.checked(reason, "reason", *self.policy.reason)
        await self._end(home, BelongingState.REMOVED, why)
        self.about(f"kanoon:kanoon:{kanoon.id}", member=int(member))
        self.unit.record(events.MemberRemoved(member, kanoon.id, why))
        return await self._name(member)

    @query(Role.SYSTEM)
    async def ties_of(self, actor: Actor, member: MemberId) -> list[str]:
        """Text keys of what keeps a member from being forgotten: a role that must be handed over first (kanoon:K12)."""
        home = await self.store.belongings.active_of(member)
        if home is None:
            return []
        kanoon = await self._kanoon(home.kanoon)
        if kanoon.rahbar == member:
            return ["kanoon.tie.rahbar"]
        return ["kanoon.tie.hamyar"] if member in await self._hamyars(kanoon) else []

    @command(Role.SYSTEM)
    async def farewell(self, actor: Actor, member: MemberId) -> None:
        """A member is gone for good (closed, erased, dead): they belong nowhere, ask nothing, and a dabir hears of a role left empty."""
        self.about(f"kanoon:member:{member}")
        home = await self.store.belongings.active_of(member)
        if home is not None:
            kanoon = await self._kanoon(home.kanoon, lock=True)
            if kanoon.rahbar == member:
                await self.hats.take(member, Role.RAHBAR, kanoon.scope)
                self.unit.record(events.RoleVacant(kanoon.id, Role.RAHBAR, member))
            if member in await self._hamyars(kanoon):
                await self.hats.take(member, Role.HAMYAR, kanoon.scope)
                if not await self._hamyars(kanoon):
                    self.unit.record(events.RoleVacant(kanoon.id, Role.HAMYAR, member))
            await self._end(await self._check_member(member, kanoon), BelongingState.ENDED, "")
        await self._cancel_open_request(member)
        await self._end_offers_of(member)

    async def _end_offers_of(self, member: MemberId) -> None:
        """What they offered is void; what was offered to them counts as unanswered, so a registration goes back to its rahbar."""
        for seen in await self.store.offers.open_of(member):
            kanoon, offer, _ = await self._offer_locked(seen.id)
            if offer.by != member:
                await self._end_offer(offer, kanoon, OfferState.EXPIRED, "", events.OfferExpired)
                continue
            self._tell(events.OfferWithdrawn, await self.store.offers.save(offer.to(OfferState.WITHDRAWN, self.unit.now)))
        unborn = await self.store.kanoons.unfinished_of(member)
        if unborn is not None:
            await self.store.kanoons.save(unborn.to(KanoonState.CLOSED))
        self.about(f"kanoon:member:{member}")
