"""جامعه‌ی رهیاران - the cast of the rahyar tests: members, two dabirs, rahyars and a clock, on a real database.   Used by: conftest.py"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.kernel.people import Actor, Hat, MemberId, Role
from domain.rahyar import RahyarService
from domain.rahyar.ports import Applicant, Known, Ports
from domain.rahyar.views import GroupLine
from storage.kit.database import close_database, open_database
from storage.kit.invariants import INVARIANTS as OF_THE_KIT
from storage.kit.keyring import Keyring
from storage.kit.unit import UnitOfWork, Units
from storage.rahyar import LinkTokens, rahyar_store
from storage.rahyar.invariants import INVARIANTS
from tests.kanoon.village import CAST, NAMES
from tests.kit.people import People
from tests.kit.units import SECRET, START

KERMAN, ZARAND = ("kerman", "کرمان"), ("kerman", "زرند")


@dataclass
class Neighbours:
    """The port Members over a few people in memory."""

    gone: set[MemberId] = field(default_factory=set)
    homes: dict[MemberId, tuple[str, str]] = field(default_factory=dict)
    seen: dict[MemberId, datetime] = field(default_factory=dict)
    asking: list[Applicant] = field(default_factory=list)

    @property
    def names(self) -> dict[MemberId, str]:
        return {MemberId(n): name for n, name in CAST.values() if MemberId(n) not in self.gone}

    async def names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]:
        return {m: self.names[m] for m in ids if m in self.names}

    async def home_of(self, member: MemberId) -> tuple[str, str] | None:
        return self.homes.get(member)

    async def homes_of(self, ids: Collection[MemberId]) -> dict[MemberId, tuple[str, str]]:
        return {m: self.homes[m] for m in ids if m in self.homes}

    async def is_active(self, member: MemberId) -> bool:
        return member in self.names

    async def by_code(self, code: str) -> MemberId | None:
        return MemberId(NAMES[code]) if code in NAMES and MemberId(NAMES[code]) in self.names else None

    async def known(self, member: MemberId) -> Known | None:
        if member not in self.names:
            return None
        return Known(self.names[member], f"CODE{member}", self.homes.get(member), START, self.seen.get(member), "******۱۲۳۴", "******۵۶۷۸")

    async def towns_of(self, province: str) -> list[str]:
        return sorted({town for where, town in self.homes.values() if where == province})

    async def living_in(self, scopes: Collection[str], limit: int) -> list[MemberId]:
        found = [m for m, (where, town) in self.homes.items() if m in self.names and {f"area:{where}", f"area:{where}/{town}"} & set(scopes)]
        return found[:limit]

    async def seen_of(self, ids: Collection[MemberId]) -> dict[MemberId, datetime | None]:
        return {m: self.seen.get(m) for m in ids if m in self.names}

    async def applicants(self, limit: int) -> list[Applicant]:
        return self.asking[:limit]


@dataclass
class Circles:
    """The port Groups over kanoons in memory: who belongs, and who was named."""

    kind: str = "kanoon"
    lines: dict[int, GroupLine] = field(default_factory=dict)
    people: dict[int, list[MemberId]] = field(default_factory=dict)

    async def of_member(self, member: MemberId) -> GroupLine | None:
        return next((self.lines[k] for k, people in self.people.items() if member in people), None)

    async def find(self, id: int) -> GroupLine | None:
        return self.lines.get(id)

    async def of_rahyar(self, rahyar: MemberId) -> list[GroupLine]:
        return [line for line in self.lines.values() if line.social == rahyar]

    async def lying_in(self, province: str) -> list[GroupLine]:
        return [line for line in self.lines.values() if line.province == province]

    async def people_of(self, id: int) -> list[MemberId]:
        return self.people.get(id, [])


class Society(People[RahyarService]):
    """People who do things: `await society.do("dabir", "assign", "area:kerman", rahyar)`; what came of it is in `events`.

    Zahra and Hassan live in Kerman, Maryam in Zarand, Reza in Gorgan; Ali (`dabir`) is the dabir of Kerman, Omid his assistant; Sara (`rahyar`), Bahram and Leila
    belong to the society of rahyars.
    """

    names = NAMES

    def __init__(self, units: Units) -> None:
        super().__init__(units)
        self.known, self.kanoons = Neighbours(), Circles()
        homes = {"zahra": KERMAN, "hassan": KERMAN, "maryam": ZARAND, "reza": ("golestan", "گرگان"), "rahyar": KERMAN, "narges": KERMAN}
        self.known.homes = {self.id(who): home for who, home in homes.items()}
        self.known.seen = {self.id(who): START for who in CAST}

    @asynccontextmanager
    async def open(self) -> AsyncIterator[tuple[UnitOfWork, RahyarService]]:
        async with self.units.open(self.now) as unit:
            yield unit, RahyarService(unit, rahyar_store(unit), Ports(self.known, (self.kanoons,), LinkTokens()), unit.hats)

    async def actor(self, unit: UnitOfWork, who: str) -> Actor:
        if who.startswith("stranger"):
            return Actor(None, frozenset({Hat(Role.NEWCOMER)}), f"test:{who}")
        return await super().actor(unit, who)

    async def wears(self, who: str, role: Role, scope: str) -> bool:
        async with self.open() as (unit, _):
            return self.id(who) in await unit.hats.wearers(role, scope)

    async def assign(self, scope: str, rahyar: str, by: str = "dabir") -> Any:
        return await self.do(by, "assign", scope, self.id(rahyar))

    async def rahyar_of(self, who: str) -> str:
        """By name; "" while there is none."""
        named = (await self.do(who, "my_rahyar")).named
        return named.name if named else ""

    def kanoon(self, number: int = 1, *, rahyar: str = "", people: Collection[str] = (), home: tuple[str, str] = KERMAN) -> str:
        """A kanoon from now on; returns what a follow-up about it is about."""
        social = self.id(rahyar) if rahyar else None
        self.kanoons.lines[number] = GroupLine("kanoon", number, f"KN{number}", "کانون قنات", *home, social, len(people))
        self.kanoons.people[number] = [self.id(p) for p in people]
        return f"kanoon:{number}"

    async def sound(self) -> None:
        """Nothing that the audit asks is broken."""
        async with self.units.look(self.now) as unit:
            for invariant in (*INVARIANTS, *OF_THE_KIT):
                assert await invariant.faults(unit.conn) == [], invariant.name


@asynccontextmanager
async def settle_society(url: str) -> AsyncIterator[Society]:
    engine = open_database(url)
    try:
        society = Society(Units(engine, Keyring([SECRET])))
        await society.give("dabir", Role.DABIR, "area:kerman")
        await society.give("omid", Role.DASTYAR, "area:kerman")
        for who in ("rahyar", "bahram", "leila"):
            await society.give(who, Role.RAHYAR_ONLINE)
        yield society
    finally:
        await close_database(engine)
