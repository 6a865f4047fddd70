"""پایه‌ی میز رهیار - the ports of the service, who is whose rahyar, and the checks that all its verbs share.   Verbs: assigning.py working.py and siblings"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from domain.kernel.people import Actor, Hats, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import Service, Unit
from domain.rahyar import rules
from domain.rahyar.model import AffiliationState, Employer, RahyarKind
from domain.rahyar.policy import Policy, policy_on
from domain.rahyar.ports import Ports, Store
from domain.rahyar.views import GroupLine, Named

DABIRS = (Role.DABIR, Role.DASTYAR)
"""An assistant acts in the scope of their dabir (decision 25)."""


class RahyarBase(Service):
    """Who is whose rahyar is computed whenever it is asked, out of assignments, addresses and organisations: whoever moves has another at once."""

    def __init__(self, unit: Unit, store: Store, ports: Ports, hats: Hats) -> None:
        super().__init__(unit)
        self.store, self.members, self.groups, self.tokens, self.hats = store, ports.members, ports.groups, ports.tokens, hats

    @property
    def policy(self) -> Policy:
        return policy_on(self.today)

    # Who is whose rahyar

    async def _employer(self, member: MemberId) -> Employer | None:
        one = await self.store.affiliations.open_of(member)
        return one.employer if one is not None and one.state is AffiliationState.CONFIRMED else None

    async def _scopes(self, member: MemberId) -> list[str]:
        return rules.scopes_of(member, await self.members.home_of(member), await self._employer(member))

    async def _named(self, member: MemberId) -> Named | None:
        """The one rahyar of a member, by precedence; last comes who was named for their kanoon. None: it is being found."""
        scopes = await self._scopes(member)
        named = {a.scope: a.rahyar for a in await self.store.assignments.active_in(scopes)}
        first = rules.first_of(scopes, named, member)
        if first is None:
            first = await self._named_by_groups(member)
        return None if first is None else await self._as_named(*first)

    async def _named_by_groups(self, member: MemberId) -> tuple[str, MemberId] | None:
        for groups in self.groups:
            line = await groups.of_member(member)
            if line is not None and line.social not in (None, member):
                return line.scope, line.social
        return None

    async def _as_named(self, scope: str, rahyar: MemberId) -> Named:
        return Named(rahyar, await self._name(rahyar), rules.find_kind(scope) or RahyarKind.SOCIAL, scope)

    async def _named_of_group(self, line: GroupLine) -> Named | None:
        """Of a kanoon: who a dabir named for it (kanoon:K5), else who has its town or province."""
        if line.social is not None:
            return await self._as_named(line.scope, line.social)
        scopes = rules.areas_of((line.province, line.town))
        named = {a.scope: a.rahyar for a in await self.store.assignments.active_in(scopes)}
        first = rules.first_of(scopes, named, None)
        return None if first is None else await self._as_named(*first)

    async def _named_about(self, about: str) -> Named | None:
        """The rahyar of whatever a follow-up is about; None also when it is gone."""
        kind, _, word = about.partition(":")
        if kind == "member":
            return await self._named(MemberId(int(word)))
        line = await self._group(about)
        return None if line is None else await self._named_of_group(line)

    async def _group(self, about: str) -> GroupLine | None:
        kind, _, word = about.partition(":")
        found = next((g for g in self.groups if g.kind == kind), None)
        return None if found is None else await found.find(int(word))

    async def _first_of_many(self, ids: Collection[MemberId]) -> Mapping[MemberId, tuple[str, MemberId]]:
        """The same as `_named` for many, but for those that only their group knows."""
        homes, employers = await self.members.homes_of(ids), await self.store.affiliations.confirmed_of(ids)
        scopes = {m: rules.scopes_of(m, homes.get(m), employers.get(m)) for m in ids}
        named = {a.scope: a.rahyar for a in await self.store.assignments.active_in({s for of in scopes.values() for s in of})}
        return {m: first for m, of in scopes.items() if (first := rules.first_of(of, named, m)) is not None}

    # Checks

    async def _mine(self, actor: Actor, member: MemberId) -> Named:
        """A member whose rahyar I am. Raises Refusal(`rahyar.not_yours`): unknown, gone and another's answer alike."""
        named = await self._named(member) if await self.members.is_active(member) else None
        if named is None or named.rahyar != actor.member:
            raise Refusal("rahyar.not_yours")
        return named

    async def _reaches(self, actor: Actor, scope: str, *roles: Role) -> bool:
        """Whether a dabir's reach covers a scope: everywhere, the organisation, the province; of a person, one that theirs lie in."""
        word, _, rest = scope.partition(":")
        scopes = [s for s in await self._scopes(MemberId(int(rest))) if s != scope] if word == "member" else [scope]
        return any(hat.role in (roles or DABIRS) and (not hat.scope or any(rules.is_over(hat.scope, s) for s in scopes)) for hat in actor.hats)

    async def _check_reach(self, actor: Actor, scope: str, *roles: Role) -> None:
        """Raises Refusal: `rahyar.bad_scope`, `rahyar.not_in_reach` (absent and another's answer alike)."""
        rules.kind_of(scope)
        if scope.startswith("member:") and not await self.members.is_active(MemberId(int(scope.partition(":")[2]))):
            raise Refusal("rahyar.not_in_reach")
        if not await self._reaches(actor, scope, *roles):
            raise Refusal("rahyar.not_in_reach")

    async def _name(self, member: MemberId | None) -> str:
        """The full name; "" for nobody and for somebody who is gone."""
        return "" if member is None else (await self.members.names_of([member])).get(member, "")

    async def _name_about(self, about: str) -> str:
        """The name of a member, or the title of a group."""
        kind, _, word = about.partition(":")
        if kind == "member":
            return await self._name(MemberId(int(word)))
        line = await self._group(about)
        return "" if line is None else line.title
