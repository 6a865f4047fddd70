"""رویدادهای مشاوره - what happened to a case.   Heard in handlers/moshavereh.py"""

from __future__ import annotations

from dataclasses import dataclass

from domain.kernel.people import MemberId
from domain.kernel.verbs import Event
from domain.moshavereh.model import CaseId


@dataclass(frozen=True, slots=True)
class CaseOpened(Event):
    """Somebody asked for a rahyar, or a rahyar gave the case back: it waits for whoever is free."""

    case: CaseId


@dataclass(frozen=True, slots=True)
class CaseMoved(Event):
    """It was taken or given back: every copy of its card changes."""

    case: CaseId
    talk: int


@dataclass(frozen=True, slots=True)
class MemberWrote(Event):
    """Words for the rahyar, or for whoever takes the case. `media` is `<kind>|<ref>` of an attachment, or ""."""

    case: CaseId
    number: str
    member: MemberId | None
    rahyar: MemberId | None
    words: str
    media: str


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
