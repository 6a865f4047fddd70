"""رهیاری - assignments, people of organisations, follow-ups, invitations and skills, with their states.   Rules: rules.py   Numbers: policy.py"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from domain.kernel.moves import move
from domain.kernel.people import MemberId

AssignmentId = NewType("AssignmentId", int)
AffiliationId = NewType("AffiliationId", int)
FollowUpId = NewType("FollowUpId", int)
InvitationId = NewType("InvitationId", int)


class RahyarKind(StrEnum):
    """By what somebody is a rahyar (people:R10). Online rahyars are nobody's in particular: they are the desk of moshavereh."""

    ORG = "org"  # by the organisation one belongs to
    AREA = "area"  # by where one lives
    SOCIAL = "social"  # assigned to one person, or to a kanoon


class Employer(StrEnum):
    """Organisations whose people have a rahyar of their own (seed 002, seed 000). The word is also that of the scope `org:<word>`."""

    EMDAD = "emdad"
    BEHZISTI = "behzisti"
    EDUCATION = "education"
    ETKA = "etka"
    HOZE = "hoze"


class AssignmentState(StrEnum):
    ACTIVE = "active"
    ENDED = "ended"


ASSIGNMENT_MOVES: Mapping[AssignmentState, frozenset[AssignmentState]] = {
    AssignmentState.ACTIVE: frozenset({AssignmentState.ENDED}),
    AssignmentState.ENDED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Assignment:
    """One rahyar for one scope, for a while. `scope`: area:<province>, area:<province>/<town>, org:<word> or member:<id>; one at a time is active.

    `by` is None where a role that an admin gave began it; `why`: said when it ended.
    """

    id: AssignmentId
    scope: str
    rahyar: MemberId
    by: MemberId | None
    since: datetime
    state: AssignmentState = AssignmentState.ACTIVE
    until: datetime | None = None
    ended_by: MemberId | None = None
    why: str = ""
    version: int = 0

    def ended(self, now: datetime, by: MemberId | None, why: str) -> Assignment:
        state = move(ASSIGNMENT_MOVES, self.state, AssignmentState.ENDED, subsystem="rahyar")
        return replace(self, state=state, until=now, ended_by=by, why=why)


class AffiliationState(StrEnum):
    """Whether somebody belongs to an organisation."""

    DECLARED = "declared"  # the member says so
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    EXPIRED = "expired"  # nobody answered
    ENDED = "ended"


AFFILIATION_MOVES: Mapping[AffiliationState, frozenset[AffiliationState]] = {
    AffiliationState.DECLARED: frozenset({AffiliationState.CONFIRMED, AffiliationState.REFUSED, AffiliationState.EXPIRED, AffiliationState.ENDED}),
    AffiliationState.CONFIRMED: frozenset({AffiliationState.ENDED}),
    AffiliationState.REFUSED: frozenset(),
    AffiliationState.EXPIRED: frozenset(),
    AffiliationState.ENDED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A member says that they belong to an organisation; its rahyar or a dabir confirms it. One at a time."""

    id: AffiliationId
    member: MemberId
    employer: Employer
    state: AffiliationState
    since: datetime
    decided_by: MemberId | None = None
    reason: str = ""
    version: int = 0

    @property
    def is_open(self) -> bool:
        return bool(AFFILIATION_MOVES[self.state])

    def to(self, state: AffiliationState, now: datetime, by: MemberId | None = None, reason: str = "") -> Affiliation:
        return replace(self, state=move(AFFILIATION_MOVES, self.state, state, subsystem="rahyar"), since=now, decided_by=by, reason=reason)


class FollowUpKind(StrEnum):
    """What a rahyar does for somebody (seed 002; people:R12)."""

    ADVICE = "advice"  # مشاوره
    GUIDANCE = "guidance"  # راهنمایی
    PURSUIT = "pursuit"  # پیگیری
    COMPANY = "company"  # همراهی
    COORDINATION = "coordination"  # هماهنگی


class FollowUpState(StrEnum):
    OPEN = "open"
    DONE = "done"  # with a result
    DROPPED = "dropped"  # it is not needed any more


FOLLOW_UP_MOVES: Mapping[FollowUpState, frozenset[FollowUpState]] = {
    FollowUpState.OPEN: frozenset({FollowUpState.DONE, FollowUpState.DROPPED}),
    FollowUpState.DONE: frozenset(),
    FollowUpState.DROPPED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something to do for a member or a group, on a day. `about`: member:<id> or kanoon:<id>; `rahyar` is None while there is nobody to do it.

    The member sees topic, day and result; `remark` is the rahyar's own and is seen by rahyars only.
    """

    id: FollowUpId
    about: str
    kind: FollowUpKind
    topic: str
    due: date
    rahyar: MemberId | None
    opened: datetime
    remark: str = ""
    state: FollowUpState = FollowUpState.OPEN
    result: str = ""
    closed: datetime | None = None
    version: int = 0

    @property
    def member(self) -> MemberId | None:
        """Whom it is about, if it is one member."""
        kind, _, word = self.about.partition(":")
        return MemberId(int(word)) if kind == "member" else None

    def to(self, state: FollowUpState, now: datetime, result: str) -> FollowUp:
        return replace(self, state=move(FOLLOW_UP_MOVES, self.state, state, subsystem="rahyar"), closed=now, result=result)


class InvitationState(StrEnum):
    SENT = "sent"
    OPENED = "opened"  # the link was followed
    JOINED = "joined"
    OVER = "over"  # taken back, or its time is over


INVITATION_MOVES: Mapping[InvitationState, frozenset[InvitationState]] = {
    InvitationState.SENT: frozenset({InvitationState.OPENED, InvitationState.JOINED, InvitationState.OVER}),
    InvitationState.OPENED: frozenset({InvitationState.JOINED, InvitationState.OVER}),
    InvitationState.JOINED: frozenset(),
    InvitationState.OVER: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Invitation:
    """Somebody who has not applied is invited by a rahyar, by a link that bears the rahyar's mark. `whom` is what the rahyar calls them.

    `token` is known when it is made only; `person` is the account that opened the link, until it joined.
    """

    id: InvitationId
    by: MemberId
    whom: str
    token: str
    made: datetime
    until: datetime
    state: InvitationState = InvitationState.SENT
    person: str = ""
    member: MemberId | None = None
    version: int = 0

    def to(self, state: InvitationState, **changes: object) -> Invitation:
        return replace(self, state=move(INVITATION_MOVES, self.state, state, subsystem="rahyar"), **changes)  # type: ignore[arg-type]  # own fields


class Skill(StrEnum):
    """What a rahyar of an area or an organisation masters (seed 002; people:R13)."""

    MEMBERSHIP = "membership"
    TALKING = "talking"
    KNOWING_PEOPLE = "knowing_people"
    CREDIT = "credit"
    PROMISSORY = "promissory"
    LOAN = "loan"
    SIGNATURE = "signature"
    BIOMETRY = "biometry"
    CHEQUE = "cheque"
    HASTEH = "hasteh"
    SAT = "sat"
    OFFERING = "offering"


@dataclass(frozen=True, slots=True)
class Mark:
    """A dabir saw that a rahyar has a skill, or took the mark back."""

    rahyar: MemberId
    skill: Skill
    has: bool
    by: MemberId
    at: datetime
