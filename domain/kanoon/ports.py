"""درگاه‌ها - what kanoons need from the outside.   Rows: storage/kanoon/   Members: storage/membership.py   Hats: storage/kit/hats.py"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from domain.kanoon.groups import Activity, ActivityId, ActivityState, Message, MessageId, Presence, Tags
from domain.kanoon.model import Absence, Affinity, Belonging, Invite, JoinId, JoinRequest, Kanoon, KanoonId, Offer, OfferId
from domain.kernel.people import MemberId

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a member lives."""

    province: str
    city: str


class Somewhere(Protocol):
    """What any Place has: another subsystem's will do."""

    @property
    def province(self) -> str: ...

    @property
    def city(self) -> str: ...


class Members(Protocol):
    """Port: what kanoons may know of members."""

    async def names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]:
        """Full names; whoever is gone is left out."""

    async def place_of(self, member_id: MemberId) -> Somewhere | None: ...

    async def is_active(self, member_id: MemberId) -> bool: ...

    async def are_family(self, one: MemberId, other: MemberId) -> bool:
        """Whether one answers for the other as a guardian."""


class Directory(Protocol):
    """Port: who a rahbar means when he declares his hamyar."""

    async def find_by_identity(self, national_id: str, mobile: str) -> MemberId | None:
        """The active member with both; None alike for an unknown number, a wrong pair and a member who is not active (rel:O1)."""


class Tokens(Protocol):
    """Port: makes secrets for links."""

    def new(self) -> str:
        """At least 128 random bits as A-Za-z0-9_-, at most 40 characters."""


class Kept(Protocol[T]):
    """Rows of one kind. `get` with `lock` holds the row to the end of the unit; `save` obeys the version."""

    async def add(self, thing: T) -> T:
        """Store a new one; returned with its id and version 1."""

    async def save(self, thing: T) -> T:
        """Store a changed one; returned with the next version. Raises Refusal(`kanoon.changed_meanwhile`)."""


class Kanoons(Kept[Kanoon], Protocol):
    async def find(self, kanoon: KanoonId, *, lock: bool = False) -> Kanoon | None: ...

    async def search(self, words: str, affinity: Affinity | None, near: Somewhere | None, limit: int) -> list[Kanoon]:
        """ACTIVE ones whose title, goal or place hold every word (a match key); of the same town first, then of the same province."""

    async def around(self, where: Somewhere, limit: int) -> list[Kanoon]:
        """ACTIVE ones of a province, those of the town first."""

    async def accompanied_by(self, rahyar: MemberId) -> list[Kanoon]:
        """Those that a rahyar goes along with."""

    async def unfinished_of(self, rahbar: MemberId) -> Kanoon | None:
        """The one they are registering: DRAFT or AWAITING_HAMYAR."""

    async def led_by_province(self, province: str) -> list[Kanoon]:
        """ACTIVE and SUSPENDED ones of a province ("" for all), by title."""


class Joins(Kept[JoinRequest], Protocol):
    async def find(self, request: JoinId, *, lock: bool = False) -> JoinRequest | None: ...

    async def open_of(self, member: MemberId) -> JoinRequest | None: ...

    async def all_of(self, member: MemberId, limit: int) -> list[JoinRequest]:
        """Newest first."""

    async def waiting_in(self, kanoon: KanoonId) -> list[JoinRequest]:
        """Open ones, oldest first."""

    async def over_in(self, kanoons: Collection[KanoonId], skip: int, limit: int) -> list[JoinRequest]:
        """Those that nobody can decide any more, newest first."""

    async def decided_in(self, kanoon: KanoonId, since: datetime) -> list[JoinRequest]:
        """Approved ones whose last move is not before `since`, newest first."""

    async def rejected_at(self, kanoon: KanoonId, member: MemberId) -> list[datetime]:
        """When this member was rejected here, newest first."""


class Belongings(Kept[Belonging], Protocol):
    async def active_of(self, member: MemberId, *, lock: bool = False) -> Belonging | None: ...

    async def all_of(self, member: MemberId) -> list[Belonging]:
        """Over or not, newest first."""

    async def last_in(self, member: MemberId, kanoon: KanoonId) -> Belonging | None: ...

    async def by_request(self, request: JoinId) -> Belonging | None: ...

    async def count(self, kanoon: KanoonId) -> int: ...

    async def members_of(self, kanoon: KanoonId, *, after: MemberId | None = None, limit: int | None = None) -> list[MemberId]:
        """Active ones by number."""

    async def all_in(self, kanoon: KanoonId) -> list[Belonging]:
        """Active ones."""


class Offers(Kept[Offer], Protocol):
    async def find(self, offer: OfferId, *, lock: bool = False) -> Offer | None: ...

    async def open_in(self, kanoon: KanoonId) -> list[Offer]: ...

    async def open_of(self, member: MemberId) -> list[Offer]:
        """Made by somebody, or made to them."""

    async def all_by(self, member: MemberId, limit: int) -> list[Offer]:
        """Made by somebody, newest first."""


class Absences(Kept[Absence], Protocol):
    async def of(self, kanoon: KanoonId) -> list[Absence]:
        """Every absence, ended or not."""

    async def drop(self, absence: Absence) -> None: ...


class Activities(Kept[Activity], Protocol):
    async def find(self, activity: ActivityId, *, lock: bool = False) -> Activity | None: ...

    async def of(self, kanoon: KanoonId, states: Collection[ActivityState], limit: int, skip: int = 0) -> list[Activity]:
        """Latest day first."""

    async def all_by(self, member: MemberId) -> list[Activity]:
        """Proposed by somebody, newest first."""

    async def answered_by(self, member: MemberId) -> list[tuple[Activity, Presence]]:
        """Where somebody said whether they come, latest day first."""

    async def set_presence(self, activity: ActivityId, presence: Presence) -> None: ...

    async def presences(self, activity: ActivityId) -> list[Presence]: ...


class Messages(Kept[Message], Protocol):
    async def find(self, message: MessageId) -> Message | None: ...

    async def all_in(self, kanoon: KanoonId, skip: int, limit: int) -> list[Message]:
        """Newest first."""

    async def all_by(self, member: MemberId) -> list[Message]:
        """Newest first."""

    async def count_since(self, kanoon: KanoonId, since: datetime) -> int: ...

    async def mute(self, kanoon: KanoonId, member: MemberId, *, on: bool) -> None: ...

    async def muted(self, kanoon: KanoonId) -> frozenset[MemberId]: ...


class Invites(Kept[Invite], Protocol):
    async def by_token(self, token: str) -> Invite | None: ...


class TagsKept(Protocol):
    async def put(self, tags: Tags) -> None: ...

    async def of(self, members: Collection[MemberId]) -> dict[MemberId, Tags]: ...


@dataclass(frozen=True, slots=True)
class Store:
    """Port: everything kanoons keep."""

    kanoons: Kanoons
    joins: Joins
    belongings: Belongings
    offers: Offers
    absences: Absences
    activities: Activities
    messages: Messages
    invites: Invites
    tags: TagsKept
