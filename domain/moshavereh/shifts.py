"""نوبت کاری - coming, going, a break, still being there.   Source: desk:H6, handoff.md 3.5   Siblings: assigning.py   Model: duty_model.py"""

from __future__ import annotations

from datetime import datetime

from domain.kernel.people import RAHYARS, Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.moshavereh import desk_events, events
from domain.moshavereh.base import MoshaverehBase
from domain.moshavereh.duty_model import PRESENT, Duty, DutyState
from domain.moshavereh.model import CaseState, What


class Shifts(MoshaverehBase):
    """Presence by a button and by acting: in a chat there is no socket that could tell."""

    @query(*RAHYARS)
    async def my_duty(self, actor: Actor) -> Duty | None:
        """Mine, None before the first shift."""
        return await self.store.duties.find(actor.member_id)

    @query(Role.SYSTEM)
    async def duty_of(self, actor: Actor, rahyar: MemberId) -> Duty | None:
        """Somebody's, for cards and listeners."""
        return await self.store.duties.find(rahyar)

    @command(*RAHYARS)
    async def come_on_duty(self, actor: Actor, skills: tuple[str, ...] = (), capacity: int = 0) -> None:
        """Begin a shift, with the topics one knows (none: all) and how many cases one takes at once (0: as the policy says).

        Raises `moshavereh.bad_capacity` (most), `moshavereh.cannot_move` (on duty already).
        """
        capacity = capacity or self.policy.capacity
        if not 1 <= capacity <= self.policy.most:
            raise Refusal("moshavereh.bad_capacity", most=self.policy.most)
        known = await self.store.duties.find(actor.member_id, lock=True)
        mentor = known.mentor if known is not None else None
        state, version = (known.state, known.version) if known is not None else (DutyState.OFF, 0)
        scopes = tuple(sorted({h.scope for h in actor.hats if h.role in RAHYARS and h.scope.startswith(("area:", "org:"))}))
        fresh = Duty(actor.member_id, state, tuple(dict.fromkeys(skills)), capacity, self.now, self.now, None, mentor, scopes, version)
        if known is not None and known.state in PRESENT:
            await self._keep_duty(fresh)
        else:
            await self._duty(fresh, DutyState.ONLINE)
        self.about(f"moshavereh:rahyar:{actor.member}")

    @command(*RAHYARS)
    async def go_off_duty(self, actor: Actor) -> int:
        """End the shift: whoever waits for an answer of mine waits for another, and is told; those who were answered come back when they write. What was
        promised for later stays mine. Returns how many went back. Raises `moshavereh.not_on_duty`."""
        duty = await self._on_duty(actor)
        await self._duty(duty, DutyState.OFF)
        self.about(f"moshavereh:rahyar:{actor.member}")
        return await self._let_go(duty.rahyar)

    @command(*RAHYARS)
    async def take_break(self, actor: Actor) -> None:
        """No new ones for a while; my members stay mine. Raises `moshavereh.not_on_duty`, `moshavereh.cannot_move`."""
        await self._change(actor, DutyState.BREAK)

    @command(*RAHYARS)
    async def be_busy(self, actor: Actor) -> None:
        """No new ones, though I am there. Raises `moshavereh.not_on_duty`, `moshavereh.cannot_move`."""
        await self._change(actor, DutyState.BUSY)

    @command(*RAHYARS)
    async def be_online(self, actor: Actor) -> None:
        """New ones may come again. Raises `moshavereh.not_on_duty`, `moshavereh.cannot_move`."""
        await self._change(actor, DutyState.ONLINE)

    @command(*RAHYARS, fence=False)
    async def still_here(self, actor: Actor) -> None:
        """«بله، هستم». Raises `moshavereh.not_on_duty`."""
        await self._on_duty(actor)
        await self._acts(actor)
        self.about(f"moshavereh:rahyar:{actor.member}")

    @command(Role.SYSTEM)
    async def look_for(self, actor: Actor, rahyar: MemberId, version: int) -> datetime | None:
        """Whether a rahyar is still there: nothing done for a quarter of an hour asks; no answer to that within the grace makes them away, and whoever waits for
        them waits for another. Returns when to look again; None when the duty moved on."""
        duty = await self.store.duties.find(rahyar, lock=True)
        self.about(f"moshavereh:rahyar:{rahyar}")
        if duty is None or duty.version != version or duty.state not in PRESENT:
            return None
        if self.now - duty.acted < self.policy.presence:
            return duty.acted + self.policy.presence
        if duty.asked is None:
            until = self.now + self.policy.grace
            await self.store.duties.ask(rahyar, self.now)
            self.unit.record(desk_events.StillThereAsked(rahyar, until))
            return until
        if self.now - duty.asked < self.policy.grace:
            return duty.asked + self.policy.grace
        await self._duty(duty, DutyState.AWAY)
        await self._let_go(rahyar)
        return None

    @command(Role.SYSTEM)
    async def give_back_all(self, actor: Actor, rahyar: MemberId) -> None:
        """Somebody is no rahyar any more: whoever they spoke with waits for another, and their duty is over."""
        for case in await self.store.cases.taken_by(rahyar):
            await self._queue(case, by=rahyar, kept_for=None)
        await self._stop_ringing_at(rahyar)
        await self.store.duties.drop(rahyar)
        self.about(f"moshavereh:rahyar:{rahyar}")

    async def _on_duty(self, actor: Actor) -> Duty:
        duty = await self.store.duties.find(actor.member_id, lock=True)
        if duty is None or duty.state is DutyState.OFF:
            raise Refusal("moshavereh.not_on_duty")
        return duty

    async def _change(self, actor: Actor, to: DutyState) -> None:
        await self._duty(await self._on_duty(actor), to)
        self.about(f"moshavereh:rahyar:{actor.member}", to=to)

    async def _let_go(self, rahyar: MemberId) -> int:
        """Back to the queue with those that wait for this rahyar now."""
        await self._stop_ringing_at(rahyar)
        cases = [c for c in await self.store.cases.taken_by(rahyar) if c.state is not CaseState.SNOOZED and c.is_unanswered]
        for case in cases:
            await self._return(case)
        return len(cases)

    async def _stop_ringing_at(self, rahyar: MemberId) -> None:
        for case in await self.store.cases.in_hand_of([rahyar]):
            if case.state is CaseState.RINGING:
                back = await self._move(case, CaseState.WAITING, What.PASSED, by=rahyar, asked=(*case.asked, rahyar))
                self._told(back)
                self.unit.record(events.CaseOpened(back.id, back.step))
