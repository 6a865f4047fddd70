"""دعوت به کار - what a rahyar sends to a member who could lead a hasteh.   Table of moves: WORK_CALL_MOVES   Source: hasteh:H4; seed 004"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.kernel.moves import move
from domain.kernel.people import MemberId

WorkCallId = NewType("WorkCallId", int)


class WorkAim(StrEnum):
    """Why somebody is invited (seed 004)."""

    GROW = "grow"  # has a work and wants it bigger
    START = "start"  # has talent and wants to begin


class WorkCallState(StrEnum):
    """How an invitation to work stands."""

    SENT = "sent"
    TAKEN = "taken"  # they asked for an id
    DECLINED = "declined"


WORK_CALL_MOVES: Mapping[WorkCallState, frozenset[WorkCallState]] = {
    WorkCallState.SENT: frozenset({WorkCallState.TAKEN, WorkCallState.DECLINED}),
    WorkCallState.TAKEN: frozenset(),
    WorkCallState.DECLINED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class WorkCall:
    """`by`: the rahyar; `words`: what they write beside it."""

    id: WorkCallId
    member: MemberId
    by: MemberId
    aim: WorkAim
    words: str
    state: WorkCallState
    at: datetime
    moved: datetime
    version: int = 0

    @property
    def about(self) -> str:
        return f"hasteh:work_call:{self.id}"

    def to(self, state: WorkCallState, now: datetime) -> WorkCall:
        return replace(self, state=move(WORK_CALL_MOVES, self.state, state, subsystem="hasteh"), moved=now)
