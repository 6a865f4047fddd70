"""احراز هویت - somebody shows that they are who they say: card, face and a spoken code.   Table of moves: IDENTITY_MOVES   Source: banking.md 5, 13.4"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from domain.kernel.codes import public_code
from domain.kernel.moves import move
from domain.kernel.people import MemberId

IdentityId = NewType("IdentityId", int)

LETTERS = "EH"  # احراز هویت


class IdentityState(StrEnum):
    """How an identity check stands. The fee is held with the first evidence, and taken with the first answer: it pays for all tries."""

    WAITING = "waiting"  # for a poshtiban
    AGAIN = "again"  # it did not show enough; there are tries left
    PASSED = "passed"
    OUTDATED = "outdated"  # it was shown once; the account was blocked, so it is to be shown again
    FAILED = "failed"  # no tries left: another one costs the fee again
    WITHDRAWN = "withdrawn"


IDENTITY_MOVES: Mapping[IdentityState, frozenset[IdentityState]] = {
    IdentityState.WAITING: frozenset({IdentityState.PASSED, IdentityState.AGAIN, IdentityState.FAILED, IdentityState.WITHDRAWN}),
    IdentityState.AGAIN: frozenset({IdentityState.WAITING, IdentityState.WITHDRAWN}),
    IdentityState.PASSED: frozenset({IdentityState.OUTDATED}),
    IdentityState.OUTDATED: frozenset(),
    IdentityState.FAILED: frozenset(),
    IdentityState.WITHDRAWN: frozenset(),
}


class Flaw(StrEnum):
    """Why the evidence did not show enough (banking.md 5: typical causes)."""

    FACE = "face"  # not the face of the card
    DARK = "dark"  # blurred, or too little light
    SPOKEN = "spoken"  # another sentence, or not to be understood
    SERIAL = "serial"  # the serial is not that of the card
    CARD = "card"  # expired, or not to be read


@dataclass(frozen=True, slots=True)
class Evidence:
    """What somebody sent: serial on the back of the national card; `<kind>|<ref>` of its photo, of the face and of the video; the digits read aloud in it."""

    serial: str
    card: str
    face: str
    video: str
    spoken: str


@dataclass(frozen=True, slots=True)
class Identity:
    """An identity check. `day` and `rates` name the table of its fee; `tries`: how often evidence was sent; `flaw`: of the last try, None when there was none."""

    id: IdentityId
    member: MemberId
    state: IdentityState
    evidence: Evidence
    asked: datetime
    moved: datetime
    day: date
    rates: int
    tries: int = 1
    flaw: Flaw | None = None
    by: MemberId | None = None
    version: int = 0

    @property
    def number(self) -> str:
        return public_code(LETTERS, self.id)

    @property
    def key(self) -> str:
        """Of its fee in the ledger."""
        return f"pishkhan:identity:{self.id}"

    @property
    def about(self) -> str:
        return self.key

    def to(self, state: IdentityState, now: datetime) -> Identity:
        return replace(self, state=move(IDENTITY_MOVES, self.state, state, subsystem="pishkhan"), moved=now)
