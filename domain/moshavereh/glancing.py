"""نگاه - the desk at a glance: who waits since when, about what, how urgently; and the single things a dialog asks for.   Siblings: seeing.py supervising.py"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain.kernel.people import RAHYARS, Actor
from domain.kernel.verbs import query
from domain.moshavereh.base import DESK, SUPERVISORS, supervises
from domain.moshavereh.beside_model import Proposal
from domain.moshavereh.model import Case, Line
from domain.moshavereh.seeing import Seeing
from domain.moshavereh.views import Glance

RECENT = 40  # lines in which one's own last is looked for


class Glancing(Seeing):
    """Short looks, by name."""

    @query(*DESK)
    async def glance(self, actor: Actor) -> list[Glance]:
        """What rings here, what is offered to me, mine (who waits longest first), what waits in the queue: in this order."""
        desk = await self.desk_of(actor)
        mine = sorted(desk.mine, key=lambda c: (not c.is_unanswered, c.member_spoke or c.opened))
        places = (("rings", desk.ringing), ("offered", desk.offered), ("mine", mine), ("waiting", desk.waiting))
        return [g for place, cases in places for g in await self._glances(cases, place)]

    @query(*RAHYARS)
    async def glance_beside(self, actor: Actor) -> list[Glance]:
        """The cases of the rahyar beside whom I learn; without one, none."""
        duty = await self.store.duties.find(actor.member_id)
        return [] if duty is None or duty.mentor is None else await self._glances(await self.store.cases.taken_by(duty.mentor), "beside")

    @query(*SUPERVISORS)
    async def glance_watched(self, actor: Actor) -> list[Glance]:
        """What is under way within one's reach, the longest first."""
        cases = [c for c in await self.store.cases.not_over() if supervises(actor, c) and c.member != actor.member]
        return await self._glances(cases[: self.policy.rows], "watched")

    @query(*SUPERVISORS)
    async def am_listening(self, actor: Actor, case_id: int) -> bool:
        """Whether I hear what is said in a case. Raises `moshavereh.no_such_case`."""
        return actor.member_id in await self.store.aids.listeners(await self._watched(actor, case_id))

    @query(*DESK)
    async def last_sent(self, actor: Actor, case_id: int) -> Line | None:
        """My newest words in a case of mine that are not taken back, with what is known of their arrival. Raises `moshavereh.not_yours`."""
        lines = await self.store.lines.lines(await self._mine(actor, case_id), RECENT)
        return next((line for line in reversed(lines) if line.by == "rahyar" and line.who == actor.member and line.gone is None), None)

    @query(*RAHYARS)
    async def proposal(self, actor: Actor, proposal: int) -> Proposal:
        """What a trainee proposes in a case of mine, while it waits for my word. Raises `moshavereh.no_such_proposal`, `moshavereh.not_yours`."""
        found = await self._proposal(proposal)
        await self._mine(actor, found.case)
        return found

    @query(*DESK)
    async def my_ready(self, actor: Actor) -> list[tuple[int, str, bool]]:
        """The ready answers that I may change: number, shortcut, whether everybody's."""
        may_all = actor.has(*SUPERVISORS)
        found = await self.store.aids.ready_for(actor.member_id, "", self.policy.rows)
        return [(a.id, a.shortcut, a.owner is None) for a in found if a.owner is not None or may_all]

    async def _glances(self, cases: Iterable[Case], place: str) -> list[Glance]:
        found = list(cases)
        names = await self.known.names_of({m for c in found for m in (c.member, c.rahyar) if m is not None})
        return [
            Glance(
                c.id, c.number, names.get(c.member, "") if c.member else "", c.topic, c.state, c.priority, place, waits_since(c),
                names.get(c.rahyar, "") if c.rahyar else "", c.label,
            )
            for c in found
        ]  # fmt: skip


def waits_since(case: Case) -> datetime | None:
    """Since when its person waits for a word of ours; None while we wait for them."""
    if case.rahyar is None:
        return case.queued or case.opened
    return (case.member_spoke or case.opened) if case.is_unanswered else None
