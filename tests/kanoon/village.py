"""روستا - the cast of the kanoon tests: members, a dabir, a rahyar, and a clock, on a real database.   Used by: conftest.py"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.kanoon import KanoonService
from domain.kanoon.model import Affinity, JoinId, KanoonId, OfferId
from domain.kanoon.ports import Place
from domain.kanoon.registering import Form
from domain.kernel.people import MemberId
from storage.kanoon import LinkTokens, kanoon_store
from storage.kit.database import close_database, open_database
from storage.kit.keyring import Keyring
from storage.kit.unit import UnitOfWork, Units
from tests.kit.people import People
from tests.kit.units import SECRET

CAST = {
    "zahra": (1, "زهرا کریمی"),
    "hassan": (2, "حسن مرادی"),
    "maryam": (3, "مریم سادات حسینی"),
    "reza": (4, "رضا قاسمی"),
    "leila": (5, "لیلا احمدی"),
    "omid": (6, "امید رستمی"),
    "narges": (7, "نرگس صالحی"),
    "dabir": (8, "علی اکبری"),
    "rahyar": (9, "سارا نوری"),
    "bahram": (10, "بهرام یزدی"),
}
NAMES = {who: number for who, (number, _) in CAST.items()}


@dataclass
class Cards:
    """The ports Members and Directory over a few people in memory."""

    gone: set[MemberId] = field(default_factory=set)
    places: dict[MemberId, Place] = field(default_factory=dict)
    identities: dict[tuple[str, str], MemberId] = field(default_factory=dict)
    families: set[frozenset[MemberId]] = field(default_factory=set)

    async def names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]:
        known = {MemberId(number): name for number, name in CAST.values()}
        return {m: known[m] for m in ids if m in known and m not in self.gone}

    async def place_of(self, member: MemberId) -> Place | None:
        return self.places.get(member, Place("گلستان", "گرگان"))

    async def are_family(self, one: MemberId, other: MemberId) -> bool:
        return frozenset({one, other}) in self.families

    async def is_active(self, member: MemberId) -> bool:
        return member not in self.gone

    async def find_by_identity(self, national_id: str, mobile: str) -> MemberId | None:
        given = next((MemberId(n) for who, (n, _) in CAST.items() if (national_id, mobile) == (f"id-{who}", f"mobile-{who}")), None)
        return self.identities.get((national_id, mobile), given)


class Village(People[KanoonService]):
    """One database, one clock, and people who do things: `await village.do("hassan", "approve", request)`."""

    names = NAMES

    def __init__(self, units: Units) -> None:
        super().__init__(units)
        self.cards = Cards()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[tuple[UnitOfWork, KanoonService]]:
        async with self.units.open(self.now) as unit:
            yield unit, KanoonService(unit, kanoon_store(unit), self.cards, self.cards, unit.hats, LinkTokens())

    async def kanoon(self, rahbar: str = "zahra", hamyar: str = "hassan", title: str = "کانون روستای قورچای", **form: Any) -> KanoonId:
        """An open kanoon."""
        filed = await self.do(rahbar, "register", a_form(title, **form), f"id-{hamyar}", f"mobile-{hamyar}")
        await self.do(hamyar, "accept_offer", await self.last_offer(filed.id))
        return KanoonId(filed.id)

    async def last_offer(self, kanoon: KanoonId) -> OfferId:
        async with self.open() as (_, service):
            return (await service.store.offers.open_in(kanoon))[-1].id

    async def ask(self, who: str, kanoon: KanoonId, **fields: Any) -> JoinId:
        return JoinId((await self.do(who, "ask_to_join", kanoon, fields.pop("note", ""), consent=True, **fields)).id)

    async def join(self, who: str, kanoon: KanoonId, hamyar: str = "hassan") -> JoinId:
        """Somebody asks, and the hamyar says yes."""
        request = await self.ask(who, kanoon)
        await self.do(hamyar, "approve", request)
        return request

    async def second_hamyar(self, kanoon: KanoonId, who: str = "leila") -> None:
        """A member becomes a hamyar beside the first."""
        await self.join(who, kanoon)
        await self.do("zahra", "propose_hamyar", kanoon, self.id(who))
        await self.do(who, "accept_offer", await self.last_offer(kanoon))

    def later(self, moment: datetime) -> None:
        self.now = moment


def a_form(title: str = "کانون روستای قورچای", **form: Any) -> Form:
    return Form(title, form.pop("affinity", Affinity.VILLAGE), form.pop("goal", "نوسازی کوچه‌ها و همیاری اهالی"), **form)


@asynccontextmanager
async def settle_village(url: str) -> AsyncIterator[Village]:
    engine = open_database(url)
    try:
        yield Village(Units(engine, Keyring([SECRET])))
    finally:
        await close_database(engine)
