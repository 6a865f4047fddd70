"""پیگیری وام - where it is, whose turn, what next, by when; what reminds, and what is kept of whom.   Views: views.py"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from domain.kernel.money import Rial
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.persian.dates import day_begins
from domain.kernel.refusal import Refusal
from domain.kernel.requests import DataLine, RequestLine, Status
from domain.kernel.verbs import command, query
from domain.loan.calculating import points_needed
from domain.loan.loan import OPEN, REVIEWED, Due, Loan, LoanId, LoanState, digest_of
from domain.loan.matching import Matching
from domain.loan.relief import ReliefId
from domain.loan.terms import Terms
from domain.loan.views import DueView, LoanView, ReliefView, Reminder

KEPT = 100  # things that «داده‌های من» tells
STATUS = {
    LoanState.PREPARING: Status.NEEDS_YOU, LoanState.REVIEW: Status.WAITING, LoanState.SECOND: Status.WAITING, LoanState.ACTIVE: Status.APPROVED,
    LoanState.REJECTED: Status.REJECTED,
}  # fmt: skip


class Reading(Matching):
    """The answer is always there, whatever state it is in."""

    @query(Role.MEMBER)
    async def my_loans(self, actor: Actor) -> list[LoanView]:
        """Newest first."""
        return [await self._loan_view(one) for one in await self.loans.of_member(actor.member_id, self.policy.shown)]

    @query(Role.MEMBER)
    async def loan(self, actor: Actor, loan: LoanId) -> LoanView:
        """Raises Refusal(`loan.no_such_loan`): absent and another's answer alike."""
        return await self._loan_view(await self._mine(actor, loan))

    @query(Role.SYSTEM)
    async def loan_now(self, actor: Actor, loan: LoanId) -> LoanView | None:
        """For notices."""
        found = await self.loans.find(loan)
        return None if found is None else await self._loan_view(found)

    @query(Role.SYSTEM)
    async def whose(self, actor: Actor, loan: LoanId) -> MemberId:
        """Raises Refusal(`loan.no_such_loan`)."""
        return (await self._loan(loan)).member

    @query(Role.SYSTEM)
    async def concerned(self, actor: Actor, loan: LoanId) -> list[MemberId]:
        """Who is not asked to review it: those it concerns."""
        found = await self._loan(loan)
        return sorted(await self._concerned(found, await self._note(found)))

    @query(Role.SYSTEM)
    async def relief_now(self, actor: Actor, relief: ReliefId) -> ReliefView | None:
        found = await self.reliefs.find(relief)
        return None if found is None else await self._relief_view(found, actor)

    @query(Role.MEMBER)
    async def my_relief(self, actor: Actor, loan: LoanId) -> ReliefView | None:
        """The newest. Raises Refusal(`loan.no_such_loan`)."""
        await self._mine(actor, loan)
        found = await self.reliefs.of_loan(loan)
        return await self._relief_view(found[0], actor) if found else None

    async def _loan_view(self, one: Loan) -> LoanView:
        terms = await self._terms_for(one)
        lacking = tuple(await self._needs(one)) if one.state is LoanState.PREPARING else ()
        serial, fits = await self.house.fits(one.contract.certificate, one.contract.digest, one.contract.value) if one.contract.digest else ("", True)
        intact = fits and (not one.contract.digest or digest_of(one.contract.text) == one.contract.digest)
        rows = tuple([await self._due_view(d, terms) for d in await self.dues.of_loan(one.id)])
        reliefs = await self.reliefs.of_loan(one.id)
        return LoanView(
            one.id, one.number, one.track, one.amount, one.months, one.purpose, one.supported, one.state, one.asked, one.moved, await self._until(one), lacking,
            await self._usual(one), points_needed(one.amount, one.months, terms), one.why, await self._two(one), one.contract.borrower, one.contract.at, serial,
            one.contract.digest, intact, one.begins, rows, reliefs[0].state if reliefs else None,
        )  # fmt: skip

    async def _due_view(self, d: Due, terms: Terms) -> DueView:
        return DueView(d.number, d.due, d.kind, d.amount, d.left, await self._late(d, terms) if d.open else d.late, d.paid, d.dropped)

    @query(Role.SYSTEM)
    async def coming_of(self, actor: Actor, member: MemberId) -> list[tuple[str, date, Rial]]:
        """For who looks at everything that somebody pays: number of the loan, day and rials of each open instalment, the soonest first."""
        running = await self.loans.of_member(member, KEPT, states=(LoanState.ACTIVE,))
        rows = [(loan.number, d.due, d.amount) for loan in running for d in await self.dues.of_loan(loan.id) if d.open]
        return sorted(rows, key=lambda row: row[1])

    @query(Role.SYSTEM)
    async def reminders(self, actor: Actor, loan: LoanId) -> list[Reminder]:
        """What is to be said today, of each open instalment."""
        found = await self.loans.find(loan)
        if found is None or found.state is not LoanState.ACTIVE:
            return []
        terms = await self._terms_for(found)
        rows = [(d, (self.today - d.due).days) for d in await self.dues.of_loan(loan) if d.open]
        return [Reminder(found.member, found.number, await self._due_view(d, terms), days) for d, days in rows if days in self.policy.reminders]

    @query(Role.SYSTEM)
    async def next_reminder(self, actor: Actor, loan: LoanId) -> datetime | None:
        """When something is to be said next, after now; None when nothing is."""
        hour = timedelta(hours=self.policy.reminds_at)
        rows = [d for d in await self.dues.of_loan(loan) if d.open]
        every = (day_begins(d.due + timedelta(days=n)) + hour for d in rows for n in self.policy.reminders)
        return min((at for at in every if at > self.unit.now), default=None)

    @query(Role.MEMBER)
    async def requests_of(self, actor: Actor, member: MemberId) -> list[RequestLine]:
        """Newest first. Raises `loan.not_yours` for another's."""
        self._check_self(actor, member)
        found = await self.loans.of_member(member, self.policy.shown)
        return [RequestLine(one.number, "loan.request.loan", STATUS.get(one.state, Status.ENDED), one.moved) for one in found]

    @query(Role.MEMBER)
    async def data_of(self, actor: Actor, member: MemberId) -> list[DataLine]:
        """For «داده‌های من». Raises `loan.not_yours` for another's."""
        self._check_self(actor, member)
        quotes = await self.quotes.of_member(member, self.policy.kept)
        lines = [DataLine("loan.data.quote", {"amount": q.amount, "months": q.months, "at": q.made}) for q in quotes]
        for one in await self.loans.of_member(member, KEPT):
            lines.append(DataLine("loan.data.loan", {"number": one.number, "amount": one.amount, "state": one.state, "at": one.asked}))
            lines += [DataLine("loan.data.relief", {"at": r.asked, "words": r.words, "state": r.state}) for r in await self.reliefs.of_loan(one.id)]
        found = await self.files.of_member(member, KEPT)
        return [*lines, *(DataLine("loan.data.file", {"at": one.asked, "track": one.track, "code": one.code, "state": one.state}) for one in found)]

    def _check_self(self, actor: Actor, member: MemberId) -> None:
        if actor.member != member:
            raise Refusal("loan.not_yours")

    @query(Role.SYSTEM)
    async def ties_of(self, actor: Actor, member: MemberId) -> list[str]:
        """A loan that is reviewed or runs binds; one that is only asked for does not."""
        found = await self.loans.of_member(member, KEPT, states=(*REVIEWED, LoanState.ACTIVE))
        return ["loan.tie.loan"] if found else []

    @command(Role.SYSTEM)
    async def forget(self, actor: Actor, member: MemberId) -> None:
        """Somebody is erased: requests are over; what was paid stays in the books, without words."""
        self.about(f"loan:member:{member}")
        for one in await self.loans.of_member(member, KEPT, states=OPEN, lock=True):
            await self._moved(one.to(LoanState.WITHDRAWN, self.unit.now))
        await self._files_over(member)
        await self.forgetting.forget(member)
