"""درگاه‌ها - what money needs from others.   Rows: storage/hesam/   People: bot/hesam_people.py"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.hesam.model import Account, Balance, Entry, EntryId, Hold, Line
from domain.hesam.transfer import Transfer, TransferId
from domain.kernel.money import Rial
from domain.kernel.people import MemberId


class Books(Protocol):
    """The tables of the ledger. Balances are kept beside the postings, changed in the same statement that checks them, in the order of the accounts' rows."""

    async def write(self, entry: Entry, digest: str) -> EntryId:
        """Once under its key. Raises Refusal: `hesam.not_enough`, `hesam.owed_less`, `hesam.other_under_key`, `hesam.reversed_already`."""

    async def set_aside(self, hold: Hold, digest: str) -> Hold:
        """Once under its key. Raises Refusal: `hesam.not_enough`, `hesam.other_under_key`."""

    async def release(self, hold: Hold) -> None:
        """Keep the state a hold has moved to, and free its money. Raises Refusal(`hesam.changed_meanwhile`)."""

    async def entry(self, number: EntryId) -> Entry | None: ...
    async def entry_of_key(self, key: str) -> Entry | None: ...
    async def hold_of_key(self, key: str) -> Hold | None: ...
    async def balance(self, account: Account) -> Balance:
        """Zero for an account that nobody used yet."""

    async def balances_of(self, member: MemberId) -> list[Balance]:
        """Every account of theirs that was used, by kind."""

    async def balance_at(self, account: Account, moment: datetime) -> Rial:
        """What was on it after everything written until then, computed from the postings."""

    async def lines_of(self, member: MemberId, *, since: datetime | None, until: datetime | None, below: int, limit: int) -> list[Line]:
        """Newest first: postings of the accounts of a member, numbered lower than `below` (0: from the newest on)."""

    async def sent_since(self, member: MemberId, whys: Sequence[str], since: datetime) -> Rial:
        """How much left the own account of a member for these reasons from a moment on, with what is held for them."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may get money: their public code and full name. `fully`: identified in a way that allows the full limits."""

    id: MemberId
    code: str
    name: str
    fully: bool


class People(Protocol):
    """Who somebody is."""

    async def by_code(self, code: str) -> Person | None:
        """An active member with this code."""

    async def known(self, member: MemberId) -> Person | None:
        """An active member."""

    async def names_of(self, ids: Collection[MemberId]) -> Mapping[MemberId, str]: ...


class Looks(Protocol):
    """How often somebody looked up a recipient."""

    async def count(self, member: MemberId, since: datetime) -> int: ...
    async def add(self, member: MemberId, at: datetime) -> None: ...


class Transfers(Protocol):
    """Rows of transfers between members."""

    async def add(self, thing: Transfer) -> Transfer: ...
    async def save(self, thing: Transfer) -> Transfer:
        """Raises Refusal(`hesam.changed_meanwhile`)."""

    async def find(self, number: TransferId, *, lock: bool = False) -> Transfer | None: ...
    async def of_member(self, member: MemberId, limit: int) -> list[Transfer]:
        """Sent or received, newest first."""

    async def open_ones(self) -> list[Transfer]:
        """Those about which two people disagree, oldest first."""
