"""نماهای آیکاپ - what dialogs, cards and documents show.   Made by: certifying.py drafting.py signing.py reading.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain.icap.certificate import CertificateId, CertificateState, RevokeCause
from domain.icap.note import NoteId, NoteState, SignerSide
from domain.kernel.money import Rial
from domain.kernel.people import MemberId


@dataclass(frozen=True, slots=True)
class CertificateView:
    """A certificate as its member sees it. `print_of`: the first 16 hexadecimal digits of the SHA-256 of its public key; `soon`: it may be renewed."""

    id: CertificateId
    serial: str
    name: str
    state: CertificateState
    issued: datetime
    until: date
    print_of: str
    cause: RevokeCause | None
    soon: bool


@dataclass(frozen=True, slots=True)
class BeforeCertificate:
    """What one should know before asking: whether it is known who one is, the months it is valid, and the one in force."""

    known: bool
    months: int
    now: CertificateView | None


@dataclass(frozen=True, slots=True)
class Cost:
    """Of a note for a loan, in rials: its amount, the stamp duty, and what is free on the own money."""

    amount: Rial
    stamp: Rial
    free: Rial


@dataclass(frozen=True, slots=True)
class SignatureView:
    """Who signed, when, with which certificate, and whether it fits what stands there."""

    side: SignerSide
    name: str
    at: datetime
    serial: str
    fits: bool


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note for who is named on it. `intact`: what was signed is what stands there, and every signature fits; True before the first."""

    id: NoteId
    number: str
    state: NoteState
    loan: Rial
    amount: Rial
    stamp: Rial
    issuer: str
    issuer_identifier: str
    guarantor: str
    guarantor_identifier: str
    asked: datetime
    until: datetime
    moved: datetime
    token: str
    digest: str
    signatures: tuple[SignatureView, ...]
    intact: bool
    mine: bool
    reminders_left: int


@dataclass(frozen=True, slots=True)
class Checked:
    """What anybody who has the paper is told. Names are short, identifiers are not told."""

    number: str
    amount: Rial
    state: NoteState
    issuer: str
    guarantor: str
    at: datetime
    intact: bool


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature over a digest, and the certificate it was made with."""

    certificate: CertificateId
    value: bytes


@dataclass(frozen=True, slots=True)
class FreeNote:
    """A note that is issued and tied to nothing; `amount` in rials."""

    id: NoteId
    number: str
    amount: Rial
    guarantor: MemberId | None
