"""تغییر نرخ - a change of one number, from the proposal to the day it is in force.   Table of moves: MOVES   Rules: rules.py"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from domain.kernel.moves import move
from domain.kernel.people import MemberId
from domain.kernel.rates import Origin

ChangeId = NewType("ChangeId", int)


class ChangeState(StrEnum):
    """How a proposed change stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"  # in force from its day on, for ever
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"  # nobody answered in time


MOVES: Mapping[ChangeState, frozenset[ChangeState]] = {
    ChangeState.PROPOSED: frozenset({ChangeState.APPROVED, ChangeState.REFUSED, ChangeState.WITHDRAWN, ChangeState.EXPIRED}),
    ChangeState.APPROVED: frozenset(),
    ChangeState.REFUSED: frozenset(),
    ChangeState.WITHDRAWN: frozenset(),
    ChangeState.EXPIRED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class RateChange:
    """Another value for a key from a day on. `value` is in steps of the rule's measure; `number` grows by one over all approved changes, 0 before that.

    `answer` is why it was refused. What was approved is never edited: a mistake is another change.
    """

    id: ChangeId
    key: str
    value: int
    since: date
    mark: Origin
    reason: str
    proposed_by: MemberId
    proposed: datetime
    until: datetime
    state: ChangeState = ChangeState.PROPOSED
    decided_by: MemberId | None = None
    decided: datetime | None = None
    answer: str = ""
    number: int = 0
    version: int = 0

    def to(self, state: ChangeState, now: datetime, by: MemberId | None, *, answer: str = "", number: int = 0) -> RateChange:
        return replace(self, state=move(MOVES, self.state, state, subsystem="policy"), decided=now, decided_by=by, answer=answer, number=number)
