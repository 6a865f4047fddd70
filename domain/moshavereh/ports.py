"""درگاه‌های مشاوره - what it needs from others.   Rows: storage/moshavereh.py; conversations: bot/people.py"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from domain.kernel.people import MemberId
from domain.moshavereh.model import Case, CaseId, Line


class Cases(Protocol):
    """Port: the cases and what was said in them."""

    async def add(self, case: Case) -> Case:
        """Store a new one; returned with its id, number and version 1."""

    async def save(self, case: Case) -> Case:
        """Store a changed one; returned with the next version. Raises Refusal(`moshavereh.changed_meanwhile`)."""

    async def find(self, case: CaseId) -> Case | None: ...

    async def find_by_number(self, number: str) -> Case | None: ...

    async def open_in(self, talk: int) -> Case | None:
        """The case of this conversation that is not closed; there is at most one."""

    async def closed_before(self, case: Case, since: datetime) -> Case | None:
        """The newest case of the same conversation that was closed at `since` or later, before this one was opened."""

    async def waiting(self) -> list[Case]:
        """Those nobody has taken, oldest first."""

    async def taken_by(self, rahyar: MemberId) -> list[Case]: ...

    async def of_member(self, member: MemberId) -> list[Case]:
        """The newest fifty that somebody ever asked for."""

    async def write(self, case: Case, line: Line) -> None: ...

    async def lines(self, case: Case, limit: int) -> list[Line]:
        """The newest `limit`, oldest first."""


class Talks(Protocol):
    """Port: who owns a conversation."""

    async def hand_to(self, talk_id: int, owner: str, rahyar: MemberId | None, case: str) -> None:
        """owner: bot, queue or rahyar. Raises LookupError for an unknown conversation."""


class Names(Protocol):
    """Port: how members are called."""

    async def names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]: ...
