"""رویدادهای پیشخوان - what happened at the counter.   Heard in: handlers/pishkhan/hearing.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.kernel.people import MemberId
from domain.kernel.verbs import Event
from domain.pishkhan.account import AccountState, BankAccountId
from domain.pishkhan.bank_card import BankCardId, BankCardState
from domain.pishkhan.identity import IdentityId, IdentityState


@dataclass(frozen=True, slots=True)
class EvidenceSent(Event):
    """Somebody's evidence waits for a poshtiban."""

    identity: IdentityId
    member: MemberId


@dataclass(frozen=True, slots=True)
class EvidenceWanted(Event):
    """A poshtiban wants to look at it: `<kind>|<ref>` of the three."""

    identity: IdentityId
    by: MemberId
    media: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IdentityDecided(Event):
    """Passed, to be tried again, failed or withdrawn."""

    identity: IdentityId
    member: MemberId
    state: IdentityState


@dataclass(frozen=True, slots=True)
class AccountMoved(Event):
    """An account, or a request for one, stands otherwise."""

    account: BankAccountId
    member: MemberId
    state: AccountState


@dataclass(frozen=True, slots=True)
class AccountBlocked(Event):
    """An account is blocked, or open again. `by`: who did it; `why`: in words, "" where there are none."""

    account: BankAccountId
    member: MemberId
    blocked: bool
    by: MemberId
    why: str = ""


@dataclass(frozen=True, slots=True)
class AccountDue(Event):
    """The bank is to be asked at this moment."""

    account: BankAccountId
    at: datetime


@dataclass(frozen=True, slots=True)
class BankCardMoved(Event):
    """A request for a card stands otherwise; `arrives`: when the member is asked whether it came, None when they are not."""

    card: BankCardId
    member: MemberId
    state: BankCardState
    arrives: datetime | None = None
