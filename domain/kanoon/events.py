"""رویدادها - what happened in a kanoon, for those who should hear of it.   Hearers: handlers/kanoon/hearing.py"""

from __future__ import annotations

from dataclasses import dataclass

from domain.kanoon.groups import ActivityId, MessageId, Path
from domain.kanoon.model import JoinId, KanoonId, OfferId
from domain.kernel.people import MemberId, Role
from domain.kernel.verbs import Event


@dataclass(frozen=True, slots=True)
class JoinEvent(Event):
    """Something about one request; `version` is that of the request afterwards."""

    request: JoinId
    kanoon: KanoonId
    member: MemberId
    version: int


class JoinAsked(JoinEvent):
    """A member asks to belong."""


class JoinAnswerWanted(JoinEvent):
    """A hamyar asked the applicant something."""


class JoinAnswered(JoinEvent):
    """The applicant answered."""


class JoinApproved(JoinEvent):
    """The applicant belongs."""


class JoinRejected(JoinEvent):
    """The hamyar said no, with a reason."""


class JoinUndone(JoinEvent):
    """An approval was taken back; the request waits again."""


class JoinCancelled(JoinEvent):
    """The applicant took it back."""


class JoinExpired(JoinEvent):
    """Nobody acted for too long."""


@dataclass(frozen=True, slots=True)
class MemberMoved(Event):
    """Joining one kanoon ended the time in another (kanoon:K11)."""

    member: MemberId
    left: KanoonId
    joined: KanoonId


@dataclass(frozen=True, slots=True)
class MemberLeft(Event):
    member: MemberId
    kanoon: KanoonId
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MemberRemoved(Event):
    member: MemberId
    kanoon: KanoonId
    reason: str


@dataclass(frozen=True, slots=True)
class OfferEvent(Event):
    """Something about the offer of a role; `version` is that of the offer afterwards."""

    offer: OfferId
    kanoon: KanoonId
    member: MemberId
    version: int


class HamyarOffered(OfferEvent):
    """Somebody is asked to be a hamyar."""


class RahbarOffered(OfferEvent):
    """Somebody is asked to be the rahbar."""


class HandOverAccepted(OfferEvent):
    """The successor said yes; a hamyar is to confirm."""


class OfferDone(OfferEvent):
    """The role changed hands."""


class OfferRefused(OfferEvent):
    """The offered member, or the hamyar who was to confirm, said no."""


class OfferWithdrawn(OfferEvent):
    """Whoever made it took it back."""


class OfferExpired(OfferEvent):
    """Nobody answered for too long."""


@dataclass(frozen=True, slots=True)
class RoleChanged(Event):
    """A role in a kanoon was given to `member`, and taken from `instead_of`; all three sides are told (kanoon:K17)."""

    kanoon: KanoonId
    role: Role
    member: MemberId
    instead_of: MemberId | None


@dataclass(frozen=True, slots=True)
class KanoonOpened(Event):
    """The hamyar accepted: the code is issued (kanoon:K4)."""

    kanoon: KanoonId


@dataclass(frozen=True, slots=True)
class KanoonSuspended(Event):
    kanoon: KanoonId


@dataclass(frozen=True, slots=True)
class KanoonRestored(Event):
    kanoon: KanoonId


@dataclass(frozen=True, slots=True)
class KanoonClosed(Event):
    """Nobody belongs to it any more; `members` are who did."""

    kanoon: KanoonId
    members: tuple[MemberId, ...]


@dataclass(frozen=True, slots=True)
class RahyarAssigned(Event):
    kanoon: KanoonId
    rahyar: MemberId
    before: MemberId | None


@dataclass(frozen=True, slots=True)
class RahyarGone(Event):
    """The rahyar of a kanoon is none any more: the dabir is to name another."""

    kanoon: KanoonId


@dataclass(frozen=True, slots=True)
class RahyarAddressed(Event):
    """A member wrote to the rahyar of their kanoon."""

    kanoon: KanoonId
    member: MemberId
    rahyar: MemberId
    words: str


@dataclass(frozen=True, slots=True)
class RahyarAnswered(Event):
    """The rahyar wrote back."""

    kanoon: KanoonId
    member: MemberId
    rahyar: MemberId
    words: str


@dataclass(frozen=True, slots=True)
class HamyarAway(Event):
    """A deputy decides until the hamyar is back."""

    kanoon: KanoonId
    hamyar: MemberId
    deputy: MemberId


@dataclass(frozen=True, slots=True)
class HamyarBack(Event):
    kanoon: KanoonId
    hamyar: MemberId
    deputy: MemberId


@dataclass(frozen=True, slots=True)
class ActivityEvent(Event):
    activity: ActivityId
    kanoon: KanoonId
    by: MemberId


class ActivityProposed(ActivityEvent):
    """A member has an idea; rahbar and hamyars decide."""


class ActivityPlanned(ActivityEvent):
    """It will happen: the members hear of it."""


class ActivityDeclined(ActivityEvent):
    """The idea was not taken up, with a reason."""


class ActivityChanged(ActivityEvent):
    """It began, ended or was called off, or somebody comes or does not."""


@dataclass(frozen=True, slots=True)
class PhotoAdded(Event):
    """A photo (`<platform>:<file id>`) of an activity: who came sees it."""

    activity: ActivityId
    by: MemberId
    photo: str


@dataclass(frozen=True, slots=True)
class PhotosWanted(Event):
    """Somebody wants to see the photos of an activity once more."""

    activity: ActivityId
    by: MemberId


@dataclass(frozen=True, slots=True)
class MessageSent(Event):
    message: MessageId


@dataclass(frozen=True, slots=True)
class MemberPointed(Event):
    """A rahbar or hamyar pointed a member to a way forward (kanoon:K15)."""

    kanoon: KanoonId
    member: MemberId
    by: MemberId
    path: Path
    note: str


@dataclass(frozen=True, slots=True)
class RoleVacant(Event):
    """A rahbar, or the last hamyar, is gone for good: the dabir is to find another (decision 25)."""

    kanoon: KanoonId
    role: Role
    member: MemberId
