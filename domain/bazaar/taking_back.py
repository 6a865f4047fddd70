"""پس گرفتن - within seven working days; the seller answers in two days, else somebody of the bazaar decides; money goes back the way it came.   Moves: take_back.py"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.bazaar.events import BackMoved, BackPhotosWanted
from domain.bazaar.order import OrderId, OrderState
from domain.bazaar.selling import Selling
from domain.bazaar.take_back import BackReason, BackState, TakeBack, TakeBackId
from domain.kernel.money import Rial
from domain.kernel.people import Actor, Role
from domain.kernel.persian.dates import day_in_tehran, end_of, working_days_after
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command

MANAGERS = (Role.BAZAAR_MANAGER, Role.ADMIN)
"""Who decides when buyer and seller do not agree, and is neither of them."""


class TakingBack(Selling):
    """While something is asked back, nothing of the order reaches the seller."""

    @command(Role.MEMBER)
    async def ask_back(self, actor: Actor, order: OrderId, product: int, count: int, reason: BackReason, words: str, photos: tuple[str, ...]) -> TakeBackId:
        """Raises Refusal: `bazaar.no_such_order`, `bazaar.too_late_to_take_back`, `bazaar.not_in_order`, `bazaar.not_taken_back`, `bazaar.bad_words`,
        `bazaar.photo_needed`, `bazaar.asked_back_already`.
        """
        found, now = await self._bought(actor, order), self.unit.now
        if found.state is not OrderState.DELIVERED or found.until is None or found.until <= now:
            raise Refusal("bazaar.too_late_to_take_back")
        line = next((one for one in found.lines if one.product == product), None)
        gone = sum(b.count for b in await self.backs.of_order(order) if b.product == product and b.state is BackState.REFUNDED)
        if line is None or not 1 <= count <= line.count - gone:
            raise Refusal("bazaar.not_in_order")
        changed_mind = reason is BackReason.CHANGED_MIND
        if changed_mind and await self.shop.is_kept_by_law(line.section):
            raise Refusal("bazaar.not_taken_back")
        if not changed_mind and not photos:
            raise Refusal("bazaar.photo_needed")
        until = now + (await self.rates.table(self.today)).days("bazaar.answer")
        fresh = TakeBack(
            TakeBackId(0), order, found.buyer, found.seller, product, line.title, count, Rial(line.price * count), reason, self._reason(words),
            photos[: self.policy.photos], BackState.ASKED, now, now, until,
        )  # fmt: skip
        made = await self.backs.add_alone(fresh)
        if made is None:
            raise Refusal("bazaar.asked_back_already")
        self._tell_back(made)
        return made.id

    @command(Role.MEMBER)
    async def agree(self, actor: Actor, back: TakeBackId) -> None:
        """The seller takes it back. Raises Refusal: `bazaar.no_such_return`, `bazaar.cannot_move`."""
        found = await self._asked_of(actor, back)
        await self._back_moved(found.to(BackState.AGREED, self.unit.now, until=self.unit.now + self.policy.give_back))

    @command(Role.MEMBER)
    async def refuse(self, actor: Actor, back: TakeBackId, why: str) -> None:
        """The seller does not: somebody of the bazaar decides. Raises Refusal: `bazaar.no_such_return`, `bazaar.cannot_move`, `bazaar.bad_words`."""
        found, answer = await self._asked_of(actor, back), self._reason(why)
        if found.state is not BackState.ASKED:
            raise Refusal("bazaar.cannot_move", now=found.state, to=BackState.DISPUTED)
        await self._back_moved(found.to(BackState.DISPUTED, self.unit.now, answer=answer, until=self._ruling_until()))

    @command(Role.MEMBER)
    async def have_sent(self, actor: Actor, back: TakeBackId) -> None:
        """The buyer gave it back. Raises Refusal: `bazaar.no_such_return`, `bazaar.cannot_move`."""
        found = await self._asked_by(actor, back)
        await self._back_moved(found.to(BackState.SENT, self.unit.now, until=self.unit.now + self.policy.give_back))

    @command(Role.MEMBER)
    async def got_back(self, actor: Actor, back: TakeBackId) -> None:
        """The seller has it again, or does not want it: the money goes back. Raises Refusal: `bazaar.no_such_return`, `bazaar.cannot_move`."""
        await self._refund(await self._asked_of(actor, back))

    @command(Role.MEMBER)
    async def withdraw_return(self, actor: Actor, back: TakeBackId) -> None:
        """Raises Refusal: `bazaar.no_such_return`, `bazaar.cannot_move`."""
        found = await self._asked_by(actor, back)
        await self._back_moved(found.to(BackState.WITHDRAWN, self.unit.now, until=None))

    @command(*MANAGERS)
    async def rule(self, actor: Actor, back: TakeBackId, refund: bool, why: str) -> None:
        """With a reason that both read. Raises Refusal: `bazaar.no_such_return` (also of the own), `bazaar.decided_already`, `bazaar.bad_words`."""
        found, ruling = await self._return(back), self._reason(why)
        if actor.member in (found.buyer, found.seller):
            raise Refusal("bazaar.no_such_return")
        if found.state is not BackState.DISPUTED:
            raise Refusal("bazaar.decided_already")
        decided = replace(found, ruling=ruling, by=actor.member_id)
        if refund:
            await self._refund(decided)
        else:
            await self._back_moved(decided.to(BackState.DENIED, self.unit.now, until=None))

    @command(*MANAGERS)
    async def look_at_photos(self, actor: Actor, back: TakeBackId) -> None:
        """They come to the own chat; who looked is noted. Raises Refusal(`bazaar.no_such_return`)."""
        found = await self._return(back)
        if actor.member in (found.buyer, found.seller):
            raise Refusal("bazaar.no_such_return")
        self.about(found.about)
        self.unit.record(BackPhotosWanted(found.id, actor.member_id, found.photos))

    @command(Role.SYSTEM)
    async def return_time_is_up(self, actor: Actor, back: TakeBackId) -> None:
        """A seller who says nothing does not decide: somebody of the bazaar does. A buyer who keeps it has changed their mind again."""
        self.about(f"bazaar:take_back:{back}")
        found, now = await self.backs.find(back, lock=True), self.unit.now
        if found is None or found.until is None or found.until > now:
            return
        if found.state in (BackState.ASKED, BackState.SENT):
            await self._back_moved(found.to(BackState.DISPUTED, now, until=self._ruling_until()))
        elif found.state is BackState.AGREED:
            await self._back_moved(found.to(BackState.WITHDRAWN, now, until=None))
        elif found.state is BackState.DISPUTED:
            await self._back_moved(replace(found, moved=now, until=self._ruling_until()))

    async def _refund(self, found: TakeBack) -> None:
        """What was paid last goes back first (M19)."""
        order = await self.orders.find(found.order, lock=True)
        if order is None or order.state is not OrderState.DELIVERED:
            raise Refusal("bazaar.too_late_to_take_back")
        whole = order.back + found.amount == order.goods
        found = replace(found, amount=Rial(found.amount + (order.shipping if whole and await self._all_for_a_fault(found) else 0)))
        over = found.to(BackState.REFUNDED, self.unit.now, until=None)
        after = replace(order, back=Rial(order.back + found.amount))
        cash = Rial(after.cash_back - order.cash_back)
        await self.till.give_back(order, cash, Rial(found.amount - cash))
        if whole:
            await self.till.pay_out(after)
            await self._order_moved(replace(after.to(OrderState.RETURNED, self.unit.now), until=None))
        else:
            await self.orders.save(after)
        await self._back_moved(over)

    async def _all_for_a_fault(self, last: TakeBack) -> bool:
        """When all of an order goes back because something was wrong with it, the buyer does not pay for the way either (M15): the house bears it."""
        before = [b for b in await self.backs.of_order(last.order) if b.state is BackState.REFUNDED]
        return all(b.reason is not BackReason.CHANGED_MIND for b in (*before, last))

    def _ruling_until(self) -> datetime:
        return end_of(working_days_after(day_in_tehran(self.unit.now), self.policy.ruling_days))

    async def _return(self, back: TakeBackId) -> TakeBack:
        """Held to the end of the unit. Raises Refusal(`bazaar.no_such_return`)."""
        found = await self.backs.find(back, lock=True)
        if found is None:
            raise Refusal("bazaar.no_such_return")
        return found

    async def _asked_by(self, actor: Actor, back: TakeBackId) -> TakeBack:
        found = await self._return(back)
        if found.buyer != actor.member:
            raise Refusal("bazaar.no_such_return")
        return found

    async def _asked_of(self, actor: Actor, back: TakeBackId) -> TakeBack:
        found = await self._return(back)
        if found.seller != actor.member:
            raise Refusal("bazaar.no_such_return")
        return found

    async def _back_moved(self, after: TakeBack) -> None:
        self._tell_back(await self.backs.save(after))

    def _tell_back(self, one: TakeBack) -> None:
        self.about(one.about, state=one.state)
        self.unit.record(BackMoved(one.id, one.order, one.buyer, one.seller, one.state, one.until))
