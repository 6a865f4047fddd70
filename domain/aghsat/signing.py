"""امضای قرار - a plan is read, signed with a fresh code, and pays for what is bought; until then it may be dropped.   Moves: plan.py   Source: banking.md 10"""

from __future__ import annotations

from dataclasses import replace

from domain.aghsat import events
from domain.aghsat.offering import Offering
from domain.aghsat.plan import Plan, PlanBasis, PlanId, PlanPart, PlanState, PlanUse
from domain.kernel.money import Rial
from domain.kernel.people import Actor, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command


def to_agree(plan: PlanId) -> str:
    """About what the member proves with a fresh code that it is them."""
    return f"aghsat:agree:{plan}"


class Signing(Offering):
    """In one unit: points reserved, money held for what is bought, the first part paid, and what is bought is under way."""

    @command(Role.MEMBER)
    async def agree(self, actor: Actor, plan: PlanId) -> None:
        """The rules are read and the code was right.

        Raises Refusal: `aghsat.no_such_plan`, `aghsat.not_now`, `aghsat.cannot_move`, `aghsat.too_late`, `aghsat.prove_first`, `aghsat.money_short` (missing), those of
        `preview`, and those of what is bought.
        """
        me = await self._me(actor)
        await self.things.hold((await self._mine(actor, plan)).thing)
        found = await self._mine(actor, plan, lock=True)
        after = found.to(PlanState.RUNNING, self.unit.now)
        if found.until <= self.unit.now:
            raise Refusal("aghsat.too_late")
        if not await self.house.stepped_up(me.id, to_agree(plan)):
            raise Refusal("aghsat.prove_first")
        await self.house.hold_still(me.id)  # two signed at once are weighed one after the other, whatever they rely on
        made = await self._made(me.id, found.total, found.terms, found.terms.months)
        await self._check(me.id, made)
        if made.free < made.now:
            raise Refusal("aghsat.money_short", missing=Rial(made.now - made.free))
        after = replace(after, begins=self.today, cost=made.cost, credit=made.credit)  # as it was read today, not as it was drawn
        if after.terms.basis is PlanBasis.HAMI:
            await self._use_helps(after)
        await self.parts.add_all([PlanPart(0, plan, n, due, amount) for n, (due, amount) in enumerate(made.parts, 1)])
        await self.till.begin(after)
        begun = await self._moved(after)
        await self._pay([p for p in await self._open(plan) if p.due <= self.today], begun)
        await self.things.paid(found.thing)

    async def _use_helps(self, found: Plan) -> None:
        """Those that end soonest first."""
        left = found.credit
        for one in await self.house.helps(found.member):
            credit = Rial(min(left, one.credit))
            if credit:
                await self.house.use_help(one.support, found.member, credit)
                await self.plans.use(PlanUse(found.id, one.support, credit))
                left = Rial(left - credit)

    async def _pay(self, parts: list[PlanPart], found: Plan) -> None:
        """Out of the own money, whose owner has seen the sum."""
        amount = Rial(sum(p.owed for p in parts))
        if not amount:
            return
        await self.till.pay(found, parts[0].number, amount)
        for part in parts:
            await self.parts.save(replace(part, paid=self.unit.now))
        self.unit.record(events.PartsPaid(found.id, found.member, amount))

    @command(Role.SYSTEM)
    async def drop(self, actor: Actor, plan: PlanId) -> None:
        """What it was drawn for is not bought. A plan that was signed is not dropped: it is given back (`give_back`)."""
        found = await self.plans.find(plan, lock=True)
        self.about(f"aghsat:plan:{plan}")
        if found is not None and found.state is PlanState.DRAWN:
            await self._moved(replace(found.to(PlanState.LAPSED, self.unit.now), credit=Rial(0)))
