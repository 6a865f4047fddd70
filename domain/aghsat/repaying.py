"""پرداخت قسط - the oldest part first, several, or all; what goes back takes the last ones off; what time does to a plan.   Moves: plan.py   Source: bazaar:M19, M20"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from domain.aghsat import events
from domain.aghsat.plan import NEVER, OWING, PlanId, PlanState
from domain.aghsat.signing import Signing
from domain.aghsat.spreading import taken_off
from domain.aghsat.views import PartReminder, PlanBill
from domain.kernel.money import Rial
from domain.kernel.people import Actor, Role
from domain.kernel.persian.dates import day_begins
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query


class Repaying(Signing):
    """Being late costs nothing: this is a loan without gain. It keeps one from buying so again."""

    @query(Role.MEMBER)
    async def bill(self, actor: Actor, plan: PlanId, count: int) -> PlanBill:
        """What the next `count` parts cost; fewer where fewer are left. Raises Refusal: `aghsat.no_such_plan`, `aghsat.nothing_owed`."""
        found = await self._mine(actor, plan)
        parts = (await self._open(plan))[: max(1, count)]
        if found.state not in OWING or not parts:
            raise Refusal("aghsat.nothing_owed")
        return PlanBill(tuple(p.number for p in parts), Rial(sum(p.owed for p in parts)), await self.till.free(found.member))

    @command(Role.MEMBER)
    async def pay(self, actor: Actor, plan: PlanId, numbers: tuple[int, ...], total: Rial) -> PlanState:
        """`numbers` and `total` as the bill said: whoever sees an old bill pays nothing.

        Raises Refusal: `aghsat.no_such_plan`, `aghsat.nothing_owed`, `aghsat.other_bill`, `aghsat.money_short` (missing).
        """
        found = await self._mine(actor, plan, lock=True)
        bill = await self.bill(actor, plan, len(numbers))
        if (bill.numbers, bill.total) != (tuple(numbers), total):
            raise Refusal("aghsat.other_bill")
        if bill.free < total:
            raise Refusal("aghsat.money_short", missing=Rial(total - bill.free))
        self.about(found.about, total=total)
        await self._pay((await self._open(plan))[: len(numbers)], found)
        return (await self._looked_at(found)).state

    @command(Role.SYSTEM)
    async def give_back(self, actor: Actor, plan: PlanId, amount: Rial) -> None:
        """Something of what was bought went back: what would be paid last is owed no more, the rest is own money again (M19). Raises Refusal(`aghsat.no_such_plan`)."""
        found = await self.plans.find(plan, lock=True)
        self.about(f"aghsat:plan:{plan}", amount=amount)
        if found is None:
            raise Refusal("aghsat.no_such_plan")
        off = taken_off(await self._open(plan), amount)
        owed = Rial(sum(rials for _, rials in off))
        after = await self.plans.save(replace(found, back=Rial(found.back + amount)))
        await self.till.give_back(after, owed, Rial(amount - owed))
        for part, rials in off:
            await self.parts.save(replace(part, off=Rial(part.off + rials)))
        if owed:
            self.unit.record(events.PartsPaid(plan, found.member, owed))
        await self._looked_at(after)

    @command(Role.SYSTEM)
    async def look(self, actor: Actor, plan: PlanId) -> list[PartReminder]:
        """What time has made of it, and what is to be said today."""
        found = await self.plans.find(plan, lock=True)
        self.about(f"aghsat:plan:{plan}")
        if found is None or found.state not in OWING:
            return []
        await self._looked_at(found)
        days, said = await self._said_after(), list[PartReminder]()
        for part in await self._open(plan):
            late = (self.today - part.due).days
            last = max((n for n in days if n <= late), default=NEVER)  # of several that were missed only the last
            if last > part.said:
                said.append(PartReminder(found.member, await self.parts.save(replace(part, said=last)), late, last == days[-1]))
        return said

    async def _said_after(self) -> tuple[int, ...]:
        """Days after a part is due on which something is said."""
        table = await self._table()
        return (*self.policy.reminders, table.days("aghsat.late").days, table.days("aghsat.default").days)

    @query(Role.SYSTEM)
    async def next_look(self, actor: Actor, plan: PlanId) -> datetime | None:
        """When something is to be said next; None when nothing is."""
        found = await self.plans.find(plan)
        if found is None or found.state not in OWING:
            return None
        hour, days = timedelta(hours=self.policy.reminds_at), await self._said_after()
        return min((day_begins(p.due + timedelta(days=n)) + hour for p in await self._open(plan) for n in days if n > p.said), default=None)
