"""درگاه‌ها - what calculations need from others.   Rows: storage/loan/   Rates: bot/rates.py   Deposits: bot/loan_deposits.py"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from domain.loan.model import Quote, QuoteId


@dataclass(frozen=True, slots=True)
class Movements:
    """The own deposit of a member over a span: rials at its beginning, then moment and rials of each change, below zero for what went."""

    opening: Rial
    changes: Sequence[tuple[datetime, int]]


class Deposits(Protocol):
    """The own money of members, as it was."""

    async def movements(self, member: MemberId, since: datetime) -> Movements:
        """From a moment (which does not belong to it) until now, oldest first."""


class Quotes(Protocol):
    """Rows of kept calculations."""

    async def add(self, thing: Quote) -> Quote: ...
    async def find(self, number: QuoteId) -> Quote | None: ...
    async def of_member(self, member: MemberId, limit: int) -> list[Quote]:
        """Newest first."""

    async def drop(self, thing: Quote) -> None: ...
    async def forget(self, member: MemberId) -> None:
        """Everything of somebody who is erased."""
