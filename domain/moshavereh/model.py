"""پرونده - the record of one talk between a member and a rahyar.   Rules: service.py; who speaks now is the conversation's owner, not the case"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.kernel.people import MemberId

CaseId = NewType("CaseId", int)


class CaseState(StrEnum):
    """Where a case stands."""

    WAITING = "waiting"  # nobody has taken it yet
    TAKEN = "taken"  # a rahyar speaks
    CLOSED = "closed"


MOVES: dict[CaseState, frozenset[CaseState]] = {
    CaseState.WAITING: frozenset({CaseState.TAKEN, CaseState.CLOSED}),
    CaseState.TAKEN: frozenset({CaseState.WAITING, CaseState.CLOSED}),
    CaseState.CLOSED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Case:
    """A case. `talk` is the conversation it came from; `member` is None for somebody who is not a member yet; `about` is the flow and question they stood at."""

    id: CaseId
    number: str
    talk: int
    person: str
    member: MemberId | None
    about: str
    state: CaseState
    rahyar: MemberId | None
    opened: datetime
    moved: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Line:
    """Something said in a case. `by` is member or rahyar; `media` is `<kind>|<ref>` of an attachment, or ""."""

    by: str
    words: str
    media: str
    at: datetime

    @property
    def kind(self) -> str:
        """What kind of file came with it, or ""."""
        return self.media.partition("|")[0]
