"""پذیرش قوانین - new rules are told once, and accepted again before the next act that needs them.   Versions: policy.py   Siblings: linking.py profile.py"""

from __future__ import annotations

from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.membership.linking import Linking
from domain.membership.model import State


class Agreeing(Linking):
    """Verbs about the rules that everybody accepts."""

    @query(Role.MEMBER)
    async def terms_due(self, actor: Actor) -> int | None:
        """The version that is still to be accepted, or None: also for whoever is frozen, suspended or leaving, as nothing is asked of them now."""
        me = await self._member(actor.member_id)
        return self._policy.terms if me.state is State.ACTIVE and me.terms < self._policy.terms else None

    @command(Role.MEMBER)
    async def accept_terms(self, actor: Actor, version: int) -> None:
        """Accept the rules as they are today. Raises Refusal: membership.not_active, terms_changed."""
        me = await self._active(actor)
        if version != self._policy.terms:
            raise Refusal("membership.terms_changed")
        await self.ports.members.accept(me.id, version, self.unit.now)
        await self._save(me, terms=version)
        self.about(f"membership:member:{me.id}", version=version)

    @query(Role.SYSTEM)
    async def terms_to_tell(self, actor: Actor) -> bool:
        """Whether there are rules in force that not everybody was told of."""
        return (await self.ports.members.told_of_terms())[0] < self._policy.terms

    @command(Role.SYSTEM)
    async def tell_terms(self, actor: Actor) -> list[MemberId]:
        """The next members to be told of new rules, each once; [] when all of them were."""
        version = self._policy.terms
        _, under_way, last = await self.ports.members.told_of_terms()
        after = last if under_way == version else MemberId(0)
        behind = await self.ports.members.behind_terms(version, after, self._policy.told_together)
        await self.ports.members.tell_of_terms(version, behind[-1] if behind else None)
        self.about(f"membership:terms:{version}", told=len(behind))
        return behind
