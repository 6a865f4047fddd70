"""برگ چک - blank, issued, held, passed on, presented, paid or bounced; nothing that was signed is ever changed.   Table of moves: CHEQUE_MOVES

Source: banking.md 11, 13.4 (Q2, Q5); how it bounces is assumed there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NewType

from domain.cheque.book import BookId
from domain.kernel.money import Rial
from domain.kernel.moves import move
from domain.kernel.people import MemberId

ChequeId = NewType("ChequeId", int)

NOTHING = Rial(0)


class ChequeState(StrEnum):
    """How a leaf stands."""

    BLANK = "blank"
    ISSUED = "issued"  # the payee is to accept or reject it
    HELD = "held"  # somebody has it who may pass it on, present it or give it back
    PASSING = "passing"  # somebody else is to accept it from the holder
    PRESENTED = "presented"  # it is collected when its time comes
    PAID = "paid"
    BOUNCED = "bounced"  # there was too little; the drawer owes it
    REJECTED = "rejected"  # by the payee
    WITHDRAWN = "withdrawn"  # by the drawer, before the payee answered
    RETURNED = "returned"  # عودت: the holder gave it back to the drawer


CHEQUE_MOVES: Mapping[ChequeState, frozenset[ChequeState]] = {
    ChequeState.BLANK: frozenset({ChequeState.ISSUED}),
    ChequeState.ISSUED: frozenset({ChequeState.HELD, ChequeState.REJECTED, ChequeState.WITHDRAWN}),
    ChequeState.HELD: frozenset({ChequeState.PASSING, ChequeState.PRESENTED, ChequeState.PAID, ChequeState.RETURNED}),
    ChequeState.PASSING: frozenset({ChequeState.HELD}),
    ChequeState.PRESENTED: frozenset({ChequeState.HELD, ChequeState.PAID, ChequeState.BOUNCED}),
    ChequeState.BOUNCED: frozenset({ChequeState.PAID, ChequeState.RETURNED}),
    ChequeState.PAID: frozenset(),
    ChequeState.REJECTED: frozenset(),
    ChequeState.WITHDRAWN: frozenset(),
    ChequeState.RETURNED: frozenset(),
}
WITH_HOLDER = (ChequeState.HELD, ChequeState.PASSING, ChequeState.PRESENTED, ChequeState.BOUNCED)
"""In these a holder has it, and it is to be paid one day."""
OPEN = (ChequeState.ISSUED, *WITH_HOLDER)


@dataclass(frozen=True, slots=True)
class Cheque:
    """A leaf. `serial`: its شناسه صیادی, sixteen digits. A blank one has no payee, amount and day.

    `payee`: whom it was written to; `holder`: whose it is now; `offered`: who is to accept it; `lack`: rials that were missing when it bounced.
    """

    id: ChequeId
    book: BookId
    member: MemberId
    serial: str
    state: ChequeState
    moved: datetime
    payee: MemberId | None = None
    holder: MemberId | None = None
    offered: MemberId | None = None
    amount: Rial = NOTHING
    due: date | None = None
    digest: str = ""
    lack: Rial = NOTHING
    version: int = 0

    @property
    def about(self) -> str:
        return f"cheque:leaf:{self.id}"

    @property
    def key(self) -> str:
        """Of its payment in the ledger: there is one."""
        return f"{self.about}:paid"

    def to(self, state: ChequeState, now: datetime) -> Cheque:
        return replace(self, state=move(CHEQUE_MOVES, self.state, state, subsystem="cheque"), moved=now)


class LeafDeed(StrEnum):
    """What somebody did with a leaf."""

    ISSUE = "issue"
    ACCEPT = "accept"
    REJECT = "reject"
    WITHDRAW = "withdraw"  # before the payee answered
    PASS = "pass"  # انتقال
    CALL_OFF = "call_off"  # not to be passed on after all
    PRESENT = "present"
    WAIT = "wait"  # not to be collected yet
    GIVE_BACK = "give_back"  # عودت
    PAY = "pay"
    BOUNCE = "bounce"


@dataclass(frozen=True, slots=True)
class Seal:
    """What was signed: the words, their digest, the certificate and the signature. All empty for a deed that is not signed."""

    text: str = ""
    digest: str = ""
    certificate: int = 0
    value: bytes = b""


UNSEALED = Seal()


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody did something with a leaf; never changed. `to`: who is concerned, `words`: what it is for, or why not."""

    deed: LeafDeed
    by: MemberId | None
    to: MemberId | None
    at: datetime
    words: str = ""
    seal: Seal = UNSEALED


def canonical(parts: Sequence[object]) -> str:
    """The same words for the same thing, whoever writes them down."""
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def words_of(text: str) -> list[Any]:
    """The parts of a canonical text; [] for what is none."""
    try:
        parts = json.loads(text)
    except ValueError:
        return []
    return parts if isinstance(parts, list) else []


def digest_of(text: str) -> str:
    """SHA-256, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
