"""کانون، درخواست، عضویت - what a kanoon consists of and how each part may move (seed 003; kanoon:K1-K17).   Siblings: groups.py rules.py"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.kernel.moves import move
from domain.kernel.people import MemberId

KanoonId = NewType("KanoonId", int)
JoinId = NewType("JoinId", int)
OfferId = NewType("OfferId", int)


class Affinity(StrEnum):
    """What its people share (seed 003; kanoon:K1)."""

    FAMILY = "family"
    NEIGHBOURHOOD = "neighbourhood"
    TRIBE = "tribe"
    TOWN = "town"
    VILLAGE = "village"
    MOSQUE = "mosque"
    HEYAT = "heyat"
    COLLEAGUES = "colleagues"
    FRIENDS = "friends"
    ORGANISATION = "organisation"
    OTHER = "other"


class KanoonState(StrEnum):
    DRAFT = "draft"
    AWAITING_HAMYAR = "awaiting_hamyar"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSED = "closed"


KANOON_MOVES: dict[KanoonState, frozenset[KanoonState]] = {
    KanoonState.DRAFT: frozenset({KanoonState.AWAITING_HAMYAR, KanoonState.CLOSED}),
    KanoonState.AWAITING_HAMYAR: frozenset({KanoonState.ACTIVE, KanoonState.DRAFT, KanoonState.CLOSED}),
    KanoonState.ACTIVE: frozenset({KanoonState.SUSPENDED, KanoonState.CLOSED}),
    KanoonState.SUSPENDED: frozenset({KanoonState.ACTIVE, KanoonState.CLOSED}),
    KanoonState.CLOSED: frozenset(),
}


class JoinState(StrEnum):
    WAITING = "waiting"
    NEEDS_ANSWER = "needs_answer"  # the hamyar asked something, the applicant is to answer (decision 25)
    APPROVED = "approved"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class Why(StrEnum):
    """Why a hamyar says no, from a list; or else in their own words (reference-systems.md 2; shared:G7)."""

    UNKNOWN = "unknown"  # nobody here knows the applicant
    ELSEWHERE = "elsewhere"  # another kanoon suits them better
    TOLD_TOO_LITTLE = "told_too_little"
    FOR_NOW = "for_now"  # no new members at present


OPEN_JOINS = (JoinState.WAITING, JoinState.NEEDS_ANSWER)

JOIN_MOVES: dict[JoinState, frozenset[JoinState]] = {
    JoinState.WAITING: frozenset({JoinState.NEEDS_ANSWER, JoinState.APPROVED, JoinState.REJECTED, JoinState.CANCELLED, JoinState.EXPIRED}),
    JoinState.NEEDS_ANSWER: frozenset({JoinState.WAITING, JoinState.APPROVED, JoinState.REJECTED, JoinState.CANCELLED, JoinState.EXPIRED}),
    JoinState.APPROVED: frozenset({JoinState.WAITING}),  # undone within minutes
    JoinState.REJECTED: frozenset(),
    JoinState.CANCELLED: frozenset(),
    JoinState.EXPIRED: frozenset(),
}


class BelongingState(StrEnum):
    ACTIVE = "active"
    MOVED = "moved"  # the member went to another kanoon
    LEFT = "left"
    REMOVED = "removed"
    UNDONE = "undone"  # the approval behind it was taken back
    ENDED = "ended"  # the kanoon was closed, or the member is gone


BELONGING_MOVES: dict[BelongingState, frozenset[BelongingState]] = {
    BelongingState.ACTIVE: frozenset({BelongingState.MOVED, BelongingState.LEFT, BelongingState.REMOVED, BelongingState.UNDONE, BelongingState.ENDED}),
    BelongingState.MOVED: frozenset({BelongingState.ACTIVE}),  # the move was undone
    BelongingState.LEFT: frozenset(),
    BelongingState.REMOVED: frozenset(),
    BelongingState.UNDONE: frozenset(),
    BelongingState.ENDED: frozenset(),
}


class OfferKind(StrEnum):
    """Which role is offered to somebody."""

    FIRST_HAMYAR = "first_hamyar"  # with the registration of a kanoon (kanoon:K3-K4)
    HAMYAR = "hamyar"  # instead of another, or beside them (kanoon:K12)
    RAHBAR = "rahbar"  # a hand-over (kanoon:K12)


class OfferState(StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"  # a hand-over that waits for the hamyar's yes
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


OPEN_OFFERS = (OfferState.WAITING, OfferState.ACCEPTED)

OFFER_MOVES: dict[OfferState, frozenset[OfferState]] = {
    OfferState.WAITING: frozenset({OfferState.ACCEPTED, OfferState.DONE, OfferState.REFUSED, OfferState.WITHDRAWN, OfferState.EXPIRED}),
    OfferState.ACCEPTED: frozenset({OfferState.DONE, OfferState.REFUSED, OfferState.WITHDRAWN, OfferState.EXPIRED}),
    OfferState.DONE: frozenset(),
    OfferState.REFUSED: frozenset(),
    OfferState.WITHDRAWN: frozenset(),
    OfferState.EXPIRED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Kanoon:
    """A kanoon. Its hamyars are who wears the hat in its scope; `place` and `capacity` are optional (decision 25)."""

    id: KanoonId
    title: str
    affinity: Affinity
    goal: str
    place: str
    province: str  # whose dabir and rahyar look after it: the rahbar's province when it was registered
    rahbar: MemberId
    rahyar: MemberId | None
    capacity: int | None  # people, rahbar and hamyars included
    state: KanoonState
    reason: str  # why it was suspended or closed, or why the hamyar said no
    created: datetime
    city: str = ""  # the rahbar's town when it was registered: who lives there is near
    questions: tuple[str, ...] = ()  # every applicant answers them
    version: int = 0

    @property
    def scope(self) -> str:
        """Where the hats of its people count."""
        return f"kanoon:{self.id}"

    def to(self, state: KanoonState, reason: str = "") -> Kanoon:
        """Moved on. Raises Refusal(`kanoon.cannot_move`)."""
        return replace(self, state=move(KANOON_MOVES, self.state, state, subsystem="kanoon"), reason=reason)


@dataclass(frozen=True, slots=True)
class Word:
    """One thing said between hamyar and applicant about a request."""

    by_hamyar: bool
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Reply:
    """What an applicant answered to a question that the kanoon asks everybody."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """Somebody asks to belong. `since` is the last move; `decided_by` the hamyar or deputy; `moved_from` the kanoon left by its approval.

    A rejected one has `why`, or a `reason` in the hamyar's words.
    """

    id: JoinId
    kanoon: KanoonId
    member: MemberId
    note: str
    invited_by: MemberId | None
    state: JoinState
    filed: datetime
    since: datetime
    decided_by: MemberId | None = None
    reason: str = ""
    moved_from: KanoonId | None = None
    talk: tuple[Word, ...] = ()
    replies: tuple[Reply, ...] = ()
    why: Why | None = None
    version: int = 0

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_JOINS

    def to(self, state: JoinState, at: datetime, *, by: MemberId | None = None, reason: str = "", why: Why | None = None) -> JoinRequest:
        """Moved on. Raises Refusal(`kanoon.cannot_move`)."""
        return replace(self, state=move(JOIN_MOVES, self.state, state, subsystem="kanoon"), since=at, decided_by=by, reason=reason, why=why)

    def saying(self, text: str, at: datetime, *, by_hamyar: bool) -> JoinRequest:
        """With one more question or answer."""
        return replace(self, talk=(*self.talk, Word(by_hamyar, text, at)))


@dataclass(frozen=True, slots=True)
class Belonging:
    """A member's time in a kanoon. At most one per member is ACTIVE (kanoon:K10)."""

    id: int
    kanoon: KanoonId
    member: MemberId
    state: BelongingState
    since: datetime
    request: JoinId | None = None  # None: rahbar and first hamyar, who came with the registration
    until: datetime | None = None
    reason: str = ""
    version: int = 0

    def to(self, state: BelongingState, at: datetime, reason: str = "") -> Belonging:
        """Moved on. Raises Refusal(`kanoon.cannot_move`)."""
        until = None if state is BelongingState.ACTIVE else at
        return replace(self, state=move(BELONGING_MOVES, self.state, state, subsystem="kanoon"), until=until, reason=reason)


@dataclass(frozen=True, slots=True)
class Offer:
    """A role offered to a member by the rahbar, or by the dabir when one is missing. `instead_of` is who would give the role up."""

    id: OfferId
    kind: OfferKind
    kanoon: KanoonId
    member: MemberId
    by: MemberId
    by_dabir: bool
    instead_of: MemberId | None
    state: OfferState
    made: datetime
    since: datetime
    reason: str = ""
    version: int = 0

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_OFFERS

    def to(self, state: OfferState, at: datetime, reason: str = "") -> Offer:
        """Moved on. Raises Refusal(`kanoon.cannot_move`)."""
        return replace(self, state=move(OFFER_MOVES, self.state, state, subsystem="kanoon"), since=at, reason=reason)


@dataclass(frozen=True, slots=True)
class Absence:
    """A hamyar is away until a moment, and a member of the kanoon decides meanwhile."""

    id: int
    kanoon: KanoonId
    hamyar: MemberId
    deputy: MemberId
    until: datetime
    version: int = 0


@dataclass(frozen=True, slots=True)
class Invite:
    """A link of a rahbar or hamyar. Its token is kept only as a hash."""

    id: int
    kanoon: KanoonId
    by: MemberId
    token: str
    until: datetime
    version: int = 0
