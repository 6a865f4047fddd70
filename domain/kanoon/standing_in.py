"""جانشینی - a hamyar is away until a day, and a deputy decides meanwhile (issue: "away until" with a deputy).   Siblings: joining.py"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from domain.kanoon import events
from domain.kanoon.base import KanoonBase
from domain.kanoon.model import Absence, Kanoon, KanoonId
from domain.kanoon.views import Person
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.persian.dates import day_begins
from domain.kernel.persian.letters import match_key
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query


class StandingIn(KanoonBase):
    """A deputy's right lasts exactly as long as the absence and the hamyar's own role; it is asked for again at every decision."""

    @query(Role.HAMYAR)
    async def deputies_to_choose(self, actor: Actor) -> list[Person]:
        """Members of my kanoon who may stand in for me."""
        kanoon = await self._my_kanoon(actor)
        await self._check_leader(actor, kanoon)
        taken = {kanoon.rahbar, *await self._hamyars(kanoon)}
        names = await self.members.names_of([m for m in await self.store.belongings.members_of(kanoon.id) if m not in taken])
        return sorted((Person(m, n) for m, n in names.items()), key=lambda p: match_key(p.name))

    @command(Role.HAMYAR)
    async def go_away(self, actor: Actor, back_on: date, deputy: MemberId) -> datetime:
        """Away until the day `back_on` begins in Tehran; returns that moment. Saying it again changes it.

        Raises Refusal: `kanoon.no_kanoon`, `kanoon.not_found`, `kanoon.not_open`, `kanoon.away_range`, `kanoon.not_a_member`, `kanoon.bad_deputy`.
        """
        me, kanoon = actor.member_id, await self._led(actor)
        until = day_begins(back_on)
        if not self.unit.now < until <= self.unit.now + self.policy.away_at_most:
            raise Refusal("kanoon.away_range", days=self.policy.away_at_most.days)
        await self._check_member(deputy, kanoon)
        if await self._holds_role(kanoon, deputy):
            raise Refusal("kanoon.bad_deputy")
        before = [a for a in await self.store.absences.of(kanoon.id) if a.hamyar == me]
        if before:
            await self.store.absences.save(replace(before[0], deputy=deputy, until=until))
        else:
            await self.store.absences.add(Absence(0, kanoon.id, me, deputy, until))
        self.about(f"kanoon:kanoon:{kanoon.id}", deputy=int(deputy))
        self.unit.record(events.HamyarAway(kanoon.id, me, deputy))
        return until

    @command(Role.HAMYAR)
    async def come_back(self, actor: Actor) -> None:
        """Back before the day: the deputy no longer decides. Raises Refusal: `kanoon.no_kanoon`, `kanoon.not_found`, `kanoon.not_away`."""
        kanoon = await self._led(actor)
        if not await self._drop(kanoon, actor.member_id, self.unit.now + self.policy.away_at_most):
            raise Refusal("kanoon.not_away")

    @command(Role.SYSTEM)
    async def end_absence(self, actor: Actor, kanoon: KanoonId, hamyar: MemberId) -> bool:
        """The day has come. False when there is no absence that is over."""
        return await self._drop(await self._kanoon(kanoon, lock=True), hamyar, self.unit.now)

    @query(Role.SYSTEM)
    async def absence_ends(self, actor: Actor, kanoon: KanoonId, hamyar: MemberId) -> datetime | None:
        """When a hamyar is back; None when they are not away."""
        return next((a.until for a in await self.store.absences.of(kanoon) if a.hamyar == hamyar), None)

    async def _led(self, actor: Actor) -> Kanoon:
        kanoon = await self._my_kanoon(actor, lock=True)
        if actor.member not in await self._hamyars(kanoon):
            raise Refusal("kanoon.not_found")
        return kanoon

    async def _drop(self, kanoon: Kanoon, hamyar: MemberId, over_by: datetime) -> bool:
        self.about(f"kanoon:kanoon:{kanoon.id}")
        found = [a for a in await self.store.absences.of(kanoon.id) if a.hamyar == hamyar and a.until <= over_by]
        for absence in found:
            await self.store.absences.drop(absence)
            self.unit.record(events.HamyarBack(kanoon.id, hamyar, absence.deputy))
        return bool(found)
