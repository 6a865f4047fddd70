"""حساب‌ها و ردیف‌ها - accounts, entries and holds: what the ledger consists of.   Rules: ledger.py   Table of moves: HOLD_MOVES   Source: banking.md 10, 13.4"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.kernel.money import Rial
from domain.kernel.people import MemberId

EntryId = NewType("EntryId", int)
HoldId = NewType("HoldId", int)


class Money(StrEnum):
    """Kinds of money; an account holds one of them. The first four belong to a member, RECEIVABLE is what a member owes, the rest is the house's."""

    OWN = "own"  # قرض‌الحسنه deposit: theirs, may be withdrawn
    LOAN = "loan"  # of a loan, for its purpose: never cash, never refunded to a card
    SUPPORT = "support"  # given by a hami, bound to its use
    BON = "bon"  # a voucher, bound to a category and a day
    RECEIVABLE = "receivable"
    ESCROW = "escrow"  # held between two people until something is done
    STAMP = "stamp"  # stamp duty, owed to the treasury
    FEES = "fees"
    CARRIAGE = "carriage"  # what carrying parcels earned, and what was paid for those that were lost
    BANK = "bank"  # the money outside: what came in and went out through the bank


class Side(StrEnum):
    """What an account's balance may be."""

    HAS = "has"  # never below what is held on it, so never below zero
    OWES = "owes"  # never above zero
    ANY = "any"


SIDES: Mapping[Money, Side] = dict.fromkeys(Money, Side.HAS) | {Money.RECEIVABLE: Side.OWES, Money.CARRIAGE: Side.ANY, Money.BANK: Side.ANY}
OF_MEMBERS = (Money.OWN, Money.LOAN, Money.SUPPORT, Money.BON)
"""What a member can spend or look at as theirs, in the order it is shown."""


@dataclass(frozen=True, slots=True, order=True)
class Account:
    """The name of an account. `owner` is 0 for the house's; `bound` says to what the money is bound: `loan:<number>`, `plan:<number>`, `bon:<number>`, or ""."""

    money: Money
    owner: int = 0
    bound: str = ""

    @property
    def side(self) -> Side:
        return SIDES[self.money]


BANK = Account(Money.BANK)
FEES = Account(Money.FEES)
STAMP = Account(Money.STAMP)
CARRIAGE = Account(Money.CARRIAGE)


def own(member: MemberId) -> Account:
    """Where a member's own money is."""
    return Account(Money.OWN, member)


class Why(StrEnum):
    """What an entry was for; `hesam.why.<value>` says it in a statement."""

    PAID_IN = "paid_in"
    PAID_OUT = "paid_out"
    SENT = "sent"
    SENT_BACK = "sent_back"
    GIFT = "gift"  # اهدای اعتبار
    MERAT_FEE = "merat_fee"  # of an evaluation
    STAMP_DUTY = "stamp_duty"  # of a promissory note
    IDENTITY_FEE = "identity_fee"  # of an identity check
    LOAN = "loan"  # paid out, to the own money or to Em-Hesam
    ORDER = "order"  # of goods, into the hands of the house
    ORDER_BACK = "order_back"
    SALE = "sale"  # what the seller gets of an order
    CARRIAGE = "carriage"  # of a parcel
    COMPENSATION = "compensation"  # of a parcel that was lost or damaged
    CHEQUE = "cheque"  # from its drawer to who held it
    INSTALMENT = "instalment"  # principal, fee and penalty of a loan
    PLAN = "plan"  # bought by instalments: an advance, and what is owed from now on
    PART = "part"  # of a plan, paid
    PLAN_COST = "plan_cost"  # for waiting
    BON = "bon"  # own money becomes a voucher
    BON_BACK = "bon_back"  # what was not used of it
    CORRECTED = "corrected"  # a reversal


@dataclass(frozen=True, slots=True)
class Posting:
    """`amount` leaves `source` and arrives at `target`: no posting can be unbalanced."""

    source: Account
    target: Account
    amount: Rial


@dataclass(frozen=True, slots=True)
class Entry:
    """Postings that happen together or not at all. `key` makes it happen once; `about` names the thing behind it, `<subsystem>:<kind>:<id>`.

    `reverses`: the entry that this one takes back. `hold`: the hold it settles. Nothing of it is ever changed.
    """

    key: str
    why: Why
    postings: tuple[Posting, ...]
    about: str
    at: datetime
    reverses: EntryId | None = None
    hold: HoldId | None = None
    id: EntryId = EntryId(0)


class HoldState(StrEnum):
    """How money that is held stands."""

    PENDING = "pending"
    POSTED = "posted"
    VOIDED = "voided"
    EXPIRED = "expired"


HOLD_MOVES: Mapping[HoldState, frozenset[HoldState]] = {
    HoldState.PENDING: frozenset({HoldState.POSTED, HoldState.VOIDED, HoldState.EXPIRED}),
    HoldState.POSTED: frozenset(),
    HoldState.VOIDED: frozenset(),
    HoldState.EXPIRED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Hold:
    """The first of two phases: `amount` stays where it is and cannot be used, until it is posted to `target`, voided, or its time is up (`until`; None: no end)."""

    key: str
    posting: Posting
    why: Why
    about: str
    until: datetime | None
    at: datetime
    state: HoldState = HoldState.PENDING
    id: HoldId = HoldId(0)
    version: int = 0


@dataclass(frozen=True, slots=True)
class Balance:
    """Rials on an account, and how much of it is held."""

    account: Account
    balance: Rial
    held: Rial

    @property
    def free(self) -> Rial:
        return Rial(self.balance - self.held)


@dataclass(frozen=True, slots=True)
class Line:
    """One posting as the owner of an account sees it: `amount` is positive for what came, negative for what went; `other` is the account at the other end."""

    entry: EntryId
    account: Account
    other: Account
    amount: int
    why: Why
    about: str
    at: datetime
    number: int  # of the posting; newest have the highest
