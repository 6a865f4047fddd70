"""مهارت‌ها - the checklist of what a rahyar masters, marked by a dabir (seed 002; people:R13).   Siblings: assigning.py"""

from __future__ import annotations

from collections.abc import Collection

from domain.kernel.people import RAHYARS, Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.rahyar import events
from domain.rahyar.base import RahyarBase
from domain.rahyar.model import Mark, Skill
from domain.rahyar.views import Person, SkillLine


class Mastering(RahyarBase):
    """Shown to the rahyar themselves as well."""

    @query(Role.DABIR)
    async def rahyars_to_mark(self, actor: Actor) -> list[Person]:
        """The rahyars in the actor's reach, by name; not oneself."""
        found = {a.rahyar for a in await self.store.assignments.all_active() if a.rahyar != actor.member and await self._reaches(actor, a.scope, Role.DABIR)}
        return sorted((Person(m, n) for m, n in (await self.members.names_of(found)).items()), key=lambda p: p.name)

    @query(*RAHYARS)
    async def my_skills(self, actor: Actor) -> list[SkillLine]:
        """The whole checklist, as it is marked for me."""
        return await self._skills(actor.member_id)

    @query(Role.DABIR)
    async def skills_of(self, actor: Actor, rahyar: MemberId) -> list[SkillLine]:
        """Raises Refusal(`rahyar.not_in_reach`)."""
        await self._check_marks(actor, rahyar)
        return await self._skills(rahyar)

    @command(Role.DABIR)
    async def mark_skills(self, actor: Actor, rahyar: MemberId, has: Collection[Skill]) -> str:
        """What they master by now; the rest of the checklist they do not. Returns the name. Raises Refusal(`rahyar.not_in_reach`)."""
        await self._check_marks(actor, rahyar)
        known = {line.skill: line for line in await self._skills(rahyar)}
        for skill in Skill:
            if known[skill].has != (skill in has) or known[skill].at is None:
                await self.store.marks.put(Mark(rahyar, skill, skill in has, actor.member_id, self.unit.now))
        self.about(f"rahyar:member:{rahyar}", skills=len(set(has)))
        self.unit.record(events.SkillsMarked(rahyar, actor.member_id))
        return await self._name(rahyar)

    async def _check_marks(self, actor: Actor, rahyar: MemberId) -> None:
        if rahyar not in {p.id for p in await self.rahyars_to_mark(actor)}:
            raise Refusal("rahyar.not_in_reach")

    async def _skills(self, rahyar: MemberId) -> list[SkillLine]:
        marks = {m.skill: m for m in await self.store.marks.of(rahyar)}
        names = await self.members.names_of({m.by for m in marks.values()})
        lines = []
        for skill in Skill:
            mark = marks.get(skill)
            lines.append(SkillLine(skill, mark is not None and mark.has, mark.at if mark else None, names.get(mark.by, "") if mark else ""))
        return lines
