"""پایه‌ی خدمت مشاوره - the ports of the service and what all its verbs share.   Verbs: asking.py answering.py and siblings

A case and the owner of its conversation change in one transaction, and only here: in the queue the conversation is the queue's, in hand the rahyar's, over the
bot's. Locks are taken in one order: a duty, then a case, then its conversation.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from domain.kernel.moves import move
from domain.kernel.people import RAHYARS, Actor, Hats, MemberId, Role
from domain.kernel.persian.dates import day_in_tehran
from domain.kernel.persian.letters import normalise
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import Service, Unit
from domain.moshavereh import desk_events, events
from domain.moshavereh.duty_model import DUTY_MOVES, PRESENT, Duty, DutyState
from domain.moshavereh.model import IN_HAND, IN_THE_QUEUE, MOVES, Case, CaseId, CaseState, Deed, Outcome, What
from domain.moshavereh.policy import Answering, answering_on
from domain.moshavereh.ports import Known, Store, Talks
from domain.moshavereh.routing import has_room, load_of, may_serve

ANYBODY = (Role.NEWCOMER, Role.MEMBER, Role.RAHYAR_ONLINE, Role.ADMIN)
SUPERVISORS = (Role.DABIR, Role.DASTYAR, Role.ADMIN)
DESK = (*RAHYARS, Role.POSHTIBAN, *SUPERVISORS)
"""Who may have cases. A poshtiban gets only what is transferred to the organisation, a supervisor what they took over."""


class MoshaverehBase(Service):
    """What the verbs stand on."""

    def __init__(self, unit: Unit, store: Store, talks: Talks, known: Known, hats: Hats) -> None:
        super().__init__(unit)
        self.store, self.talks, self.known, self.hats = store, talks, known, hats

    @property
    def now(self) -> datetime:
        return self.unit.now

    @property
    def policy(self) -> Answering:
        return answering_on(day_in_tehran(self.unit.now))

    # Finding

    async def _get(self, case_id: int) -> Case:
        case = await self.store.cases.find(CaseId(case_id))
        if case is None:
            raise Refusal("moshavereh.no_such_case")
        return case

    async def _mine(self, actor: Actor, case_id: int, states: Iterable[CaseState] = IN_HAND) -> Case:
        """A case the actor has. Raises `moshavereh.not_yours`: absent, another's, or over."""
        case = await self.store.cases.find(CaseId(case_id))
        if case is None or case.state not in states or actor.member is None or case.rahyar != actor.member:
            raise Refusal("moshavereh.not_yours")
        return case

    async def _any_case_of(self, actor: Actor, number: str) -> Case:
        """One that the actor asked for; somebody else's and an unknown one answer alike."""
        case = await self.store.cases.find_by_number(number)
        theirs = case is not None and (case.person == actor.person or (actor.member is not None and case.member == actor.member))
        if case is None or not theirs:
            raise Refusal("moshavereh.no_such_case")
        return case

    async def _case_of(self, actor: Actor, number: str) -> Case:
        """The same, while it is under way."""
        case = await self._any_case_of(actor, number)
        if case.is_over:
            raise Refusal("moshavereh.no_such_case")
        return case

    async def _watched(self, actor: Actor, case_id: int) -> Case:
        """A case in the reach of a supervisor. Raises `moshavereh.no_such_case`."""
        case = await self._get(case_id)
        if not supervises(actor, case):
            raise Refusal("moshavereh.no_such_case")
        return case

    # Moving

    async def _move(self, case: Case, to: CaseState, what: What, *, by: MemberId | None = None, **changes: object) -> Case:
        move(MOVES, case.state, to, subsystem="moshavereh")
        saved = await self.store.cases.save(case.to(to, self.now, **changes))
        self.about(f"moshavereh:case:{case.id}", to=to.value)
        await self._put(saved, what, by)
        return saved

    async def _put(self, case: Case, what: What, by: MemberId | None = None) -> None:
        await self.store.log.put(Deed(case.id, what, self.now, by))

    async def _claimed(self, case: Case, rahyar: MemberId) -> Case:
        """It was claimed in one statement: now the conversation is theirs, too."""
        self.about(f"moshavereh:case:{case.id}", to=case.state.value)
        await self.talks.hand_to(case.talk, "rahyar", rahyar, case.number)
        await self._put(case, What.TAKEN, rahyar)
        self._told(case)
        return case

    async def _queue(self, case: Case, *, by: MemberId | None = None, **changes: object) -> Case:
        """Back into the queue; who had it is remembered and asked first."""
        fresh: dict[str, Any] = {"rahyar": None, "queued": self.now, "rings": 0, "asked": (), "kept_for": case.rahyar, **changes}
        back = await self._move(case, CaseState.WAITING, What.RETURNED, by=by, **fresh)
        await self.talks.hand_to(case.talk, "queue", None, case.number)
        self._told(back)
        self.unit.record(events.CaseOpened(back.id, back.step))
        return back

    async def _return(self, case: Case) -> None:
        """Whoever had it is not there any more: its person waits for another, and is told."""
        rahyar = case.rahyar
        if rahyar is None:
            return
        await self._queue(case, by=rahyar)
        self.unit.record(events.CaseReturned(case.id, case.number, case.talk, case.person, case.member, rahyar))

    async def _close(self, case: Case, outcome: Outcome, *, by_member: bool, by: MemberId | None = None) -> Case:
        left = by_member and case.state in IN_THE_QUEUE
        state, what = (CaseState.ABANDONED, What.ABANDONED) if left else (CaseState.CLOSED, What.CLOSED)
        closed = await self._move(case, state, what, by=by, outcome=outcome, kept_for=case.rahyar or case.kept_for)
        await self.talks.hand_to(case.talk, "bot", None, "")
        may_rate = state is CaseState.CLOSED and case.answered is not None and outcome not in (Outcome.BLOCKED, Outcome.FORGOTTEN)
        told = events.CaseClosed(closed.id, case.number, case.talk, case.person, case.member, case.rahyar, by_member, closed.step, may_rate)
        self.unit.record(told)
        return closed

    def _told(self, case: Case) -> None:
        self.unit.record(events.CaseMoved(case.id, case.talk, case.state, case.rahyar, case.step))

    # People

    async def _acts(self, actor: Actor) -> Duty | None:
        """A rahyar does something: they are there. Who was away is back by that."""
        duty = await self.store.duties.find(actor.member_id, lock=True)
        if duty is None or duty.state is DutyState.OFF:
            return duty
        if duty.state is DutyState.AWAY:
            return await self._duty(duty, DutyState.ONLINE)
        await self.store.duties.touch(duty.rahyar, self.now)
        return replace(duty, acted=self.now, asked=None)

    async def _duty(self, duty: Duty, to: DutyState) -> Duty:
        move(DUTY_MOVES, duty.state, to, subsystem="moshavereh")
        return await self._keep_duty(replace(duty, state=to, since=self.now))

    async def _keep_duty(self, duty: Duty) -> Duty:
        """Changed by the rahyar themselves, who is there thereby: the clock that looks for them is set anew."""
        kept = await self.store.duties.put(replace(duty, acted=self.now, asked=None))
        look = self.now + self.policy.presence if kept.state in PRESENT else None
        self.unit.record(desk_events.DutyChanged(kept.rahyar, kept.state, kept.version, look))
        return kept

    async def _check_may_serve(self, case: Case, rahyar: MemberId) -> None:
        """Raises `moshavereh.own_case`, `moshavereh.own_family`."""
        if case.member == rahyar:
            raise Refusal("moshavereh.own_case")
        if not may_serve(case, rahyar, await self._kin(case)):
            raise Refusal("moshavereh.own_family")

    async def _check_room(self, duty: Duty | None, but: CaseId) -> None:
        """For one more, `but` which may ring at them already. Raises `moshavereh.hands_full` (capacity), `moshavereh.trainee`.

        The duty is locked, so nobody else counts at the same time; who has no duty has no limit.
        """
        if duty is not None:
            if duty.mentor is not None:
                raise Refusal("moshavereh.trainee")
            load = load_of([c for c in await self.store.cases.in_hand_of([duty.rahyar]) if c.id != but], self.policy)
            if not has_room(duty, load, self.policy):
                raise Refusal("moshavereh.hands_full", capacity=duty.capacity)

    async def _desk(self) -> set[MemberId]:
        """Whoever may have cases."""
        return {m for role in DESK for m in await self.hats.wearers(role)}

    async def _kin(self, case: Case) -> set[MemberId]:
        return set() if case.member is None else await self.known.kin_of(case.member)

    async def _name(self, member: MemberId | None) -> str:
        return "" if member is None else (await self.known.names_of([member])).get(member, "")

    # Words

    def _checked(self, words: str) -> str:
        """A reason, tidied. Raises `moshavereh.reason_length`."""
        tidy, (least, most) = normalise(words).strip(), self.policy.reason
        if not least <= len(tidy) <= most:
            raise Refusal("moshavereh.reason_length", least=least, most=most)
        return tidy


def supervises(actor: Actor, case: Case) -> bool:
    """Whether a supervisor's hat counts for a case: everywhere, its topic, its area, its organisation."""
    return actor.has(Role.ADMIN) or any(actor.has(*SUPERVISORS, scope=scope) for scope in (case.reach or ("",)))
