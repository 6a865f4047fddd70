"""رویدادهای میز - who is there, what stands beside a case, what supervisors are told, what was promised.   Heard in handlers/moshavereh/   Of cases: events.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.kernel.people import MemberId
from domain.kernel.verbs import Event
from domain.moshavereh.beside_model import Danger
from domain.moshavereh.duty_model import DutyState
from domain.moshavereh.model import CaseId


@dataclass(frozen=True, slots=True)
class MemberPaused(Event):
    """The person wrote too much too fast: nothing more is taken from them until a moment."""

    case: CaseId
    rahyar: MemberId | None
    person: str
    member: MemberId | None
    until: datetime


@dataclass(frozen=True, slots=True)
class CaseTakenOver(Event):
    """A supervisor speaks from now on, instead of `rahyar`."""

    case: CaseId
    number: str
    rahyar: MemberId
    by: MemberId
    reason: str


@dataclass(frozen=True, slots=True)
class CaseLate(Event):
    """Its person waits since a moment, longer than the alarm allows: told once for one wait."""

    case: CaseId
    number: str
    rahyar: MemberId | None
    since: datetime
    reach: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseRated(Event):
    """The person said how it was. `low`: somebody senior looks at it."""

    case: CaseId
    number: str
    rahyar: MemberId | None
    score: int
    low: bool
    reach: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CallPromised(Event):
    """A call back is due at a moment."""

    call: int
    case: CaseId
    due: datetime
    version: int


@dataclass(frozen=True, slots=True)
class CallEnded(Event):
    """They spoke, or nobody could be reached as often as we try, or it was called off."""

    call: int
    case: CaseId
    person: str
    member: MemberId | None
    done: bool
    cancelled: bool


@dataclass(frozen=True, slots=True)
class DutyChanged(Event):
    """Somebody came, went, or takes no new ones."""

    rahyar: MemberId
    state: DutyState
    version: int
    look: datetime | None  # when to see whether they are still there


@dataclass(frozen=True, slots=True)
class StillThereAsked(Event):
    """Nothing was heard of a rahyar for a while: they are asked, and have until a moment."""

    rahyar: MemberId
    until: datetime


@dataclass(frozen=True, slots=True)
class NoteWritten(Event):
    """A note beside a case, of a colleague or of a supervisor who listens (`whisper`). It is for rahyars only."""

    case: CaseId
    number: str
    by: MemberId
    rahyar: MemberId | None
    mentioned: tuple[MemberId, ...]
    words: str
    whisper: bool


@dataclass(frozen=True, slots=True)
class AnswerProposed(Event):
    """A trainee proposes an answer to the rahyar they learn from."""

    case: CaseId
    number: str
    proposal: int
    by: MemberId
    mentor: MemberId
    words: str


@dataclass(frozen=True, slots=True)
class ProposalDecided(Event):
    """It was sent, or declined with a reason."""

    case: CaseId
    number: str
    by: MemberId
    sent: bool
    why: str


@dataclass(frozen=True, slots=True)
class KnowledgeProposed(Event):
    """A rahyar would like the house to know an answer."""

    text: int
    by: MemberId
    question: str


@dataclass(frozen=True, slots=True)
class AlarmRaised(Event):
    """Somebody may be in danger, or is abused: supervisors look at once."""

    case: CaseId
    number: str
    by: MemberId
    danger: Danger
    reason: str
    reach: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonBlocked(Event):
    """Somebody may not call for a rahyar for a while, and is told why."""

    case: CaseId
    person: str
    member: MemberId | None
    reason: str
    until: datetime


@dataclass(frozen=True, slots=True)
class PersonUnblocked(Event):
    """A supervisor lifted the block: they may call again."""

    case: CaseId
    person: str
    member: MemberId | None


@dataclass(frozen=True, slots=True)
class BoardOpened(Event):
    """A supervisor looks at the board: it is kept true for a while."""

    by: MemberId
