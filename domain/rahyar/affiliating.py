"""سازمان - a member says to which organisation they belong; its rahyar or a dabir confirms it (people:R10).   Siblings: assigning.py"""

from __future__ import annotations

from domain.kernel.people import RAHYARS, Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.rahyar import events, rules
from domain.rahyar.base import RahyarBase
from domain.rahyar.model import Affiliation, AffiliationId, AffiliationState, Employer
from domain.rahyar.views import AffiliationView


class Affiliating(RahyarBase):
    """One organisation at a time. Nobody confirms their own."""

    @command(Role.MEMBER)
    async def declare_org(self, actor: Actor, employer: Employer) -> str:
        """Say that I belong to it; returns the number of the request. Raises Refusal: `rahyar.org_open` (employer), `rahyar.member_gone`."""
        me = actor.member_id
        if not await self.members.is_active(me):
            raise Refusal("rahyar.member_gone")
        new = Affiliation(AffiliationId(0), me, employer, AffiliationState.DECLARED, self.unit.now)
        made = await self.store.affiliations.add_alone(new)
        if made is None:
            known = await self.store.affiliations.open_of(me)
            raise Refusal("rahyar.org_open", employer=known.employer if known else employer)
        self.about(f"rahyar:affiliation:{made.id}", employer=employer)
        self.unit.record(events.OrgDeclared(made.id, made.version, tuple(await self._deciders(made))))
        return rules.affiliation_number(made.id)

    @command(Role.MEMBER)
    async def leave_org(self, actor: Actor) -> None:
        """I do not belong to it any more, or never did. Raises Refusal(`rahyar.no_org`)."""
        one = await self.store.affiliations.open_of(actor.member_id)
        if one is None:
            raise Refusal("rahyar.no_org")
        await self._settle(one, AffiliationState.ENDED, None)

    @command(*RAHYARS, Role.DABIR, Role.DASTYAR)
    async def confirm_org(self, actor: Actor, affiliation: AffiliationId) -> None:
        """Raises Refusal: `rahyar.no_such_affiliation` (absent, another's and one's own answer alike), `rahyar.cannot_move`."""
        await self._settle(await self._to_decide(actor, affiliation), AffiliationState.CONFIRMED, actor.member)

    @command(*RAHYARS, Role.DABIR, Role.DASTYAR)
    async def refuse_org(self, actor: Actor, affiliation: AffiliationId, reason: str) -> None:
        """Raises Refusal: `rahyar.no_such_affiliation`, `rahyar.reason_length`, `rahyar.cannot_move`."""
        one = await self._to_decide(actor, affiliation)
        await self._settle(one, AffiliationState.REFUSED, actor.member, rules.checked(reason, "reason", *self.policy.reason))

    @query(*RAHYARS, Role.DABIR, Role.DASTYAR)
    async def orgs_to_confirm(self, actor: Actor) -> list[AffiliationView]:
        """What waits for this actor, oldest first."""
        waiting = [one for one in await self.store.affiliations.declared() if await self._may_decide(actor, one)]
        return [await self._affiliation(actor, one) for one in waiting[: self.policy.listed]]

    @query(Role.MEMBER)
    async def find_affiliation(self, actor: Actor, affiliation: AffiliationId) -> AffiliationView | None:
        """As the member themselves or whoever may decide sees it; None for everybody else."""
        one = await self.store.affiliations.find(affiliation)
        if one is None or not (one.member == actor.member or await self._may_decide(actor, one)):
            return None
        return await self._affiliation(actor, one)

    @query(Role.SYSTEM)
    async def affiliation_now(self, actor: Actor, affiliation: AffiliationId) -> AffiliationView | None:
        one = await self.store.affiliations.find(affiliation)
        return None if one is None else await self._affiliation(actor, one)

    @query(Role.SYSTEM)
    async def who_confirms(self, actor: Actor, affiliation: AffiliationId) -> list[MemberId]:
        one = await self.store.affiliations.find(affiliation)
        return [] if one is None else await self._deciders(one)

    @command(Role.SYSTEM)
    async def expire_org(self, actor: Actor, affiliation: AffiliationId, version: int) -> None:
        """Nobody answered in time (shared:G8); a clock whose request moved on does nothing."""
        self.about(f"rahyar:affiliation:{affiliation}")
        one = await self.store.affiliations.find(affiliation)
        if one is not None and one.version == version and one.state is AffiliationState.DECLARED:
            await self._settle(one, AffiliationState.EXPIRED, None)

    async def _settle(self, one: Affiliation, to: AffiliationState, by: MemberId | None, reason: str = "") -> None:
        await self.store.affiliations.save(one.to(to, self.unit.now, by, reason))
        self.about(f"rahyar:affiliation:{one.id}", to=to)
        self.unit.record(events.OrgSettled(one.id, one.member))

    async def _to_decide(self, actor: Actor, affiliation: AffiliationId) -> Affiliation:
        one = await self.store.affiliations.find(affiliation)
        if one is None or not await self._may_decide(actor, one):
            raise Refusal("rahyar.no_such_affiliation")
        return one

    async def _may_decide(self, actor: Actor, one: Affiliation) -> bool:
        """The rahyar of the organisation, or a dabir whose reach covers it or the home of the member; never the member."""
        if actor.member == one.member:
            return False
        holder = await self.store.assignments.active_in([rules.org(one.employer)])
        if holder and holder[0].rahyar == actor.member:
            return True
        return await self._reaches(actor, rules.org(one.employer)) or await self._reaches(actor, rules.person(one.member))

    async def _deciders(self, one: Affiliation) -> list[MemberId]:
        """Who is asked: the rahyar of the organisation; without one its dabirs, else those of the member's province."""
        holder = [a.rahyar for a in await self.store.assignments.active_in([rules.org(one.employer)]) if a.rahyar != one.member]
        if holder:
            return holder
        home = await self.members.home_of(one.member)
        for scope in (rules.org(one.employer), *([rules.area(home[0])] if home and home[0] else [])):
            if dabirs := [m for m in await self.hats.wearers(Role.DABIR, scope) if m != one.member]:
                return dabirs
        return []

    async def _affiliation(self, actor: Actor, one: Affiliation) -> AffiliationView:
        open_and_theirs = one.state is AffiliationState.DECLARED and await self._may_decide(actor, one)
        return AffiliationView(
            one.id, rules.affiliation_number(one.id), one.member, await self._name(one.member), one.employer, one.state, one.since,
            await self._name(one.decided_by), one.reason, frozenset(("confirm", "refuse") if open_and_theirs else ()), one.version,
        )  # fmt: skip
