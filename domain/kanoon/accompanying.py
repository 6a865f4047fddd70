"""همراهی رهیار - a member writes to the rahyar of their kanoon, who answers; and what happens when a rahyar is gone (shared:G11).   Siblings: governing.py"""

from __future__ import annotations

from dataclasses import replace

from domain.kanoon import events, rules
from domain.kanoon.base import KanoonBase
from domain.kanoon.views import Person
from domain.kernel.people import RAHYARS, Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query


class Accompanying(KanoonBase):
    """Letters are passed on, not kept: the two chats hold them. Who is in a hurry asks for an online rahyar instead."""

    @command(Role.MEMBER)
    async def write_to_rahyar(self, actor: Actor, words: str) -> str:
        """Send a letter to the rahyar of my kanoon; returns their name. Raises Refusal: `kanoon.no_kanoon`, `kanoon.no_rahyar`,
        `kanoon.own_rahyar`, `kanoon.letter_length`."""
        kanoon = await self._my_kanoon(actor)
        if kanoon.rahyar is None:
            raise Refusal("kanoon.no_rahyar")
        if kanoon.rahyar == actor.member:
            raise Refusal("kanoon.own_rahyar")
        said = rules.checked(words, "letter", *self.policy.letter)
        self.about(f"kanoon:kanoon:{kanoon.id}", rahyar=int(kanoon.rahyar))
        self.unit.record(events.RahyarAddressed(kanoon.id, actor.member_id, kanoon.rahyar, said))
        return await self._name(kanoon.rahyar)

    @query(*RAHYARS)
    async def whom_to_answer(self, actor: Actor, member: MemberId) -> Person:
        """A member of a kanoon that I go along with, by full name. Raises Refusal(`kanoon.not_your_member`): unknown and not mine answer alike."""
        home = await self.store.belongings.active_of(member)
        if home is None or (await self._kanoon(home.kanoon)).rahyar != actor.member:
            raise Refusal("kanoon.not_your_member")
        return Person(member, await self._name(member))

    @command(*RAHYARS)
    async def answer_member(self, actor: Actor, member: MemberId, words: str) -> None:
        """Answer a member of a kanoon that I go along with. Raises Refusal: `kanoon.not_your_member`, `kanoon.letter_length`."""
        home = await self.store.belongings.active_of(member)
        if home is None or (await self._kanoon(home.kanoon)).rahyar != actor.member:
            raise Refusal("kanoon.not_your_member")
        said = rules.checked(words, "letter", *self.policy.letter)
        self.about(f"kanoon:kanoon:{home.kanoon}", member=int(member))
        self.unit.record(events.RahyarAnswered(home.kanoon, member, actor.member_id, said))

    @command(Role.SYSTEM)
    async def let_rahyar_go(self, actor: Actor, member: MemberId) -> None:
        """Somebody is no rahyar any more, or is gone: their kanoons need another (kanoon:K5)."""
        self.about(f"kanoon:member:{member}")
        still = any([member in await self.hats.wearers(role) for role in RAHYARS if role is not Role.RAHYAR_SOCIAL])
        for seen in sorted(await self.store.kanoons.accompanied_by(member), key=lambda k: k.id):
            kanoon = await self._kanoon(seen.id, lock=True)
            wears = member in await self.hats.wearers(Role.RAHYAR_SOCIAL, kanoon.scope)
            if kanoon.rahyar != member or (wears and still and await self.members.is_active(member)):
                continue
            await self.hats.take(member, Role.RAHYAR_SOCIAL, kanoon.scope)
            await self.store.kanoons.save(replace(kanoon, rahyar=None))
            self.unit.record(events.RahyarGone(kanoon.id))
