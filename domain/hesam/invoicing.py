"""پرداخت در پیام‌رسان - whether somebody may pay an invoice now, and that the messenger says they did: a reason to ask it (rel:M1).   The rest: paying.py"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from enum import StrEnum

from domain.hesam import events
from domain.hesam.paying import Paying
from domain.hesam.payment import OPEN, PayingBy, Payment, PaymentState
from domain.kernel.money import Rial
from domain.kernel.people import Actor, Role
from domain.kernel.verbs import command

SOON = timedelta(minutes=1)
"""After somebody began to pay: should the messenger never say that they did, it is asked."""


class Checkout(StrEnum):
    """Whether an invoice may be paid now, and why not; `hesam.checkout.<value>` says it to who would pay."""

    GO_ON = "go_on"
    UNKNOWN = "unknown"  # no invoice of ours, another amount, or another account's
    PAID = "paid"
    OVER = "over"  # its time is up
    BUSY = "busy"  # another try to pay it is not over yet


class Invoicing(Paying):
    """An invoice may have been sent twice, or forwarded: it is paid once, by whom it was sent to."""

    @command(Role.SYSTEM)
    async def check_out(self, actor: Actor, authority: str, amount: Rial, person: str, transaction: str) -> Checkout:
        """Must be answered within seconds; nothing outside is asked."""
        found = await self._invoice(authority)
        verdict = self._verdict(found, amount, person, transaction)
        if found is None:
            return verdict
        if verdict is Checkout.GO_ON:
            await self._keep(replace(found, transaction=transaction))
            self.unit.record(events.PaymentDelayed(found.id, self.unit.now + SOON, begun=True))
        elif verdict is Checkout.BUSY:
            self.unit.record(events.PaymentDelayed(found.id, self.unit.now, begun=True))
        return verdict

    def _verdict(self, found: Payment | None, amount: Rial, person: str, transaction: str) -> Checkout:
        if found is None or (found.amount, found.person) != (amount, person):
            return Checkout.UNKNOWN
        if found.state is PaymentState.PAID:
            return Checkout.PAID
        if found.state not in OPEN:
            return Checkout.OVER
        return Checkout.BUSY if found.transaction not in ("", transaction) else Checkout.GO_ON

    @command(Role.SYSTEM)
    async def was_paid(self, actor: Actor, authority: str, transaction: str) -> bool:
        """The messenger says so: it is asked about that transaction at once. Whether we know of it."""
        found = await self._invoice(authority)
        if found is None:
            return False
        if found.state is not PaymentState.PAID:
            await self._keep(replace(found, transaction=transaction or found.transaction))
            self.unit.record(events.PaymentDelayed(found.id, self.unit.now, begun=True))
        return True

    async def _invoice(self, authority: str) -> Payment | None:
        """Held to the end of the unit."""
        named = await self.payments.by_authority(authority) if authority else None
        found = await self.payments.find(named.id, lock=True) if named is not None and named.by is PayingBy.INVOICE else None
        self.about(found.about if found is not None else "hesam:payment:unknown")
        return found
