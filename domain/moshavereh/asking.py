"""خواستن رهیار - what the person of a case does: ask, write, edit, leave, be called back, come again, rate.   Siblings: answering.py shifts.py"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from domain.kernel.people import RAHYARS, Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.requests import RequestLine, Status
from domain.kernel.verbs import command, query
from domain.moshavereh import desk_events, events
from domain.moshavereh.base import ANYBODY, MoshaverehBase
from domain.moshavereh.beside_model import Block
from domain.moshavereh.duty_model import PRESENT, DutyState
from domain.moshavereh.model import IN_THE_QUEUE, Case, CaseId, CaseState, Line, Outcome, Rating, What
from domain.moshavereh.policy import calendar_of
from domain.moshavereh.times import middle, times_of
from domain.moshavereh.views import OwnCase, Standing


class Asking(MoshaverehBase):
    """The verbs of members and newcomers."""

    @command(*ANYBODY)
    async def ask_for_rahyar(self, actor: Actor, talk: int, flow: str, question: str, words: str = "") -> str:
        """Open a case for this conversation and put it into the queue; returns its number. A second call while one is open returns that one.

        `words`: what it is about, in one sentence. Raises `moshavereh.blocked` (until, reason).
        """
        if (known := await self.store.cases.open_in(talk)) is not None:
            self.about(f"moshavereh:case:{known.id}", again=True)
            return known.number
        await self._check_not_blocked(actor)
        case = await self.store.cases.add(await self._new(actor, talk, flow, question))
        await self._put(case, What.OPENED)
        await self.talks.hand_to(talk, "queue", None, case.number)
        self.about(f"moshavereh:case:{case.id}")
        if words:
            case, line = await self._write(case, Line("member", words[: self.policy.words], "", self.now))
            self._told_words(case, line)
        self.unit.record(events.CaseOpened(case.id, case.step))
        return case.number

    @command(*ANYBODY, fence=False)
    async def write(self, actor: Actor, number: str, words: str, media: str, kind: str, source: str = "") -> None:
        """Words of the person of the case; `source` names the message, so that an edit of it finds the line. A snoozed case wakes; a case whose rahyar is
        gone goes back to the queue. Raises `moshavereh.no_such_case` for somebody else's, an unknown or a closed one, `moshavereh.nothing_said`,
        `moshavereh.too_fast` (until)."""
        case = await self._case_of(actor, number)
        if not words and not media:
            raise Refusal("moshavereh.nothing_said")
        for block in await self.store.promises.blocks_of(case.person, case.member, self.now):
            if block.by is None:
                raise Refusal("moshavereh.too_fast", until=block.until)
        line = Line("member", words[: self.policy.words], f"{kind}|{media}" if media else "", self.now, source=source)
        case, line = await self._write(case, line)
        case = await self._woken(case)
        self._told_words(case, line)
        self.about(f"moshavereh:case:{case.id}")
        if await self.store.lines.count_since(case, self.now - self.policy.burst) >= self.policy.hard:
            until = self.now + self.policy.pause
            await self.store.promises.block(Block(0, case.person, case.member, None, "", self.now, until))
            self.unit.record(desk_events.MemberPaused(case.id, case.rahyar, case.person, case.member, until))

    @command(*ANYBODY, fence=False)
    async def edit(self, actor: Actor, number: str, source: str, words: str) -> None:
        """They changed a message of theirs: the line shows the new words, what it said before is kept. Raises `moshavereh.no_such_case`,
        `moshavereh.no_such_line`, `moshavereh.nothing_said`."""
        case = await self._case_of(actor, number)
        line = await self.store.lines.by_source(case, source) if source else None
        if line is None or line.by != "member":
            raise Refusal("moshavereh.no_such_line")
        if not words and not line.media:
            raise Refusal("moshavereh.nothing_said")
        self.about(f"moshavereh:case:{case.id}", line=line.id)
        if words == line.words:
            return
        await self.store.lines.change(case, replace(line, words=words[: self.policy.words], edited=self.now))
        self.unit.record(events.LineEdited(case.id, case.number, case.member, case.rahyar, line.id, line.words, words))

    @command(*ANYBODY, fence=False)
    async def shut(self, actor: Actor, number: str) -> None:
        """The person of the case shut the chat; who answers is told. Raises `moshavereh.no_such_case`."""
        case = await self._case_of(actor, number)
        self.about(f"moshavereh:case:{case.id}")
        self.unit.record(events.MemberShut(case.id, case.number, case.rahyar))

    @command(*ANYBODY)
    async def leave(self, actor: Actor, number: str) -> None:
        """The person goes back to the bot: the queue is left, or the talk is over. Raises `moshavereh.no_such_case`."""
        await self._close(await self._case_of(actor, number), Outcome.LEFT, by_member=True)

    @command(*ANYBODY)
    async def reopen(self, actor: Actor, number: str) -> str:
        """Go on with a case closed in the last 24 hours; whoever had it is asked first. Returns its number.

        Raises `moshavereh.no_such_case`, `moshavereh.too_late`, `moshavereh.another_open` (number), `moshavereh.blocked`, `moshavereh.cannot_move`.
        """
        case = await self._any_case_of(actor, number)
        await self._check_not_blocked(actor)
        if case.state is CaseState.CLOSED and self.now - case.moved > self.policy.reopen:
            raise Refusal("moshavereh.too_late")
        if (other := await self.store.cases.open_in(case.talk)) is not None:
            raise Refusal("moshavereh.another_open", number=other.number)
        if not await self.talks.owner_of(case.talk):  # its conversation was joined to another
            raise Refusal("moshavereh.too_late")
        fresh: dict[str, Any] = {"rahyar": None, "queued": self.now, "rings": 0, "asked": (), "outcome": None}
        back = await self._move(case, CaseState.WAITING, What.REOPENED, **fresh)
        await self.talks.hand_to(case.talk, "queue", None, case.number)
        self._told(back)
        self.unit.record(events.CaseOpened(back.id, back.step))
        return back.number

    @command(*ANYBODY, fence=False)
    async def rate(self, actor: Actor, number: str, score: int, words: str = "") -> None:
        """Say how it was, 1 to 5, within 72 hours of the end; once more changes the answer. A low score is looked at by somebody senior.

        Raises `moshavereh.no_such_case`, `moshavereh.not_over`, `moshavereh.too_late`, `moshavereh.bad_score`.
        """
        case = await self._any_case_of(actor, number)
        if case.state is not CaseState.CLOSED or case.answered is None:
            raise Refusal("moshavereh.not_over")
        if self.now - case.moved > self.policy.rating:
            raise Refusal("moshavereh.too_late")
        if not 1 <= score <= 5:
            raise Refusal("moshavereh.bad_score")
        before = (await self.store.promises.ratings([case])).get(case.id)
        words = words or (before.words if before is not None else "")
        await self.store.promises.rate(case, Rating(case.id, score, words[: self.policy.reason[1]], self.now))
        self.about(f"moshavereh:case:{case.id}", score=score)
        low = score <= self.policy.low and (before is None or before.score > self.policy.low)
        self.unit.record(desk_events.CaseRated(case.id, case.number, case.rahyar, score, low, case.reach))

    @query(*ANYBODY)
    async def standing(self, actor: Actor, number: str) -> Standing:
        """Where a case stands, for the one who waits: place in the queue, expected wait, who answers, and when the desk is staffed again if it is not now.

        Raises `moshavereh.no_such_case`.
        """
        case = await self._any_case_of(actor, number)
        calendar = calendar_of(case.topic, self.now.date())
        duties = await self.store.duties.on_duty()
        anybody = any(d.state in PRESENT for d in duties)
        place = await self.store.cases.place_of(case) if case.state in IN_THE_QUEUE else 0
        free = any(d.state is DutyState.ONLINE for d in duties)
        return Standing(
            case.number, case.state, place, await self._expected() if place and free else None, await self._name(case.rahyar), anybody,
            None if calendar.is_open(self.now) else calendar.opens(self.now), calendar.hours_of(self.now),
        )  # fmt: skip

    @query(*ANYBODY)
    async def my_cases(self, actor: Actor) -> list[OwnCase]:
        """Everything I ever asked, newest first."""
        if actor.member is None:
            return []
        cases = await self.store.cases.of_member(actor.member)
        ratings = await self.store.promises.ratings(cases)
        names = await self.known.names_of({c.rahyar for c in cases if c.rahyar is not None})
        return [self._own(c, names.get(c.rahyar, "") if c.rahyar else "", ratings.get(c.id)) for c in cases]

    @query(*ANYBODY)
    async def my_lines(self, actor: Actor, number: str, limit: int = 30) -> list[Line]:
        """What was said in a case of mine, oldest first. Raises `moshavereh.no_such_case`."""
        return await self.store.lines.lines(await self._any_case_of(actor, number), limit)

    @query(Role.MEMBER, *RAHYARS, Role.SYSTEM)
    async def requests_of(self, actor: Actor, member: MemberId) -> list[RequestLine]:
        """The cases of a member, for «درخواست‌های من»; a member sees their own only. Raises `moshavereh.no_such_case`."""
        if actor.member != member and not actor.has(*RAHYARS, Role.SYSTEM):
            raise Refusal("moshavereh.no_such_case")
        cases = await self.store.cases.of_member(member)
        return [RequestLine(c.number, "moshavereh.request", Status.ENDED if c.is_over else Status.WAITING, c.moved) for c in cases]

    async def _new(self, actor: Actor, talk: int, flow: str, question: str) -> Case:
        scopes: tuple[str, ...] = ()
        rahyar: MemberId | None = None
        if actor.member is not None:
            scopes, (_, rahyar) = await self.known.scopes_of(actor.member), await self.known.kanoon_of(actor.member)
        about = f"{flow}/{question}" if flow else ""
        return Case(
            CaseId(0), "", talk, actor.person, actor.member, about, CaseState.WAITING, None, self.now, self.now, 0,
            topic=flow.partition(".")[0], scopes=scopes, kanoon_rahyar=rahyar, step=1, queued=self.now, kept_for=await self._last_rahyar(actor),
        )  # fmt: skip

    async def _last_rahyar(self, actor: Actor) -> MemberId | None:
        """Who spoke with them within the time in which a case may be opened again."""
        if actor.member is None:
            return None
        last = await self.store.cases.of_member(actor.member, limit=1)
        return last[0].kept_for if last and self.now - last[0].moved <= self.policy.reopen else None

    async def _write(self, case: Case, line: Line) -> tuple[Case, Line]:
        kept = await self.store.lines.write(case, line)
        await self._put(case, What.MEMBER_WROTE)
        return await self.store.cases.spoke(case, None, self.now), kept

    def _told_words(self, case: Case, line: Line) -> None:
        self.unit.record(events.MemberWrote(case.id, case.number, case.member, case.rahyar, line.words, line.media, line.id))

    async def _woken(self, case: Case) -> Case:
        """The person wrote: what slept or was on hold is at hand again, if whoever has it is there."""
        if case.rahyar is None:
            return case
        duty = await self.store.duties.find(case.rahyar)
        if duty is not None and duty.state not in PRESENT:
            await self._return(case)
            return await self._get(case.id)
        if case.state in (CaseState.SNOOZED, CaseState.ON_HOLD):
            slept = case.state is CaseState.SNOOZED
            case = await self._move(case, CaseState.TAKEN, What.WOKEN)
            self._told(case)
            if slept and case.rahyar is not None:
                self.unit.record(events.CaseWoken(case.id, case.number, case.rahyar, by_member=True))
        return case

    async def _check_not_blocked(self, actor: Actor) -> None:
        for block in await self.store.promises.blocks_of(actor.person, actor.member, self.now):
            if block.by is not None:
                raise Refusal("moshavereh.blocked", until=block.until, reason=block.reason)

    async def _expected(self) -> timedelta:
        """The median of the first replies of the last hour, or what the policy assumes."""
        recent = await self.store.cases.opened_between(self.now - self.policy.recent, self.now)
        log = await self.store.log.of([c.id for c in recent])
        return middle(first for deeds in log.values() if (first := times_of(deeds).first) is not None) or self.policy.expected

    def _own(self, case: Case, rahyar: str, rating: Rating | None) -> OwnCase:
        fresh = self.now - case.moved
        may_reopen = case.state is CaseState.CLOSED and fresh <= self.policy.reopen
        may_rate = case.state is CaseState.CLOSED and case.answered is not None and fresh <= self.policy.rating
        return OwnCase(
            case.id, case.number, case.state, case.about.partition("/")[0], case.opened, case.moved, rahyar, rating.score if rating else None, may_reopen, may_rate
        )
