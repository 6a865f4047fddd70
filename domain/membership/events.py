"""رخدادهای عضویت - what happened to members, their accounts and their roles.   Heard by handlers/membership/listeners.py and the inbox"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from domain.kernel.people import MemberId, Role
from domain.kernel.verbs import Event
from domain.membership.model import Purpose, Topic


@dataclass(frozen=True, slots=True)
class MemberJoined(Event):
    """An application became a member. `person` is the account it came from."""

    member: MemberId
    person: str


@dataclass(frozen=True, slots=True)
class AccountLinked(Event):
    """From now on the account may speak for the member. `speaks`: it does so right now."""

    member: MemberId
    person: str
    speaks: bool = True


@dataclass(frozen=True, slots=True)
class AccountUnlinked(Event):
    """The account no longer speaks for the member."""

    member: MemberId
    person: str


@dataclass(frozen=True, slots=True)
class SpeakerSwitched(Event):
    """On a family phone somebody else took over the conversation."""

    person: str
    member: MemberId


@dataclass(frozen=True, slots=True)
class IdentityAsked(Event):
    """The registry is to be asked about an application, at `due`."""

    application: int
    due: datetime
    version: int


@dataclass(frozen=True, slots=True)
class IdentityDoubted(Event):
    """A poshtiban is to look at an application; `claimed` is the member whose identifier it repeats."""

    application: int
    version: int
    claimed: MemberId | None


@dataclass(frozen=True, slots=True)
class SignaturesAsked(Event):
    """Everybody who signs for an organisation is to say yes or no."""

    application: int
    version: int
    signers: tuple[MemberId, ...]


@dataclass(frozen=True, slots=True)
class CorrectionAsked(Event):
    """The applicant is to correct an application."""

    application: int
    version: int


@dataclass(frozen=True, slots=True)
class PaperWanted(Event):
    """A poshtiban is to see the photo of an application."""

    application: int
    by: MemberId


@dataclass(frozen=True, slots=True)
class ApplicationSettled(Event):
    """An application was approved, rejected, withdrawn, or ran out of time."""

    application: int


@dataclass(frozen=True, slots=True)
class CodeMade(Event):
    """A code for signing in, or before something that binds, is to reach a member. It lives in memory only and is shown nowhere else."""

    member: MemberId
    purpose: Purpose
    challenge: int
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SmsWanted(Event):
    """A code waits, sealed, to leave by text message: no messenger reaches the member."""

    challenge: int


@dataclass(frozen=True, slots=True)
class ChangeAsked(Event):
    """The registry is to be asked about a change of name or mobile, at `due`."""

    change: int
    member: MemberId
    due: datetime


@dataclass(frozen=True, slots=True)
class ChangeDecided(Event):
    """The registry agreed (`done`) or not."""

    change: int
    number: str
    topic: Topic
    member: MemberId
    done: bool


@dataclass(frozen=True, slots=True)
class HomeChanged(Event):
    """A member lives elsewhere now."""

    member: MemberId


@dataclass(frozen=True, slots=True)
class MemberFrozen(Event):
    """Nobody is signed in for the member any more. `accounts` are those who were; `sim_lost`: text messages go to somebody else."""

    member: MemberId
    accounts: tuple[str, ...]
    sim_lost: bool = False


@dataclass(frozen=True, slots=True)
class MemberThawed(Event):
    """The member came back."""

    member: MemberId


@dataclass(frozen=True, slots=True)
class MemberSuspended(Event):
    """An admin stopped a membership, for a reason that the member reads."""

    member: MemberId
    reason: str


@dataclass(frozen=True, slots=True)
class MemberRestored(Event):
    """An admin let a membership go on."""

    member: MemberId


@dataclass(frozen=True, slots=True)
class LeavingAsked(Event):
    """A member wants to be forgotten at `due`, unless they change their mind."""

    member: MemberId
    due: datetime
    version: int


@dataclass(frozen=True, slots=True)
class LeavingStopped(Event):
    """They changed their mind."""

    member: MemberId


@dataclass(frozen=True, slots=True)
class LeavingDelayed(Event):
    """The day came, but something ties the member: text keys of what; it is looked at again at `again`."""

    member: MemberId
    ties: tuple[str, ...]
    again: datetime
    first: bool


@dataclass(frozen=True, slots=True)
class GuardianChanged(Event):
    """Somebody else answers for a child or an organisation from now on."""

    ward: MemberId
    before: MemberId | None
    now: MemberId


@dataclass(frozen=True, slots=True)
class CameOfAge(Event):
    """A child is an adult now and speaks for themselves; `guardian` answered for them until today."""

    member: MemberId
    guardian: MemberId | None


@dataclass(frozen=True, slots=True)
class MemberErased(Event):
    """Everything personal is gone. `accounts` are those through which the member spoke."""

    member: MemberId
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleGranted(Event):
    """Somebody wears a role now."""

    member: MemberId
    role: Role
    scope: str


@dataclass(frozen=True, slots=True)
class RoleRevoked(Event):
    """Somebody wears a role no more."""

    member: MemberId
    role: Role
    scope: str
