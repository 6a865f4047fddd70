"""دیده‌ها - what the verbs of rahyars answer: plain values for dialogs and cards.   Made by: the verbs beside this file"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain.kernel.people import MemberId
from domain.rahyar.model import AffiliationId, AffiliationState, Employer, FollowUpId, FollowUpKind, FollowUpState, InvitationId, InvitationState, RahyarKind, Skill
from domain.rahyar.rules import Reason, Tier


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to choose."""

    id: MemberId
    name: str


@dataclass(frozen=True, slots=True)
class Named:
    """The one rahyar of a member or a group, and by what."""

    rahyar: MemberId
    name: str
    kind: RahyarKind
    scope: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What a member sees of their own rahyar and organisation. `named` is None while the rahyar is being found."""

    named: Named | None
    employer: Employer | None
    employer_state: AffiliationState | None
    affiliation: AffiliationId | None


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """An assignment in a list; `whom` is the name of the one member it is about."""

    id: int
    scope: str
    kind: RahyarKind
    rahyar: MemberId
    name: str
    whom: str
    since: datetime
    until: datetime | None
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class AffiliationView:
    """That somebody belongs to an organisation, as one viewer sees it. `may`: confirm, refuse."""

    id: AffiliationId
    number: str
    member: MemberId
    name: str
    employer: Employer
    state: AffiliationState
    since: datetime
    by: str
    reason: str
    may: frozenset[str]
    version: int


@dataclass(frozen=True, slots=True)
class WorkLine:
    """Somebody on the work list, and why. `key` names them in a dialog: member:<id>, applicant:<number> or invitation:<id>."""

    key: str
    name: str
    tier: Tier
    reason: Reason
    since: datetime | None  # last seen, asked or invited
    due: date | None = None  # of the next follow-up


@dataclass(frozen=True, slots=True)
class Work:
    """The work list; `more`: there are more people than are listed."""

    lines: tuple[WorkLine, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class MemberCard:
    """A member as their rahyar sees them; identifiers are masked."""

    member: MemberId
    name: str
    code: str
    kind: RahyarKind
    employer: Employer | None
    province: str
    town: str
    kanoon: str
    joined: datetime | None
    seen: datetime | None
    identifier: str
    mobile: str


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A kanoon or hasteh in a list. `social` is the rahyar who was named for it."""

    kind: str
    id: int
    code: str
    title: str
    province: str
    town: str
    social: MemberId | None
    people: int = 0

    @property
    def scope(self) -> str:
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """A follow-up as a rahyar sees it. `name`: of the member, or the title of the group."""

    id: FollowUpId
    number: str
    about: str
    name: str
    kind: FollowUpKind
    topic: str
    remark: str
    due: date
    state: FollowUpState
    result: str
    overdue: bool
    version: int


@dataclass(frozen=True, slots=True)
class OwnFollowUp:
    """A follow-up as the member it concerns sees it: without the remark."""

    number: str
    kind: FollowUpKind
    topic: str
    due: date
    state: FollowUpState
    result: str
    rahyar: str


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """`name`: of the member they became, once they joined."""

    id: InvitationId
    whom: str
    state: InvitationState
    made: datetime
    until: datetime
    name: str


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation was made: the token goes into a deep link."""

    id: InvitationId
    token: str
    whom: str
    until: datetime


@dataclass(frozen=True, slots=True)
class SkillLine:
    """One skill of a rahyar: since when it is marked and by whom; `at` is None while nobody looked."""

    skill: Skill
    has: bool
    at: datetime | None
    by: str
