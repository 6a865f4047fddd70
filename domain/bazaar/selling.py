"""فروختن - the seller answers within two days, prepares, and hands over against the buyer's code; then the house pays.   Moves: order.py   Rules: bazaar:M11-M13, M21"""

from __future__ import annotations

import hmac
from dataclasses import replace
from datetime import timedelta

from domain.bazaar.events import WrongCodes
from domain.bazaar.order import UNDER_WAY, News, Order, OrderId, OrderState
from domain.bazaar.ordering import Ordering
from domain.kernel.money import Rial
from domain.kernel.people import Actor, Role
from domain.kernel.persian.dates import day_in_tehran, end_of, working_days_after
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command


class Selling(Ordering):
    """Nothing reaches the seller before the buyer has it and the time for taking it back is over."""

    @command(Role.MEMBER)
    async def accept(self, actor: Actor, order: OrderId) -> None:
        """Raises Refusal: `bazaar.no_such_order`, `bazaar.cannot_move`."""
        await self._order_moved(replace((await self._sold(actor, order)).to(OrderState.PREPARING, self.unit.now), until=None))

    @command(Role.MEMBER)
    async def reject(self, actor: Actor, order: OrderId, why: str) -> None:
        """All goes back at once. Raises Refusal: `bazaar.no_such_order`, `bazaar.cannot_move`, `bazaar.bad_words`."""
        found = await self._sold(actor, order)
        await self._not_to_be(replace(found.to(OrderState.REJECTED, self.unit.now), why=self._reason(why)))

    @command(Role.MEMBER)
    async def ready(self, actor: Actor, order: OrderId) -> None:
        """Raises Refusal: `bazaar.no_such_order`, `bazaar.cannot_move`."""
        found, now = await self._sold(actor, order), self.unit.now
        late = found.state is OrderState.PREPARING and day_in_tehran(now) > day_in_tehran(found.moved) + timedelta(days=found.prep_days)
        saved = await self._order_moved(replace(found.to(OrderState.READY, now), late=late))
        if saved.place is not None:
            await self.carrier.send(saved)

    @command(Role.MEMBER)
    async def call_off(self, actor: Actor, order: OrderId, why: str) -> None:
        """By the seller, or because the buyer wants out; all goes back. Raises Refusal: `bazaar.no_such_order`, `bazaar.cannot_move`, `bazaar.bad_words`."""
        found = await self._sold(actor, order)
        if found.state not in UNDER_WAY:
            raise Refusal("bazaar.cannot_move", now=found.state, to=OrderState.CANCELLED)
        after = replace(found.to(OrderState.CANCELLED, self.unit.now), why=self._reason(why))
        await (self._not_to_be(after) if found.wants_out else self._at_fault(after))

    @command(Role.MEMBER)
    async def let_out(self, actor: Actor, order: OrderId) -> None:
        """The buyer wants out, and the seller says yes. Raises Refusal: `bazaar.no_such_order`, `bazaar.nobody_wants_out`."""
        found = await self._sold(actor, order)
        if not found.wants_out or found.state not in UNDER_WAY:
            raise Refusal("bazaar.nobody_wants_out")
        await self._not_to_be(found.to(OrderState.CANCELLED, self.unit.now))

    @command(Role.MEMBER)
    async def keep_in(self, actor: Actor, order: OrderId, why: str) -> None:
        """The buyer wants out, and the seller says no. Raises Refusal: `bazaar.no_such_order`, `bazaar.nobody_wants_out`, `bazaar.bad_words`."""
        found = await self._sold(actor, order)
        if not found.wants_out or found.state not in UNDER_WAY:
            raise Refusal("bazaar.nobody_wants_out")
        await self._order_moved(replace(found, wants_out=False, why=self._reason(why)))

    @command(Role.MEMBER, fence=False)
    async def hand_over(self, actor: Actor, order: OrderId, code: str) -> bool:
        """Whether the code was right: then it is delivered, and the time for taking it back begins. Five wrong ones lock it for a while (mts:D6).

        Raises Refusal: `bazaar.no_such_order`, `bazaar.cannot_move`, `bazaar.locked` (until).
        """
        found, now = await self._sold(actor, order), self.unit.now
        if found.state is not OrderState.READY or found.place is not None:  # who carries it has a code of their own to ask for
            raise Refusal("bazaar.cannot_move", now=found.state, to=OrderState.DELIVERED)
        if found.locked is not None and found.locked > now:
            raise Refusal("bazaar.locked", until=found.locked)
        if hmac.compare_digest(found.code.encode(), code.encode()):
            await self._delivered(found)
            return True
        tries = found.tries + 1
        over = tries >= self.policy.wrong_codes
        saved = await self.orders.save(replace(found, tries=0 if over else tries, locked=now + self.policy.locked if over else None))
        self.about(saved.about, wrong=tries)
        if over:
            self.unit.record(WrongCodes(saved.id, saved.buyer))
        return False

    @command(Role.MEMBER)
    async def have_it(self, actor: Actor, order: OrderId) -> None:
        """The buyer says so, without a code. Raises Refusal: `bazaar.no_such_order`, `bazaar.cannot_move`."""
        await self._delivered(await self._bought(actor, order))

    @command(Role.SYSTEM)
    async def parcel_moved(self, actor: Actor, order: OrderId, news: News) -> None:
        """What ام‌تی‌اس says of the parcel of an order. What came back, or never came, is paid back; carrying it there and back was work, and is paid."""
        self.about(f"bazaar:order:{order}", news=news)
        found = await self.orders.find(order, lock=True)
        if found is None:
            return
        if news is News.PICKED_UP and found.state is OrderState.READY:
            await self._order_moved(found.to(OrderState.SHIPPED, self.unit.now))
        elif news is News.DELIVERED and found.state in (OrderState.READY, OrderState.SHIPPED):
            await self._delivered(found)
        elif news in (News.RETURNED, News.LOST) and found.state is OrderState.SHIPPED:
            await self._never_came(found.to(OrderState.CANCELLED, self.unit.now), news)

    async def _never_came(self, after: Order, news: News) -> None:
        owed = after.total if news is News.LOST else after.goods
        cash = Rial(min(owed, after.cash))
        await self.till.give_back(after, cash, Rial(owed - cash))
        paid = replace(after, back=owed)
        if news is News.RETURNED:
            for line in after.lines:
                await self.shop.put_back(line.product, line.count)
            await self.till.pay_out(paid)
        await self._order_moved(replace(paid, until=None, wants_out=False))

    async def _delivered(self, found: Order) -> None:
        now = self.unit.now
        days = (await self.rates.table(self.today)).count("bazaar.take_back")
        last = working_days_after(day_in_tehran(now), days)
        await self._order_moved(replace(found.to(OrderState.DELIVERED, now), until=end_of(last), delivered=now, wants_out=False))

    @command(Role.MEMBER)
    async def all_is_well(self, actor: Actor, order: OrderId) -> None:
        """The buyer takes nothing back: the seller need not wait. Raises Refusal: `bazaar.no_such_order`, `bazaar.asked_back_already`, `bazaar.cannot_move`."""
        found = await self._bought(actor, order)
        if await self._is_asked_back(found):
            raise Refusal("bazaar.asked_back_already")
        await self._order_moved(replace(found.to(OrderState.COMPLETED, self.unit.now), until=None))

    @command(Role.SYSTEM)
    async def settle(self, actor: Actor) -> int:
        """Everything that is completed is paid to its sellers; how many orders."""
        found = await self.orders.in_state(OrderState.COMPLETED, self.policy.settled_at_once)
        for one in found:
            await self.till.pay_out(one)
            await self._order_moved(one.to(OrderState.SETTLED, self.unit.now))
        self.about("bazaar:settlement:all", orders=len(found))
        return len(found)

    async def _sold(self, actor: Actor, order: OrderId) -> Order:
        """By the actor, held to the end of the unit. Raises Refusal(`bazaar.no_such_order`): what is not paid is not the seller's to see."""
        found = await self.orders.find(order, lock=True)
        if found is None or found.seller != actor.member or found.state in (OrderState.UNPAID, OrderState.LAPSED):
            raise Refusal("bazaar.no_such_order")
        return found

    def _reason(self, why: str) -> str:
        trimmed, (least, most) = why.strip(), self.policy.reason
        if not least <= len(trimmed) <= most:
            raise Refusal("bazaar.bad_words", least=least, most=most)
        return trimmed
