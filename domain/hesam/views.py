"""نماها - balances, lines and transfers as somebody sees them.   Made by: reading.py sending.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.hesam.model import Money, Why
from domain.hesam.payment import PaymentId, PaymentState
from domain.hesam.payout import PayoutId, PayoutState
from domain.hesam.transfer import TransferId, TransferState
from domain.kernel.money import Rial
from domain.kernel.people import MemberId


@dataclass(frozen=True, slots=True)
class BalanceView:
    """One kind of money of a member. `free` is what can be used now, `held` what is set aside; `bound` as in model.Account."""

    money: Money
    bound: str
    free: Rial
    held: Rial


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of a statement; `amount` in rials, below zero for what went. `other` is the name at the other end, "" for the house."""

    number: int
    money: Money
    amount: int
    why: Why
    other: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Statement:
    """Some lines, newest first. `older`: the number to ask the next page with, 0 at the end. `opening` and `closing`: own money before the first and after the last
    line of the span that was asked for."""

    lines: tuple[LineView, ...]
    older: int
    opening: Rial
    closing: Rial


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line of a statement on paper; `left`: own money after it in rials, None for a line of another kind of money."""

    line: LineView
    left: Rial | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A statement on paper, oldest first. `opening`: own money before its first line; `cut`: there are older lines in the span than it holds."""

    lines: tuple[SheetLine, ...]
    opening: Rial
    closing: Rial
    cut: bool


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a code belongs to, and how much may still be sent today."""

    code: str
    name: str
    free: Rial
    left_today: Rial
    least: Rial


@dataclass(frozen=True, slots=True)
class TransferView:
    """A transfer for one of the two, or for whoever decides. `mine`: the viewer sent it. `may`: ask_back, let_be, give_back, keep, decide."""

    id: TransferId
    number: str
    mine: bool
    sender: str
    recipient: str
    amount: Rial
    held: Rial
    returned: Rial
    words: str
    gift: bool
    sent: datetime
    state: TransferState
    why: str
    answer: str
    ruling: str
    until: datetime | None
    may: frozenset[str]
    version: int


@dataclass(frozen=True, slots=True)
class PaymentView:
    """A payment for whoever made it. `link`: where to pay, "" when that is over."""

    id: PaymentId
    member: MemberId
    amount: Rial
    state: PaymentState
    link: str
    reference: str
    opened: datetime
    changed: datetime


@dataclass(frozen=True, slots=True)
class PayoutView:
    """A payout for whoever asked for it. `tail`: the last four digits of the account."""

    id: PayoutId
    member: MemberId
    amount: Rial
    tail: str
    state: PayoutState
    reference: str
    asked: datetime
    changed: datetime
