"""سفارش دادن - goods set aside, paid into the hands of the house, called off as long as that is free.   Moves: order.py   Rules: bazaar:M10-M13, M16, M17, M19"""

from __future__ import annotations

from dataclasses import replace

from domain.bazaar.asking import Asking
from domain.bazaar.events import OrderMoved, SellerAtFault, WantsOut
from domain.bazaar.model import CartLine
from domain.bazaar.order import OPEN, UNDER_WAY, Order, OrderId, OrderLine, OrderSource, OrderState, Place
from domain.bazaar.ports import CASH, LATER, LOAN, VOUCHER, Credit, Good, Later
from domain.bazaar.take_back import BACK_OPEN
from domain.bazaar.views import BoothCart, Checkout
from domain.kernel.money import Rial
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query


class Ordering(Asking):
    """Money leaves the buyer once, under the key of the order, and is held until both sides are done (M12)."""

    @query(Role.MEMBER)
    async def checkout(self, actor: Actor, sat: int) -> Checkout:
        """Raises Refusal: `bazaar.not_now`, `bazaar.nothing_of_it`, `bazaar.not_enough_left`."""
        me = await self._me(actor)
        booth = await self._to_order(actor, sat)
        goods = [line.good for line in booth.lines]
        methods = frozenset.intersection(*(frozenset(g.methods) for g in goods))
        needed, sections = await self.people.needs(me), {g.section for g in goods}
        loans = await self.till.loans(me) if LOAN in methods and sections <= needed else []
        bons = await self.till.bons(me, sections) if VOUCHER in methods else []
        grams = sum(line.good.grams * line.count for line in booth.lines) if all(g.grams for g in goods) else 0
        days, later = max(g.prep_days for g in goods), methods & frozenset(LATER)
        return Checkout(booth, days, grams, await self.till.free(me), CASH in methods, (*loans, *bons), later, await self.most_months(actor))

    @query(Role.MEMBER)
    async def most_months(self, actor: Actor) -> int:
        """Over how many months goods may be paid."""
        return (await self.rates.table(self.today)).months("bazaar.months")

    async def _to_order(self, actor: Actor, sat: int) -> BoothCart:
        found = next((b for b in await self.cart(actor) if b.sat == sat), None)
        if found is None:
            raise Refusal("bazaar.nothing_of_it")
        if not found.ready:
            raise Refusal("bazaar.not_enough_left")
        return found

    @query(Role.MEMBER)
    async def carriage(self, actor: Actor, sat: int, place: Place) -> Rial | None:
        """What bringing it there costs; None where nobody carries it. Raises Refusal: `bazaar.not_now`, `bazaar.nothing_of_it`, `bazaar.not_enough_left`."""
        seen = await self.checkout(actor, sat)
        return await self.carrier.price(sat, place, seen.grams) if seen.grams else None

    @command(Role.MEMBER)
    async def order(self, actor: Actor, sat: int, source: str, words: str, place: Place | None = None, later: Later | None = None) -> OrderId:
        """What is in the cart of a booth. `source`: the loan or voucher whose money pays as much of it as it can, "" for own money only; own money pays the rest.
        `place`: where a متصدی brings it; None: buyer and seller meet. `later`: it is paid later instead, once the plan is signed.

        Raises Refusal: `bazaar.not_now`, `bazaar.nothing_of_it`, `bazaar.not_enough_left`, `bazaar.no_such_credit`, `bazaar.not_that_way`, `bazaar.bad_words`,
        `bazaar.too_many_unpaid` (most), `bazaar.nobody_carries`, those of the stock, and those of ام‌اقساط.
        """
        me, seen, now = await self._me(actor), await self.checkout(actor, sat), self.unit.now
        shipping = await self.carriage(actor, sat, place) if place is not None else Rial(0)
        if shipping is None:
            raise Refusal("bazaar.nobody_carries")
        credit = self._credit(seen, source, later, Rial(seen.booth.total + shipping))
        if len(words) > self.policy.words:
            raise Refusal("bazaar.bad_words", least=0, most=self.policy.words)
        if await self.orders.count(me, [OrderState.UNPAID]) >= self.policy.unpaid:
            raise Refusal("bazaar.too_many_unpaid", most=self.policy.unpaid)
        lines = await self._taken(seen)
        goods = Rial(sum(line.total for line in lines))
        total = Rial(goods + shipping)
        part = (await self.rates.table(self.today)).share("sat.commission")
        made = await self.orders.add(Order(
            OrderId(0), me, seen.booth.lines[0].good.seller, sat, seen.booth.booth, lines, OrderState.UNPAID, total, Rial(int(goods * part)), seen.prep_days, now, now,
            words.strip(), source if credit else "", Rial(min(credit, total)), until=now + self.policy.payable, code=self.secrets.digits(self.policy.code),
            place=place, shipping=shipping,
        ))  # fmt: skip
        if later is not None:
            plan, financed = await self.later.draw(made, later, seen.months)
            made = await self.orders.save(replace(made, source=f"{OrderSource.PLAN}:{plan}", credit=financed))
        for line in lines:
            await self.carts.put(me, CartLine(line.product, 0, now))
        self._tell_order(made)
        return made.id

    async def _taken(self, seen: Checkout) -> tuple[OrderLine, ...]:
        """Out of the stock. Raises Refusal(`bazaar.price_changed`), and those of the stock."""
        wanted = sorted(seen.booth.lines, key=lambda line: line.good.product)  # two orders of the same goods wait for each other in one order
        lines = tuple([_line(await self.shop.take(line.good.product, line.count), line.count) for line in wanted])
        if sum(line.total for line in lines) != seen.booth.total:
            raise Refusal("bazaar.price_changed")
        return lines

    def _credit(self, seen: Checkout, source: str, later: Later | None, total: Rial) -> Rial:
        """Raises Refusal: `bazaar.no_such_credit`, `bazaar.not_that_way`."""
        if later is not None:
            if source or later.kind not in seen.later:
                raise Refusal("bazaar.not_that_way")
            return Rial(0)
        found = next((c for c in seen.credits if c.source == source), Credit("", Rial(0))) if source else Credit("", Rial(0))
        if source and not found.source:
            raise Refusal("bazaar.no_such_credit")
        if not seen.cash and found.free < total:
            raise Refusal("bazaar.not_that_way")
        return found.free

    @command(Role.MEMBER)
    async def pay(self, actor: Actor, order: OrderId) -> None:
        """Out of the own money, and that of the loan or voucher that was chosen. Raises Refusal: `bazaar.no_such_order`, `bazaar.sign_first`, `bazaar.cannot_move`,
        `bazaar.money_short` (missing).
        """
        found = await self._bought(actor, order)
        if found.plan is not None:
            raise Refusal("bazaar.sign_first")
        after = found.to(OrderState.PLACED, self.unit.now)
        if (free := await self.till.free(found.buyer)) < found.cash:
            raise Refusal("bazaar.money_short", missing=Rial(found.cash - free))
        await self.till.take(found)
        await self._placed(after)

    async def _placed(self, after: Order) -> None:
        days = (await self.rates.table(self.today)).days("bazaar.answer")
        await self._order_moved(replace(after, until=self.unit.now + days))

    @command(Role.SYSTEM)
    async def waits_for_plan(self, actor: Actor, order: OrderId) -> Order:
        """Held to the end of the unit, for who signs the plan that pays it. Raises Refusal: `bazaar.no_such_order`, `bazaar.cannot_move`."""
        found = await self.orders.find(order, lock=True)
        if found is None or found.plan is None:
            raise Refusal("bazaar.no_such_order")
        self.about(found.about)
        return found.to(OrderState.PLACED, self.unit.now)

    @command(Role.SYSTEM)
    async def paid_by_plan(self, actor: Actor, order: OrderId) -> None:
        """It is signed, and the money is held. Raises Refusal: `bazaar.no_such_order`, `bazaar.cannot_move`."""
        await self._placed(await self.waits_for_plan(actor, order))

    @command(Role.MEMBER)
    async def cancel(self, actor: Actor, order: OrderId) -> None:
        """Free, until the seller has begun. Raises Refusal: `bazaar.no_such_order`, `bazaar.seller_has_begun`, `bazaar.cannot_move`."""
        found = await self._bought(actor, order)
        if found.state in (*UNDER_WAY, OrderState.SHIPPED):
            raise Refusal("bazaar.seller_has_begun")
        await self._not_to_be(found.to(OrderState.CANCELLED, self.unit.now))

    @command(Role.MEMBER)
    async def want_out(self, actor: Actor, order: OrderId) -> None:
        """Later it needs the seller's yes (M13). Raises Refusal: `bazaar.no_such_order`, `bazaar.cannot_move`."""
        found = await self._bought(actor, order)
        if found.state not in UNDER_WAY or found.wants_out:
            raise Refusal("bazaar.cannot_move", now=found.state, to=OrderState.CANCELLED)
        saved = await self.orders.save(replace(found, wants_out=True))
        self.about(saved.about)
        self.unit.record(WantsOut(saved.id, saved.seller))

    async def _bought(self, actor: Actor, order: OrderId) -> Order:
        """By the actor, held to the end of the unit; absent and another's answer alike. Raises Refusal(`bazaar.no_such_order`)."""
        found = await self.orders.find(order, lock=True)
        if found is None or found.buyer != actor.member:
            raise Refusal("bazaar.no_such_order")
        return found

    async def _not_to_be(self, after: Order) -> None:
        """The goods are on the shelf again, and all that was paid is back."""
        if after.place is not None:
            await self.carrier.cancel(after)
        for line in after.lines:
            await self.shop.put_back(line.product, line.count)
        if after.plan is not None:
            await self.later.drop(after.plan)
        paid = after.back == 0 and await self.till.held(after) > 0
        if paid:
            await self.till.give_back(after, after.cash, after.credit)
        await self._order_moved(replace(after, until=None, wants_out=False, back=after.total if paid else after.back))

    async def _at_fault(self, after: Order) -> None:
        """The seller left a buyer in the lurch. Whoever does so often is warned; later a person looks at the booth, because a count knows no reasons (M23)."""
        await self._not_to_be(replace(after, fault=True))
        p = self.policy
        count = (await self.orders.record_of_sat(after.sat, self.unit.now - p.faults_within)).faults
        if count >= p.faults_warned:
            self.unit.record(SellerAtFault(after.id, after.sat, after.seller, count, count >= p.faults_judged))

    async def _order_moved(self, after: Order) -> Order:
        saved = await self.orders.save(after)
        self._tell_order(saved)
        return saved

    def _tell_order(self, one: Order) -> None:
        self.about(one.about, state=one.state)
        self.unit.record(OrderMoved(one.id, one.buyer, one.seller, one.state, one.until))

    @command(Role.SYSTEM)
    async def time_is_up(self, actor: Actor, order: OrderId) -> None:
        """Nobody paid, the seller said nothing, or the time for taking it back is over."""
        self.about(f"bazaar:order:{order}")
        found = await self.orders.find(order, lock=True)
        if found is None or found.until is None or found.until > self.unit.now:
            return
        if found.state is OrderState.UNPAID:
            await self._not_to_be(found.to(OrderState.LAPSED, self.unit.now))
        elif found.state is OrderState.PLACED:
            await self._at_fault(found.to(OrderState.EXPIRED, self.unit.now))
        elif found.state is OrderState.DELIVERED and await self._is_asked_back(found):
            await self._order_moved(replace(found, until=self.unit.now + self.policy.waits_for_return))
        elif found.state is OrderState.DELIVERED:
            await self._order_moved(replace(found.to(OrderState.COMPLETED, self.unit.now), until=None))

    async def _is_asked_back(self, order: Order) -> bool:
        """Whether a return of it is under way."""
        return any(b.state in BACK_OPEN for b in await self.backs.of_order(order.id))

    @query(Role.SYSTEM)
    async def open_of_sat(self, actor: Actor, sat: int) -> int:
        """How many orders of a booth are not over."""
        return await self.orders.count_of_sat(sat, OPEN)

    @query(Role.SYSTEM)
    async def unpaid_of(self, actor: Actor, member: MemberId) -> list[OrderId]:
        """Orders that wait for their money."""
        return [o.id for o in await self.orders.of_buyer(member, [OrderState.UNPAID], self.policy.unpaid)]


def _line(good: Good, count: int) -> OrderLine:
    return OrderLine(good.product, good.code, good.title, good.section, good.price, count, good.photo, good.grams)
