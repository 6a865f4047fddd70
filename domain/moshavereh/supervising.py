"""سرپرستی - the board of a reach, listening in, whispering, taking over, and reports out of the log (desk:H24-H25).   Times: times.py   Views: views.py"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from domain.kernel.people import RAHYARS, Actor, MemberId, Role
from domain.kernel.persian.dates import in_tehran
from domain.kernel.persian.letters import normalise
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.moshavereh import desk_events
from domain.moshavereh.base import SUPERVISORS, MoshaverehBase, supervises
from domain.moshavereh.beside_model import PrivateNote
from domain.moshavereh.duty_model import PRESENT, DutyState
from domain.moshavereh.model import IN_HAND, Case, CaseId, CaseState, Rating, What
from domain.moshavereh.policy import Answering
from domain.moshavereh.times import Times, middle, share_in_time, tenth_highest, times_of
from domain.moshavereh.views import Board, Figures, ReportRow

TICK = timedelta(microseconds=1)  # what happens at this very moment counts


class Supervising(MoshaverehBase):
    """What a dabir, an assistant and an admin see and do, within their reach. Every look is kept."""

    @query(*SUPERVISORS)
    async def board(self, actor: Actor, scope: str = "") -> Board:
        """How the desk stands now; `scope` narrows one's reach to `topic:<word>`, `area:<province>` or `org:<code>`."""
        cases = [c for c in await self.store.cases.not_over() if self._counts(actor, c, scope)]
        duties = await self.store.duties.on_duty()
        waits = [self.now - (c.queued or c.opened) for c in cases if c.state in (CaseState.WAITING, CaseState.RINGING)]
        morning = in_tehran(self.now).replace(hour=0, minute=0, second=0, microsecond=0)
        today = [c for c in await self.store.cases.opened_between(morning, self.now + TICK) if self._counts(actor, c, scope)]

        def count(state: CaseState) -> int:
            return sum(c.state is state for c in cases)

        def there(state: DutyState) -> int:
            return sum(d.state is state for d in duties)

        return Board(
            count(CaseState.WAITING), count(CaseState.RINGING), sum(c.state in IN_HAND for c in cases), count(CaseState.SNOOZED), max(waits, default=None),
            sum(w >= self.policy.alarm for w in waits), there(DutyState.ONLINE), there(DutyState.BREAK) + there(DutyState.BUSY), there(DutyState.AWAY),
            await self._figures(today),
        )  # fmt: skip

    @command(*SUPERVISORS, fence=False)
    async def open_board(self, actor: Actor) -> None:
        """Have the board in one's chat, kept true for some hours."""
        self.about(f"moshavereh:board:{actor.member}")
        self.unit.record(desk_events.BoardOpened(actor.member_id))

    @query(*SUPERVISORS)
    async def watched_cases(self, actor: Actor, scope: str = "") -> list[Case]:
        """What is under way within one's reach, the longest first."""
        return [c for c in await self.store.cases.not_over() if self._counts(actor, c, scope)][: self.policy.rows]

    @query(*SUPERVISORS)
    async def report(self, actor: Actor, since: datetime, until: datetime, by: str = "rahyar") -> list[ReportRow]:
        """Of the cases opened in a span, by `rahyar` or `topic`, the most cases first; computed from the log, so it is the same whenever it is asked."""
        cases = [c for c in await self.store.cases.opened_between(since, until) if self._counts(actor, c, "")]
        groups = defaultdict[str, list[Case]](list)
        for case in cases:
            who = case.rahyar or case.kept_for
            groups[case.topic if by == "topic" else str(who or "")].append(case)
        ids = {MemberId(int(key)) for key in groups if by == "rahyar" and key}
        names = await self.known.names_of(ids)
        rows = [ReportRow(key, names.get(MemberId(int(key)), "") if by == "rahyar" and key else "", await self._figures(of)) for key, of in groups.items()]
        return sorted(rows, key=lambda row: (-row.figures.cases, row.key))

    @query(*RAHYARS)
    async def my_figures(self, actor: Actor, since: datetime) -> Figures:
        """My own numbers since a moment."""
        cases = await self.store.cases.opened_between(since, self.now + TICK)
        return await self._figures([c for c in cases if actor.member in (c.rahyar, c.kept_for)])

    @command(*SUPERVISORS)
    async def listen(self, actor: Actor, case_id: int) -> None:
        """Hear what is said from now on, without being seen by the person. Raises `moshavereh.no_such_case`."""
        case = await self._watched(actor, case_id)
        if case.is_over:
            raise Refusal("moshavereh.no_such_case")
        await self.store.aids.listen(case, actor.member_id, self.now)
        self.about(f"moshavereh:case:{case.id}")

    @command(*SUPERVISORS, fence=False)
    async def stop_listening(self, actor: Actor, case_id: int) -> None:
        """Hear no more of it. Raises `moshavereh.no_such_case`."""
        case = await self._watched(actor, case_id)
        await self.store.aids.listen_no_more(case, actor.member_id)
        self.about(f"moshavereh:case:{case.id}")

    @query(Role.SYSTEM)
    async def listeners(self, actor: Actor, case_id: int) -> list[MemberId]:
        """Who hears what is said, while it is under way: supervisors who listen, and whoever learns beside the rahyar who has it."""
        case = await self._get(case_id)
        if case.is_over:
            return []
        kin = await self._kin(case)
        learn = [d.rahyar for d in await self.store.duties.on_duty() if case.rahyar is not None and d.mentor == case.rahyar and d.state in PRESENT]
        return list(dict.fromkeys([*await self.store.aids.listeners(case), *(m for m in learn if m != case.member and m not in kin)]))

    @command(*SUPERVISORS)
    async def whisper(self, actor: Actor, case_id: int, words: str) -> None:
        """Words for the rahyar of a case; the person never sees them. Raises `moshavereh.no_such_case`, `moshavereh.nothing_said`."""
        case = await self._watched(actor, case_id)
        if case.rahyar is None or case.is_over:
            raise Refusal("moshavereh.no_such_case")
        if not (words := normalise(words).strip()[: self.policy.words]):
            raise Refusal("moshavereh.nothing_said")
        await self.store.aids.note(case, PrivateNote(0, case.id, actor.member_id, words, self.now, whisper=True))
        self.about(f"moshavereh:case:{case.id}")
        self.unit.record(desk_events.NoteWritten(case.id, case.number, actor.member_id, case.rahyar, (), words, whisper=True))

    @command(*SUPERVISORS)
    async def take_over(self, actor: Actor, case_id: int, reason: str) -> None:
        """Speak with the person oneself; whoever had it is told. The reason stands beside the case.

        Raises `moshavereh.no_such_case`, `moshavereh.reason_length`, `moshavereh.own_case`, `moshavereh.own_family`, `moshavereh.cannot_move`.
        """
        case, reason, me = await self._watched(actor, case_id), self._checked(reason), actor.member_id
        await self._check_may_serve(case, me)
        if case.state is CaseState.TAKEN:
            if case.rahyar == me:
                raise Refusal("moshavereh.cannot_move")
            taken = await self.store.cases.save(replace(case, rahyar=me, moved=self.now, step=case.step + 1))
            await self._put(taken, What.TAKEN, me)
        else:
            taken = await self._move(case, CaseState.TAKEN, What.TAKEN, by=me, rahyar=me)
        await self.talks.hand_to(case.talk, "rahyar", me, case.number)
        await self.store.aids.note(case, PrivateNote(0, case.id, me, reason, self.now))
        self.about(f"moshavereh:case:{case.id}", instead_of=case.rahyar)
        self._told(taken)
        if case.rahyar is not None and case.rahyar != me:
            self.unit.record(desk_events.CaseTakenOver(case.id, case.number, case.rahyar, me, reason))

    @command(Role.SYSTEM)
    async def find_late(self, actor: Actor, case_id: int) -> datetime | None:
        """Whether the person waits longer than the alarm allows: CaseLate is told once for one wait. Returns when to look again, None for never."""
        case = await self._get(case_id)
        self.about(f"moshavereh:case:{case.id}")
        since = times_of((await self.store.log.of([case.id])).get(case.id, [])).waiting_since
        if case.is_over or since is None or since == case.late_told:
            return None
        if self.now - since < self.policy.alarm:
            return since + self.policy.alarm
        await self.store.cases.told_late(case, since)
        self.unit.record(desk_events.CaseLate(case.id, case.number, case.rahyar, since, case.reach))
        return None

    @query(Role.SYSTEM)
    async def waits_since(self, actor: Actor, case_id: int) -> datetime | None:
        """Since when the person waits for us; None while we wait for them."""
        log = await self.store.log.of([CaseId(case_id)])
        return times_of(log.get(CaseId(case_id), [])).waiting_since

    def _counts(self, actor: Actor, case: Case, scope: str) -> bool:
        return supervises(actor, case) and (not scope or scope in case.reach)

    async def _figures(self, cases: Sequence[Case]) -> Figures:
        log = await self.store.log.of([c.id for c in cases])
        ratings = await self.store.promises.ratings(cases)
        return figures_of(cases, {c.id: times_of(log.get(c.id, [])) for c in cases}, ratings.values(), self.policy)


def figures_of(cases: Sequence[Case], times: Mapping[CaseId, Times], ratings: Iterable[Rating], policy: Answering) -> Figures:
    """Numbers of a group of cases, out of their times: the same however often."""
    firsts = [t.first for t in times.values() if t.first is not None]
    scores = [r.score for r in ratings]
    return Figures(
        len(cases), sum(c.state is CaseState.CLOSED for c in cases), sum(c.state is CaseState.ABANDONED for c in cases),
        middle(firsts), tenth_highest(firsts), middle(n for t in times.values() for n in t.nexts),
        middle(t.resolution for t in times.values() if t.resolution is not None), share_in_time(firsts, policy.in_time),
        len(scores), sum(scores) * 10 // len(scores) if scores else None,
    )  # fmt: skip
