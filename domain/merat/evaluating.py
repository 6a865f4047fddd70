"""ارزیابی - the bureau is asked, the scorecard is filled in, and a result stands for a year.   Rules: scorecard.py"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.persian.dates import day_begins, day_in_tehran, months_after
from domain.kernel.verbs import command
from domain.merat import events
from domain.merat.asking import Asking
from domain.merat.base import there
from domain.merat.bureau import Report
from domain.merat.model import Check, CheckId, CheckState, Result
from domain.merat.ports import Known
from domain.merat.scorecard import EDITION, Facts, capacity_of, grade_of, score_of

MONTH = 30  # days


class Evaluating(Asking):
    """The house does it when everybody has answered, or their time is up; without the bureau's answer, where it asks one, nothing is decided."""

    @command(Role.SYSTEM)
    async def evaluate(self, actor: Actor, check: CheckId) -> None:
        """One step; nothing when it is not due."""
        self.about(f"merat:check:{check}")
        found = await self.checks.find(check, lock=True)
        if found is None or found.state is not CheckState.GATHERING or not await self._is_due(found):
            return
        known = await self.people.known(found.member)
        if known is None:
            await self._give_up(found)
            return
        report = await self.bureau.report(f"{found.about}:{found.tries}", known.identifier) if self.bureau.ready else None
        if report is None and self.bureau.ready:
            await self._ask_later(found)
        else:
            await self._decide(found, known, report)

    async def _is_due(self, check: Check) -> bool:
        wait = (await self.rates.table(check.day, check.rates)).days("merat.sla_min")
        return self.unit.now >= check.asked + wait or all(w.word is not None for w in await self.witnesses.of_check(check.id))

    async def _ask_later(self, check: Check) -> None:
        waits = self.policy.ask_again
        after = self.unit.now + waits[min(check.tries, len(waits) - 1)]
        promised = check.asked + (await self.rates.table(check.day, check.rates)).days("merat.sla_max")
        if self.unit.now <= promised < after:
            self.unit.record(events.CheckLate(check.id, check.member))
        await self.checks.save(replace(check, tries=check.tries + 1))
        self.unit.record(events.CheckDue(check.id, after))

    async def _decide(self, check: Check, known: Known, report: Report | None) -> None:
        vouched, payslip = await self._vouched(check)
        months = max(0, (self.today - day_in_tehran(known.joined)).days // MONTH)
        seen = report or Report(0, 0, 0, 0)
        late = max(seen.late, await self.debts.overdue(check.member))  # the bureau may know of ours
        bounced = max(seen.bounced, await self.debts.bounced(check.member))
        facts = Facts(seen.on_time, late, bounced, vouched, payslip, months)
        for witness in await self.witnesses.of_check(check.id):
            if witness.word is None:
                self.unit.record(events.WitnessAnswered(witness.id))  # nobody has to answer any more
        before = await self.checks.current_of(check.member, lock=True)
        if before is not None:
            over = await self.checks.save(before.to(CheckState.REPLACED, self.unit.now))
            self.unit.record(events.CheckOver(over.id, over.member, expired=False))
        await self._stands(check.to(CheckState.VALID, self.unit.now), facts, None if report is None else report.rank)
        if (await self.rates.table(check.day, check.rates)).rial("merat.fee"):
            await self.money.settle(check.key)

    async def _stands(self, check: Check, facts: Facts, rank: int | None, *, until_of: Check | None = None) -> Check:
        """A result out of these facts; `until_of`: it is valid no longer than that one was."""
        table = await self.rates.table(check.day, check.rates)
        score, capacity = score_of(facts, table), capacity_of(check.home, table)
        outcome = Result(facts, score, grade_of(score, table), capacity.monthly, capacity.debt, capacity.guarantee, rank, EDITION)
        until = there(until_of.until) if until_of is not None else months_after(self.today, table.months("merat.validity"))
        made = replace(check, outcome=outcome, decided=self.unit.now, until=until)
        saved = await self.checks.save(made) if made.id else there(await self.checks.add_alone(made))
        expires: datetime = day_begins(until)
        self.about(saved.about, state=saved.state)
        self.unit.record(events.ResultMade(saved.id, saved.member, expires - self.policy.remind_before, expires, again=until_of is not None))
        return saved

    async def _again(self, check: Check, facts: Facts) -> Check:
        """The same evaluation with other facts: a new result under the same rates, valid as long as the old one; the old one is kept as replaced."""
        over = await self.checks.save(check.to(CheckState.REPLACED, self.unit.now))
        self.unit.record(events.CheckOver(over.id, over.member, expired=False))
        fresh = replace(over, id=CheckId(0), state=CheckState.VALID, moved=self.unit.now, follows=over.id, dispute="", tries=0, version=0)
        return await self._stands(fresh, facts, there(over.outcome).rank, until_of=over)

    @command(Role.SYSTEM)
    async def expire(self, actor: Actor, check: CheckId) -> None:
        """Its year is over."""
        self.about(f"merat:check:{check}")
        found = await self.checks.find(check, lock=True)
        if found is None or found.state not in (CheckState.VALID, CheckState.DISPUTED) or self.unit.now < day_begins(there(found.until)):
            return
        over = await self.checks.save(found.to(CheckState.EXPIRED, self.unit.now))
        self.unit.record(events.CheckOver(over.id, over.member, expired=True))

    @command(Role.SYSTEM)
    async def forget(self, actor: Actor, member: MemberId) -> None:
        """Somebody is erased."""
        self.about(f"merat:member:{member}")
        if (found := await self.checks.gathering_of(member)) is not None:
            await self._give_up(found)
        await self.forgetting.forget(member)
