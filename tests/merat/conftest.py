"""سفره‌ی آزمون‌های مرآت - a kanoon whose hamyar and rahbar know Zahra, a poshtiban, a rahyar, and a bureau that says what it is told to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import pytest

from domain.hesam.model import BANK, Posting, Why, own
from domain.kanoon.model import Affinity
from domain.kanoon.registering import Form as KanoonForm
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM, Actor, Hat, Role
from domain.merat.bureau import Report
from storage.merat.tables import INVARIANTS
from tests.conftest import NewDatabase
from tests.membership.neighbours import CAST
from tests.membership.townsfolk import Folk, open_folk


@dataclass
class Desk:
    """The bureau of the tests. None in `says`: no answer."""

    says: Report | None = field(default_factory=lambda: Report(650, 12, 0, 0))
    asked: list[str] = field(default_factory=list)
    ready: bool = True
    trial: bool = False

    async def report(self, key: str, identifier: str) -> Report | None:
        self.asked.append(key)
        return self.says


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
async def folk(sqlite_url: str, desk: Desk) -> AsyncIterator[Folk]:
    """On SQLite; see `open_village`."""
    async with open_village(sqlite_url, desk) as made:
        yield made


@pytest.fixture
async def postgres_folk(new_database: NewDatabase, desk: Desk) -> AsyncIterator[Folk]:
    async with open_village(await new_database(), desk) as made:
        yield made


@asynccontextmanager
async def open_village(url: str, desk: Desk) -> AsyncIterator[Folk]:
    """Hassan leads the kanoon, Maryam is its hamyar, Zahra belongs to it and has 200,000 toman; Reza is poshtiban and rahyar. Nobody else belongs."""
    async with open_folk(url) as made:
        made.town.house.outside = replace(made.town.house.outside, bureau=desk)
        await made.join("hassan", "zahra", "maryam", "reza")
        for role in (Role.POSHTIBAN, Role.RAHYAR_ONLINE):
            await made.give("reza", role)
        await found_kanoon(made)
        await pay_in(made, "zahra", 2_000_000)
        yield made
        await made.all_is_well()
        async with made.look() as (unit, _):
            for rule in INVARIANTS:
                assert not await rule.faults(unit.conn), rule.name


async def actor(folk: Folk, who: str, *roles: Role) -> Actor:
    return Actor((await folk.member(who)).id, frozenset(Hat(r) for r in (Role.MEMBER, *roles)), f"telegram:{who}")


async def pay_in(folk: Folk, who: str, rials: int) -> None:
    me = (await folk.member(who)).id
    async with folk.scene() as scene:
        await scene.services["hesam"].post(SYSTEM, f"test:{who}", Why.PAID_IN, (Posting(BANK, own(me), Rial(rials)),), "test:payment:1")


async def found_kanoon(folk: Folk) -> None:
    hassan, maryam, zahra = [await actor(folk, who) for who in ("hassan", "maryam", "zahra")]
    async with folk.scene() as scene:
        kanoon = scene.services["kanoon"]
        form = KanoonForm("کانون خورشید", Affinity.FAMILY, "پس‌انداز خانواده", "گرگان")
        made = await kanoon.register(hassan, form, CAST["maryam"][1], CAST["maryam"][5])
        for offer in await kanoon.open_offers(hassan):
            await kanoon.accept_offer(maryam, offer.id)
    async with folk.scene() as scene:
        asked = await scene.services["kanoon"].ask_to_join(zahra, made.id, "", consent=True)
        await scene.services["kanoon"].approve(maryam, asked.id)
