"""بررسی وام - approved by one, above an amount by two; then points, note and money move together, or nothing does.   Moves: loan.py   Source: banking.md 13.4, 13.5"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from domain.kernel.money import Rial
from domain.kernel.people import Actor, MemberId
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.loan.base import CLERKS, MANY
from domain.loan.guarding import Lack
from domain.loan.loan import REVIEWED, RUNNING, Backing, Due, Loan, LoanId, LoanState
from domain.loan.ports import FreeNote
from domain.loan.requesting import Requesting
from domain.loan.scheduling import schedule
from domain.loan.views import ReviewView


class Sources(NamedTuple):
    """Rials of the own points, and of each support."""

    own: Rial
    backings: list[Backing]


class Reviewing(Requesting):
    """Nobody reviews a loan that they take, answer for or lend to, and nobody reviews one twice."""

    @query(*CLERKS)
    async def to_review(self, actor: Actor, loan: LoanId) -> ReviewView:
        """Raises Refusal(`loan.no_such_loan`)."""
        found = await self._loan(loan)
        return await self._review_view(found, actor)

    @query(*CLERKS)
    async def waiting(self, actor: Actor) -> list[ReviewView]:
        """What waits for reviewers, oldest first."""
        return [await self._review_view(one, actor) for one in await self.loans.waiting(self.policy.shown)]

    async def _review_view(self, one: Loan, actor: Actor) -> ReviewView:
        known, note, lacking = await self._weighed(one)
        lack = lacking[0].lack if one.state in REVIEWED else None
        grade = known.worth.grade if known.worth is not None else ""
        names = await self.house.short_names_of([one.member, *([one.first] if one.first else [])])
        may = one.state in REVIEWED and actor.member not in await self._concerned(one, note)
        until = await self._until(one)
        return ReviewView(
            one.id, one.number, names.get(one.member, ""), one.track, one.amount, one.months, await self._usual(one), one.purpose, one.service, one.supported, grade,
            known.worth.monthly if known.worth is not None else Rial(0), known.paying, note.number if note is not None else "", known.guaranteed, one.state,
            names.get(one.first, "") if one.first else "", one.moved, until, None if lack is Lack.CONTRACT else lack, may, await self._two(one),
        )  # fmt: skip

    async def _concerned(self, one: Loan, note: FreeNote | None) -> set[MemberId]:
        """Who may not review it."""
        lent = {s.hami for s in await self._lent(one)}
        return {one.member, *lent, *([one.first] if one.first else []), *([note.guarantor] if note is not None and note.guarantor else [])}

    async def _two(self, one: Loan) -> bool:
        """Whether two are to approve it."""
        return one.amount > (await self.rates.table(one.day, one.rates)).rial("loan.four_eyes_from")

    async def _to_decide(self, actor: Actor, loan: LoanId) -> Loan:
        """Raises Refusal: `loan.no_such_loan`, `loan.decided_already`, `loan.not_by_you`."""
        found = await self._loan(loan, lock=True)
        if found.state not in REVIEWED:
            raise Refusal("loan.decided_already")
        if actor.member in await self._concerned(found, await self._note(found)):
            raise Refusal("loan.not_by_you")
        return found

    @command(*CLERKS)
    async def approve(self, actor: Actor, loan: LoanId) -> LoanState:
        """The first of two lets it wait for the second; the last one pays it out.

        Raises Refusal: `loan.no_such_loan`, `loan.decided_already`, `loan.not_by_you`, `loan.not_ready` (lack).
        """
        borrower = (await self._loan(loan)).member
        await self.loans.of_member(borrower, MANY, states=RUNNING, lock=True)  # two loans of one member are weighed one after the other, in one order
        found = await self._to_decide(actor, loan)
        _, note, lacking = await self._weighed(found, lock=True)
        if lacking[0].lack is not Lack.CONTRACT or note is None:
            raise Refusal("loan.not_ready", lack=lacking[0].lack)
        if found.state is LoanState.REVIEW and await self._two(found):
            await self._moved(replace(found.to(LoanState.SECOND, self.unit.now), first=actor.member_id))
            return LoanState.SECOND
        await self._pay_out(found, actor.member_id, note)
        return LoanState.ACTIVE

    async def _pay_out(self, found: Loan, by: MemberId, note: FreeNote) -> None:
        """Everything in one unit: the note is tied, points are used, the schedule begins, the money is there."""
        own, backings = await self._sources(found)
        await self.house.allocate(note.id, found.about)
        for one in backings:
            await self.house.use(one.support, found.member, one.credit)
            await self.loans.back(one)
        first, second = (found.first, by) if found.first is not None else (by, None)
        running = replace(found.to(LoanState.ACTIVE, self.unit.now), own=own, note=note.id, first=first, second=second, begins=self.today)
        rows = schedule(found.amount, found.months, await self._terms_for(found), self.today)
        await self.dues.add_all([Due(0, found.id, r.number, r.due, r.kind, r.amount, r.left) for r in rows])
        await self.till.pay_out(running)
        await self._moved(running, note.guarantor)

    async def _sources(self, found: Loan) -> Sources:
        """Supports first, those that end soonest before the others; the own points for the rest."""
        left, backings = await self._credit(found), list[Backing]()
        for lent in await self._lent(found):
            if credit := Rial(min(left, lent.credit)):
                backings.append(Backing(found.id, lent.support, credit))
                left = Rial(left - credit)
        return Sources(left, backings)

    @command(*CLERKS)
    async def reject(self, actor: Actor, loan: LoanId, why: str) -> None:
        """Raises Refusal: `loan.no_such_loan`, `loan.decided_already`, `loan.not_by_you`, `loan.bad_words`."""
        words = self._words(why)
        found = await self._to_decide(actor, loan)
        await self._moved(replace(found.to(LoanState.REJECTED, self.unit.now), why=words))

    @command(*CLERKS)
    async def send_back(self, actor: Actor, loan: LoanId, why: str) -> None:
        """Something is to be mended by the member. Raises Refusal: `loan.no_such_loan`, `loan.decided_already`, `loan.not_by_you`, `loan.bad_words`."""
        words = self._words(why)
        found = await self._to_decide(actor, loan)
        await self._back(found, words)
