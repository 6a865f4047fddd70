"""گواهی امضا - a key of a member, with a beginning and an end.   Table of moves: CERTIFICATE_MOVES   Source: banking.md 8, 13.4"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from domain.kernel.codes import public_code
from domain.kernel.moves import move
from domain.kernel.people import MemberId

CertificateId = NewType("CertificateId", int)

LETTERS = "GE"  # گواهی امضا


class CertificateState(StrEnum):
    """How a certificate stands. Only a valid one signs; what was signed with it stays signed."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    RENEWED = "renewed"  # by a newer one


CERTIFICATE_MOVES: Mapping[CertificateState, frozenset[CertificateState]] = {
    CertificateState.VALID: frozenset({CertificateState.EXPIRED, CertificateState.REVOKED, CertificateState.RENEWED}),
    CertificateState.EXPIRED: frozenset(),
    CertificateState.REVOKED: frozenset(),
    CertificateState.RENEWED: frozenset(),
}


class RevokeCause(StrEnum):
    """Why somebody revokes (S9)."""

    LOST = "lost"  # the phone
    DISCLOSED = "disclosed"  # somebody else may use it
    CHANGED = "changed"  # name or number
    UNNEEDED = "unneeded"


@dataclass(frozen=True, slots=True)
class KeyPair:
    """Ed25519: 32 bytes each."""

    private: bytes
    public: bytes


@dataclass(frozen=True, slots=True)
class Certificate:
    """A key pair of a member; the private half never leaves the house and is sealed with the key of the member."""

    id: CertificateId
    member: MemberId
    keys: KeyPair
    state: CertificateState
    issued: datetime
    until: date
    moved: datetime
    cause: RevokeCause | None = None
    version: int = 0

    @property
    def serial(self) -> str:
        return public_code(LETTERS, self.id)

    @property
    def about(self) -> str:
        return f"icap:certificate:{self.id}"

    def holds(self, today: date) -> bool:
        """The timer that ends it may come late."""
        return self.state is CertificateState.VALID and today < self.until

    def to(self, state: CertificateState, now: datetime) -> Certificate:
        return replace(self, state=move(CERTIFICATE_MOVES, self.state, state, subsystem="icap"), moved=now)
