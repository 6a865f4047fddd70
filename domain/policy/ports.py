"""درگاه‌ها - what changing numbers needs from others.   Rows: storage/policy/   Names: bot/services.py"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

from domain.kernel.people import MemberId
from domain.policy.model import ChangeId, RateChange


class Names(Protocol):
    """Who somebody is."""

    async def names_of(self, ids: Collection[MemberId]) -> Mapping[MemberId, str]:
        """Full names; who is gone is left out."""


class Changes(Protocol):
    """Rows of changes, whatever became of them."""

    async def add_alone(self, thing: RateChange) -> RateChange | None:
        """None when the key has an open one already."""

    async def save(self, thing: RateChange) -> RateChange:
        """Raises Refusal(`policy.changed_meanwhile`)."""

    async def find(self, number: ChangeId) -> RateChange | None: ...
    async def open_ones(self) -> list[RateChange]:
        """Oldest first."""

    async def approved(self) -> list[RateChange]:
        """By their numbers."""

    async def history(self, key: str, limit: int) -> list[RateChange]:
        """Newest first."""

    async def of_member(self, member: MemberId) -> list[RateChange]:
        """Proposed or decided by them, newest first."""

    async def next_number(self) -> int:
        """Turn the page of the book: the next number, and whoever wants one after it waits until this unit ends (a unit that fails leaves no gap)."""
