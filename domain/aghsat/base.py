"""پایه‌ی ام‌اقساط - the ports of the service and what its verbs share.   Verbs: offering.py signing.py repaying.py vouching.py reading.py"""

from __future__ import annotations

from dataclasses import replace

from domain.aghsat import events
from domain.aghsat.plan import OWING, Plan, PlanId, PlanPart, PlanState
from domain.aghsat.policy import Policy, policy_on
from domain.aghsat.ports import Friend, Ports
from domain.kernel.money import Rial
from domain.kernel.people import Actor
from domain.kernel.rates import RateTable
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import Service, Unit


class AghsatBase(Service):
    """Everybody sees their own plans and vouchers. Locks in one order: what is bought, the plan, the points."""

    def __init__(self, unit: Unit, ports: Ports) -> None:
        super().__init__(unit)
        self.plans, self.parts, self.bons, self.house = ports.plans, ports.parts, ports.bons, ports.house
        self.things, self.till, self.rates = ports.things, ports.till, ports.rates

    @property
    def policy(self) -> Policy:
        return policy_on(self.today)

    async def _table(self) -> RateTable:
        return await self.rates.table(self.today)

    async def _me(self, actor: Actor) -> Friend:
        """Raises Refusal(`aghsat.not_now`): a member who is frozen or leaving, a child, an organisation."""
        found = await self.house.known(actor.member_id)
        if found is None:
            raise Refusal("aghsat.not_now")
        return found

    async def _mine(self, actor: Actor, plan: PlanId, *, lock: bool = False) -> Plan:
        """Absent and another's answer alike. Raises Refusal(`aghsat.no_such_plan`)."""
        found = await self.plans.find(plan, lock=lock)
        if found is None or found.member != actor.member:
            raise Refusal("aghsat.no_such_plan")
        return found

    async def _open(self, plan: PlanId) -> list[PlanPart]:
        return [p for p in await self.parts.of_plan(plan) if p.open]

    async def _moved(self, after: Plan) -> Plan:
        saved = await self.plans.save(after)
        self.about(saved.about, state=saved.state)
        found = [await self.house.hami_of(u.support) for u in await self.plans.uses_of(saved.id)]
        self.unit.record(events.PlanMoved(saved.id, saved.member, saved.state, tuple(dict.fromkeys(h for h in found if h is not None))))
        return saved

    async def _looked_at(self, found: Plan) -> Plan:
        """As its parts say today; nothing is said when nothing changed."""
        state = await self._state_of(found)
        if state is found.state:
            return found
        after = found.to(state, self.unit.now)
        if state not in OWING:
            after = await self._let_go(after)
        return await self._moved(after)

    async def _state_of(self, found: Plan) -> PlanState:
        left = await self._open(found.id)
        if not left:
            return PlanState.UNDONE if found.back == found.total else PlanState.DONE
        table, late = await self._table(), (self.today - min(p.due for p in left)).days
        if late >= table.days("aghsat.default").days:
            return PlanState.DEFAULTED
        return PlanState.BEHIND if late >= table.days("aghsat.late").days else PlanState.RUNNING

    async def _let_go(self, over: Plan) -> Plan:
        """What it relied on may be used again; of what went back as a whole nothing is kept for waiting."""
        for use in await self.plans.uses_of(over.id):
            await self.house.free_help(use.support, use.credit)
        if over.state is PlanState.UNDONE and over.cost:
            await self.till.cost_back(over)
        return replace(over, credit=Rial(0))
