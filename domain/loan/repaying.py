"""بازپرداخت - instalments with what is late, all the rest at once, and the end.   Source: banking.md 7.4, 13.3 F-10, F-11; reference-systems.md 4"""

from __future__ import annotations

from dataclasses import replace

from domain.kernel.money import Rial
from domain.kernel.people import Actor, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.loan import events
from domain.loan.base import MANY
from domain.loan.loan import Due, Loan, LoanId, LoanState
from domain.loan.relief import ReliefState
from domain.loan.reviewing import Reviewing
from domain.loan.scheduling import Row
from domain.loan.terms import Terms
from domain.loan.views import Bill


class Repaying(Reviewing):
    """The oldest instalment is always paid first; of a bill the penalty, then the fee, then the principal."""

    @query(Role.MEMBER)
    async def bill(self, actor: Actor, loan: LoanId, count: int) -> Bill:
        """What the next `count` instalments cost today; fewer where fewer are left. Raises Refusal: `loan.no_such_loan`, `loan.not_running`."""
        found = await self._running(actor, loan)
        rows = [d for d in await self.dues.of_loan(loan) if d.open][: max(1, count)]
        return await self._bill(found, rows, await self._terms_for(found))

    @query(Role.MEMBER)
    async def payoff(self, actor: Actor, loan: LoanId) -> Bill:
        """What ends it today (F-11): fees of years that have not begun fall away. Raises Refusal: `loan.no_such_loan`, `loan.not_running`."""
        found = await self._running(actor, loan)
        return await self._bill(found, await self._to_settle(loan), await self._terms_for(found))

    async def _to_settle(self, loan: LoanId) -> list[Due]:
        return [d for d in await self.dues.of_loan(loan) if d.open and (d.kind is Row.PRINCIPAL or d.due <= self.today)]

    async def _running(self, actor: Actor, loan: LoanId, *, lock: bool = False) -> Loan:
        if lock:  # two loans that use one support are closed one after the other, in one order
            await self.loans.of_member(actor.member_id, MANY, states=(LoanState.ACTIVE,), lock=True)
        found = await self._mine(actor, loan, lock=lock)
        if found.state is not LoanState.ACTIVE:
            raise Refusal("loan.not_running")
        return found

    async def _bill(self, found: Loan, rows: list[Due], terms: Terms) -> Bill:
        principal = sum(d.amount for d in rows if d.kind is Row.PRINCIPAL)
        fee = sum(d.amount for d in rows if d.kind is Row.FEE)
        late = sum([await self._late(d, terms) for d in rows])
        numbers = tuple(d.number for d in rows)
        return Bill(numbers, rows[0].due, Rial(principal), Rial(fee), Rial(late), await self.till.free(found.member))

    @command(Role.MEMBER)
    async def pay(self, actor: Actor, loan: LoanId, numbers: tuple[int, ...], total: Rial) -> LoanState:
        """`numbers` and `total` as the bill said: whoever sees an old bill pays nothing.

        Raises Refusal: `loan.no_such_loan`, `loan.not_running`, `loan.other_bill`, `loan.money_short` (total, free).
        """
        found = await self._running(actor, loan, lock=True)
        every = [d for d in await self.dues.of_loan(loan) if d.open]
        return await self._paid(found, every[: len(numbers)], numbers, total)

    @command(Role.MEMBER)
    async def settle(self, actor: Actor, loan: LoanId, numbers: tuple[int, ...], total: Rial) -> LoanState:
        """Everything that is left. Raises Refusal: `loan.no_such_loan`, `loan.not_running`, `loan.other_bill`, `loan.money_short` (total, free)."""
        found = await self._running(actor, loan, lock=True)
        return await self._paid(found, await self._to_settle(loan), numbers, total)

    async def _paid(self, found: Loan, rows: list[Due], numbers: tuple[int, ...], total: Rial) -> LoanState:
        terms = await self._terms_for(found)
        if not rows or tuple(d.number for d in rows) != tuple(numbers):
            raise Refusal("loan.other_bill")
        bill = await self._bill(found, rows, terms)
        if bill.total != total:
            raise Refusal("loan.other_bill")
        if bill.free < total:
            raise Refusal("loan.money_short", total=total, free=bill.free)
        await self.till.pay_in(found, f"{found.about}:{numbers[0]}", bill.principal, bill.fee, bill.late)
        for d in rows:
            await self.dues.save(replace(d, paid=self.unit.now, late=await self._late(d, terms)))
        self.about(found.about, total=total)
        self.unit.record(events.LoanPaid(found.id, found.member, bill.principal, bill.fee, bill.late))
        if any(d.open and d.kind is Row.PRINCIPAL for d in await self.dues.of_loan(found.id)):
            return LoanState.ACTIVE
        await self._close(found)
        return LoanState.CLOSED

    async def _close(self, found: Loan) -> None:
        """The note is free, the supports are back with their hamis, the own points may be used again; fees that were not due and a wish for time fall away."""
        for d in await self.dues.of_loan(found.id):
            if d.open:
                await self.dues.save(replace(d, dropped=True))
        for one in await self.loans.backings(found.id):
            if not await self.loans.backs_another(one.support, found.id):
                await self.house.release_support(one.support)
        if found.note is not None:
            await self.house.release_note(found.note)
        for asked in [r for r in await self.reliefs.of_loan(found.id) if r.state is ReliefState.ASKED]:
            over = await self.reliefs.save(asked.to(ReliefState.WITHDRAWN, self.unit.now))
            self.unit.record(events.ReliefMoved(over.id, found.id, found.member, over.state))
        await self._moved(found.to(LoanState.CLOSED, self.unit.now))
