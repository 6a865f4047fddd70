"""دیده‌ها - what the verbs of kanoons answer: plain values for dialogs and cards, never rows.   Made by: the verbs beside this file"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain.kanoon.groups import ActivityId, ActivityKind, ActivityState, MessageId
from domain.kanoon.model import Affinity, JoinId, JoinState, KanoonId, KanoonState, OfferId, OfferKind, OfferState, Reply, Why
from domain.kernel.money import Rial
from domain.kernel.people import MemberId, Role


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to choose. `name` is as full as the one who asked may see it."""

    id: MemberId
    name: str


@dataclass(frozen=True, slots=True)
class KanoonLine:
    """A kanoon in a list."""

    id: KanoonId
    code: str
    title: str
    affinity: Affinity
    place: str


@dataclass(frozen=True, slots=True)
class KanoonCard:
    """A kanoon as anybody may see it. `rahyar` is "" until one is assigned; `free` is None without a capacity."""

    id: KanoonId
    code: str
    title: str
    affinity: Affinity
    goal: str
    place: str
    rahbar: str
    hamyars: tuple[str, ...]
    rahyar: str
    rahyar_id: MemberId | None
    people: int
    free: int | None
    state: KanoonState
    reason: str
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody in a kanoon, for those who lead it (kanoon:K15)."""

    id: MemberId
    name: str
    since: datetime
    role: Role
    skills: str
    needs: str


@dataclass(frozen=True, slots=True)
class Mine:
    """My kanoon, and what I am in it. `pending` is the number of my open request, wherever it is."""

    card: KanoonCard | None
    is_rahbar: bool = False
    is_hamyar: bool = False
    is_deputy: bool = False
    muted: bool = False
    pending: str = ""
    pending_id: JoinId | None = None
    away_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A registration that is not done: it waits for the hamyar, or for another to be named."""

    id: KanoonId
    title: str
    state: KanoonState
    reason: str


@dataclass(frozen=True, slots=True)
class Filed:
    """A request was written down: its number, and until when it will be answered or expire."""

    id: JoinId
    number: str
    kanoon: str
    expires: datetime
    moves_from: str = ""  # title of the kanoon that will be left


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision took effect."""

    number: str
    name: str
    state: JoinState
    undo_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request as one viewer sees it. `may`: approve, reject, ask, undo, cancel, answer - what they can do now.

    `expires`: when it ends by itself, of an open one; `again_from`: of a rejected one, from when the applicant may ask again.
    """

    id: JoinId
    number: str
    kanoon_id: KanoonId
    kanoon: str
    member: MemberId
    name: str
    place: str
    note: str
    invited_by: str
    state: JoinState
    filed: datetime
    since: datetime
    decided_by: str
    reason: str
    question: str
    answer: str
    moved_from: str
    may: frozenset[str]
    undo_until: datetime | None
    version: int
    replies: tuple[Reply, ...] = ()
    why: Why | None = None
    expires: datetime | None = None
    again_from: datetime | None = None


@dataclass(frozen=True, slots=True)
class OfferView:
    """An offered role as one viewer sees it. `may`: accept, refuse, confirm, decline, withdraw."""

    id: OfferId
    number: str
    kind: OfferKind
    kanoon_id: KanoonId
    kanoon: str
    affinity: Affinity
    goal: str
    name: str
    by: str
    by_dabir: bool
    instead_of: str
    state: OfferState
    since: datetime
    reason: str
    may: frozenset[str]
    version: int


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer was made."""

    id: OfferId
    number: str
    name: str
    expires: datetime


@dataclass(frozen=True, slots=True)
class Registered:
    """A registration was sent to the declared hamyar."""

    id: KanoonId
    number: str
    title: str
    expires: datetime


@dataclass(frozen=True, slots=True)
class ActivityView:
    """An activity as one viewer sees it. `may`: attend, stay_away, approve, decline, begin, finish, cancel, photo, mark."""

    id: ActivityId
    number: str
    kanoon_id: KanoonId
    kanoon: str
    kind: ActivityKind
    title: str
    day: date
    place: str
    budget: Rial | None
    by: str
    state: ActivityState
    reason: str
    photos: tuple[str, ...]
    coming: int
    came: int
    i_come: bool | None
    may: frozenset[str]


@dataclass(frozen=True, slots=True)
class ActivityLine:
    id: ActivityId
    number: str
    title: str
    day: date
    state: ActivityState


@dataclass(frozen=True, slots=True)
class MessageView:
    id: MessageId
    kanoon_id: KanoonId
    kanoon: str
    by: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Link:
    """An invitation: the token goes into a deep link."""

    token: str
    kanoon: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Circle:
    """Who is to hear of what happens in a kanoon. `deciders`: hamyars, and the deputies of those who are away."""

    kanoon: KanoonId
    title: str
    code: str
    rahbar: MemberId
    hamyars: tuple[MemberId, ...]
    deciders: tuple[MemberId, ...]
    rahyar: MemberId | None
    dabirs: tuple[MemberId, ...]

    @property
    def watchers(self) -> tuple[MemberId, ...]:
        """Deciders, rahbar and rahyar, each once."""
        return tuple(dict.fromkeys([*self.deciders, *self.hamyars, self.rahbar, *([self.rahyar] if self.rahyar is not None else [])]))
