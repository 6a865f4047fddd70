"""رویدادهای پرونده - what happened to a case and what was said in it.   Heard in handlers/moshavereh/   Of the desk: desk_events.py

Ids, codes and small values; words only where they are to be passed on. `step` is the step of the case that a timer is armed for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.kernel.people import MemberId
from domain.kernel.verbs import Event
from domain.moshavereh.model import NO_LINE, CaseId, CaseState, LineId


@dataclass(frozen=True, slots=True)
class CaseOpened(Event):
    """Somebody asked for a rahyar, or the case came back: it waits for whoever is free."""

    case: CaseId
    step: int = 0


@dataclass(frozen=True, slots=True)
class CaseRung(Event):
    """It rings at one rahyar until a moment."""

    case: CaseId
    number: str
    rahyar: MemberId
    step: int
    until: datetime


@dataclass(frozen=True, slots=True)
class RingEnded(Event):
    """A rahyar passed, or let it ring: it waits again. `offer_call`: it rang often enough, so the person is offered a call back."""

    case: CaseId
    number: str
    person: str
    member: MemberId | None
    rahyar: MemberId
    missed: bool
    offer_call: bool


@dataclass(frozen=True, slots=True)
class CaseMoved(Event):
    """It changed hands or state: every copy of its card changes."""

    case: CaseId
    talk: int
    state: CaseState = CaseState.TAKEN
    rahyar: MemberId | None = None
    step: int = 0


@dataclass(frozen=True, slots=True)
class CaseSnoozed(Event):
    """It sleeps until a moment, or until the person writes."""

    case: CaseId
    rahyar: MemberId
    until: datetime
    step: int


@dataclass(frozen=True, slots=True)
class CaseWoken(Event):
    """A snooze is over. `by_member`: they wrote."""

    case: CaseId
    number: str
    rahyar: MemberId
    by_member: bool


@dataclass(frozen=True, slots=True)
class CaseReturned(Event):
    """Whoever had it is not there any more: it is in the queue again, and its person is told."""

    case: CaseId
    number: str
    talk: int
    person: str
    member: MemberId | None
    rahyar: MemberId


@dataclass(frozen=True, slots=True)
class TransferAsked(Event):
    """A rahyar offers it: to `to` by name, or else to whoever wears a hat or knows a topic of the scope `goal`."""

    case: CaseId
    number: str
    by: MemberId
    to: tuple[MemberId, ...]
    goal: str
    reason: str
    step: int
    until: datetime


@dataclass(frozen=True, slots=True)
class TransferEnded(Event):
    """It was accepted by `rahyar`, or is `by`'s again: declined, called back, or nobody answered in time."""

    case: CaseId
    number: str
    talk: int
    by: MemberId
    rahyar: MemberId
    accepted: bool
    timed_out: bool


@dataclass(frozen=True, slots=True)
class MemberWrote(Event):
    """Words for the rahyar, or for whoever takes the case. `media` is `<kind>|<ref>` of an attachment, or ""."""

    case: CaseId
    number: str
    member: MemberId | None
    rahyar: MemberId | None
    words: str
    media: str
    line: LineId = NO_LINE


@dataclass(frozen=True, slots=True)
class LetterLeft(Event):
    """A member wrote to one rahyar who is not on duty: it waits on their desk."""

    case: CaseId
    number: str
    member: MemberId
    rahyar: MemberId
    words: str


@dataclass(frozen=True, slots=True)
class LineEdited(Event):
    """The person changed what they had written."""

    case: CaseId
    number: str
    member: MemberId | None
    rahyar: MemberId | None
    line: LineId
    before: str
    words: str


@dataclass(frozen=True, slots=True)
class ReplyEdited(Event):
    """A rahyar changed what they had sent. `sent_as`: the row in which it left, None if it did not."""

    case: CaseId
    person: str
    member: MemberId | None
    rahyar: MemberId
    line: LineId
    sent_as: int | None
    words: str


@dataclass(frozen=True, slots=True)
class ReplyTakenBack(Event):
    """A rahyar deletes what they had sent."""

    case: CaseId
    person: str
    member: MemberId | None
    rahyar: MemberId
    line: LineId
    sent_as: int | None


@dataclass(frozen=True, slots=True)
class MemberShut(Event):
    """The person of the case shut the chat with the bot: words do not reach them until they open it again."""

    case: CaseId
    number: str
    rahyar: MemberId | None


@dataclass(frozen=True, slots=True)
class RahyarWrote(Event):
    """Words for the person of the case."""

    case: CaseId
    person: str
    member: MemberId | None
    rahyar: MemberId
    words: str
    media: str
    line: LineId = NO_LINE


@dataclass(frozen=True, slots=True)
class CaseClosed(Event):
    """The conversation is the bot's again. `by_member`: they left it themselves; `rahyar` is who had it then."""

    case: CaseId
    number: str
    talk: int
    person: str
    member: MemberId | None
    rahyar: MemberId | None
    by_member: bool
    step: int = 0
    may_rate: bool = False
