"""پاسخ دادن - what a rahyar does with a case: accept, pass, take, reply, hold, snooze, give back, close.   Siblings: transferring.py guarding.py beside.py"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.kernel.people import RAHYARS, Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command
from domain.moshavereh import events
from domain.moshavereh.base import DESK, MoshaverehBase
from domain.moshavereh.model import IN_HAND, Case, CaseId, CaseState, Line, LineId, Outcome, Priority, What

NOT_A_RAHYARS = (Outcome.LEFT, Outcome.FORGOTTEN, Outcome.BLOCKED)


class Answering(MoshaverehBase):
    """The verbs of whoever has a case. Every one of them is a sign of presence."""

    @command(*RAHYARS)
    async def take(self, actor: Actor, case_id: int) -> None:
        """Speak with the person of a case that waits, or accept one that rings here. One statement decides between two who do so at once.

        Raises `moshavereh.taken` (name of who has it), `moshavereh.rings_at` (name), `moshavereh.own_case`, `moshavereh.own_family`, `moshavereh.hands_full`,
        `moshavereh.trainee`, `moshavereh.cannot_move`.
        """
        duty = await self._acts(actor)
        case = await self._get(case_id)
        await self._check_may_serve(case, actor.member_id)
        await self._check_room(duty, case.id)
        taken = await self.store.cases.claim(case.id, actor.member_id, self.now)
        if taken is None:
            raise await self._too_late(case.id)
        await self._claimed(taken, actor.member_id)

    @command(*RAHYARS)
    async def pass_on(self, actor: Actor, case_id: int) -> None:
        """Let it ring at the next one. Raises `moshavereh.rings_no_more`."""
        await self._acts(actor)
        case = await self._get(case_id)
        if case.state is not CaseState.RINGING or case.rung != actor.member:
            raise Refusal("moshavereh.rings_no_more")
        await self._unring(case, missed=False)

    @command(*DESK)
    async def reply(self, actor: Actor, case_id: int, words: str, media: str = "", source: str = "") -> int:
        """Answer the person; `media` is `<kind>|<ref>` of a file, `source` names the message of the rahyar, so that an edit of it finds the line. What was sent
        is sent: a fence. Returns the line. A case on hold or asleep wakes.

        Raises `moshavereh.not_assignee` (name, for another's: the words may become a note), `moshavereh.not_yours` (it is over, or waits),
        `moshavereh.nothing_said`, `moshavereh.trainee`, `moshavereh.cannot_move` (it is offered to another).
        """
        case = await self._answerable(actor, case_id)
        if not words and not media:
            raise Refusal("moshavereh.nothing_said")
        return int(await self._say(case, actor.member_id, words, media, source))

    @command(*DESK)
    async def edit_sent(self, actor: Actor, source: str, words: str) -> str:
        """They changed a message of theirs: what was sent changes, in whichever case of theirs it was. Returns the number of the case.

        Raises `moshavereh.no_such_line`, `moshavereh.nothing_said`.
        """
        await self._acts(actor)
        for case in await self.store.cases.taken_by(actor.member_id) if source else ():
            if (line := await self.store.lines.by_source(case, source)) is not None:
                await self._edit(await self._own_line(actor, case, line.id), case, words)
                return case.number
        raise Refusal("moshavereh.no_such_line")

    @command(*DESK)
    async def edit_reply(self, actor: Actor, case_id: int, line_id: int, words: str) -> None:
        """Change what one sent; what it said before is kept. Raises `moshavereh.not_yours`, `moshavereh.no_such_line`, `moshavereh.nothing_said`."""
        await self._acts(actor)
        case = await self._mine(actor, case_id)
        await self._edit(await self._own_line(actor, case, line_id), case, words)

    @command(*DESK)
    async def take_back(self, actor: Actor, case_id: int, line_id: int) -> None:
        """Delete what one sent, within 48 hours. Raises `moshavereh.not_yours`, `moshavereh.no_such_line`, `moshavereh.too_old`."""
        await self._acts(actor)
        case = await self._mine(actor, case_id)
        line = await self._own_line(actor, case, line_id)
        if self.now - line.at > self.policy.take_back:
            raise Refusal("moshavereh.too_old")
        await self.store.lines.change(case, replace(line, gone=self.now))
        self.about(f"moshavereh:case:{case.id}", line=line.id)
        self.unit.record(events.ReplyTakenBack(case.id, case.person, case.member, actor.member_id, line.id, line.sent_as))

    @command(*DESK)
    async def resend(self, actor: Actor, case_id: int, line_id: int) -> None:
        """Send a line again whose arrival is not known. Raises `moshavereh.not_yours`, `moshavereh.no_such_line`."""
        case = await self._answerable(actor, case_id)
        line = await self._own_line(actor, case, line_id)
        self.about(f"moshavereh:case:{case.id}", line=line.id)
        self.unit.record(events.RahyarWrote(case.id, case.person, case.member, actor.member_id, line.words, line.media, line.id))

    @command(Role.SYSTEM)
    async def left_as(self, actor: Actor, case_id: int, line_id: int, row: int | None) -> None:
        """The words of a line went out in this row of the outbox; None: there was nowhere to send them."""
        case = await self._get(case_id)
        line = await self.store.lines.find(case, LineId(line_id))
        if line is not None:
            await self.store.lines.change(case, replace(line, sent_as=row if row is not None else 0))
        self.about(f"moshavereh:case:{case.id}", line=line_id)

    @command(*DESK)
    async def hold(self, actor: Actor, case_id: int) -> None:
        """Find something out meanwhile; it weighs less. Raises `moshavereh.not_yours`, `moshavereh.cannot_move`."""
        await self._acts(actor)
        self._told(await self._move(await self._mine(actor, case_id), CaseState.ON_HOLD, What.HELD, by=actor.member))

    @command(*DESK)
    async def snooze(self, actor: Actor, case_id: int, until: datetime) -> None:
        """Put it aside until a moment or until the person writes. Raises `moshavereh.not_yours`, `moshavereh.bad_moment`, `moshavereh.cannot_move`."""
        await self._acts(actor)
        case = await self._mine(actor, case_id)
        if not self.now < until <= self.now + self.policy.snooze:
            raise Refusal("moshavereh.bad_moment")
        asleep = await self._move(case, CaseState.SNOOZED, What.SNOOZED, by=actor.member, until=until)
        self._told(asleep)
        self.unit.record(events.CaseSnoozed(asleep.id, actor.member_id, until, asleep.step))

    @command(*DESK)
    async def wake(self, actor: Actor, case_id: int) -> None:
        """Go on with one that was on hold or asleep. Raises `moshavereh.not_yours`, `moshavereh.cannot_move`."""
        await self._acts(actor)
        self._told(await self._move(await self._mine(actor, case_id), CaseState.TAKEN, What.WOKEN, by=actor.member))

    @command(*DESK)
    async def give_back(self, actor: Actor, case_id: int) -> None:
        """Put it back into the queue for another rahyar. Raises `moshavereh.not_yours`."""
        await self._acts(actor)
        await self._queue(await self._mine(actor, case_id), by=actor.member, kept_for=None, asked=(actor.member_id,))

    @command(*DESK)
    async def close(self, actor: Actor, case_id: int, outcome: Outcome = Outcome.SOLVED) -> None:
        """The answer is given: the bot goes on where it stood. Raises `moshavereh.not_yours`, `moshavereh.bad_outcome`."""
        await self._acts(actor)
        if outcome in NOT_A_RAHYARS:
            raise Refusal("moshavereh.bad_outcome")
        await self._close(await self._mine(actor, case_id), outcome, by_member=False, by=actor.member)

    @command(*DESK, fence=False)
    async def put_label(self, actor: Actor, case_id: int, label: str) -> None:
        """Name what it is about, in a word or two; "" takes the name off. Raises `moshavereh.not_yours`."""
        await self._sorted(actor, case_id, label=" ".join(label.split())[:40])

    @command(*DESK, fence=False)
    async def put_priority(self, actor: Actor, case_id: int, priority: Priority) -> None:
        """How urgent it is. Raises `moshavereh.not_yours`."""
        await self._sorted(actor, case_id, priority=priority)

    @command(*DESK, fence=False)
    async def put_topic(self, actor: Actor, case_id: int, topic: str) -> None:
        """Which skill it needs. Raises `moshavereh.not_yours`."""
        await self._sorted(actor, case_id, topic=topic[:60])

    async def _sorted(self, actor: Actor, case_id: int, **changes: object) -> None:
        await self._acts(actor)
        case = await self._mine(actor, case_id)
        saved = await self.store.cases.save(replace(case, **changes))  # type: ignore[arg-type]  # the fields of a case, by name
        self.about(f"moshavereh:case:{case.id}", **changes)
        self._told(saved)

    async def _answerable(self, actor: Actor, case_id: int) -> Case:
        """A case whose person the actor speaks with, awake."""
        duty = await self._acts(actor)
        case = await self.store.cases.find(CaseId(case_id))
        if case is not None and case.state in IN_HAND and case.rahyar is not None and case.rahyar != actor.member:
            raise Refusal("moshavereh.not_assignee", name=await self._name(case.rahyar))
        case = await self._mine(actor, case_id)
        if duty is not None and duty.mentor is not None:
            raise Refusal("moshavereh.trainee")
        if case.state is not CaseState.TAKEN:
            if case.state is CaseState.TRANSFERRING:
                raise Refusal("moshavereh.cannot_move")
            case = await self._move(case, CaseState.TAKEN, What.WOKEN, by=actor.member)
            self._told(case)
        return case

    async def _say(self, case: Case, rahyar: MemberId, words: str, media: str, source: str = "") -> LineId:
        line = await self.store.lines.write(case, Line("rahyar", words[: self.policy.words], media, self.now, who=rahyar, source=source))
        await self._put(case, What.RAHYAR_WROTE, rahyar)
        await self.store.cases.spoke(case, rahyar, self.now)
        self.about(f"moshavereh:case:{case.id}", line=line.id)
        self.unit.record(events.RahyarWrote(case.id, case.person, case.member, rahyar, line.words, media, line.id))
        return line.id

    async def _edit(self, line: Line, case: Case, words: str) -> None:
        """Raises `moshavereh.nothing_said`."""
        if not words:
            raise Refusal("moshavereh.nothing_said")
        words = words[: self.policy.words]
        await self.store.lines.change(case, replace(line, words=words, edited=self.now))
        self.about(f"moshavereh:case:{case.id}", line=line.id)
        assert line.who is not None  # a line of a rahyar, as `_own_line` holds
        self.unit.record(events.ReplyEdited(case.id, case.person, case.member, line.who, line.id, line.sent_as, words))

    async def _own_line(self, actor: Actor, case: Case, line_id: int) -> Line:
        line = await self.store.lines.find(case, LineId(line_id))
        if line is None or line.by != "rahyar" or line.who != actor.member or line.gone is not None:
            raise Refusal("moshavereh.no_such_line")
        return line

    async def _too_late(self, case_id: CaseId) -> Refusal:
        """Somebody was quicker: say who."""
        case = await self._get(case_id)
        if case.rahyar is not None and case.state in IN_HAND:
            return Refusal("moshavereh.taken", name=await self._name(case.rahyar))
        if case.state is CaseState.RINGING and case.rung is not None:
            return Refusal("moshavereh.rings_at", name=await self._name(case.rung))
        return Refusal("moshavereh.cannot_move", now=case.state, to=CaseState.TAKEN)

    async def _unring(self, case: Case, *, missed: bool) -> Case:
        rung = case.rung
        assert rung is not None  # the state says so, and the audit holds it
        back = await self._move(case, CaseState.WAITING, What.PASSED, by=rung, asked=(*case.asked, rung))
        self._told(back)
        offer = back.rings == self.policy.rings
        self.unit.record(events.RingEnded(case.id, case.number, case.person, case.member, rung, missed, offer))
        return back
