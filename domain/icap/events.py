"""رویدادهای آیکاپ - what happened to certificates and notes.   Heard in: handlers/icap/hearing.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.icap.certificate import CertificateId, CertificateState
from domain.icap.note import NoteId, NoteState
from domain.kernel.people import MemberId
from domain.kernel.verbs import Event


@dataclass(frozen=True, slots=True)
class CertificateIssued(Event):
    """A member has a signature."""

    certificate: CertificateId
    member: MemberId
    remind: datetime
    expires: datetime


@dataclass(frozen=True, slots=True)
class CertificateOver(Event):
    """It signs no more: expired, revoked or renewed."""

    certificate: CertificateId
    member: MemberId
    state: CertificateState


@dataclass(frozen=True, slots=True)
class NoteDrafted(Event):
    """A note is to be signed by everybody before `until`."""

    note: NoteId
    until: datetime


@dataclass(frozen=True, slots=True)
class GuarantorAsked(Event):
    """The issuer has signed; the guarantor is to."""

    note: NoteId
    guarantor: MemberId


@dataclass(frozen=True, slots=True)
class NoteMoved(Event):
    """A note stands otherwise."""

    note: NoteId
    member: MemberId
    guarantor: MemberId | None
    state: NoteState
