"""واگذاری - a dabir or an assistant names the rahyar of an area, an organisation or a person, and ends it (people:R10, R14; decision 25).   Siblings: base.py"""

from __future__ import annotations

from domain.kernel.people import RAHYARS, Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.rahyar import events, rules
from domain.rahyar.base import DABIRS, RahyarBase
from domain.rahyar.model import Assignment, AssignmentId, AssignmentState
from domain.rahyar.views import AssignmentLine, Named, Person


class Assigning(RahyarBase):
    """One rahyar for one scope: the database keeps it so, whoever assigns at the same moment. Ended assignments are kept."""

    @query(*DABIRS)
    async def rahyars_to_assign(self, actor: Actor) -> list[Person]:
        """Everybody of the society of rahyars, by name."""
        wearers = dict.fromkeys([m for role in rules.SOCIETY for m in await self.hats.wearers(role)])
        names = await self.members.names_of(list(wearers))
        return sorted((Person(m, n) for m, n in names.items()), key=lambda p: p.name)

    @query(*DABIRS)
    async def reach(self, actor: Actor) -> tuple[str, ...]:
        """The scopes in which the actor may assign: "" for everywhere, area:<province>, org:<word>."""
        found = {h.scope for h in actor.hats if h.role in DABIRS}
        return ("",) if "" in found else tuple(sorted(s for s in found if s.startswith(("area:", "org:"))))

    @query(*DABIRS)
    async def towns_of(self, actor: Actor, province: str) -> list[str]:
        """Where members of a province live. Raises Refusal(`rahyar.not_in_reach`)."""
        await self._check_reach(actor, rules.area(province))
        return await self.members.towns_of(province)

    @query(*DABIRS)
    async def member_by_code(self, actor: Actor, code: str) -> Person:
        """An active member in the actor's reach. Raises Refusal(`rahyar.not_in_reach`): unknown and out of reach answer alike."""
        member = await self.members.by_code(code)
        if member is None:
            raise Refusal("rahyar.not_in_reach")
        await self._check_reach(actor, rules.person(member))
        return Person(member, await self._name(member))

    @query(*DABIRS)
    async def whom(self, actor: Actor, scope: str) -> str:
        """The name of the one member a scope is about; "" for any other. Raises Refusal: `rahyar.bad_scope`, `rahyar.not_in_reach`."""
        await self._check_reach(actor, scope)
        return await self._name_about(scope) if scope.startswith("member:") else ""

    @query(*DABIRS)
    async def holder_of(self, actor: Actor, scope: str) -> Named | None:
        """Whom a scope is assigned to now. Raises Refusal: `rahyar.bad_scope`, `rahyar.not_in_reach`."""
        await self._check_reach(actor, scope)
        found = await self.store.assignments.active_in([scope])
        return await self._as_named(scope, found[0].rahyar) if found else None

    @query(*DABIRS)
    async def assignments(self, actor: Actor) -> list[AssignmentLine]:
        """Active ones in the actor's reach, by scope."""
        found = [a for a in await self.store.assignments.all_active() if await self._reaches(actor, a.scope)]
        return [await self._line(a) for a in sorted(found, key=lambda a: a.scope)]

    @query(*DABIRS)
    async def history(self, actor: Actor, scope: str) -> list[AssignmentLine]:
        """Who ever was the rahyar of a scope, newest first. Raises Refusal: `rahyar.bad_scope`, `rahyar.not_in_reach`."""
        await self._check_reach(actor, scope)
        return [await self._line(a) for a in await self.store.assignments.history(scope)]

    @command(*DABIRS)
    async def assign(self, actor: Actor, scope: str, rahyar: MemberId) -> Named:
        """Name the one rahyar of a scope, instead of whoever was. Raises Refusal: `rahyar.bad_scope`, `rahyar.not_in_reach`, `rahyar.not_a_rahyar`,
        `rahyar.own_rahyar`, `rahyar.already_assigned` (name), `rahyar.changed_meanwhile` (somebody else assigned at the same moment)."""
        await self._check_reach(actor, scope)
        if rules.person(rahyar) == scope:
            raise Refusal("rahyar.own_rahyar")
        if not await self.members.is_active(rahyar) or not any([rahyar in await self.hats.wearers(role) for role in rules.SOCIETY]):
            raise Refusal("rahyar.not_a_rahyar")
        before = await self.store.assignments.active_in([scope], lock=True)
        if before and before[0].rahyar == rahyar:
            raise Refusal("rahyar.already_assigned", name=await self._name(rahyar))
        for old in before:
            await self._end(old, actor.member, "", replaced=True)
        if not await self._begin(scope, rahyar, actor.member, before[0].rahyar if before else None):
            raise Refusal("rahyar.changed_meanwhile")
        self.about(f"rahyar:scope:{scope}", rahyar=int(rahyar), before=int(before[0].rahyar) if before else None)
        return await self._as_named(scope, rahyar)

    @command(*DABIRS)
    async def end(self, actor: Actor, scope: str, reason: str) -> str:
        """A scope has no rahyar any more; returns who it was. Raises Refusal: `rahyar.bad_scope`, `rahyar.not_in_reach`, `rahyar.nobody_assigned`,
        `rahyar.reason_length`."""
        await self._check_reach(actor, scope)
        why = rules.checked(reason, "reason", *self.policy.reason)
        found = await self.store.assignments.active_in([scope], lock=True)
        if not found:
            raise Refusal("rahyar.nobody_assigned")
        await self._end(found[0], actor.member, why)
        self.about(f"rahyar:scope:{scope}", rahyar=int(found[0].rahyar))
        return await self._name(found[0].rahyar)

    @command(Role.SYSTEM)
    async def adopt(self, actor: Actor, member: MemberId, role: Role, scope: str) -> None:
        """An admin gave a rahyar's hat: where that scope has nobody, it is theirs. Other hats and taken scopes change nothing."""
        self.about(f"rahyar:member:{member}", scope=scope)
        if rules.find_kind(scope) is None or rules.hat_of(scope) != (role, scope):
            return
        if scope != rules.person(member) and not await self.store.assignments.active_in([scope]):
            await self._begin(scope, member, None, None)

    @command(Role.SYSTEM)
    async def release(self, actor: Actor, member: MemberId, role: Role, scope: str) -> None:
        """A rahyar's hat was taken: what hung on it ends (of a province, its towns too)."""
        self.about(f"rahyar:member:{member}", scope=scope)
        if role in RAHYARS:
            for one in await self.store.assignments.of_rahyar(member):
                if rules.hat_of(one.scope) == (role, scope):
                    await self._end(one, None, "")

    async def _begin(self, scope: str, rahyar: MemberId, by: MemberId | None, before: MemberId | None) -> bool:
        """Whether it is theirs; if not, somebody else's began at the same moment."""
        if await self.store.assignments.add_alone(Assignment(AssignmentId(0), scope, rahyar, by, self.unit.now)) is None:
            return False
        await self.hats.give(rahyar, *rules.hat_of(scope))
        self.unit.record(events.RahyarNamed(scope, rahyar, before))
        return True

    async def _end(self, one: Assignment, by: MemberId | None, why: str, *, replaced: bool = False) -> None:
        await self.store.assignments.save(one.ended(self.unit.now, by, why))
        hat = rules.hat_of(one.scope)
        if all(rules.hat_of(other.scope) != hat for other in await self.store.assignments.of_rahyar(one.rahyar)):
            await self.hats.take(one.rahyar, *hat)
        bare = not any([one.rahyar in await self.hats.wearers(role) for role in RAHYARS])
        self.unit.record(events.RahyarReleased(one.scope, one.rahyar, replaced, bare))

    async def _line(self, one: Assignment) -> AssignmentLine:
        whom = await self._name(MemberId(int(one.scope.partition(":")[2]))) if one.scope.startswith("member:") else ""
        return AssignmentLine(
            one.id, one.scope, rules.kind_of(one.scope), one.rahyar, await self._name(one.rahyar), whom, one.since,
            one.until if one.state is AssignmentState.ENDED else None, await self._name(one.by), one.why,
        )  # fmt: skip
