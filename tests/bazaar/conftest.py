"""سفره‌ی آزمون‌های بازار - Zahra's sat has a kilim and a khorjin; Maryam and Hassan buy, Reza looks after the bazaar."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from domain.kernel.money import Rial
from tests.conftest import NewDatabase
from tests.membership.townsfolk import Folk
from tests.sat.conftest import do as sat_does
from tests.sat.conftest import on_sale, open_market, opened

KILIM, KHORJIN = 1, 2
PRICE, CHEAPER = Rial(8_500_000), Rial(3_000_000)
STOCK = 10


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


async def do(folk: Folk, who: str, verb: str, *args: Any) -> Any:
    return await sat_does(folk, who, verb, *args, service="bazaar")
