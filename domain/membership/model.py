"""عضو و درخواست عضویت - members, applications to join, their states and what may become of them.   Rules: rules.py   Numbers: policy.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.kernel.codes import public_code
from domain.kernel.people import MemberId, Role
from domain.membership.papers import Item, LegalForm
from domain.membership.places import Home

LETTERS, CHANGE_LETTERS = "MB", "MC"
"""What the number of an application, and of a change, begins with (shared:G6)."""


class Kind(StrEnum):
    """Whom the rules know (seed 000; banking.md 4)."""

    NATURAL = "natural"
    FOREIGN = "foreign"  # known by a fida number of 12 digits
    MINOR = "minor"  # under 18, brought by a guardian who is a member
    LEGAL = "legal"  # an organisation, brought by a representative who is a member


class State(StrEnum):
    """How a member stands."""

    ACTIVE = "active"
    FROZEN = "frozen"  # at the member's word: nobody is signed in until a code proves who comes back
    SUSPENDED = "suspended"  # by an admin, with a reason; asking to be forgotten does not lift it
    LEAVING = "leaving"  # asked to be forgotten; may still change their mind
    ERASED = "erased"


MOVES: dict[State, frozenset[State]] = {
    State.ACTIVE: frozenset({State.FROZEN, State.SUSPENDED, State.LEAVING}),
    State.FROZEN: frozenset({State.ACTIVE, State.SUSPENDED}),
    State.SUSPENDED: frozenset({State.ACTIVE, State.ERASED}),
    State.LEAVING: frozenset({State.ACTIVE, State.FROZEN, State.SUSPENDED, State.ERASED}),
    State.ERASED: frozenset(),
}


class Stage(StrEnum):
    """How an application to join stands (banking.md 13.4)."""

    WAITING_IDENTITY = "waiting_identity"
    IN_REVIEW = "in_review"  # a poshtiban looks at it (decision 26)
    NEEDS_CORRECTION = "needs_correction"  # the applicant is to act
    WAITING_SIGNATORIES = "waiting_signatories"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


STAGE_MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.WAITING_IDENTITY: frozenset({Stage.IN_REVIEW, Stage.WAITING_SIGNATORIES, Stage.APPROVED, Stage.WITHDRAWN}),
    Stage.IN_REVIEW: frozenset({Stage.APPROVED, Stage.WAITING_SIGNATORIES, Stage.NEEDS_CORRECTION, Stage.REJECTED, Stage.WITHDRAWN, Stage.EXPIRED}),
    Stage.NEEDS_CORRECTION: frozenset({Stage.WAITING_IDENTITY, Stage.WITHDRAWN, Stage.EXPIRED}),
    Stage.WAITING_SIGNATORIES: frozenset({Stage.APPROVED, Stage.REJECTED, Stage.WITHDRAWN, Stage.EXPIRED}),
    Stage.APPROVED: frozenset(),
    Stage.REJECTED: frozenset(),
    Stage.WITHDRAWN: frozenset(),
    Stage.EXPIRED: frozenset(),
}

OPEN_STAGES = frozenset(stage for stage, after in STAGE_MOVES.items() if after)


class Cause(StrEnum):
    """Why a poshtiban must look at an application."""

    MISMATCH = "mismatch"  # the registry says these do not belong together
    UNKNOWN = "unknown"  # the registry does not know this identifier
    NO_ANSWER = "no_answer"  # the registry was silent too often
    DUPLICATE = "duplicate"  # a member has this identifier already: either a lost phone or somebody else
    SHARED_MOBILE = "shared_mobile"  # a family that shares one phone, or a number that changed hands


class SignerRole(StrEnum):
    """What a signatory is in an organisation (banking.md 4)."""

    SIGNATORY = "signatory"
    REPRESENTATIVE = "representative"
    DIRECTOR = "director"


class SignerAnswer(StrEnum):
    """What a signatory said."""

    WAITING = "waiting"
    AGREED = "agreed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Signatory:
    """Somebody who signs for an organisation, known by their member code."""

    code: str
    role: SignerRole


@dataclass(frozen=True, slots=True)
class Signer:
    """A signatory of an application, and what they said."""

    member: MemberId
    role: SignerRole
    answer: SignerAnswer = SignerAnswer.WAITING


@dataclass(frozen=True, slots=True)
class Form:
    """What an applicant declares. `identifier` has 10 digits (national id), 11 (legal id) or 12 (fida); `mobile` is E.164.

    Of an organisation, `family` is its name and `given` is empty; it has no `birth`. `paper` is a photo of what proves it: `<kind>|<ref>`.
    """

    kind: Kind
    identifier: str
    given: str
    family: str
    birth: date | None
    mobile: str
    home: Home
    terms: int
    signatories: tuple[Signatory, ...] = ()
    legal_form: LegalForm | None = None  # of an organisation
    registration: str = ""  # the number under which an organisation is registered
    paper: str = ""

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True, slots=True)
class Application:
    """A request to become a member. `person` is the messenger account it came from; `by` the guardian or representative."""

    id: int
    stage: Stage
    person: str
    by: MemberId | None
    form: Form
    cause: Cause | None
    reason: str
    asked: int  # how often the registry was asked
    filed: datetime
    moved: datetime
    version: int
    member: MemberId | None = None  # who it made, or whose identifier it repeats
    wants: tuple[Item, ...] = ()  # what the applicant is to send again

    @property
    def number(self) -> str:
        return public_code(LETTERS, self.id)

    @property
    def open(self) -> bool:
        return self.stage in OPEN_STAGES


@dataclass(frozen=True, slots=True)
class Member:
    """A member. `code` is the public one that people say to each other; the id never leaves the house."""

    id: MemberId
    kind: Kind
    state: State
    code: str
    identifier: str
    given: str
    family: str
    birth: date | None
    mobile: str
    owns_mobile: bool  # False where a family shares one number, and for children
    sms_trusted: bool  # False from the day a SIM is said to be stolen
    home: Home
    guardian: MemberId | None  # who answers for a child, or represents an organisation
    terms: int
    joined: datetime
    leaves: datetime | None
    version: int
    legal_form: LegalForm | None = None
    registration: str = ""

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()

    @property
    def short_name(self) -> str:
        """What other members see (shared:G12): first name and first letter; an organisation's whole name."""
        return f"{self.given} {self.family[:1]}." if self.given and self.family else self.name


