"""هزینه‌ها - the price of a service, held on the own money of a member and taken once it was done.   Adapter: bot/fees.py"""

from __future__ import annotations

from typing import Protocol

from domain.kernel.money import Rial
from domain.kernel.people import MemberId


class Fees(Protocol):
    """The own money of members. Each of them once under its key."""

    async def free(self, member: MemberId) -> Rial: ...
    async def hold(self, member: MemberId, key: str, amount: Rial, about: str) -> None:
        """Raises Refusal(`hesam.not_enough`)."""

    async def settle(self, key: str) -> None: ...
    async def void(self, key: str) -> None: ...
