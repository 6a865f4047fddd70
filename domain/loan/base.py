"""پایه‌ی وام - what the verbs of loans share: whose a loan is, what is known of a member, what is lacking.   Verbs: requesting.py reviewing.py repaying.py relieving.py"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from domain.kernel.money import Rial
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import query
from domain.loan import events
from domain.loan.estimating import Estimating
from domain.loan.guarding import Known, Measures, Need, credit_needed, needs
from domain.loan.loan import REVIEWED, Due, Loan, LoanId, LoanState
from domain.loan.ports import Borrower, FreeNote, Lent
from domain.loan.scheduling import Row, late_fee, schedule
from domain.loan.terms import Terms, Track, terms_of

CLERKS = (Role.POSHTIBAN, Role.ADMIN)
MANY = 100  # loans of one member that are looked through


class Weighed(NamedTuple):
    """What is known of a member, the note that would be tied, and what is lacking."""

    known: Known
    note: FreeNote | None
    needs: list[Need]


class LoanBase(Estimating):
    """A loan is seen by its member, and by reviewers while it waits for them."""

    async def _me(self, actor: Actor) -> Borrower:
        """Raises Refusal(`loan.not_now`): a member who is frozen or leaving, a child, an organisation."""
        found = await self.house.known(actor.member_id)
        if found is None:
            raise Refusal("loan.not_now")
        return found

    async def _loan(self, loan: LoanId, *, lock: bool = False) -> Loan:
        """Raises Refusal(`loan.no_such_loan`)."""
        found = await self.loans.find(loan, lock=lock)
        if found is None:
            raise Refusal("loan.no_such_loan")
        return found

    async def _mine(self, actor: Actor, loan: LoanId, *, lock: bool = False) -> Loan:
        """Absent and another's answer alike. Raises Refusal(`loan.no_such_loan`)."""
        found = await self._loan(loan, lock=lock)
        if found.member != actor.member:
            raise Refusal("loan.no_such_loan")
        return found

    def _words(self, words: str) -> str:
        """Raises Refusal(`loan.bad_words`, least, most)."""
        trimmed, (least, most) = words.strip(), self.policy.words
        if not least <= len(trimmed) <= most:
            raise Refusal("loan.bad_words", least=least, most=most)
        return trimmed

    async def _terms_for(self, loan: Loan) -> Terms:
        """Under the rates it was signed under."""
        return terms_of(loan.track, await self.rates.table(loan.day, loan.rates))

    async def _measures(self, loan: Loan) -> Measures:
        table = await self.rates.table(loan.day, loan.rates)
        return Measures(table.rial("loan.guarantor_from"), await self.house.note_needed(loan.amount, loan.day, loan.rates))

    async def _needs(self, loan: Loan) -> list[Need]:
        """What is lacking now."""
        return (await self._weighed(loan)).needs

    async def _weighed(self, loan: Loan, *, lock: bool = False) -> Weighed:
        """Everything that a decision hangs on, looked up once; `lock` keeps the points from being lent or used twice in this unit."""
        measures = await self._measures(loan)
        note = await self.house.free_note(loan.member, measures.note)
        known = await self._known(loan, note, lock=lock)
        return Weighed(known, note, needs(loan.amount, loan.months, await self._terms_for(loan), known, measures))

    async def _known(self, loan: Loan, note: FreeNote | None, *, lock: bool) -> Known:
        member, house = loan.member, self.house
        own = await self._own_free(member, lock=lock)
        lent = sum(one.credit for one in await self._lent(loan))
        paying, owed, overdue = await self._burden(member)
        return Known(
            await house.has_account(member), overdue, await house.worth(member), paying, owed, own, Rial(lent),
            await house.has_certificate(member), note.amount if note is not None else None, note is not None and note.guarantor is not None,
        )  # fmt: skip

    async def _own_free(self, member: MemberId, *, lock: bool = False) -> Rial:
        """Rials of base-term credit of the own points that are neither lent nor used (F-13)."""
        given = await self.house.given(member, lock=lock)
        found = (await self._window(member)).points
        usable = 0 if found.missing else found.credit
        return Rial(max(0, usable - given - await self.loans.reserved(member)))

    @query(Role.SYSTEM)
    async def points_free(self, actor: Actor, member: MemberId) -> Rial:
        """For whoever else may use them: ten-month credit of the own points that nobody uses."""
        return await self._own_free(member)

    @query(Role.SYSTEM)
    async def paying_of(self, actor: Actor, member: MemberId) -> Rial:
        """What loans that run ask for in a month."""
        return (await self._burden(member))[0]

    async def _lent(self, loan: Loan) -> list[Lent]:
        """Supports are for the track without a fee only, and where the member wants to use them (13.5)."""
        return await self.house.supports(loan.member) if loan.supported and loan.track is Track.NO_FEE else []

    async def _note(self, loan: Loan) -> FreeNote | None:
        return await self.house.free_note(loan.member, (await self._measures(loan)).note)

    async def _burden(self, member: MemberId) -> tuple[Rial, Rial, int]:
        """Of loans that run: rials a month, principal that is left, instalments that are overdue."""
        paying, owed, overdue = 0, 0, 0
        for loan in await self.loans.of_member(member, MANY, states=(LoanState.ACTIVE,)):
            rows = [d for d in await self.dues.of_loan(loan.id) if d.open]
            paying += max((d.amount for d in rows if d.kind is Row.PRINCIPAL), default=0)
            owed += sum(d.amount for d in rows if d.kind is Row.PRINCIPAL)
            overdue += sum(1 for d in rows if d.due < self.today)
        return Rial(paying), Rial(owed), overdue

    @query(Role.SYSTEM)
    async def reserved_of(self, actor: Actor, member: MemberId) -> Rial:
        """For who lends points: how much of the own ones loans use."""
        return await self.loans.reserved(member)

    @query(Role.SYSTEM)
    async def overdue_of(self, actor: Actor, member: MemberId) -> int:
        """For Merat: instalments that are overdue now."""
        return (await self._burden(member))[2]

    async def _until(self, loan: Loan) -> datetime | None:
        """By when somebody is to act before the clock does."""
        table = await self.rates.table(self.today)
        if loan.state is LoanState.PREPARING:
            return loan.moved + table.days("loan.idle")
        return loan.moved + table.days("loan.review_days") if loan.state in REVIEWED else None

    async def _moved(self, after: Loan, guarantor: MemberId | None = None, *, back: bool = False) -> Loan:
        saved = await self.loans.save(after)
        self.about(saved.about, state=saved.state)
        self.unit.record(events.LoanMoved(saved.id, saved.member, saved.state, await self._until(saved), guarantor, back))
        return saved

    async def _rates_now(self) -> tuple[date, int]:
        table = await self.rates.table(self.today)
        return table.day, table.version

    async def _late(self, due: Due, terms: Terms) -> Rial:
        """The penalty of one instalment today: on principal only, after the days of grace."""
        days = (self.today - due.due).days
        grace = (await self.rates.table(self.today)).days("late.grace_days").days
        return late_fee(due.amount, days, terms) if due.kind is Row.PRINCIPAL and days > grace else Rial(0)

    async def _usual(self, loan: Loan) -> Rial:
        """A usual instalment."""
        rows = schedule(loan.amount, loan.months, await self._terms_for(loan), loan.begins or self.today)
        return next(r.amount for r in rows if r.kind is Row.PRINCIPAL)

    async def _credit(self, loan: Loan) -> Rial:
        """How much credit it needs."""
        return credit_needed(loan.amount, loan.months, await self._terms_for(loan))
