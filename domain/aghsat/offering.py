"""پیشنهاد کردن - which ways to pay later are open to somebody, and what one of them would be.   Arithmetic: spreading.py   Source: banking.md 10; bazaar:M16, M20"""

from __future__ import annotations

from datetime import datetime

from domain.aghsat.base import AghsatBase
from domain.aghsat.plan import OWING, Plan, PlanBasis, PlanId, PlanKind, PlanState, PlanTerms
from domain.aghsat.ports import Friend
from domain.aghsat.spreading import BASE, MONTH, TOMAN, credit_for, parts_of, span_of
from domain.aghsat.views import Offer, Preview
from domain.kernel.money import Rial
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.rates import RateTable
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query

MANY = 200  # plans of one member that are looked through
BASES = {PlanKind.INSTALMENTS: (PlanBasis.POINTS, PlanBasis.HAMI, PlanBasis.HALF), PlanKind.DEFERRED: (PlanBasis.HAMI, PlanBasis.TRUST)}


class Offering(AghsatBase):
    """Nothing is promised here: whoever signs is weighed once more."""

    @query(Role.MEMBER)
    async def offers(self, actor: Actor, total: Rial, kinds: frozenset[PlanKind], months: int) -> list[Offer]:
        """For something that costs `total` and may be paid over so many months; none for who is behind. Raises Refusal(`aghsat.not_now`)."""
        me, table = await self._me(actor), await self._table()
        if await self._blocked(me.id) is not None:
            return []
        found = [await self._offer(me, total, kind, basis, months, table) for kind in PlanKind if kind in kinds for basis in BASES[kind]]
        return [offer for offer in found if offer is not None]

    async def _offer(self, me: Friend, total: Rial, kind: PlanKind, basis: PlanBasis, months: int, table: RateTable) -> Offer | None:
        """None where it is not open for any time that makes sense."""
        deferred, days = kind is PlanKind.DEFERRED, table.days("aghsat.most_days").days
        longest = min(months, table.months("aghsat.max_months"))
        shortest = PlanTerms(kind, basis, days=min(MONTH, days)) if deferred else PlanTerms(kind, basis, months=self.policy.least_months)
        least, most = await self._advance(me.id, total, shortest, table)
        return None if least > most or longest < shortest.months else Offer(kind, basis, least, longest, days, table.months("aghsat.most_breath"))

    @query(Role.MEMBER)
    async def advance_between(self, actor: Actor, total: Rial, terms: PlanTerms) -> tuple[Rial, Rial]:
        """The least and the most that may be paid at once, in rials; whatever `terms` says of it. Raises Refusal: `aghsat.not_now`, `aghsat.out_of_reach`."""
        me = await self._me(actor)
        least, most = await self._advance(me.id, total, terms, await self._table())
        if least > most:
            raise Refusal("aghsat.out_of_reach")
        return least, most

    async def _advance(self, me: MemberId, total: Rial, terms: PlanTerms, table: RateTable) -> tuple[Rial, Rial]:
        """Both in whole tomans; the least is above the most where it is not open."""
        least = max(0, total - await self._later(me, total, terms, table))
        most = total - table.rial("aghsat.least_part") * terms.months
        return Rial(-(-least // TOMAN) * TOMAN), Rial(most // TOMAN * TOMAN)

    async def _later(self, me: MemberId, total: Rial, terms: PlanTerms, table: RateTable) -> Rial:
        """What may be paid later at most."""
        if terms.basis in (PlanBasis.POINTS, PlanBasis.HAMI):
            return Rial(await self._credit(me, terms.basis) * BASE // span_of(terms) // TOMAN * TOMAN)
        found = await self.house.capacity(me)
        if found is None or not found.fit or (terms.basis is PlanBasis.TRUST and not found.strong):
            return Rial(0)
        if terms.basis is PlanBasis.TRUST:
            return await self._trust_left(me, table)
        return Rial(min(int(total * (1 - table.share("aghsat_plus.min_cover"))), await self._a_month(me) * terms.months))

    async def _trust_left(self, me: MemberId, table: RateTable) -> Rial:
        return Rial(max(0, table.rial("aghsat.trusted") - await self.plans.trusted(me)))

    async def _credit(self, me: MemberId, basis: PlanBasis) -> Rial:
        if basis is PlanBasis.POINTS:
            return await self.house.points(me)
        return Rial(sum(h.credit for h in await self.house.helps(me)))

    async def _a_month(self, me: MemberId) -> Rial:
        """What somebody can still pay in a month, by Merat, beside what they pay already."""
        found = await self.house.capacity(me)
        by_plan: dict[int, int] = {}
        for part in await self.parts.open_of(me):
            by_plan[part.plan] = max(by_plan.get(part.plan, 0), part.owed)
        return Rial(max(0, (found.monthly if found is not None else 0) - await self.house.paying(me) - sum(by_plan.values())))

    async def _blocked(self, me: MemberId) -> Refusal | None:
        """Whoever is a month behind, here or with a loan, pays that first."""
        if any(p.state is PlanState.DEFAULTED for p in await self.plans.of_member(me, OWING, MANY)):
            return Refusal("aghsat.far_behind")
        return Refusal("aghsat.loan_overdue") if await self.house.overdue(me) else None

    @query(Role.MEMBER)
    async def preview(self, actor: Actor, total: Rial, terms: PlanTerms, months: int) -> Preview:
        """What it would be, signed today. `months`: how many what is bought allows.

        Raises Refusal: `aghsat.not_now`, `aghsat.bad_terms`, `aghsat.part_too_small` (least), `aghsat.far_behind`, `aghsat.loan_overdue`, `aghsat.advance_too_small`
        (least), `aghsat.less_credit` (credit, needed), `aghsat.needs_merat`, `aghsat.over_month` (most), `aghsat.not_trusted`, `aghsat.over_trust` (most).
        """
        return await self._previewed(await self._me(actor), total, terms, months)

    async def _previewed(self, me: Friend, total: Rial, terms: PlanTerms, months: int) -> Preview:
        made = await self._made(me.id, total, terms, months)
        await self._check(me.id, made)
        return made

    async def _made(self, me: MemberId, total: Rial, terms: PlanTerms, months: int) -> Preview:
        """Raises Refusal: `aghsat.bad_terms`, `aghsat.part_too_small` (least)."""
        table = await self._table()
        financed, deferred = Rial(total - terms.advance), terms.kind is PlanKind.DEFERRED
        long = 1 <= terms.days <= table.days("aghsat.most_days").days and terms.months == 1 and not terms.breath
        least, most = self.policy.least_months, min(months, table.months("aghsat.max_months"))
        spread_out = least <= terms.months <= most and 0 <= terms.breath <= table.months("aghsat.most_breath") and not terms.days
        if terms.basis not in BASES[terms.kind] or terms.advance < 0 or terms.advance % TOMAN or financed <= 0 or not (long if deferred else spread_out):
            raise Refusal("aghsat.bad_terms")
        if financed < (part := table.rial("aghsat.least_part")) * terms.months:
            raise Refusal("aghsat.part_too_small", least=part)
        parts = parts_of(financed, terms, self.today, table.share("aghsat.round_up_from"))
        cost = Rial(int(financed * table.share("aghsat.cost")) // 10 * 10) if deferred else Rial(0)
        at_once = Rial(terms.advance + cost + sum(amount for due, amount in parts if due <= self.today))
        leans = terms.basis in (PlanBasis.POINTS, PlanBasis.HAMI)
        return Preview(terms, total, cost, credit_for(financed, terms) if leans else Rial(0), at_once, parts, await self.till.free(me))

    async def _check(self, me: MemberId, made: Preview) -> None:
        """Whether somebody may have it now; refusals as of `preview`."""
        table, basis = await self._table(), made.terms.basis
        if (no := await self._blocked(me)) is not None:
            raise no
        if basis in (PlanBasis.POINTS, PlanBasis.HAMI):
            if (credit := await self._credit(me, basis)) < made.credit:
                raise Refusal("aghsat.less_credit", credit=credit, needed=made.credit)
            return
        found = await self.house.capacity(me)
        if found is None or not found.fit:
            raise Refusal("aghsat.needs_merat")
        if basis is PlanBasis.HALF:
            least, financed = Rial(int(made.total * table.share("aghsat_plus.min_cover"))), made.total - made.terms.advance
            if made.terms.advance < least:
                raise Refusal("aghsat.advance_too_small", least=least)
            if financed > (most := await self._a_month(me)) * made.terms.months:
                raise Refusal("aghsat.over_month", most=most)
            return
        if not found.strong:
            raise Refusal("aghsat.not_trusted")
        if made.total - made.terms.advance > (most := await self._trust_left(me, table)):
            raise Refusal("aghsat.over_trust", most=most)

    @command(Role.SYSTEM)
    async def draw(self, actor: Actor, member: MemberId, thing: str, title: str, total: Rial, terms: PlanTerms, months: int, until: datetime) -> PlanId:
        """For something a member is about to buy, in the unit of whoever sells it; nothing is bought before it is signed. Refusals of `preview`."""
        me = await self.house.known(member)
        if me is None:
            raise Refusal("aghsat.not_now")
        made, now = await self._previewed(me, total, terms, months), self.unit.now
        fresh = Plan(PlanId(0), member, terms, thing, title, total, made.cost, made.credit, PlanState.DRAWN, now, now, until)
        return (await self._moved(await self.plans.add(fresh))).id

    @query(Role.MEMBER)
    async def least_part(self, actor: Actor, price: Rial, months: int) -> Rial:
        """For a price tag: a usual part over so many months, without an advance; 0 where that would be too small."""
        part = Rial(price // (months * 10) * 10) if months >= self.policy.least_months else Rial(0)
        return part if part >= (await self._table()).rial("aghsat.least_part") else Rial(0)
