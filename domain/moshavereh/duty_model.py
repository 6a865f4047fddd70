"""نوبت رهیار - who is on duty at the desk, with which skills and how much at once.   Rules: shifts.py routing.py   Cases: model.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.kernel.people import MemberId


class DutyState(StrEnum):
    """Whether a rahyar is there (desk:H6)."""

    OFF = "off"  # the shift is over
    ONLINE = "online"
    BUSY = "busy"  # there, and wants no new ones for now
    BREAK = "break"  # back soon: their members stay theirs
    AWAY = "away"  # did nothing for too long and did not say that they are there


DUTY_MOVES: dict[DutyState, frozenset[DutyState]] = {
    DutyState.OFF: frozenset({DutyState.ONLINE}),
    DutyState.ONLINE: frozenset({DutyState.BUSY, DutyState.BREAK, DutyState.AWAY, DutyState.OFF}),
    DutyState.BUSY: frozenset({DutyState.ONLINE, DutyState.BREAK, DutyState.AWAY, DutyState.OFF}),
    DutyState.BREAK: frozenset({DutyState.ONLINE, DutyState.AWAY, DutyState.OFF}),
    DutyState.AWAY: frozenset({DutyState.ONLINE, DutyState.OFF}),
}

PRESENT = frozenset({DutyState.ONLINE, DutyState.BUSY, DutyState.BREAK})
"""Those whose members stay with them."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A rahyar's presence. `skills` are topics; none: every topic. `scopes` and `social` are where their hats count. `version` counts moves of the state.

    `acted`: when they last did something at the desk; `asked`: since when they were asked whether they are still there. `mentor`: the experienced rahyar
    beside whom they learn; a trainee proposes and does not answer.
    """

    rahyar: MemberId
    state: DutyState
    skills: tuple[str, ...]
    capacity: int
    since: datetime
    acted: datetime
    asked: datetime | None = None
    mentor: MemberId | None = None
    scopes: tuple[str, ...] = ()
    version: int = 0

    def knows(self, topic: str) -> bool:
        return not self.skills or not topic or topic in self.skills
