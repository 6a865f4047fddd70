"""برآورد - calculations before one asks: by amount, by what one can pay a month, by points; and those that are kept.   Rules: calculating.py scheduling.py"""

from __future__ import annotations

from datetime import date, timedelta

from domain.kernel.money import Rial
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.persian.dates import day_begins
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import Service, Unit, command, query
from domain.loan.calculating import Bound, Limit, best_term, limit, longest_term, points_needed
from domain.loan.points import Points, end_of_day_balances, gathered, rules_of
from domain.loan.policy import Policy, policy_on
from domain.loan.ports import Ports
from domain.loan.quote import Quote, QuoteId
from domain.loan.scheduling import Instalment, Row, fees_of, largest, schedule
from domain.loan.terms import OFFERED, Terms, Track, terms_of
from domain.loan.views import KeptOffer, Offer, Shortfall, TrackView, Window


class Estimating(Service):
    """Everything here is an estimate under the rates of a day; nothing is promised or reserved."""

    def __init__(self, unit: Unit, ports: Ports) -> None:
        super().__init__(unit)
        self.quotes, self.rates, self.deposits = ports.quotes, ports.rates, ports.deposits
        self.loans, self.dues, self.reliefs, self.files = ports.loans, ports.dues, ports.reliefs, ports.files
        self.house, self.till, self.forgetting = ports.house, ports.till, ports.forgetting

    @property
    def policy(self) -> Policy:
        return policy_on(self.today)

    @query(Role.MEMBER)
    async def tracks(self, actor: Actor) -> list[TrackView]:
        """Both, without a fee first."""
        return [TrackView(t.track, t.least, t.most, t.ceiling, t.rounding, t.rate) for t in [await self._terms(track) for track in OFFERED]]

    @query(Role.MEMBER)
    async def points(self, actor: Actor) -> Points:
        """What the own deposit has gathered until yesterday evening, whatever of it is lent or used."""
        return (await self.window(actor)).points

    @query(Role.SYSTEM)
    async def points_of(self, actor: Actor, member: MemberId) -> Points:
        """For who lends them: what the own deposit of a member has gathered."""
        return (await self._window(member)).points

    @query(Role.MEMBER)
    async def window(self, actor: Actor) -> Window:
        """The days that count, with what there was at the end of each."""
        return await self._window(actor.member_id)

    async def _window(self, member: MemberId) -> Window:
        rules = rules_of(await self.rates.table(self.today))
        first = self.today - timedelta(days=rules.window)
        moved = await self.deposits.movements(member, day_begins(first))
        balances = end_of_day_balances(moved.opening, moved.changes, first, rules.window)
        return Window(first, tuple(balances), gathered(balances, self.today, rules), Rial(rules.divisor * rules.unit))

    @query(Role.MEMBER)
    async def shortfall(self, actor: Actor, track: Track, amount: Rial, months: int) -> Shortfall:
        """What one's own points lack for so much in so long. Raises Refusal: `loan.term`, `loan.amount_between`."""
        terms = await self._terms(track)
        check_terms(terms, amount, months)
        usable = (await self.points(actor)).usable
        return Shortfall(usable, max(0, points_needed(amount, months, terms) - usable), longest_term(amount, usable, terms))

    @query(Role.MEMBER)
    async def by_amount(self, actor: Actor, track: Track, amount: Rial, months: int) -> Offer:
        """What so much for so long needs and costs. Raises Refusal: `loan.term` (least, most), `loan.amount_between` (least, most)."""
        terms = await self._terms(track)
        check_terms(terms, amount, months)
        return self._offer(terms, amount, months)

    @query(Role.MEMBER)
    async def by_capacity(self, actor: Actor, track: Track, capacity: Rial, months: int) -> Offer:
        """The largest loan for what one can pay a month. Raises Refusal: `loan.term`, `loan.too_little` (least)."""
        terms = await self._terms(track)
        check_terms(terms, terms.rounding, months)
        return self._largest(terms, limit(months, terms, None, capacity))

    @query(Role.MEMBER)
    async def by_points(self, actor: Actor, track: Track, points: int, capacity: Rial | None = None, months: int = 0) -> Offer:
        """The largest loan for points, in `months` or, 0, in the best term; without a capacity that is the shortest.

        Raises Refusal: `loan.term`, `loan.too_little`.
        """
        terms = await self._terms(track)
        if months:
            check_terms(terms, terms.rounding, months)
            return self._largest(terms, limit(months, terms, points, capacity))
        found = best_term(terms, points, capacity) if capacity is not None else limit(terms.least, terms, points, None)
        return self._largest(terms, found)

    @query(Role.MEMBER)
    async def instalments(self, actor: Actor, track: Track, amount: Rial, months: int) -> list[Instalment]:
        """Every row, as if it were paid out today. Raises Refusal: `loan.term`, `loan.amount_between`."""
        terms = await self._terms(track)
        check_terms(terms, amount, months)
        return list(schedule(amount, months, terms, self.today))

    @command(Role.MEMBER)
    async def keep(self, actor: Actor, track: Track, amount: Rial, months: int) -> QuoteId:
        """To look at it again, under the rates of today. Raises Refusal: `loan.term`, `loan.amount_between`, `loan.kept_enough`."""
        terms = await self._terms(track)
        check_terms(terms, amount, months)
        if len(await self.quotes.of_member(actor.member_id, self.policy.kept)) >= self.policy.kept:
            raise Refusal("loan.kept_enough", most=self.policy.kept)
        table = await self.rates.table(self.today)
        made = await self.quotes.add(Quote(QuoteId(0), actor.member_id, track, amount, months, table.day, table.version, self.unit.now))
        self.about(f"loan:quote:{made.id}")
        return made.id

    @command(Role.MEMBER)
    async def drop(self, actor: Actor, quote: QuoteId) -> None:
        """Raises Refusal(`loan.no_such_quote`): absent and another's answer alike."""
        found = await self.quotes.find(quote)
        if found is None or found.member != actor.member:
            raise Refusal("loan.no_such_quote")
        await self.quotes.drop(found)
        self.about(f"loan:quote:{quote}")

    @query(Role.MEMBER)
    async def kept(self, actor: Actor) -> list[KeptOffer]:
        """Newest first, each under its own rates."""
        return [await self._kept(q) for q in await self.quotes.of_member(actor.member_id, self.policy.kept)]

    async def _terms(self, track: Track, day: date | None = None, version: int | None = None) -> Terms:
        return terms_of(track, await self.rates.table(day or self.today, version))

    async def _kept(self, q: Quote) -> KeptOffer:
        terms, day = await self._terms(q.track, q.day, q.rates), q.day
        return KeptOffer(q.id, self._offer(terms, q.amount, q.months, day=day), q.made, schedule(q.amount, q.months, terms, day))

    def _largest(self, terms: Terms, found: Limit) -> Offer:
        if found.amount < terms.rounding:
            raise Refusal("loan.too_little", least=terms.rounding)
        return self._offer(terms, found.amount, found.months, bound=found.bound)

    def _offer(self, terms: Terms, amount: Rial, months: int, *, bound: Bound | None = None, day: date | None = None) -> Offer:
        rows = schedule(amount, months, terms, day or self.today)
        usual = next(row.amount for row in rows if row.kind is Row.PRINCIPAL)
        fees = fees_of(rows)
        points = points_needed(amount, months, terms)
        return Offer(terms.track, amount, months, points, usual, largest(rows), fees, Rial(amount + fees), day or self.today, bound)


def check_terms(terms: Terms, amount: Rial, months: int) -> None:
    """Raises Refusal: `loan.term` (least, most), `loan.amount_between` (least, most)."""
    if not terms.least <= months <= terms.most:
        raise Refusal("loan.term", least=terms.least, most=terms.most)
    if not terms.rounding <= amount <= terms.ceiling:
        raise Refusal("loan.amount_between", least=terms.rounding, most=terms.ceiling)
