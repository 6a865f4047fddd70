"""نوبت‌دهی - the house rings the next rahyar, hears that nobody answered, wakes what slept, and fills a slot that is free.   Rules: routing.py"""

from __future__ import annotations

from dataclasses import replace

from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.verbs import command, query
from domain.moshavereh import events
from domain.moshavereh.answering import Answering
from domain.moshavereh.duty_model import PRESENT, DutyState
from domain.moshavereh.model import IN_THE_QUEUE, Case, CaseId, CaseState, What
from domain.moshavereh.routing import has_room, load_of, next_to_ring, order_of_queue


class Assigning(Answering):
    """What happens by itself. Every time-out names the step it was armed for, and does nothing when the case moved on."""

    @command(Role.SYSTEM)
    async def ring_next(self, actor: Actor, case_id: int) -> MemberId | None:
        """Ring a case that waits at whoever fits best now; returns who, None when nobody does."""
        self.about(f"moshavereh:case:{case_id}")
        return await self._ring(await self._get(case_id))

    @command(Role.SYSTEM)
    async def drain(self, actor: Actor) -> int:
        """Ring whatever waits at whoever is free, in the order of the queue; returns how many rang."""
        rang = 0
        for case in order_of_queue(await self.store.cases.waiting()):
            if case.state is CaseState.WAITING and await self._ring(case) is not None:
                rang += 1
        self.about("moshavereh:queue", rang=rang)
        return rang

    @command(Role.SYSTEM)
    async def ring_timed_out(self, actor: Actor, case_id: int, step: int) -> bool:
        """Nobody accepted in time: it waits again, for the next one. False when the case has moved on."""
        case = await self._get(case_id)
        self.about(f"moshavereh:case:{case.id}", step=step)
        if case.state is not CaseState.RINGING or case.step != step:
            return False
        await self._unring(case, missed=True)
        return True

    @command(Role.SYSTEM)
    async def snooze_over(self, actor: Actor, case_id: int, step: int) -> bool:
        """The moment came: to the same rahyar if they are there, else to the queue. False when the case has moved on."""
        case = await self._get(case_id)
        self.about(f"moshavereh:case:{case.id}", step=step)
        if case.state is not CaseState.SNOOZED or case.step != step or case.rahyar is None:
            return False
        duty = await self.store.duties.find(case.rahyar)
        if duty is not None and duty.state not in PRESENT:
            await self._return(case)
            return True
        self._told(await self._move(case, CaseState.TAKEN, What.WOKEN))
        self.unit.record(events.CaseWoken(case.id, case.number, case.rahyar, by_member=False))
        return True

    @query(Role.SYSTEM)
    async def is_waiting(self, actor: Actor, case_id: int) -> bool:
        """Whether nobody has taken it yet."""
        case = await self.store.cases.find(CaseId(case_id))
        return case is not None and case.state in IN_THE_QUEUE

    @query(Role.SYSTEM)
    async def waiting_talks(self, actor: Actor) -> list[int]:
        """The conversations of those who wait, in the order of the queue; at most 50."""
        return [case.talk for case in await self.store.cases.waiting()]

    @query(Role.SYSTEM)
    async def who_may_take(self, actor: Actor, case_id: int) -> list[MemberId]:
        """Who is shown a case that rings at nobody: those on duty, without its own family; where nobody is, every online rahyar whose shift is not over.

        Only the first few of the queue are shown so; the others lie in the list of the queue, until it is their turn: twenty rahyars with two hundred
        cards each would find nobody (and the platforms would not carry them).
        """
        case = await self._get(case_id)
        first = [c.id for c in await self.store.cases.waiting() if c.state is CaseState.WAITING][: self.policy.shown]
        if case.id not in first:
            return []
        kin = await self._kin(case)
        present = [d.rahyar for d in await self.store.duties.on_duty() if d.state in PRESENT and d.mentor is None]
        if not present:
            duties = [(m, await self.store.duties.find(m)) for m in await self.hats.wearers(Role.RAHYAR_ONLINE)]
            present = [m for m, duty in duties if duty is None or duty.state is not DutyState.OFF]
        return [m for m in present if m not in kin]

    async def _ring(self, case: Case) -> MemberId | None:
        if case.state is not CaseState.WAITING:
            return None
        duties = await self.store.duties.on_duty()
        if not duties:
            return None
        kin, hands = await self._kin(case), await self.store.cases.in_hand_of([d.rahyar for d in duties])
        loads = {d.rahyar: load_of([c for c in hands if d.rahyar in (c.rahyar, c.rung)], self.policy) for d in duties}
        chosen = next_to_ring(case, duties, loads, kin, self.now, self.policy)
        if chosen is None and case.asked and self.now - case.moved >= self.policy.ring:  # everybody was asked once: a new round, after a rest
            chosen = next_to_ring(replace(case, asked=()), duties, loads, kin, self.now, self.policy)
        if chosen is None or not await self._has_room_still(chosen) or not await self.store.cases.is_free(case):
            return None
        asked = case.asked if chosen not in case.asked else ()
        ringing = await self._move(case, CaseState.RINGING, What.RUNG, rung=chosen, rings=case.rings + 1, asked=asked)
        self._told(ringing)
        self.unit.record(events.CaseRung(case.id, case.number, chosen, ringing.step, self.now + self.policy.ring))
        return chosen

    async def _has_room_still(self, rahyar: MemberId) -> bool:
        """Counted again under the lock of the duty."""
        duty = await self.store.duties.find(rahyar, lock=True, free=True)
        load = load_of(await self.store.cases.in_hand_of([rahyar]), self.policy)
        return duty is not None and duty.state is DutyState.ONLINE and has_room(duty, load, self.policy)
