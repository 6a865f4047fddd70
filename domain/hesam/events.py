"""رویدادها - what happened to money between members.   Hearers: handlers/hesam/hearing.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.hesam.payment import PaymentId
from domain.hesam.payout import PayoutId, PayoutState
from domain.hesam.transfer import TransferId
from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from domain.kernel.verbs import Event


@dataclass(frozen=True, slots=True)
class MoneySent(Event):
    """It has arrived already."""

    transfer: TransferId
    sender: MemberId
    recipient: MemberId
    amount: Rial
    gift: bool


@dataclass(frozen=True, slots=True)
class AskedBack(Event):
    """The recipient is asked, until `until`."""

    transfer: TransferId
    sender: MemberId
    recipient: MemberId
    until: datetime
    version: int


@dataclass(frozen=True, slots=True)
class NotAskedAnyMore(Event):
    """The sender let it be."""

    transfer: TransferId
    recipient: MemberId


@dataclass(frozen=True, slots=True)
class Disputed(Event):
    """Somebody of the house is to decide; the money stays held. `answered`: the recipient said something."""

    transfer: TransferId
    sender: MemberId
    recipient: MemberId
    answered: bool


@dataclass(frozen=True, slots=True)
class TransferOver(Event):
    """The money went back or stays; both are told. `by_house`: somebody of the house decided."""

    transfer: TransferId
    sender: MemberId
    recipient: MemberId
    returned: bool
    by_house: bool


@dataclass(frozen=True, slots=True)
class PaymentOpened(Event):
    """The gateway is to be told."""

    payment: PaymentId


@dataclass(frozen=True, slots=True)
class PaymentReady(Event):
    """The member may pay; without a word from them the gateway is asked at `ask`."""

    payment: PaymentId
    member: MemberId
    ask: datetime


@dataclass(frozen=True, slots=True)
class InvoiceReady(Event):
    """An invoice is to go to a messenger account (`<platform>:<id>`); unless somebody begins to pay it, it is over at `until`."""

    payment: PaymentId
    person: str
    name: str
    amount: Rial
    until: datetime


@dataclass(frozen=True, slots=True)
class PaymentDelayed(Event):
    """The gateway is to be spoken to at `at`: asked whether it was paid, or, not `begun`, told of it once more."""

    payment: PaymentId
    at: datetime
    begun: bool


@dataclass(frozen=True, slots=True)
class PaymentOver(Event):
    """Credited, or not paid. Not `begun`: the gateway never answered."""

    payment: PaymentId
    member: MemberId
    paid: bool
    begun: bool


@dataclass(frozen=True, slots=True)
class PaymentStuck(Event):
    """Somebody of the house is to look: the gateway does not answer, or names another amount than ours."""

    payment: PaymentId
    other_amount: bool


@dataclass(frozen=True, slots=True)
class PayoutDue(Event):
    """The bank is to be spoken to at `at`."""

    payout: PayoutId
    at: datetime


@dataclass(frozen=True, slots=True)
class PayoutOver(Event):
    """Paid, or the money is free again."""

    payout: PayoutId
    member: MemberId
    state: PayoutState


@dataclass(frozen=True, slots=True)
class PayoutStuck(Event):
    """Somebody of the house is to look: the bank does not answer."""

    payout: PayoutId
