"""درگاه‌ها - what money needs from others.   Rows: storage/hesam/   People: bot/hesam_people.py"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.hesam.model import Account, Balance, Entry, EntryId, Hold, Line
from domain.hesam.payment import Payment, PaymentId
from domain.hesam.payout import Payout, PayoutId
from domain.hesam.transfer import Transfer, TransferId
from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from domain.kernel.rates import Rates


class Books(Protocol):
    """The tables of the ledger. Balances are kept beside the postings, changed in the same statement that checks them, in the order of the accounts' rows."""

    async def write(self, entry: Entry, digest: str) -> EntryId:
        """Once under its key. Raises Refusal: `hesam.not_enough`, `hesam.owed_less`, `hesam.other_under_key`, `hesam.reversed_already`."""

    async def set_aside(self, hold: Hold, digest: str) -> Hold:
        """Once under its key. Raises Refusal: `hesam.not_enough`, `hesam.other_under_key`."""

    async def release(self, hold: Hold) -> None:
        """Keep the state a hold has moved to, and free its money. Raises Refusal(`hesam.changed_meanwhile`)."""

    async def entry(self, number: EntryId) -> Entry | None: ...
    async def entry_of_key(self, key: str) -> Entry | None: ...
    async def hold_of_key(self, key: str) -> Hold | None: ...
    async def balance(self, account: Account) -> Balance:
        """Zero for an account that nobody used yet."""

    async def balances_of(self, member: MemberId) -> list[Balance]:
        """Every account of theirs that was used, by kind."""

    async def balance_at(self, account: Account, moment: datetime) -> Rial:
        """What was on it after everything written until then, computed from the postings."""

    async def lines_of(self, member: MemberId, *, since: datetime | None, until: datetime | None, below: int, limit: int) -> list[Line]:
        """Newest first: postings of the accounts of a member, numbered lower than `below` (0: from the newest on)."""

    async def sent_since(self, member: MemberId, whys: Sequence[str], since: datetime) -> Rial:
        """How much left the own account of a member for these reasons from a moment on, with what is held for them."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may get money: their public code and full name. `fully`: identified in a way that allows the full limits."""

    id: MemberId
    code: str
    name: str
    fully: bool


class People(Protocol):
    """Who somebody is."""

    async def by_code(self, code: str) -> Person | None:
        """An active member with this code."""

    async def known(self, member: MemberId) -> Person | None:
        """An active member."""

    async def is_blocked(self, member: MemberId) -> bool:
        """Whether their bank account is blocked: no money leaves at their word."""

    async def names_of(self, ids: Collection[MemberId]) -> Mapping[MemberId, str]: ...
    async def identifier_of(self, member: MemberId) -> str:
        """By which other organisations know a member; "" for who is gone."""


class Looks(Protocol):
    """How often somebody looked up a recipient."""

    async def count(self, member: MemberId, since: datetime) -> int: ...
    async def add(self, member: MemberId, at: datetime) -> None: ...


class Transfers(Protocol):
    """Rows of transfers between members."""

    async def add(self, thing: Transfer) -> Transfer: ...
    async def save(self, thing: Transfer) -> Transfer:
        """Raises Refusal(`hesam.changed_meanwhile`)."""

    async def find(self, number: TransferId, *, lock: bool = False) -> Transfer | None: ...
    async def of_member(self, member: MemberId, limit: int) -> list[Transfer]:
        """Sent or received, newest first."""

    async def open_ones(self) -> list[Transfer]:
        """Those about which two people disagree, oldest first."""


class Payments(Protocol):
    """Rows of payments through the gateway."""

    async def add(self, thing: Payment) -> Payment: ...
    async def save(self, thing: Payment) -> Payment:
        """Raises Refusal(`hesam.changed_meanwhile`)."""

    async def find(self, number: PaymentId, *, lock: bool = False) -> Payment | None: ...
    async def by_authority(self, authority: str) -> Payment | None: ...
    async def of_member(self, member: MemberId, limit: int) -> list[Payment]:
        """Newest first."""

    async def count_open(self, member: MemberId) -> int:
        """Those that are neither paid nor failed."""

    async def open_since_before(self, moment: datetime) -> list[Payment]:
        """Opened before then and neither paid nor failed, oldest first."""


class Verdict(StrEnum):
    """What a gateway says of a payment. PAID whether it says so for the first time or once more."""

    PAID = "paid"
    UNPAID = "unpaid"
    OTHER_AMOUNT = "other_amount"
    NO_ANSWER = "no_answer"
    FAILED = "failed"  # of an invoice: this try to pay it is over


@dataclass(frozen=True, slots=True)
class Started:
    """The gateway's name for a payment, and the address where it is paid."""

    authority: str
    link: str


@dataclass(frozen=True, slots=True)
class Verified:
    """`reference` is the receipt's number, "" unless it was paid."""

    verdict: Verdict
    reference: str = ""


class Gateway(Protocol):
    """A payment gateway of the kind request, redirect, verify (Zarinpal's). It is asked between two transactions; asking twice under a key is harmless.

    `ready`: whether this house has one. `trial`: what is paid there is not real.
    """

    ready: bool
    trial: bool

    async def begin(self, key: str, amount: Rial, words: str) -> Started | None:
        """None: no answer."""

    async def verify(self, key: str, authority: str, amount: Rial) -> Verified:
        """Repeatable: the second time it says PAID as well."""

    async def unconfirmed(self, key: str) -> list[str]:
        """Authorities that are paid and were never verified; [] also when nobody answers."""


class Invoices(Protocol):
    """Messengers on which one pays without leaving them (Bale). `trial`: what is paid there is not real."""

    trial: bool

    def takes(self, person: str) -> bool:
        """Whether a messenger account can be sent an invoice."""

    def name(self) -> str:
        """What an invoice carries: nobody can guess it."""

    async def inquire(self, key: str, transaction: str, amount: Rial) -> Verified:
        """Asked between two transactions; repeatable."""


class Payouts(Protocol):
    """Rows of payouts."""

    async def add_alone(self, thing: Payout) -> Payout | None:
        """None while the member has another one under way."""

    async def save(self, thing: Payout) -> Payout:
        """Raises Refusal(`hesam.changed_meanwhile`)."""

    async def find(self, number: PayoutId, *, lock: bool = False) -> Payout | None: ...
    async def of_member(self, member: MemberId, limit: int) -> list[Payout]:
        """Newest first."""


class Paid(StrEnum):
    """What a bank says of a payout under a key."""

    DONE = "done"
    REFUSED = "refused"
    UNKNOWN = "unknown"  # it never heard of this key
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True)
class PaidOut:
    """`reference` is the receipt's number, "" unless it was done."""

    verdict: Paid
    reference: str = ""


class Bank(Protocol):
    """Who pays into accounts at any bank. Asked between two transactions (`key`); `payout` is the key under which it pays once, however often it is asked.

    `ready`: whether this house has one. `trial`: nothing is really paid.
    """

    ready: bool
    trial: bool

    async def owns(self, key: str, sheba: str, identifier: str) -> bool | None:
        """Whether the account belongs to whoever has this identifier (national id, fida number, legal id); None: no answer."""

    async def inquire(self, key: str, payout: str) -> PaidOut: ...
    async def pay(self, key: str, payout: str, sheba: str, amount: Rial) -> PaidOut: ...


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything the service of money needs."""

    books: Books
    transfers: Transfers
    looks: Looks
    payments: Payments
    people: People
    rates: Rates
    gateway: Gateway
    invoices: Invoices
    payouts: Payouts
    bank: Bank
