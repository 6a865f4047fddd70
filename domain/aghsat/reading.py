"""دیدن اقساط - my plans, the months ahead over everything one pays, and what the house asks for.   Views: views.py"""

from __future__ import annotations

from datetime import date

from domain.aghsat.bon import BonState
from domain.aghsat.plan import BEGUN, OWING, Plan, PlanId, PlanState
from domain.aghsat.views import MonthAhead, PlanView
from domain.aghsat.vouching import Vouching
from domain.kernel.money import Rial
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.persian.dates import from_jalali, jalali, months_after
from domain.kernel.refusal import Refusal
from domain.kernel.requests import DataLine, RequestLine, Status
from domain.kernel.verbs import query

KEPT = 200  # plans and vouchers that are told when a member asks for everything
STANDS = {PlanState.DRAWN: Status.WAITING, PlanState.LAPSED: Status.ENDED, PlanState.UNDONE: Status.ENDED}


class Reading(Vouching):
    """Everybody sees their own."""

    @query(Role.MEMBER)
    async def my_plans(self, actor: Actor) -> list[PlanView]:
        """Signed ones, newest first."""
        return [await self._view(p) for p in await self.plans.of_member(actor.member_id, BEGUN, self.policy.shown)]

    @query(Role.MEMBER)
    async def plan(self, actor: Actor, plan: PlanId) -> PlanView:
        """Raises Refusal(`aghsat.no_such_plan`)."""
        return await self._view(await self._mine(actor, plan))

    @query(Role.SYSTEM)
    async def plan_now(self, actor: Actor, plan: PlanId) -> PlanView | None:
        found = await self.plans.find(plan)
        return None if found is None else await self._view(found)

    async def _view(self, p: Plan) -> PlanView:
        parts = await self.parts.of_plan(p.id)
        left = [one for one in parts if one.open]
        late = max(0, (self.today - left[0].due).days) if left else 0
        return PlanView(
            p.id, p.number, p.thing, p.title, p.terms, p.total, p.cost, p.credit, p.state, p.until, Rial(sum(one.owed for one in left)), tuple(parts),
            left[0] if left else None, late,
        )  # fmt: skip

    @query(Role.MEMBER)
    async def months_ahead(self, actor: Actor) -> list[MonthAhead]:
        """Over all subsystems: what each Jalali month asks for, this one first, up to the last in which something is due."""
        this = _first_of(self.today)
        months = [months_after(this, n) for n in range(self.policy.ahead)]
        plans, loans = dict.fromkeys(months, 0), dict.fromkeys(months, 0)
        due = [(p.due, p.owed, plans) for p in await self.parts.open_of(actor.member_id)]
        due += [(c.due, c.amount, loans) for c in await self.house.coming(actor.member_id)]
        for day, amount, into in due:
            if (month := max(this, _first_of(day))) in into:
                into[month] += amount
        last = max((n for n, m in enumerate(months) if plans[m] or loans[m]), default=-1)
        return [MonthAhead(m, Rial(plans[m]), Rial(loans[m])) for m in months[: last + 1]]

    @query(Role.SYSTEM)
    async def reserved_of(self, actor: Actor, member: MemberId) -> Rial:
        """Of the own points, for whoever lends or borrows against them."""
        return await self.plans.reserved(member)

    @query(Role.MEMBER)
    async def requests_of(self, actor: Actor, member: MemberId) -> list[RequestLine]:
        """Newest first. Raises `aghsat.not_yours` for another's."""
        self._check_self(actor, member)
        found = await self.plans.of_member(member, tuple(PlanState), self.policy.shown)
        return [RequestLine(p.number, "aghsat.request.plan", STANDS.get(p.state, Status.APPROVED), p.moved) for p in found]

    @query(Role.MEMBER)
    async def data_of(self, actor: Actor, member: MemberId) -> list[DataLine]:
        """For «داده‌های من». Raises `aghsat.not_yours` for another's."""
        self._check_self(actor, member)
        plans = await self.plans.of_member(member, tuple(PlanState), KEPT)
        lines = [DataLine("aghsat.data.plan", {"number": p.number, "title": p.title, "total": p.total, "at": p.drawn, "state": p.state}) for p in plans]
        for mine, bons in ((True, await self.bons.given_to(member, tuple(BonState), KEPT)), (False, await self.bons.given_by(member, KEPT))):
            key = "aghsat.data.bon_got" if mine else "aghsat.data.bon_given"
            lines += [DataLine(key, {"number": b.number, "amount": b.amount, "at": b.given, "words": b.words, "state": b.state}) for b in bons]
        return lines

    def _check_self(self, actor: Actor, member: MemberId) -> None:
        if actor.member != member:
            raise Refusal("aghsat.not_yours")

    @query(Role.SYSTEM)
    async def ties_of(self, actor: Actor, member: MemberId) -> list[str]:
        """Debts, and vouchers whose rest has to find its way back."""
        owes = await self.plans.of_member(member, (PlanState.DRAWN, *OWING), 1)
        gave = await self.bons.count_active(member)
        return [*(["aghsat.tie.plan"] if owes else []), *(["aghsat.tie.bon"] if gave else [])]


def _first_of(day: date) -> date:
    """The first day of its Jalali month."""
    found = jalali(day)
    return from_jalali(found.year, found.month, 1)