class Topic(StrEnum):
    """What of a member changes only when the registry agrees."""

    NAME = "name"
    MOBILE = "mobile"


class ChangeStage(StrEnum):
    """How a change stands."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"


CHANGE_MOVES: dict[ChangeStage, frozenset[ChangeStage]] = {
    ChangeStage.WAITING: frozenset({ChangeStage.DONE, ChangeStage.REFUSED}),
    ChangeStage.DONE: frozenset(),
    ChangeStage.REFUSED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Change:
    """A wished change of name (`value` family, `given`) or mobile (`value`)."""

    id: int
    member: MemberId
    topic: Topic
    stage: ChangeStage
    given: str
    value: str
    asked: int
    at: datetime

    @property
    def number(self) -> str:
        return public_code(CHANGE_LETTERS, self.id)


class Purpose(StrEnum):
    """What a code or a count of wrong tries is for."""

    LINK = "link"  # a signed-in member shows it, the other messenger types it
    SIGN_IN = "sign_in"  # sent to where the member is reached, typed where they are not yet signed in
    IDENTITY = "identity"  # own identifier as the proof before signing others out
    STEP_UP = "step_up"  # sent before something that binds
    NAME = "name"  # a member code typed to learn whose it is


@dataclass(frozen=True, slots=True)
class Challenge:
    """A code that was made. `member` is None in a decoy: an unknown identifier answers like a known one (rel:O1)."""

    id: int
    purpose: Purpose
    person: str  # who must type it; "" for LINK
    member: MemberId | None
    until: datetime
    wrong: int


@dataclass(frozen=True, slots=True)
class Grant:
    """A role somebody wears, and where."""

    member: MemberId
    role: Role
    scope: str
