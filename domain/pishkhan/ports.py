"""درگاه‌های پیشخوان - what the counter needs from others.   Rows: storage/pishkhan/   People: bot/pishkhan_ports.py   Bank: bot/outside/counter.py"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from domain.kernel.fees import Fees
from domain.kernel.people import MemberId
from domain.kernel.rates import Rates
from domain.pishkhan.account import BankAccount, BankAccountId
from domain.pishkhan.bank_card import BankCard, BankCardId
from domain.pishkhan.identity import Identity, IdentityId


@dataclass(frozen=True, slots=True)
class Customer:
    """A member as the counter knows them. `alone`: a grown person, who comes to the counter by themselves; children and organisations do not."""

    id: MemberId
    name: str
    identifier: str
    alone: bool
    address: str
    postal_code: str


class People(Protocol):
    """Members who may act now; of others, None."""

    async def known(self, member: MemberId) -> Customer | None: ...
    async def by_code(self, code: str) -> Customer | None: ...
    async def names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]: ...
    async def identifier_of(self, member: MemberId) -> str:
        """By which the bank knows a member, whether they may act now or not; "" for who is gone."""


class Steps(Protocol):
    """Fresh codes."""

    async def stepped_up(self, member: MemberId, about: str) -> bool: ...


class Secrets(Protocol):
    """What nobody can guess."""

    def digits(self, length: int) -> str: ...


@dataclass(frozen=True, slots=True)
class Opened:
    """The bank's word: account number and sheba (IR and 24 digits); both "" where it refused."""

    number: str = ""
    sheba: str = ""


class Counter(Protocol):
    """The bank that keeps accounts. Asked between two transactions (`key`); for one `request` it opens one account, however often it is asked.

    `ready`: whether this house has one. `trial`: its numbers are invented, and members are told.
    """

    @property
    def ready(self) -> bool: ...

    @property
    def trial(self) -> bool: ...

    async def open(self, key: str, request: str, identifier: str, name: str) -> Opened | None:
        """None: no answer."""


class Identities(Protocol):
    """Rows of identity checks."""

    async def add_alone(self, thing: Identity) -> Identity | None:
        """None while the member has one that is open, or has passed one."""

    async def save(self, thing: Identity) -> Identity:
        """Raises Refusal(`pishkhan.changed_meanwhile`)."""

    async def find(self, number: IdentityId, *, lock: bool = False) -> Identity | None: ...
    async def latest_of(self, member: MemberId, *, lock: bool = False) -> Identity | None: ...
    async def of_member(self, member: MemberId, limit: int) -> list[Identity]:
        """Newest first."""

    async def waiting(self, limit: int) -> list[Identity]:
        """Oldest first."""


class Accounts(Protocol):
    """Rows of accounts and of requests for them."""

    async def add_alone(self, thing: BankAccount) -> BankAccount | None:
        """None while the member has one, or a request for one."""

    async def save(self, thing: BankAccount) -> BankAccount:
        """Raises Refusal(`pishkhan.changed_meanwhile`)."""

    async def find(self, number: BankAccountId, *, lock: bool = False) -> BankAccount | None: ...
    async def latest_of(self, member: MemberId, *, lock: bool = False) -> BankAccount | None: ...
    async def of_member(self, member: MemberId, limit: int) -> list[BankAccount]:
        """Newest first."""

    async def waiting(self, limit: int) -> list[BankAccount]:
        """Oldest first."""


class BankCards(Protocol):
    """Rows of requests for cards."""

    async def add_alone(self, thing: BankCard) -> BankCard | None:
        """None while the member waits for one."""

    async def save(self, thing: BankCard) -> BankCard:
        """Raises Refusal(`pishkhan.changed_meanwhile`)."""

    async def find(self, number: BankCardId, *, lock: bool = False) -> BankCard | None: ...
    async def latest_of(self, member: MemberId, *, lock: bool = False) -> BankCard | None: ...
    async def of_member(self, member: MemberId, limit: int) -> list[BankCard]:
        """Newest first."""

    async def waiting(self, limit: int) -> list[BankCard]:
        """Oldest first: those that are to be made or posted."""


class Forgetting(Protocol):
    """Everything of somebody who is erased."""

    async def forget(self, member: MemberId) -> None: ...


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything the service needs."""

    identities: Identities
    accounts: Accounts
    cards: BankCards
    forgetting: Forgetting
    people: People
    fees: Fees
    counter: Counter
    secrets: Secrets
    steps: Steps
    rates: Rates
