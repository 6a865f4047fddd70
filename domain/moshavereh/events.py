"""رویدادهای مشاوره - what happened to a case.   Heard in handlers/moshavereh.py"""

from __future__ import annotations

from dataclasses import dataclass

from domain.kernel.people import MemberId
from domain.kernel.verbs import Event
from domain.moshavereh.model import CaseId


@dataclass(frozen=True, slots=True)
class CaseOpened(Event):
    """Somebody asked for a rahyar."""

    case: CaseId


@dataclass(frozen=True, slots=True)
class CaseMoved(Event):
    """It was taken, given back or closed: every copy of its card changes."""

    case: CaseId
    talk: int


@dataclass(frozen=True, slots=True)
class MemberWrote(Event):
    """Words for the rahyar, or for whoever takes the case."""

    case: CaseId
    rahyar: MemberId | None
    words: str
    media: str


@dataclass(frozen=True, slots=True)
class RahyarWrote(Event):
    """Words for the person of the case."""

    case: CaseId
    person: str
    member: MemberId | None
    rahyar: MemberId
    words: str


@dataclass(frozen=True, slots=True)
class CaseClosed(Event):
    """The conversation is the bot's again. `by_member`: they left it themselves."""

    case: CaseId
    talk: int
    person: str
    member: MemberId | None
    by_member: bool
