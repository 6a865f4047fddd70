"""برداشتن - own money to one's own account: held at once, paid by the bank, settled when the bank says so (banking.md 10).   Moves: payout.py"""

from __future__ import annotations

from datetime import timedelta

from domain.hesam import events
from domain.hesam.base import HesamBase
from domain.hesam.model import BANK, Why, own
from domain.hesam.payout import UNDER_WAY, Payout, PayoutId, PayoutState
from domain.hesam.ports import Paid
from domain.hesam.views import PayoutView
from domain.kernel.money import Rial
from domain.kernel.people import Actor, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query


class Withdrawing(HesamBase):
    """The bank is asked between two transactions, under the key of the payout; before it is asked to pay, it is asked whether it did already."""

    @query(Role.MEMBER)
    async def may_withdraw(self, actor: Actor) -> tuple[Rial, Rial] | None:
        """The least and the most that may leave now, in rials (the most may be less than the least); None where the house has no bank to pay through."""
        if not self.bank.ready:
            return None
        me, table = await self._me(actor), await self._table()
        free = (await self.books.balance(own(me.id))).free
        return table.rial("hesam.least"), Rial(max(0, min(free, await self._left_today(me, table))))

    @command(Role.MEMBER)
    async def withdraw(self, actor: Actor, sheba: str, amount: Rial) -> PayoutId:
        """Own money only; that of a loan is never cash. `sheba`: IR and 24 digits, checked by whoever read it.

        Raises Refusal: `hesam.not_now`, `hesam.no_bank`, `hesam.too_little`, `hesam.not_enough`, `hesam.over_limit`, `hesam.payout_open`.
        """
        me = await self._me(actor)
        if not self.bank.ready:
            raise Refusal("hesam.no_bank")
        await self._check_may_leave(me, amount)
        one = await self.payouts.add_alone(Payout(PayoutId(0), me.id, amount, sheba, self.unit.now))
        if one is None:
            raise Refusal("hesam.payout_open")
        await self.ledger.hold(one.key, Why.PAID_OUT, own(me.id), BANK, amount, one.about)
        self.about(one.about, amount=amount)
        self.unit.record(events.PayoutDue(one.id, self.unit.now + self.policy.second_thoughts))
        return one.id

    @command(Role.MEMBER)
    async def stop_payout(self, actor: Actor, payout: PayoutId) -> None:
        """In the first minutes nobody was asked yet. Raises Refusal: `hesam.no_such_payout` (absent and another's answer alike), `hesam.cannot_move`."""
        one = await self.payouts.find(payout, lock=True)
        if one is None or one.member != actor.member:
            raise Refusal("hesam.no_such_payout")
        over = one.to(PayoutState.WITHDRAWN, self.unit.now)
        await self.ledger.void(one.key)
        await self._payout_over(over)

    @command(Role.SYSTEM)
    async def pay_out(self, actor: Actor, payout: PayoutId) -> None:
        """One step: whose account it is, or paying into it. Without an answer it is asked again later, and at last somebody of the house is told."""
        self.about(f"hesam:payout:{payout}")
        one = await self.payouts.find(payout, lock=True)
        if one is None or one.state not in UNDER_WAY:
            return
        if one.state is PayoutState.ASKED:
            await self._find_owner(one)
        else:
            await self._pay(one)

    async def _find_owner(self, one: Payout) -> None:
        owns = await self.bank.owns(f"{one.key}:owner:{one.tries}", one.sheba, await self.people.identifier_of(one.member))
        if owns is None:
            await self._later(one)
        elif owns:
            await self._keep_payout(one.to(PayoutState.SENDING, self.unit.now))
            self.unit.record(events.PayoutDue(one.id, self.unit.now))
        else:
            await self.ledger.void(one.key)
            await self._payout_over(one.to(PayoutState.NOT_OWN, self.unit.now))

    async def _pay(self, one: Payout) -> None:
        """Asked first whether it was done: a process that died in between asks that before anything else."""
        found = await self.bank.inquire(f"{one.key}:inquire:{one.tries}", one.key)
        if found.verdict is Paid.UNKNOWN:
            found = await self.bank.pay(f"{one.key}:pay:{one.tries}", one.key, one.sheba, one.amount)
        if found.verdict is Paid.DONE:
            await self.ledger.settle(one.key)
            await self._payout_over(one.to(PayoutState.PAID, self.unit.now, reference=found.reference))
        elif found.verdict is Paid.REFUSED:
            await self.ledger.void(one.key)
            await self._payout_over(one.to(PayoutState.REFUSED, self.unit.now))
        else:
            await self._later(one)

    async def _later(self, one: Payout) -> None:
        waits = self.policy.ask_after
        saved = await self._keep_payout(one.again())
        self.unit.record(events.PayoutDue(one.id, self.unit.now + (waits[saved.tries] if saved.tries < len(waits) else timedelta(days=1))))
        if saved.tries == len(waits):
            self.unit.record(events.PayoutStuck(one.id))

    async def _payout_over(self, over: Payout) -> None:
        await self._keep_payout(over)
        self.unit.record(events.PayoutOver(over.id, over.member, over.state))

    async def _keep_payout(self, one: Payout) -> Payout:
        self.about(one.about, state=one.state, tries=one.tries)
        return await self.payouts.save(one)

    @query(Role.MEMBER)
    async def payouts_of(self, actor: Actor) -> list[PayoutView]:
        """Newest first; of the account only its end is told."""
        return [_view(p) for p in await self.payouts.of_member(actor.member_id, self.policy.shown)]

    @query(Role.MEMBER)
    async def find_payout(self, actor: Actor, payout: PayoutId) -> PayoutView | None:
        """One of mine; absent and another's alike are None."""
        one = await self.payouts.find(payout)
        return _view(one) if one is not None and one.member == actor.member else None

    @query(Role.SYSTEM)
    async def payout_now(self, actor: Actor, payout: PayoutId) -> PayoutView | None:
        one = await self.payouts.find(payout)
        return None if one is None else _view(one)


def _view(p: Payout) -> PayoutView:
    return PayoutView(p.id, p.member, p.amount, p.sheba[-4:], p.state, p.reference, p.asked, p.changed or p.asked)
