"""نماهای پیشخوان - what dialogs and cards show.   Made by: identifying.py opening.py carding.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.kernel.money import Rial
from domain.pishkhan.account import AccountForm, AccountItem, AccountState, BankAccountId
from domain.pishkhan.bank_card import BankCardId, BankCardState, CardCause
from domain.pishkhan.identity import Flaw, IdentityId, IdentityState


@dataclass(frozen=True, slots=True)
class IdentityView:
    """As its member sees it. `left`: tries that the fee still pays for."""

    id: IdentityId
    number: str
    state: IdentityState
    flaw: Flaw | None
    left: int
    moved: datetime


@dataclass(frozen=True, slots=True)
class BeforeIdentity:
    """What one should know before sending evidence. `fee` is 0 where it was paid by an earlier try; `last`: the check that is open or was the latest."""

    fee: Rial
    free: Rial
    tries: int
    last: IdentityView | None
    passed: bool


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """For a poshtiban. `may`: whether the viewer decides; `identifier` is masked."""

    id: IdentityId
    number: str
    name: str
    identifier: str
    serial: str
    spoken: str
    tries: int
    state: IdentityState
    since: datetime
    may: bool


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account or a request for one; `name`: of its member. `trial`: its numbers are invented."""

    id: BankAccountId
    code: str
    name: str
    state: AccountState
    form: AccountForm
    wrong: tuple[AccountItem, ...]
    note: str
    number: str
    sheba: str
    moved: datetime
    trial: bool
    may: bool  # whether the viewer decides


@dataclass(frozen=True, slots=True)
class BankCardView:
    """A request for a card."""

    id: BankCardId
    number: str
    name: str
    cause: CardCause
    state: BankCardState
    address: str
    postal_code: str
    tail: str
    parcel: str
    why_not: str
    moved: datetime
    may: bool  # whether the viewer decides


@dataclass(frozen=True, slots=True)
class CounterView:
    """Where a member stands at the counter. `ready`: whether this house has a bank; `entitled`: whether the kind of member opens one in chat."""

    identity: IdentityView | None
    account: AccountView | None
    card: BankCardView | None
    ready: bool
    entitled: bool


class Desk(StrEnum):
    """What waits for a poshtiban."""

    IDENTITY = "identity"
    ACCOUNT = "account"
    CARD = "card"


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """One thing that waits at the desk; `id` as its kind numbers it."""

    desk: Desk
    id: int
    number: str
    name: str
    since: datetime
