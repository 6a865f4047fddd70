"""سفره‌ی آزمون‌های صفحه - a served page with its database, and people who visit it over HTTP.   House: house.py"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.kit.database import close_database, open_database
from tests.gateways.web.house import PEOPLE, House, serve
from tests.gateways.web.visitor import Visitor


@pytest.fixture
async def engine(sqlite_url: str) -> AsyncIterator[AsyncEngine]:
    engine = open_database(sqlite_url)
    yield engine
    await close_database(engine)


@pytest.fixture
async def town(engine: AsyncEngine, tmp_path: Path) -> AsyncIterator[House]:
    """The page of the demo town."""
    async with serve(engine, tmp_path / "media", people=PEOPLE) as house:
        yield house


@pytest.fixture
async def bank(engine: AsyncEngine, tmp_path: Path) -> AsyncIterator[House]:
    """The page with sign-in."""
    async with serve(engine, tmp_path / "media") as house:
        yield house


@asynccontextmanager
async def visiting(house: House) -> AsyncIterator[Visitor]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        yield Visitor(house.url, session, house.codes)
