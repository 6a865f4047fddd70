"""پرداخت - money that a member brings in through a payment gateway.   Table of moves: PAYMENT_MOVES   Verbs: paying.py   Source: reliability M1"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.kernel.money import Rial
from domain.kernel.moves import move
from domain.kernel.people import MemberId

PaymentId = NewType("PaymentId", int)


class PayingBy(StrEnum):
    """How somebody pays in."""

    LINK = "link"  # on the page of a gateway
    INVOICE = "invoice"  # on the messenger itself


class PaymentState(StrEnum):
    """How a payment stands. It is credited once, when the gateway itself says that it was paid; what a returning browser says is only a reason to ask."""

    OPENED = "opened"  # the gateway was not told of it yet
    WAITING = "waiting"  # the member may pay
    UNKNOWN = "unknown"  # the gateway did not answer: it is asked again, and nobody pays twice meanwhile
    PAID = "paid"
    FAILED = "failed"  # not paid; should the gateway later say otherwise, it is credited


PAYMENT_MOVES: Mapping[PaymentState, frozenset[PaymentState]] = {
    PaymentState.OPENED: frozenset({PaymentState.WAITING, PaymentState.FAILED}),
    PaymentState.WAITING: frozenset({PaymentState.UNKNOWN, PaymentState.PAID, PaymentState.FAILED}),
    PaymentState.UNKNOWN: frozenset({PaymentState.WAITING, PaymentState.PAID, PaymentState.FAILED}),
    PaymentState.FAILED: frozenset({PaymentState.PAID}),
    PaymentState.PAID: frozenset(),
}
OPEN = (PaymentState.OPENED, PaymentState.WAITING, PaymentState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Payment:
    """`amount` is ours and never what somebody says on the way back. `authority` is the gateway's name for it, `reference` its receipt; `tries` counts the askings.

    Of an invoice `authority` is what it carries, `person` the messenger account that it goes to, and `transaction` what the messenger calls the paying of it.
    """

    id: PaymentId
    member: MemberId
    amount: Rial
    opened: datetime
    state: PaymentState = PaymentState.OPENED
    authority: str = ""
    link: str = ""
    reference: str = ""
    changed: datetime | None = None
    tries: int = 0
    by: PayingBy = PayingBy.LINK
    person: str = ""
    transaction: str = ""
    version: int = 0

    @property
    def key(self) -> str:
        return f"payment:{self.id}"

    @property
    def about(self) -> str:
        return f"hesam:payment:{self.id}"

    def to(self, state: PaymentState, now: datetime, *, reference: str = "") -> Payment:
        moved = move(PAYMENT_MOVES, self.state, state, subsystem="hesam")
        return replace(self, state=moved, changed=now, reference=reference or self.reference)

    def begun(self, authority: str, link: str, now: datetime) -> Payment:
        return replace(self.to(PaymentState.WAITING, now), authority=authority, link=link, tries=0)

    def asked(self) -> Payment:
        return replace(self, tries=self.tries + 1)
