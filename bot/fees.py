"""هزینه‌ها - the price of a service, held on the own money and taken with what it was for.   Port: domain/kernel/fees.py `Fees`"""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.hesam.model import FEES, Account, Why, own
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM, MemberId

if TYPE_CHECKING:
    from bot.services import Services


class FeesFromOwnMoney:
    """`why` is what a statement says of them; `target` where they go."""

    def __init__(self, services: Services, why: Why, target: Account = FEES) -> None:
        self._services, self._why, self._target = services, why, target

    async def free(self, member: MemberId) -> Rial:
        found: Rial = (await self._services["hesam"].balance(SYSTEM, own(member))).free
        return found

    async def hold(self, member: MemberId, key: str, amount: Rial, about: str) -> None:
        await self._services["hesam"].hold(SYSTEM, key, self._why, own(member), self._target, amount, about)

    async def settle(self, key: str) -> None:
        await self._services["hesam"].settle(SYSTEM, key)

    async def void(self, key: str) -> None:
        await self._services["hesam"].void(SYSTEM, key)
