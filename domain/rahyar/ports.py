"""درگاه‌ها - what the rahyar's desk needs from others.   Rows: storage/rahyar/   Members and groups: bot/rahyar_people.py"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.kernel.people import MemberId
from domain.rahyar.model import (
    Affiliation,
    AffiliationId,
    Assignment,
    Employer,
    FollowUp,
    FollowUpId,
    Invitation,
    InvitationId,
    Mark,
)
from domain.rahyar.views import GroupLine


@dataclass(frozen=True, slots=True)
class Known:
    """A member as the house knows them. `home` is province and town; identifiers are masked."""

    name: str
    code: str
    home: tuple[str, str] | None
    joined: datetime
    seen: datetime | None
    identifier: str
    mobile: str


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody who asked to become a member and is none yet."""

    number: str
    name: str
    home: tuple[str, str]
    since: datetime


class Members(Protocol):
    """Port: what rahyars may know of members."""

    async def names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]: ...
    async def home_of(self, member: MemberId) -> tuple[str, str] | None:
        """Province and town."""

    async def homes_of(self, ids: Collection[MemberId]) -> dict[MemberId, tuple[str, str]]: ...
    async def is_active(self, member: MemberId) -> bool: ...
    async def by_code(self, code: str) -> MemberId | None:
        """The active member with this code, as people type it."""

    async def known(self, member: MemberId) -> Known | None: ...
    async def towns_of(self, province: str) -> list[str]:
        """Where members of a province live, by name."""

    async def living_in(self, scopes: Collection[str], limit: int) -> list[MemberId]:
        """Active members of areas, who was seen last first."""

    async def seen_of(self, ids: Collection[MemberId]) -> dict[MemberId, datetime | None]:
        """When each of the active among them last spoke to us; None for who never did."""

    async def applicants(self, limit: int) -> list[Applicant]:
        """Open applications, newest first."""


class Groups(Protocol):
    """Port: one kind of group that people belong to: kanoons; another kind of group brings its own."""

    @property
    def kind(self) -> str: ...
    async def of_member(self, member: MemberId) -> GroupLine | None: ...
    async def find(self, id: int) -> GroupLine | None:
        """An open one."""

    async def of_rahyar(self, rahyar: MemberId) -> list[GroupLine]:
        """Open ones for which they were named."""

    async def lying_in(self, province: str) -> list[GroupLine]: ...
    async def people_of(self, id: int) -> list[MemberId]: ...


class Tokens(Protocol):
    """Port: makes secrets for links."""

    def new(self) -> str:
        """At least 128 random bits as A-Za-z0-9_-, at most 40 characters."""


class Assignments(Protocol):
    """Rows of assignments, ended ones too."""

    async def add_alone(self, thing: Assignment) -> Assignment | None:
        """None when the scope has an active one already."""

    async def save(self, one: Assignment) -> Assignment:
        """Raises Refusal(`rahyar.changed_meanwhile`)."""

    async def active_in(self, scopes: Collection[str], *, lock: bool = False) -> list[Assignment]: ...
    async def of_rahyar(self, rahyar: MemberId) -> list[Assignment]:
        """Active ones."""

    async def all_active(self) -> list[Assignment]: ...
    async def history(self, scope: str) -> list[Assignment]:
        """Newest first."""


class Affiliations(Protocol):
    async def add_alone(self, thing: Affiliation) -> Affiliation | None:
        """None when the member has an open one already."""

    async def save(self, one: Affiliation) -> Affiliation:
        """Raises Refusal(`rahyar.changed_meanwhile`)."""

    async def find(self, id: AffiliationId) -> Affiliation | None: ...
    async def open_of(self, member: MemberId) -> Affiliation | None: ...
    async def all_of(self, member: MemberId) -> list[Affiliation]:
        """Newest first."""

    async def confirmed_of(self, ids: Collection[MemberId]) -> dict[MemberId, Employer]: ...
    async def confirmed_in(self, employers: Collection[Employer], limit: int) -> list[MemberId]: ...
    async def declared(self) -> list[Affiliation]:
        """Oldest first."""

    async def forget(self, member: MemberId) -> None: ...


class FollowUps(Protocol):
    async def add(self, thing: FollowUp) -> FollowUp: ...
    async def save(self, one: FollowUp) -> FollowUp:
        """Raises Refusal(`rahyar.changed_meanwhile`)."""

    async def find(self, id: FollowUpId) -> FollowUp | None: ...
    async def open_of(self, rahyar: MemberId | None) -> list[FollowUp]:
        """Those of a rahyar; for None, those that nobody does. By day."""

    async def about(self, about: str, limit: int) -> list[FollowUp]:
        """Open ones by day, then those that are over, newest first."""


class Invitations(Protocol):
    async def add(self, thing: Invitation) -> Invitation: ...
    async def save(self, one: Invitation) -> Invitation:
        """Raises Refusal(`rahyar.changed_meanwhile`)."""

    async def find(self, id: InvitationId) -> Invitation | None: ...
    async def by_token(self, token: str) -> Invitation | None: ...
    async def opened_by(self, person: str) -> list[Invitation]:
        """Those opened from an account, newest first."""

    async def of(self, rahyar: MemberId) -> list[Invitation]:
        """Newest first."""

    async def of_member(self, member: MemberId) -> list[Invitation]:
        """By which somebody came."""


class Marks(Protocol):
    async def put(self, mark: Mark) -> None: ...
    async def of(self, rahyar: MemberId) -> list[Mark]: ...
    async def forget(self, rahyar: MemberId) -> None: ...


@dataclass(frozen=True, slots=True)
class Store:
    """Port: everything the rahyar's desk keeps."""

    assignments: Assignments
    affiliations: Affiliations
    follow_ups: FollowUps
    invitations: Invitations
    marks: Marks


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything the desk needs of others. `groups`: every kind of group there is."""

    members: Members
    groups: Sequence[Groups]
    tokens: Tokens
