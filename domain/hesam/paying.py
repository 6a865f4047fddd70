"""پرداختن - money comes in: the gateway is told, the member pays there, and the gateway itself is asked whether they did (rel:M1).   Moves: payment.py"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from domain.hesam import events
from domain.hesam.base import HesamBase
from domain.hesam.model import BANK, Posting, Why, own
from domain.hesam.payment import OPEN, PayingBy, Payment, PaymentId, PaymentState
from domain.hesam.ports import Verdict, Verified
from domain.hesam.views import PaymentView
from domain.kernel.money import Rial
from domain.kernel.people import Actor, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query


class Paying(HesamBase):
    """Three steps, each in a transaction of its own; between them only the gateway is spoken to. Credited under the payment's key, so once however often it is asked."""

    @query(Role.MEMBER)
    async def may_pay_in(self, actor: Actor) -> tuple[Rial, Rial] | None:
        """The least and the most of one payment in rials; None where the house has no gateway."""
        table = await self._table()
        ready = self.gateway.ready or self.invoices.takes(actor.person)
        return None if not ready else (table.rial("hesam.pay.least"), table.rial("hesam.pay.most"))

    @query(Role.MEMBER)
    async def pays_on_messenger(self, actor: Actor) -> bool:
        """Whether an invoice comes to where the member speaks from."""
        return self.invoices.takes(actor.person)

    @command(Role.MEMBER)
    async def open_payment(self, actor: Actor, amount: Rial) -> PaymentId:
        """An intent; the way to pay follows as soon as there is one: an invoice on the messenger it is asked on, where that has any, else the gateway's page.

        Raises Refusal: `hesam.not_now`, `hesam.no_gateway`, `hesam.pay_between` (least, most), `hesam.too_many_open`.
        """
        me, bounds = await self._me(actor), await self.may_pay_in(actor)
        if bounds is None:
            raise Refusal("hesam.no_gateway")
        if not bounds[0] <= amount <= bounds[1]:
            raise Refusal("hesam.pay_between", least=bounds[0], most=bounds[1])
        if await self.payments.count_open(me.id) >= self.policy.open_payments:
            raise Refusal("hesam.too_many_open")
        by = PayingBy.INVOICE if self.invoices.takes(actor.person) else PayingBy.LINK
        person = actor.person if by is PayingBy.INVOICE else ""
        one = await self.payments.add(Payment(PaymentId(0), me.id, amount, self.unit.now, by=by, person=person))
        self.about(one.about, amount=amount)
        self.unit.record(events.PaymentOpened(one.id))
        return one.id

    @command(Role.SYSTEM)
    async def begin_payment(self, actor: Actor, payment: PaymentId) -> None:
        """Tell the gateway. Without an answer it is tried some more times, then the payment is over: nobody could have paid it."""
        one = await self._payment(payment)
        if one is None or one.state is not PaymentState.OPENED:
            return
        if one.by is PayingBy.INVOICE:
            sent = await self._keep(one.begun(self.invoices.name(), "", self.unit.now))
            self.unit.record(events.InvoiceReady(sent.id, sent.person, sent.authority, sent.amount, self.unit.now + self.policy.payable))
            return
        started = await self.gateway.begin(f"{one.key}:{one.tries}", one.amount, one.key)
        if started is not None:
            await self._keep(one.begun(started.authority, started.link, self.unit.now))
            self.unit.record(events.PaymentReady(one.id, one.member, self.unit.now + self.policy.ask_after[0]))
        elif one.tries + 1 < len(self.policy.begin_after):
            await self._keep(one.asked())
            self.unit.record(events.PaymentDelayed(one.id, self.unit.now + self.policy.begin_after[one.tries], begun=False))
        else:
            await self._keep(one.to(PaymentState.FAILED, self.unit.now))
            self.unit.record(events.PaymentOver(one.id, one.member, paid=False, begun=False))

    @command(Role.SYSTEM)
    async def came_back(self, actor: Actor, authority: str) -> bool:
        """A browser came back, or the gateway names something that is paid and not yet confirmed: a reason to ask, and nothing else is believed.

        Whether we know of it; an unknown authority changes nothing.
        """
        one = await self.payments.by_authority(authority) if authority else None
        self.about(one.about if one is not None else "hesam:payment:unknown")
        if one is None:
            return False
        if one.state is not PaymentState.PAID:
            self.unit.record(events.PaymentDelayed(one.id, self.unit.now, begun=True))
        return True

    @command(Role.SYSTEM)
    async def ask_gateway(self, actor: Actor, payment: PaymentId) -> None:
        """Ask whether it was paid, and credit it if it was."""
        one = await self._payment(payment)
        if one is None or one.state in (PaymentState.OPENED, PaymentState.PAID):
            return
        found = await self._verify(one)
        if found.verdict is Verdict.FAILED:
            one, found = replace(one, transaction=""), Verified(Verdict.UNPAID)  # the next try may be another transaction
        if found.verdict is Verdict.PAID:
            await self.ledger.post(one.key, Why.PAID_IN, [Posting(BANK, own(one.member), one.amount)], one.about)
            await self._keep(one.to(PaymentState.PAID, self.unit.now, reference=found.reference))
            self.unit.record(events.PaymentOver(one.id, one.member, paid=True, begun=True))
            return
        if one.state is PaymentState.FAILED:
            return  # asked once more, and still not paid
        if found.verdict is Verdict.UNPAID and not one.transaction and self.unit.now >= one.opened + self.policy.payable:
            await self._keep(one.to(PaymentState.FAILED, self.unit.now))
            self.unit.record(events.PaymentOver(one.id, one.member, paid=False, begun=True))
            return
        await self._ask_later(one, found.verdict)

    async def _verify(self, one: Payment) -> Verified:
        """An invoice that nobody began to pay is not asked about."""
        key = f"{one.key}:verify:{one.tries}"
        if one.by is PayingBy.LINK:
            return await self.gateway.verify(key, one.authority, one.amount)
        return await self.invoices.inquire(f"{key}:{one.transaction}", one.transaction, one.amount) if one.transaction else Verified(Verdict.UNPAID)

    async def _ask_later(self, one: Payment, verdict: Verdict) -> None:
        """Not yet, no answer, or another amount: ask again later; after the last of the waits somebody of the house is told, and it is asked once a day."""
        waits = self.policy.ask_after
        to = PaymentState.WAITING if verdict is Verdict.UNPAID else PaymentState.UNKNOWN
        moved = one if one.state is to else one.to(to, self.unit.now)
        saved = await self._keep(moved.asked())
        wait = waits[saved.tries] if saved.tries < len(waits) else timedelta(days=1)
        self.unit.record(events.PaymentDelayed(one.id, self.unit.now + wait, begun=True))
        other = verdict is Verdict.OTHER_AMOUNT
        if saved.tries == len(waits) or (other and one.state is not PaymentState.UNKNOWN):  # once, not at every asking
            self.unit.record(events.PaymentStuck(one.id, other_amount=other))

    @command(Role.SYSTEM)
    async def reconcile(self, actor: Actor) -> int:
        """What the gateway calls paid and nobody confirmed is asked about, and so is what we left open; returns how many."""
        named = await self.gateway.unconfirmed(f"reconcile:{self.today.isoformat()}")
        known = [p for a in named if (p := await self.payments.by_authority(a)) is not None]
        stale = await self.payments.open_since_before(self.unit.now - self.policy.payable)
        wanted = {p.id: p for p in (*known, *stale) if p.state not in (PaymentState.PAID, PaymentState.OPENED)}
        for one in wanted.values():
            self.unit.record(events.PaymentDelayed(one.id, self.unit.now, begun=True))
        for one in stale:
            if one.state is PaymentState.OPENED:
                self.unit.record(events.PaymentDelayed(one.id, self.unit.now, begun=False))
        self.about("hesam:payment:reconciled", asked=len(wanted), unknown_here=len(named) - len(known))
        return len(wanted)

    @query(Role.MEMBER)
    async def payments_of(self, actor: Actor) -> list[PaymentView]:
        """Newest first."""
        return [_view(p) for p in await self.payments.of_member(actor.member_id, self.policy.shown)]

    @query(Role.MEMBER)
    async def find_payment(self, actor: Actor, payment: PaymentId) -> PaymentView | None:
        """One of mine; absent and another's alike are None."""
        one = await self.payments.find(payment)
        return _view(one) if one is not None and one.member == actor.member else None

    @query(Role.SYSTEM)
    async def payment_now(self, actor: Actor, payment: PaymentId) -> PaymentView | None:
        one = await self.payments.find(payment)
        return None if one is None else _view(one)

    async def _payment(self, payment: PaymentId) -> Payment | None:
        self.about(f"hesam:payment:{payment}")
        return await self.payments.find(payment, lock=True)

    async def _keep(self, one: Payment) -> Payment:
        self.about(one.about, state=one.state, tries=one.tries)
        return await self.payments.save(one)


def _view(p: Payment) -> PaymentView:
    link = p.link if p.state in OPEN else ""
    return PaymentView(p.id, p.member, p.amount, p.state, link, p.reference, p.opened, p.changed or p.opened)
