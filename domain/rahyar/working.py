"""کار رهیار - whom a rahyar cares for and in which order, their cards and their groups (people:R11; shared:G11).   Siblings: following.py inviting.py"""

from __future__ import annotations

from domain.kernel.people import RAHYARS, Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.rahyar import rules
from domain.rahyar.following import Following
from domain.rahyar.inviting import Inviting
from domain.rahyar.model import RahyarKind
from domain.rahyar.rules import Reason, Tier
from domain.rahyar.views import AssignmentLine, FollowUpView, GroupLine, MemberCard, Named, Standing, Work, WorkLine

APPLICANTS = 500  # of everywhere, that are looked through for those of one's own area


class Working(Following, Inviting):
    """Lists are as long as the policy says and say when there is more; a full card is a command, so that every look at it is kept."""

    @query(Role.MEMBER)
    async def my_rahyar(self, actor: Actor) -> Standing:
        """Who goes along with me, and the organisation I belong to."""
        one = await self.store.affiliations.open_of(actor.member_id)
        return Standing(await self._named(actor.member_id), one.employer if one else None, one.state if one else None, one.id if one else None)

    @query(Role.SYSTEM)
    async def rahyar_of(self, actor: Actor, about: str) -> Named | None:
        """Of a member (`member:<id>`) or a group (`kanoon:<id>`); None while they are being found."""
        return await self._named_about(about)

    @query(*RAHYARS)
    async def my_scopes(self, actor: Actor) -> list[tuple[str, RahyarKind]]:
        """What I am a rahyar of."""
        return [(a.scope, rules.kind_of(a.scope)) for a in await self.store.assignments.of_rahyar(actor.member_id)]

    @query(*RAHYARS)
    async def work_list(self, actor: Actor) -> Work:
        """Active members, applicants, inactive members, and those who were invited and have not applied, in this order (seed 002)."""
        me, limit = actor.member_id, self.policy.listed
        mine = await self._my_people(me, limit + 1)
        seen, names = await self.members.seen_of(list(mine)), await self.members.names_of(list(mine))
        due = {f.about: f.due for f in reversed(rules.order_of_work(await self.store.follow_ups.open_of(me)))}
        lines = [
            WorkLine(rules.person(m), names.get(m, ""), rules.tier_of(at, self.unit.now, self.policy), mine[m], at, due.get(rules.person(m))) for m, at in seen.items()
        ]
        lines += await self._applicants(me) + await self._invited(me)
        lines.sort(key=lambda w: (w.tier, w.due is None, w.due or self.today, -(w.since.timestamp() if w.since else 0), w.key))
        return Work(tuple(lines[:limit]), len(lines) > limit)

    @command(*RAHYARS, fence=False)
    async def look_at(self, actor: Actor, member: MemberId) -> MemberCard:
        """The card of a member I go along with; that I looked is kept. Raises Refusal(`rahyar.not_yours`)."""
        named, known = await self._mine(actor, member), await self.members.known(member)
        if known is None:
            raise Refusal("rahyar.not_yours")
        self.about(f"rahyar:member:{member}")
        titles = [line.title for groups in self.groups if (line := await groups.of_member(member)) is not None]
        return MemberCard(
            member, known.name, known.code, named.kind, await self._employer(member), *(known.home or ("", "")), titles[0] if titles else "",
            known.joined, known.seen, known.identifier, known.mobile,
        )  # fmt: skip

    @query(*RAHYARS)
    async def follow_ups_of(self, actor: Actor, about: str) -> list[FollowUpView]:
        """Of somebody I go along with: open ones by day, then what was. Raises Refusal(`rahyar.not_yours`)."""
        named = await self._named_about(about)
        if named is None or named.rahyar != actor.member:
            raise Refusal("rahyar.not_yours")
        return [await self._follow_up(f) for f in await self.store.follow_ups.about(about, self.policy.listed)]

    @query(*RAHYARS)
    async def check_mine(self, actor: Actor, member: MemberId) -> str:
        """The name of a member I go along with. Raises Refusal(`rahyar.not_yours`)."""
        await self._mine(actor, member)
        return await self._name(member)

    @query(*RAHYARS)
    async def my_groups(self, actor: Actor, kind: str) -> list[GroupLine]:
        """The kanoons (or hastehs) I go along with, by title."""
        found = dict[int, GroupLine]()
        scopes = [a.scope for a in await self.store.assignments.of_rahyar(actor.member_id)]
        for groups in self.groups:
            if groups.kind == kind:
                found |= {g.id: g for g in await groups.of_rahyar(actor.member_id)}
                for province in {s.partition(":")[2].partition("/")[0] for s in scopes if s.startswith("area:")}:
                    for line in await groups.lying_in(province):
                        named = await self._named_of_group(line)
                        if named is not None and named.rahyar == actor.member:
                            found[line.id] = line
        return sorted(found.values(), key=lambda g: (g.title, g.id))

    @query(*RAHYARS)
    async def group_kinds(self, actor: Actor) -> list[str]:
        """Which kinds of groups there are in the house."""
        return [g.kind for g in self.groups]

    async def _my_people(self, me: MemberId, limit: int) -> dict[MemberId, Reason]:
        """Whose rahyar I am, and why."""
        scopes = [a.scope for a in await self.store.assignments.of_rahyar(me)]
        areas = [s for s in scopes if s.startswith("area:")]
        ids = {MemberId(int(s.partition(":")[2])) for s in scopes if s.startswith("member:")}
        ids |= set(await self.members.living_in(areas, limit)) if areas else set()
        employers = [rules.employer_of(s) for s in scopes if s.startswith("org:")]
        ids |= set(await self.store.affiliations.confirmed_in(employers, limit)) if employers else set()
        together = {m for groups in self.groups for line in await groups.of_rahyar(me) for m in await groups.people_of(line.id)}
        first = await self._first_of_many(ids | together)
        found = {m: Reason(rules.kind_of(scope).value) for m, (scope, rahyar) in first.items() if rahyar == me}
        return found | {m: Reason.KANOON for m in together if m not in first and m != me}

    async def _applicants(self, me: MemberId) -> list[WorkLine]:
        mine = {a.scope for a in await self.store.assignments.of_rahyar(me) if a.scope.startswith("area:")}
        if not mine:
            return []
        found = [a for a in await self.members.applicants(APPLICANTS) if await self._is_first_in(me, mine, a.home)]
        return [WorkLine(f"applicant:{a.number}", a.name, Tier.APPLICANT, Reason.APPLIED, a.since) for a in found]

    async def _is_first_in(self, me: MemberId, mine: set[str], home: tuple[str, str]) -> bool:
        scopes = rules.areas_of(home)
        if not mine & set(scopes):
            return False
        first = rules.first_of(scopes, {a.scope: a.rahyar for a in await self.store.assignments.active_in(scopes)}, None)
        return first is not None and first[1] == me

    async def _invited(self, me: MemberId) -> list[WorkLine]:
        waiting = [i for i in await self.store.invitations.of(me) if self._is_waiting(i)]
        return [WorkLine(f"invitation:{i.id}", i.whom, Tier.INVITED, Reason.INVITED, i.made) for i in waiting]

    @query(*RAHYARS)
    async def assignments_of_mine(self, actor: Actor) -> list[AssignmentLine]:
        """What was assigned to me, and by whom."""
        found = await self.store.assignments.of_rahyar(actor.member_id)
        return [AssignmentLine(a.id, a.scope, rules.kind_of(a.scope), a.rahyar, "", await self._name_about(a.scope) if a.scope.startswith("member:") else "", a.since,
                               None, await self._name(a.by), "") for a in found]  # fmt: skip
