"""نماهای چک - what dialogs and cards show.   Made by: booking.py reading.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.cheque.book import BookState
from domain.cheque.cheque import ChequeId, ChequeState, LeafDeed
from domain.kernel.money import Rial


class Missing(StrEnum):
    """What somebody needs before there is a book."""

    BANK = "bank"  # this house has none
    ACCOUNT = "account"
    CERTIFICATE = "certificate"
    BOUNCED = "bounced"
    WAITS = "waits"  # another book
    LEAVES = "leaves"  # there are enough blank ones


@dataclass(frozen=True, slots=True)
class CounterView:
    """Where a member stands. `blank`: leaves that are left; `account`: the حساب جاری; `trial`: what the bank gives is invented."""

    missing: tuple[Missing, ...]
    blank: int
    account: str
    state: BookState | None
    leaves: int
    bounced: int
    trial: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """Between which an amount and a day must be."""

    least: Rial
    most: Rial
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class StepView:
    """Something that was done. `serial`: of the certificate, "" where nothing was signed."""

    deed: LeafDeed
    by: str
    to: str
    at: datetime
    words: str
    serial: str


@dataclass(frozen=True, slots=True)
class ChequeView:
    """A leaf as somebody sees it. `drawer`, `payee`: names as they were signed; `holder`, `offered`: short names; `may`: what the viewer can do now.

    `collect`: when it is collected, None where it is not; `intact`: the words, digests and signatures are those that were signed.
    """

    id: ChequeId
    serial: str
    state: ChequeState
    amount: Rial
    due: date
    reason: str
    drawer: str
    payee: str
    holder: str
    offered: str
    lack: Rial
    moved: datetime
    collect: datetime | None
    digest: str
    steps: tuple[StepView, ...]
    intact: bool
    mine: bool
    may: tuple[LeafDeed, ...]

    @property
    def why(self) -> str:
        """What the last one who said no gave as a reason."""
        return next((s.words for s in reversed(self.steps) if s.deed is LeafDeed.REJECT), "")
