"""سفته‌ی الکترونیک - drafted, signed in order, issued, tied to a loan, released.   Table of moves: NOTE_MOVES   Source: banking.md 8, 13.4; reference-systems.md 7"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NewType

from domain.icap.certificate import CertificateId
from domain.kernel.codes import public_code
from domain.kernel.money import Rial
from domain.kernel.moves import move
from domain.kernel.people import MemberId

NoteId = NewType("NoteId", int)

LETTERS = "SF"  # سفته
PAYEE = "070"
"""The bank that is paid, by its code in a sheba: what is signed holds no words of ours."""


class NoteState(StrEnum):
    """How a note stands. The stamp duty is held with the draft, and taken when it is issued."""

    DRAFT = "draft"  # the issuer is to sign
    SIGNED = "signed"  # by the issuer; the guarantor is to sign
    ISSUED = "issued"
    ALLOCATED = "allocated"  # to a loan
    RELEASED = "released"  # the loan is paid back
    EXPIRED = "expired"  # not signed by everybody on its day
    DECLINED = "declined"  # by the guarantor
    WITHDRAWN = "withdrawn"  # by the issuer, before it was issued
    VOIDED = "voided"  # after it was issued, before it was tied to a loan


NOTE_MOVES: Mapping[NoteState, frozenset[NoteState]] = {
    NoteState.DRAFT: frozenset({NoteState.SIGNED, NoteState.ISSUED, NoteState.EXPIRED, NoteState.WITHDRAWN}),
    NoteState.SIGNED: frozenset({NoteState.ISSUED, NoteState.EXPIRED, NoteState.DECLINED, NoteState.WITHDRAWN}),
    NoteState.ISSUED: frozenset({NoteState.ALLOCATED, NoteState.VOIDED}),
    NoteState.ALLOCATED: frozenset({NoteState.RELEASED}),
    NoteState.RELEASED: frozenset(),
    NoteState.EXPIRED: frozenset(),
    NoteState.DECLINED: frozenset(),
    NoteState.WITHDRAWN: frozenset(),
    NoteState.VOIDED: frozenset(),
}
OPEN = (NoteState.DRAFT, NoteState.SIGNED)
BINDING = (NoteState.SIGNED, NoteState.ISSUED, NoteState.ALLOCATED)
"""In these a guarantor answers for it."""


class SignerSide(StrEnum):
    """Who signs; in this order."""

    ISSUER = "issuer"
    GUARANTOR = "guarantor"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody named on a note: full name, and the number they are known by."""

    name: str
    identifier: str


@dataclass(frozen=True, slots=True)
class Wording:
    """What is signed. `amount` in rials, payable on demand to `payee`."""

    number: str
    amount: Rial
    payee: str
    issuer: Party
    guarantor: Party | None
    day: date

    @property
    def canonical(self) -> str:
        """The same words for the same note, whoever writes them down."""
        parts = [self.number, int(self.amount), self.payee, [self.issuer.name, self.issuer.identifier], None, self.day.isoformat()]
        if self.guarantor is not None:
            parts[4] = [self.guarantor.name, self.guarantor.identifier]
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def words_of(text: str) -> list[Any] | None:
    """The parts of a canonical text; None for what is none."""
    try:
        parts = json.loads(text)
    except ValueError:
        return None
    return parts if isinstance(parts, list) and len(parts) == 6 and isinstance(parts[3], list) and len(parts[3]) == 2 else None


def digest_of(text: str) -> str:
    """SHA-256, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class PromissoryNote:
    """A note. `loan`: rials of the loan it is for; `until`: when everybody must have signed; `token` lets whoever has the paper check it.

    `text` and `digest` are frozen at the first signature and "" before; `tie` names the loan it is tied to; `reminded`: how often the guarantor was.
    """

    id: NoteId
    member: MemberId
    loan: Rial
    amount: Rial
    guarantor: MemberId | None
    state: NoteState
    asked: datetime
    until: datetime
    moved: datetime
    day: date
    rates: int
    token: str
    text: str = ""
    digest: str = ""
    tie: str = ""
    reminded: int = 0
    version: int = 0

    @property
    def number(self) -> str:
        return public_code(LETTERS, self.id)

    @property
    def key(self) -> str:
        """Of its stamp duty in the ledger."""
        return f"icap:note:{self.id}"

    @property
    def about(self) -> str:
        return self.key

    def to(self, state: NoteState, now: datetime) -> PromissoryNote:
        return replace(self, state=move(NOTE_MOVES, self.state, state, subsystem="icap"), moved=now)


@dataclass(frozen=True, slots=True)
class Signature:
    """Somebody signed the digest of a note with a certificate. Nothing of it is ever changed."""

    note: NoteId
    side: SignerSide
    certificate: CertificateId
    value: bytes
    at: datetime
