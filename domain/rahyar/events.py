"""رویدادها - what happened between rahyars and those they go along with.   Hearers: handlers/rahyar/hearing.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.kernel.people import MemberId
from domain.kernel.verbs import Event
from domain.rahyar.model import AffiliationId, FollowUpId, InvitationId


@dataclass(frozen=True, slots=True)
class RahyarNamed(Event):
    """A scope has a rahyar; `before` is who had it until now."""

    scope: str
    rahyar: MemberId
    before: MemberId | None


@dataclass(frozen=True, slots=True)
class RahyarReleased(Event):
    """Somebody is the rahyar of a scope no more. `bare`: they wear no rahyar's hat any more because of that."""

    scope: str
    rahyar: MemberId
    replaced: bool
    bare: bool


@dataclass(frozen=True, slots=True)
class OrgDeclared(Event):
    """A member says that they belong to an organisation; `deciders` may confirm it."""

    affiliation: AffiliationId
    version: int
    deciders: tuple[MemberId, ...]


@dataclass(frozen=True, slots=True)
class OrgSettled(Event):
    """It was confirmed, refused, ran out of time, or is over."""

    affiliation: AffiliationId
    member: MemberId


@dataclass(frozen=True, slots=True)
class FollowUpSet(Event):
    """A follow-up is to be done on a day, or on another day than before."""

    follow_up: FollowUpId
    rahyar: MemberId | None
    due: date
    version: int


@dataclass(frozen=True, slots=True)
class FollowUpClosed(Event):
    """It was done, with a result, or dropped. `member`: whom it concerned, None for a group."""

    follow_up: FollowUpId
    member: MemberId | None
    rahyar: MemberId
    done: bool
    topic: str
    result: str


@dataclass(frozen=True, slots=True)
class InvitedJoined(Event):
    """Somebody whom a rahyar invited is a member now."""

    invitation: InvitationId
    by: MemberId
    member: MemberId


@dataclass(frozen=True, slots=True)
class SkillsMarked(Event):
    """A dabir looked at what a rahyar masters."""

    rahyar: MemberId
    by: MemberId
