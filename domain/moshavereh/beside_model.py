"""کنار پرونده - what rahyars write beside a case and for each other; none of it ever goes to the person.   Verbs: beside.py   Lines: model.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.kernel.people import MemberId
from domain.moshavereh.model import CaseId


@dataclass(frozen=True, slots=True)
class PrivateNote:
    """Words beside a case: a type and a table of their own, so that nothing that sends lines can send them. `whisper`: of a supervisor who listens.
    `mentioned`: colleagues who are told and may open the case."""

    id: int
    case: CaseId
    by: MemberId
    words: str
    at: datetime
    whisper: bool = False
    mentioned: tuple[MemberId, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadyAnswer:
    """An answer kept ready. `owner` None: everybody's. `words` may hold variables in braces. `media` is `<kind>|<ref>`, or ""."""

    id: int
    owner: MemberId | None
    shortcut: str
    words: str
    media: str = ""
    version: int = 0


class ProposalState(StrEnum):
    """What became of a trainee's proposal."""

    WAITING = "waiting"
    SENT = "sent"
    DECLINED = "declined"


PROPOSAL_MOVES: dict[ProposalState, frozenset[ProposalState]] = {
    ProposalState.WAITING: frozenset({ProposalState.SENT, ProposalState.DECLINED}),
    ProposalState.SENT: frozenset(),
    ProposalState.DECLINED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a trainee would answer; the experienced rahyar beside them sends it, changes it or says why not."""

    id: int
    case: CaseId
    by: MemberId
    words: str
    state: ProposalState
    at: datetime
    why: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class KnowledgeText:
    """A question and its answer that a rahyar would like the house to know; without anything personal."""

    id: int
    case: CaseId
    by: MemberId
    question: str
    answer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Reveal:
    """Somebody looked at an identifier of a member, and why."""

    case: CaseId
    by: MemberId
    kind: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Block:
    """Somebody may not call for a rahyar until a moment. `by` None: a pause by the house, for writing too fast."""

    id: int
    person: str
    member: MemberId | None
    by: MemberId | None
    reason: str
    at: datetime
    until: datetime


class Danger(StrEnum):
    """Why somebody sounds the alarm."""

    ABUSE = "abuse"
    LIFE = "life"  # somebody may harm themselves or others
