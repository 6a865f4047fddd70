"""مشخصات کانون - what a kanoon tells of itself and asks of applicants, and who belongs to it (kanoon:K1, K15; reference-systems.md 2).   Siblings: speaking.py"""

from __future__ import annotations

from dataclasses import replace

from domain.kanoon import rules
from domain.kanoon.base import KanoonBase
from domain.kanoon.model import Kanoon
from domain.kanoon.views import Person, PersonView
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.persian.letters import match_key
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query


class Describing(KanoonBase):
    """The title stays, for people know the kanoon by it."""

    @command(Role.RAHBAR)
    async def change_goal(self, actor: Actor, goal: str) -> None:
        """Raises Refusal: `kanoon.no_kanoon`, `kanoon.not_found`, `kanoon.not_open`, `kanoon.goal_length`."""
        kanoon = await self._to_change(actor)
        await self._changed(replace(kanoon, goal=rules.checked(goal, "goal", 1, self.policy.goal)))

    @command(Role.RAHBAR)
    async def change_place(self, actor: Actor, place: str) -> None:
        """Raises Refusal as `change_goal`, and `kanoon.place_length`. "" when the kanoon is bound to no place."""
        kanoon = await self._to_change(actor)
        await self._changed(replace(kanoon, place=rules.checked(place, "place", 0, self.policy.place)))

    @command(Role.RAHBAR)
    async def change_capacity(self, actor: Actor, capacity: int | None) -> None:
        """Raises Refusal as `change_goal`, and `kanoon.capacity_range`, `kanoon.capacity_below` (more people belong already). None for no limit."""
        kanoon, (low, high) = await self._to_change(actor), self.policy.capacity
        people = await self.store.belongings.count(kanoon.id)
        if capacity is not None and not low <= capacity <= high:
            raise Refusal("kanoon.capacity_range", low=low, high=high)
        if capacity is not None and capacity < people:
            raise Refusal("kanoon.capacity_below", people=people)
        await self._changed(replace(kanoon, capacity=capacity))

    @command(Role.RAHBAR, Role.HAMYAR)
    async def ask_applicants(self, actor: Actor, questions: list[str]) -> None:
        """What every applicant is asked from now on; an empty list asks nothing.

        Raises Refusal: `kanoon.no_kanoon`, `kanoon.not_found`, `kanoon.not_open`, `kanoon.questions_enough`, `kanoon.question_length`.
        """
        kanoon, most = await self._my_kanoon(actor, lock=True), self.policy.admission
        await self._check_leader(actor, kanoon)
        self._check_open(kanoon)
        if len(questions) > most:
            raise Refusal("kanoon.questions_enough", most=most)
        await self._changed(replace(kanoon, questions=tuple(rules.checked(q, "question", *self.policy.question) for q in questions)))

    @query(Role.MEMBER)
    async def neighbours(self, actor: Actor) -> list[Person]:
        """Who belongs to my kanoon: full names for those who lead it, first name and first letter for the others (shared:G12).

        Raises Refusal(`kanoon.no_kanoon`).
        """
        kanoon = await self._my_kanoon(actor)
        leads = await self._holds_role(kanoon, actor.member_id)
        names = await self.members.names_of(await self.store.belongings.members_of(kanoon.id))
        people = [Person(m, n if leads else rules.discreet(n)) for m, n in names.items() if m != actor.member]
        return sorted(people, key=lambda p: match_key(p.name))

    @query(Role.RAHBAR, Role.HAMYAR)
    async def person_in(self, actor: Actor, member: MemberId) -> PersonView:
        """Somebody in the kanoon I lead: since when, what they can do and need. Raises Refusal: `kanoon.no_kanoon`, `kanoon.not_found`,
        `kanoon.not_a_member`."""
        kanoon = await self._my_kanoon(actor)
        await self._check_leader(actor, kanoon)
        home = await self.store.belongings.active_of(member)
        if home is None or home.kanoon != kanoon.id:
            raise Refusal("kanoon.not_a_member")
        told, role = (await self.store.tags.of([member])).get(member), await self._role_in(kanoon, member)
        return PersonView(member, await self._name(member), home.since, role, told.skills if told else "", told.needs if told else "")

    async def _role_in(self, kanoon: Kanoon, member: MemberId) -> Role:
        if kanoon.rahbar == member:
            return Role.RAHBAR
        return Role.HAMYAR if member in await self._hamyars(kanoon) else Role.MEMBER

    async def _to_change(self, actor: Actor) -> Kanoon:
        kanoon = await self._my_kanoon(actor, lock=True)
        self._check_rahbar(actor, kanoon)
        self._check_open(kanoon)
        return kanoon

    async def _changed(self, kanoon: Kanoon) -> None:
        await self.store.kanoons.save(kanoon)
        self.about(f"kanoon:kanoon:{kanoon.id}")
