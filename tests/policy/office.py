"""دفتر نرخ‌ها - the cast of the tests of numbers: three keepers, a member and a clock, on a real database.   Used by: conftest.py"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import date, timedelta
from typing import Any

from bot.rates import every_rule
from domain.kernel.people import MemberId, Role
from domain.kernel.persian.dates import day_in_tehran
from domain.kernel.rates import Origin, RateTable
from domain.policy import PolicyService
from domain.policy.model import ChangeId
from storage.kit.database import close_database, open_database
from storage.kit.invariants import INVARIANTS as OF_THE_KIT
from storage.kit.keyring import Keyring
from storage.kit.unit import UnitOfWork, Units
from storage.policy import RateChangeRows
from storage.policy.invariants import INVARIANTS
from tests.kanoon.village import CAST, NAMES
from tests.kit.people import People
from tests.kit.units import SECRET

FEE = "fee.rate_year"
RULES = every_rule()


class Neighbours:
    """The port Names over a few people in memory."""

    async def names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]:
        return {MemberId(n): name for n, name in CAST.values() if n in ids}


class Office(People[PolicyService]):
    """Sara and Bahram keep the rates, Ali is an admin, Zahra is a member: `await office.do("rahyar", "propose", ...)`; what came of it is in `events`."""

    names = NAMES
    prefix = "policy."

    @asynccontextmanager
    async def open(self) -> AsyncIterator[tuple[UnitOfWork, PolicyService]]:
        async with self.units.open(self.now) as unit:
            yield unit, PolicyService(unit, RateChangeRows(unit), Neighbours(), unit.hats, RULES)

    def day(self, ahead: int = 0) -> date:
        return day_in_tehran(self.now) + timedelta(days=ahead)

    async def propose(self, value: int = 250, *, ahead: int = 3, key: str = FEE, by: str = "rahyar") -> ChangeId:
        proposed: ChangeId = await self.do(by, "propose", key, value, self.day(ahead), Origin.SOURCE, "ابلاغ تازه‌ی بانک")
        return proposed

    async def changed(self, value: int = 250, *, ahead: int = 3, key: str = FEE) -> int:
        """Proposed and approved; the number of the change."""
        number: int = await self.do("bahram", "approve", await self.propose(value, ahead=ahead, key=key))
        return number

    async def table(self, ahead: int = 0, version: int | None = None) -> RateTable:
        found: RateTable = await self.do("system", "table", self.day(ahead), version)
        return found

    async def take(self, who: str, role: Role) -> None:
        async with self.open() as (unit, _):
            await unit.hats.take(self.id(who), role)

    async def sound(self) -> None:
        """Nothing that the audit asks is broken."""
        async with self.units.look(self.now) as unit:
            for invariant in (*INVARIANTS, *OF_THE_KIT):
                faults: list[Any] = await invariant.faults(unit.conn)
                assert faults == [], invariant.name


@asynccontextmanager
async def open_office(url: str) -> AsyncIterator[Office]:
    engine = open_database(url)
    try:
        office = Office(Units(engine, Keyring([SECRET])))
        for who in ("rahyar", "bahram"):
            await office.give(who, Role.RATES_KEEPER)
        await office.give("dabir", Role.ADMIN)
        yield office
    finally:
        await close_database(engine)
