"""مهلت - a member who cannot pay asks for some months more; a reviewer decides.   Table of moves: RELIEF_MOVES   Source: reference-systems.md 4; numbers assumed"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.kernel.moves import move
from domain.kernel.people import MemberId
from domain.loan.loan import LoanId

ReliefId = NewType("ReliefId", int)


class ReliefState(StrEnum):
    """How it stands."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


RELIEF_MOVES: Mapping[ReliefState, frozenset[ReliefState]] = {
    ReliefState.ASKED: frozenset({ReliefState.GRANTED, ReliefState.REFUSED, ReliefState.WITHDRAWN}),
    ReliefState.GRANTED: frozenset(),
    ReliefState.REFUSED: frozenset(),
    ReliefState.WITHDRAWN: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Relief:
    """A request for time: every instalment that is not paid is due `months` later. `words`: the member's; `why`: the reviewer's."""

    id: ReliefId
    loan: LoanId
    member: MemberId
    months: int
    words: str
    state: ReliefState
    asked: datetime
    moved: datetime
    by: MemberId | None = None
    why: str = ""
    version: int = 0

    @property
    def about(self) -> str:
        return f"loan:relief:{self.id}"

    def to(self, state: ReliefState, now: datetime) -> Relief:
        return replace(self, state=move(RELIEF_MOVES, self.state, state, subsystem="loan"), moved=now)
