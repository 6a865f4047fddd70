"""مهلت خواستن - who cannot pay says so before it is a debt; a reviewer may give months.   Moves: relief.py   Numbers: policy.py"""

from __future__ import annotations

from dataclasses import replace

from domain.kernel.money import Rial
from domain.kernel.people import Actor, Role
from domain.kernel.persian.dates import months_after
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.loan import events
from domain.loan.base import CLERKS
from domain.loan.loan import LoanId
from domain.loan.relief import Relief, ReliefId, ReliefState
from domain.loan.repaying import Repaying
from domain.loan.views import ReliefView


class Relieving(Repaying):
    """Every instalment that is not paid moves by the same months, so the schedule stays what was signed, only later."""

    @query(Role.MEMBER)
    async def relief_months(self, actor: Actor) -> int:
        """How many months one may ask for at most."""
        return (await self.rates.table(self.today)).months("loan.relief_months")

    @command(Role.MEMBER)
    async def ask_relief(self, actor: Actor, loan: LoanId, months: int, words: str) -> ReliefId:
        """Raises Refusal: `loan.no_such_loan`, `loan.not_running`, `loan.relief_months` (most), `loan.bad_words`, `loan.reliefs_enough` (most), `loan.relief_waits`."""
        found = await self._running(actor, loan, lock=True)
        table = await self.rates.table(self.today)
        if not 1 <= months <= (most := table.months("loan.relief_months")):
            raise Refusal("loan.relief_months", most=most)
        text = self._words(words)
        given = [r for r in await self.reliefs.of_loan(loan) if r.state is ReliefState.GRANTED]
        if len(given) >= table.count("loan.reliefs"):
            raise Refusal("loan.reliefs_enough", most=table.count("loan.reliefs"))
        now = self.unit.now
        made = await self.reliefs.add_alone(Relief(ReliefId(0), loan, found.member, months, text, ReliefState.ASKED, now, now))
        if made is None:
            raise Refusal("loan.relief_waits")
        self._relief_moved(made)
        return made.id

    def _relief_moved(self, one: Relief) -> None:
        self.about(one.about, state=one.state)
        self.unit.record(events.ReliefMoved(one.id, one.loan, one.member, one.state))

    @command(Role.MEMBER)
    async def withdraw_relief(self, actor: Actor, relief: ReliefId) -> None:
        """Raises Refusal: `loan.no_such_relief`, `loan.cannot_move`."""
        found = await self._relief(relief, lock=True)
        if found.member != actor.member:
            raise Refusal("loan.no_such_relief")
        self._relief_moved(await self.reliefs.save(found.to(ReliefState.WITHDRAWN, self.unit.now)))

    async def _relief(self, relief: ReliefId, *, lock: bool = False) -> Relief:
        """Raises Refusal(`loan.no_such_relief`)."""
        found = await self.reliefs.find(relief, lock=lock)
        if found is None:
            raise Refusal("loan.no_such_relief")
        return found

    @query(*CLERKS)
    async def relief_to_review(self, actor: Actor, relief: ReliefId) -> ReliefView:
        """Raises Refusal(`loan.no_such_relief`)."""
        return await self._relief_view(await self._relief(relief), actor)

    @query(*CLERKS)
    async def reliefs_waiting(self, actor: Actor) -> list[ReliefView]:
        """Oldest first."""
        return [await self._relief_view(one, actor) for one in await self.reliefs.waiting(self.policy.shown)]

    async def _relief_view(self, one: Relief, actor: Actor) -> ReliefView:
        loan, rows = await self._loan(one.loan), [d for d in await self.dues.of_loan(one.loan) if d.open]
        name = (await self.house.short_names_of([one.member])).get(one.member, "")
        left = Rial(sum(d.amount for d in rows))
        overdue = sum(1 for d in rows if d.due < self.today)
        may = one.state is ReliefState.ASKED and one.member != actor.member and actor.has(*CLERKS)
        return ReliefView(one.id, one.loan, loan.number, name, one.months, one.words, one.state, one.why, left, overdue, one.asked, may)

    @command(*CLERKS)
    async def decide_relief(self, actor: Actor, relief: ReliefId, granted: bool, why: str) -> None:
        """`why`: the reviewer's words, needed for a no. Raises Refusal: `loan.no_such_relief`, `loan.not_by_you`, `loan.cannot_move`, `loan.bad_words`."""
        found = await self._relief(relief, lock=True)
        if found.member == actor.member:
            raise Refusal("loan.not_by_you")
        words = self._words(why) if why or not granted else ""
        state = ReliefState.GRANTED if granted else ReliefState.REFUSED
        saved = await self.reliefs.save(replace(found.to(state, self.unit.now), by=actor.member_id, why=words))
        if granted:
            await self._postpone(saved)
        self._relief_moved(saved)

    async def _postpone(self, one: Relief) -> None:
        """Under the lock of its loan, so that nothing is paid meanwhile."""
        loan = await self._loan(one.loan, lock=True)
        for d in await self.dues.of_loan(one.loan):
            if d.open:
                await self.dues.save(replace(d, due=months_after(d.due, one.months)))
        self.unit.record(events.LoanPaid(loan.id, loan.member, Rial(0), Rial(0), Rial(0)))
