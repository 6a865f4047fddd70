"""دیدن و نوشتن روی تابلو - its people see it, the rahyar writes on it and ticks what is done outside; the leader does without a step.   Rules: board.py"""

from __future__ import annotations

from domain.hasteh import events
from domain.hasteh.base import DESK
from domain.hasteh.board import AFTER, MAY_SKIP, OUTSIDE, StepState, StepView, WayMark, WayStep, standing
from domain.hasteh.model import BELONGS, WITH_ID, Hasteh, HastehId
from domain.hasteh.running import Running
from domain.kernel.people import Actor, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query


class Boarding(Running):
    """Nobody marks what the house knows by itself."""

    @query(Role.MEMBER)
    async def board(self, actor: Actor, hasteh: HastehId) -> list[StepView]:
        """Ten of them. Raises Refusal: `hasteh.no_such_hasteh`, `hasteh.not_active`."""
        found = await self._with_board(actor, hasteh)
        facts = await self.journey.facts(found.leader, hasteh)
        marks = {m.step: m for m in await self.marks.of_hasteh(hasteh)}
        states = {step: standing(step, facts, marks.get(step)) for step in WayStep}
        return [self._seen(step, states, marks.get(step)) for step in WayStep]

    def _seen(self, step: WayStep, states: dict[WayStep, StepState], mark: WayMark | None) -> StepView:
        before = AFTER.get(step)
        words, state = mark.words if mark is not None else "", states[step]
        if before is not None and state is StepState.NOT_STARTED and states[before] not in (StepState.DONE, StepState.SKIPPED):
            return StepView(step, StepState.NOT_YET, words, before)
        return StepView(step, state, words)

    async def _with_board(self, actor: Actor, hasteh: HastehId) -> Hasteh:
        """Its people, and who goes along with them."""
        found = await self._found(hasteh)
        inside = found.leader == actor.member or any(f.member == actor.member for f in await self.fellows.of_hasteh(hasteh, BELONGS))
        if not inside and not await self._may_decide(actor, found):
            raise Refusal("hasteh.no_such_hasteh")
        if found.state not in WITH_ID:
            raise Refusal("hasteh.not_active")
        return found

    async def _accompanied(self, actor: Actor, hasteh: HastehId) -> Hasteh:
        """By the actor, who is none of its people. Raises Refusal: `hasteh.no_such_hasteh`, `hasteh.not_active`."""
        found = await self._found(hasteh, lock=True)
        if not await self._may_decide(actor, found):
            raise Refusal("hasteh.no_such_hasteh")
        if found.state not in WITH_ID:
            raise Refusal("hasteh.not_active")
        return found

    @command(*DESK)
    async def comment(self, actor: Actor, hasteh: HastehId, step: WayStep, words: str) -> None:
        """For its people to read, in place of what was said before. Raises Refusal: `hasteh.no_such_hasteh`, `hasteh.not_active`, `hasteh.bad_words`."""
        found, told = await self._accompanied(actor, hasteh), self._words(words, self.policy.words)
        await self._mark(actor, found, step, words=told)

    @command(*DESK)
    async def tick(self, actor: Actor, hasteh: HastehId, step: WayStep) -> None:
        """Done outside of the bot. Raises Refusal: `hasteh.no_such_hasteh`, `hasteh.not_active`, `hasteh.not_outside`."""
        found = await self._accompanied(actor, hasteh)
        if step not in OUTSIDE:
            raise Refusal("hasteh.not_outside")
        await self._mark(actor, found, step, ticked=True)

    @command(Role.MEMBER)
    async def skip(self, actor: Actor, hasteh: HastehId, step: WayStep, without: bool) -> None:
        """By the leader: it is done without this step, or after all not. Raises Refusal: `hasteh.no_such_hasteh`, `hasteh.not_active`, `hasteh.cannot_skip`."""
        found = await self._led(actor, hasteh)
        if found.state not in WITH_ID:
            raise Refusal("hasteh.not_active")
        if step not in MAY_SKIP:
            raise Refusal("hasteh.cannot_skip")
        await self._mark(actor, found, step, skipped=without)

    async def _mark(self, actor: Actor, found: Hasteh, step: WayStep, *, words: str | None = None, ticked: bool | None = None, skipped: bool | None = None) -> None:
        there = next((m for m in await self.marks.of_hasteh(found.id) if m.step is step), None)
        told = words if words is not None else there.words if there else ""
        done = ticked if ticked is not None else bool(there and there.ticked)
        without = skipped if skipped is not None else bool(there and there.skipped)
        await self.marks.keep(WayMark(found.id, step, done, without, told, actor.member_id, self.unit.now), found.leader)
        self.about(found.about, step=step)
        if words is not None or ticked:
            self.unit.record(events.StepMarked(found.id, found.leader, step, bool(ticked)))

    @query(*DESK)
    async def accompanied(self, actor: Actor) -> list[Hasteh]:
        """Hastehs with an id that one may write on the board of, the latest first."""
        return [h for h in await self.hastehs.with_id(self.policy.looked_through) if await self._may_decide(actor, h)][: self.policy.shown]
