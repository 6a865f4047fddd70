"""تطبیق مدارک - the code, the papers within twelve working days, a reviewer's word, and then a loan as every other.   Moves: family.py   Source: banking.md 7.2, 13.4"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.persian.dates import day_begins, working_days_after, working_days_before
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.loan import events
from domain.loan.base import CLERKS
from domain.loan.family import CODE_DIGITS, PAPERS, FamilyFile, FileId, FileState
from domain.loan.loan import Loan, LoanId, LoanPurpose, LoanState, MilitaryService
from domain.loan.relieving import Relieving
from domain.loan.terms import FAMILY, Track
from domain.loan.views import FileView


class Matching(Relieving):
    """One file of each kind that is open or has passed: a family gets such a loan once."""

    @command(Role.MEMBER)
    async def open_file(self, actor: Actor, track: Track, code: str, texted: date) -> FileId:
        """Raises Refusal: `loan.not_now`, `loan.no_such_loan`, `loan.bad_code` (digits), `loan.texted_later`, `loan.match_too_late` (until), `loan.file_there`."""
        me = await self._me(actor)
        if track not in FAMILY:
            raise Refusal("loan.no_such_loan")
        if not (len(code) == CODE_DIGITS and code.isascii() and code.isdigit()):
            raise Refusal("loan.bad_code", digits=CODE_DIGITS)
        if texted > self.today:
            raise Refusal("loan.texted_later")
        until = working_days_after(texted, (await self.rates.table(self.today)).days("marriage.match_window").days)
        if until < self.today:
            raise Refusal("loan.match_too_late", until=until)
        now = self.unit.now
        made = await self.files.add_alone(FamilyFile(FileId(0), me.id, track, code, texted, until, FileState.PAPERS, now, now))
        if made is None:
            raise Refusal("loan.file_there")
        self._file_moved(made)
        return made.id

    def _file_moved(self, one: FamilyFile, *, back: bool = False) -> None:
        self.about(one.about, state=one.state)
        over = day_begins(one.until + timedelta(days=1)) if one.state is FileState.PAPERS else None
        self.unit.record(events.FileMoved(one.id, one.member, one.state, over, one.loan, back))

    @command(Role.MEMBER)
    async def send_papers(self, actor: Actor, file: FileId, papers: tuple[str, ...]) -> None:
        """Raises Refusal: `loan.no_such_file`, `loan.papers_missing` (count), `loan.cannot_move`."""
        found = await self._my_file(actor, file)
        if len(papers) != PAPERS:
            raise Refusal("loan.papers_missing", count=PAPERS)
        self._file_moved(await self.files.save(replace(found.to(FileState.WAITING, self.unit.now), papers=tuple(papers), why="")))

    @command(Role.MEMBER)
    async def withdraw_file(self, actor: Actor, file: FileId) -> None:
        """Raises Refusal: `loan.no_such_file`, `loan.cannot_move`."""
        found = await self._my_file(actor, file)
        self._file_moved(await self.files.save(replace(found.to(FileState.WITHDRAWN, self.unit.now), papers=())))

    async def _my_file(self, actor: Actor, file: FileId) -> FamilyFile:
        found = await self._file(file, lock=True)
        if found.member != actor.member:
            raise Refusal("loan.no_such_file")
        return found

    async def _file(self, file: FileId, *, lock: bool = False) -> FamilyFile:
        """Raises Refusal(`loan.no_such_file`)."""
        found = await self.files.find(file, lock=lock)
        if found is None:
            raise Refusal("loan.no_such_file")
        return found

    @query(Role.MEMBER)
    async def my_files(self, actor: Actor) -> list[FileView]:
        """Newest first."""
        return [await self._file_view(one, actor) for one in await self.files.of_member(actor.member_id, self.policy.shown)]

    @query(*CLERKS)
    async def file_to_match(self, actor: Actor, file: FileId) -> FileView:
        """Raises Refusal(`loan.no_such_file`)."""
        return await self._file_view(await self._file(file), actor)

    @query(*CLERKS)
    async def files_waiting(self, actor: Actor) -> list[FileView]:
        """Oldest first."""
        return [await self._file_view(one, actor) for one in await self.files.waiting(self.policy.shown)]

    @query(Role.SYSTEM)
    async def file_now(self, actor: Actor, file: FileId) -> FileView | None:
        found = await self.files.find(file)
        return None if found is None else await self._file_view(found, actor)

    async def _file_view(self, one: FamilyFile, actor: Actor) -> FileView:
        name = (await self.house.short_names_of([one.member])).get(one.member, "")
        may = one.state is FileState.WAITING and actor.has(*CLERKS) and actor.member != one.member
        return FileView(one.id, one.number, one.member, name, one.track, one.code, one.texted, one.until, one.state, one.why, one.loan, one.moved, may)

    @query(Role.SYSTEM)
    async def next_warning(self, actor: Actor, file: FileId) -> datetime | None:
        """When its member is warned next, three and one working days before it is over; None when they are not."""
        found = await self.files.find(file)
        if found is None or found.state is not FileState.PAPERS:
            return None
        hour = timedelta(hours=self.policy.reminds_at)
        every = (day_begins(working_days_before(found.until, days)) + hour for days in self.policy.warns)
        return min((at for at in every if at > self.unit.now), default=None)

    @command(*CLERKS)
    async def look_at_papers(self, actor: Actor, file: FileId) -> None:
        """Let them come to the own chat; who looked is noted. Raises Refusal: `loan.no_such_file`, `loan.decided_already`, `loan.not_by_you`."""
        found = await self._to_match(actor, file)
        self.about(found.about)
        self.unit.record(events.PapersWanted(found.id, actor.member_id, found.papers))

    async def _to_match(self, actor: Actor, file: FileId) -> FamilyFile:
        found = await self._file(file, lock=True)
        if found.state is not FileState.WAITING:
            raise Refusal("loan.decided_already")
        if found.member == actor.member:
            raise Refusal("loan.not_by_you")
        return found

    @command(*CLERKS)
    async def match(self, actor: Actor, file: FileId) -> LoanId:
        """They fit: there is a request for a loan now, under the rates of today, and the photos are not kept.

        Raises Refusal: `loan.no_such_file`, `loan.decided_already`, `loan.not_by_you`, `loan.open_already`.
        """
        found = await self._to_match(actor, file)
        terms, (day, rates), now = await self._terms(found.track), await self._rates_now(), self.unit.now
        purpose = LoanPurpose.HOME if found.track is Track.MARRIAGE else LoanPurpose.OTHER
        fresh = Loan(
            LoanId(0), found.member, found.track, terms.ceiling, terms.most, purpose, MilitaryService.NOT_LIABLE, False, LoanState.PREPARING, now, now, day, rates
        )  # fmt: skip
        made = await self.loans.add_alone(fresh)
        if made is None:
            raise Refusal("loan.open_already", number=found.number)
        self.unit.record(events.LoanMoved(made.id, made.member, made.state, await self._until(made)))
        self._file_moved(await self.files.save(replace(found.to(FileState.PASSED, now), papers=(), by=actor.member_id, loan=made.id)))
        return made.id

    @command(*CLERKS)
    async def return_papers(self, actor: Actor, file: FileId, why: str) -> None:
        """Something is to be mended; there are three working days for it, even where fewer are left.

        Raises Refusal: `loan.no_such_file`, `loan.decided_already`, `loan.not_by_you`, `loan.bad_words`.
        """
        words, found = self._words(why), await self._to_match(actor, file)
        until = max(found.until, working_days_after(self.today, self.policy.mend_days))
        self._file_moved(await self.files.save(replace(found.to(FileState.PAPERS, self.unit.now), papers=(), why=words, by=actor.member_id, until=until)), back=True)

    @command(Role.SYSTEM)
    async def expire_file(self, actor: Actor, file: FileId) -> None:
        """Its days are over."""
        self.about(f"loan:file:{file}")
        found = await self.files.find(file, lock=True)
        if found is not None and found.state is FileState.PAPERS and found.until < self.today:
            self._file_moved(await self.files.save(found.to(FileState.EXPIRED, self.unit.now)))

    async def _files_over(self, member: MemberId) -> None:
        """Somebody is erased."""
        for one in await self.files.of_member(member, self.policy.shown):
            if one.state in (FileState.PAPERS, FileState.WAITING):
                await self.files.save(replace(one.to(FileState.WITHDRAWN, self.unit.now), papers=()))
