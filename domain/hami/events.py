"""رویدادهای حامی - what was asked and given.   Heard in: handlers/hami/hearing.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.hami.model import AskId, AskState, SupportId, SupportState
from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from domain.kernel.verbs import Event


@dataclass(frozen=True, slots=True)
class HelpAsked(Event):
    """These hamis get the request; it waits until then."""

    ask: AskId
    hamis: tuple[MemberId, ...]
    until: datetime


@dataclass(frozen=True, slots=True)
class AskMoved(Event):
    """A request is over, or somebody answered; `by`: who, None for the clock and the member."""

    ask: AskId
    member: MemberId
    state: AskState
    by: MemberId | None
    declined: bool = False


@dataclass(frozen=True, slots=True)
class SupportGiven(Event):
    """Somebody lent credit; the member is reminded, and what is unused goes back."""

    support: SupportId
    hami: MemberId
    member: MemberId
    remind: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class SupportMoved(Event):
    """A support stands otherwise."""

    support: SupportId
    hami: MemberId
    member: MemberId
    state: SupportState


@dataclass(frozen=True, slots=True)
class SupportThanked(Event):
    """The member thanks their hami."""

    support: SupportId
    hami: MemberId


@dataclass(frozen=True, slots=True)
class AskQuestioned(Event):
    """A hami asks about a request, or the member answers them: `to` reads the words."""

    ask: AskId
    to: MemberId
    by: MemberId
    words: str
    reply: bool


@dataclass(frozen=True, slots=True)
class HamiErased(Event):
    """Whoever lent this is forgotten: what the member had not used is gone, and nothing of it is left to look at."""

    member: MemberId
    number: str
    left: Rial
