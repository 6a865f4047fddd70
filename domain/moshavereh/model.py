"""پرونده - the record of one talk between a member and a rahyar.   Rules: service.py; who speaks now is the conversation's owner, not the case

Its lines go to the person; what stands beside them and never does is in beside_model.py, the people of the desk are in duty_model.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import NewType

from domain.kernel.people import MemberId

CaseId = NewType("CaseId", int)
LineId = NewType("LineId", int)
NO_LINE = LineId(0)


class CaseState(StrEnum):
    """Where a case stands (handoff.md 2)."""

    WAITING = "waiting"  # in the queue: nobody has taken it yet
    RINGING = "ringing"  # shown to one rahyar, who accepts or passes
    TAKEN = "taken"  # a rahyar speaks
    ON_HOLD = "on_hold"  # the rahyar finds something out
    SNOOZED = "snoozed"  # until a moment, or until the person writes
    TRANSFERRING = "transfer"  # offered to another by the one who has it
    CLOSED = "closed"
    ABANDONED = "abandoned"  # the person left before anybody came


MOVES: dict[CaseState, frozenset[CaseState]] = {
    CaseState.WAITING: frozenset({CaseState.RINGING, CaseState.TAKEN, CaseState.CLOSED, CaseState.ABANDONED}),
    CaseState.RINGING: frozenset({CaseState.WAITING, CaseState.TAKEN, CaseState.CLOSED, CaseState.ABANDONED}),
    CaseState.TAKEN: frozenset({CaseState.WAITING, CaseState.ON_HOLD, CaseState.SNOOZED, CaseState.TRANSFERRING, CaseState.CLOSED}),
    CaseState.ON_HOLD: frozenset({CaseState.TAKEN, CaseState.WAITING, CaseState.SNOOZED, CaseState.TRANSFERRING, CaseState.CLOSED}),
    CaseState.SNOOZED: frozenset({CaseState.TAKEN, CaseState.WAITING, CaseState.CLOSED}),
    CaseState.TRANSFERRING: frozenset({CaseState.TAKEN, CaseState.WAITING, CaseState.CLOSED}),
    CaseState.CLOSED: frozenset({CaseState.WAITING}),
    CaseState.ABANDONED: frozenset(),
}

OVER = frozenset({CaseState.CLOSED, CaseState.ABANDONED})
IN_THE_QUEUE = frozenset({CaseState.WAITING, CaseState.RINGING})
IN_HAND = frozenset({CaseState.TAKEN, CaseState.ON_HOLD, CaseState.SNOOZED, CaseState.TRANSFERRING})
"""Those a rahyar has; the conversation is theirs."""


class Channel(StrEnum):
    """How the person is answered (seed 002)."""

    CHAT = "chat"  # گفتگو
    PHONE = "phone"  # تلفنی


class Priority(IntEnum):
    """Who comes first; within one, who waits longest."""

    LOW = 0
    NORMAL = 1
    HIGH = 2
    URGENT = 3


class Outcome(StrEnum):
    """What came of a case."""

    SOLVED = "solved"
    GUIDED = "guided"  # shown the way; the rest is with the member
    FOLLOWED_UP = "followed_up"  # somebody goes on with it
    CALL_BACK = "call_back"  # answered by telephone
    NOT_REACHED = "not_reached"  # the person answers no more
    BLOCKED = "blocked"  # ended for abuse
    LEFT = "left"  # by the person themselves
    FORGOTTEN = "forgotten"  # the member was erased


@dataclass(frozen=True, slots=True)
class Case:
    """A case. `talk` is the conversation it came from; `member` is None for somebody who is not a member yet; `about` is the flow and question they stood at.

    `step` counts its moves: every timer keeps the step it was armed for. `rung` is who is asked now, in a ring or a transfer; `goes_to` names a transfer's
    goal (`member:<id>`, or the scope `topic:<word>`, `area:<province>`, `org:<code>`). `asked` are those who let it ring or passed in this round.
    """

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
    topic: str = ""
    scopes: tuple[str, ...] = ()  # of its person: area:<province>, org:<code>
    kanoon_rahyar: MemberId | None = None  # who goes along with the kanoon of its person
    label: str = ""
    priority: Priority = Priority.NORMAL
    channel: Channel = Channel.CHAT
    step: int = 0
    queued: datetime | None = None  # since when it waits in the queue, this time
    rung: MemberId | None = None
    rings: int = 0
    asked: tuple[MemberId, ...] = ()
    goes_to: str = ""
    until: datetime | None = None  # of a snooze
    kept_for: MemberId | None = None  # who had it last and knows it
    outcome: Outcome | None = None
    answered: datetime | None = None  # the first word of a rahyar
    member_spoke: datetime | None = None
    rahyar_spoke: datetime | None = None
    late_told: datetime | None = None  # since when the person waited, when the supervisors were told

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def is_unanswered(self) -> bool:
        """Whether the last word is the person's, or nothing was said at all."""
        return self.rahyar_spoke is None or (self.member_spoke is not None and self.member_spoke > self.rahyar_spoke)

    @property
    def reach(self) -> tuple[str, ...]:
        """The scopes in which somebody's hat must count for this case."""
        return (*((f"topic:{self.topic}",) if self.topic else ()), *self.scopes)

    def to(self, state: CaseState, now: datetime, **changes: object) -> Case:
        """Moved; what belonged to the state before is gone unless given."""
        bare = {"rung": None, "goes_to": "", "until": None, **changes}
        return replace(self, state=state, moved=now, step=self.step + 1, **bare)  # type: ignore[arg-type]  # the fields of this class, by name


