"""درگاه‌ها - what calculations need from others.   Rows: storage/loan/   Rates: bot/rates.py"""

from __future__ import annotations

from typing import Protocol

from domain.kernel.people import MemberId
from domain.loan.model import Quote, QuoteId


class Quotes(Protocol):
    """Rows of kept calculations."""

    async def add(self, thing: Quote) -> Quote: ...
    async def find(self, number: QuoteId) -> Quote | None: ...
    async def of_member(self, member: MemberId, limit: int) -> list[Quote]:
        """Newest first."""

    async def drop(self, thing: Quote) -> None: ...
    async def forget(self, member: MemberId) -> None:
        """Everything of somebody who is erased."""
