"""سفره‌ی آزمون‌های بازار - Zahra's sat has a kilim and a khorjin; Maryam and Hassan buy, Reza looks after the bazaar."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from domain.bazaar.order import OrderId
from domain.hesam.model import own
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM
from storage.bazaar.tables import INVARIANTS
from storage.hesam.invariants import INVARIANTS as OF_HESAM
from tests.conftest import NewDatabase
from tests.membership.townsfolk import Folk
from tests.merat.conftest import pay_in
from tests.sat.conftest import do as sat_does
from tests.sat.conftest import on_sale, open_market, opened

KILIM, KHORJIN = 1, 2
PRICE, CHEAPER = Rial(8_500_000), Rial(3_000_000)
STOCK = 10
MONEY = 100_000_000  # rials


@pytest.fixture
async def folk(sqlite_url: str) -> AsyncIterator[Folk]:
    """On SQLite; see `open_bazaar`."""
    async with open_bazaar(sqlite_url) as made:
        yield made


@pytest.fixture
async def postgres_folk(new_database: NewDatabase) -> AsyncIterator[Folk]:
    async with open_bazaar(await new_database()) as made:
        yield made


@asynccontextmanager
async def open_bazaar(url: str) -> AsyncIterator[Folk]:
    async with open_market(url) as made:
        home = await opened(made)
        assert await on_sale(made, home, price=PRICE, stock=STOCK) == KILIM
        assert await on_sale(made, home, title="خورجین پشمی", price=CHEAPER, stock=STOCK) == KHORJIN
        yield made


@asynccontextmanager
async def open_paying(url: str) -> AsyncIterator[Folk]:
    """Maryam and Hassan have ten million toman each; afterwards everything adds up."""
    async with open_bazaar(url) as made:
        for who in ("maryam", "hassan"):
            await pay_in(made, who, MONEY)
        yield made
        await all_adds_up(made)


@pytest.fixture
async def paying(sqlite_url: str) -> AsyncIterator[Folk]:
    """On SQLite; see `open_paying`."""
    async with open_paying(sqlite_url) as made:
        yield made


@pytest.fixture
async def postgres_paying(new_database: NewDatabase) -> AsyncIterator[Folk]:
    async with open_paying(await new_database()) as made:
        yield made


async def all_adds_up(folk: Folk) -> None:
    async with folk.look() as (unit, _):
        for rule in (*INVARIANTS, *OF_HESAM):
            assert not await rule.faults(unit.conn), rule.name


async def has(folk: Folk, who: str) -> int:
    """Own money, in rials."""
    me = (await folk.member(who)).id
    async with folk.scene() as scene:
        return int((await scene.services["hesam"].balance(SYSTEM, own(me))).balance)


async def stock(folk: Folk, product: int = KILIM) -> int:
    return int((await sat_does(folk, "zahra", "product", product)).stock)


async def ordered(folk: Folk, who: str = "maryam", product: int = KILIM, count: int = 1, loan: str = "") -> OrderId:
    """Not yet paid."""
    await do(folk, who, "put_in_cart", product, count)
    (booth,) = await do(folk, who, "cart")
    number: OrderId = await do(folk, who, "order", booth.sat, loan, "")
    return number


async def placed(folk: Folk, who: str = "maryam", product: int = KILIM, count: int = 1) -> OrderId:
    number = await ordered(folk, who, product, count)
    await do(folk, who, "pay", number)
    return number


async def settles(folk: Folk) -> None:
    """The morning comes: what the daily timer does."""
    async with folk.scene() as scene:
        await scene.services["bazaar"].settle(SYSTEM)


async def code_of(folk: Folk, order: OrderId, who: str = "maryam") -> str:
    seen = await do(folk, who, "order_seen", order)
    return str(seen.code)


async def ready(folk: Folk, who: str = "maryam", count: int = 1) -> OrderId:
    number = await placed(folk, who, count=count)
    await do(folk, "zahra", "accept", number)
    await do(folk, "zahra", "ready", number)
    return number


async def delivered(folk: Folk, who: str = "maryam", count: int = 1) -> OrderId:
    number = await ready(folk, who, count)
    assert await do(folk, "zahra", "hand_over", number, await code_of(folk, number, who))
    return number


async def do(folk: Folk, who: str, verb: str, *args: Any) -> Any:
    return await sat_does(folk, who, verb, *args, service="bazaar")