class Delivery(StrEnum):
    """Whether a rahyar's words arrived, as the outbox knows."""

    NOWHERE = "nowhere"  # the person cannot be reached
    READY = "ready"
    SENT = "sent"
    UNKNOWN = "unknown"  # may have arrived: the rahyar may send it again
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Line:
    """Something said in a case, and thereby to its person. `by` is member, rahyar or system; `media` is `<kind>|<ref>` of an attachment, or "".

    `source` names the message it came in, `sent_as` the row of the outbox it left in. `gone`: taken back by who wrote it.
    """

    by: str
    words: str
    media: str
    at: datetime
    id: LineId = NO_LINE
    who: MemberId | None = None  # the rahyar
    source: str = ""
    sent_as: int | None = None
    edited: datetime | None = None
    gone: datetime | None = None
    delivery: Delivery | None = None  # told by the outbox when it is read

    @property
    def kind(self) -> str:
        """What kind of file came with it, or ""."""
        return self.media.partition("|")[0]


@dataclass(frozen=True, slots=True)
class Version:
    """What a line said before it was edited."""

    line: LineId
    words: str
    until: datetime


class What(StrEnum):
    """What may happen to a case: the log that its service times are computed from (times.py)."""

    OPENED = "opened"
    RUNG = "rung"
    PASSED = "passed"
    TAKEN = "taken"
    MEMBER_WROTE = "member_wrote"
    RAHYAR_WROTE = "rahyar_wrote"
    HELD = "held"
    SNOOZED = "snoozed"
    WOKEN = "woken"
    OFFERED = "offered"  # to another, in a transfer
    RETURNED = "returned"  # to the queue
    CLOSED = "closed"
    ABANDONED = "abandoned"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the log of a case. Append-only."""

    case: CaseId
    what: What
    at: datetime
    by: MemberId | None = None


@dataclass(frozen=True, slots=True)
class Rating:
    """What the person thought of it: 1 (bad) to 5 (good), and a word. A second one takes the place of the first."""

    case: CaseId
    score: int
    words: str
    at: datetime


class CallBackState(StrEnum):
    """Where a promised telephone call stands."""

    WAITING = "waiting"
    DONE = "done"
    MISSED = "missed"  # tried as often as we try
    CANCELLED = "cancelled"


CALL_MOVES: dict[CallBackState, frozenset[CallBackState]] = {
    CallBackState.WAITING: frozenset({CallBackState.DONE, CallBackState.MISSED, CallBackState.CANCELLED}),
    CallBackState.DONE: frozenset(),
    CallBackState.MISSED: frozenset(),
    CallBackState.CANCELLED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class CallBack:
    """A telephone call that was promised for a moment (مشاوره تلفنی). `rahyar`: who said they would call."""

    id: int
    case: CaseId
    person: str
    member: MemberId | None
    due: datetime
    state: CallBackState
    asked: datetime
    rahyar: MemberId | None = None
    tries: int = 0
    words: str = ""  # what came of it
    version: int = 0
