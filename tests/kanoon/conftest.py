"""سفره‌ی آزمون‌های کانون - a village on each of the two databases, and a town whose people talk.   The cast: village.py talkers.py"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conftest import NewDatabase
from tests.kanoon.talkers import Talkers, open_talkers
from tests.kanoon.village import Village, settle_village


@pytest.fixture
async def fresh_postgres(new_database: NewDatabase) -> str:
    return await new_database()


@pytest.fixture(params=["sqlite_url", pytest.param("fresh_postgres", marks=pytest.mark.postgres)])
def village_url(request: pytest.FixtureRequest) -> str:
    """Not itself async: an async fixture cannot be asked for while the loop runs."""
    return str(request.getfixturevalue(request.param))


@pytest.fixture
async def village(village_url: str) -> AsyncIterator[Village]:
    """Everybody of the cast is an active member; nobody belongs anywhere yet."""
    async with settle_village(village_url) as made:
        yield made


@pytest.fixture
async def talkers(tmp_path: Path) -> AsyncIterator[Talkers]:
    """The cast, with the bot open in their messengers."""
    async with open_talkers(f"sqlite+aiosqlite:///{tmp_path}/talk.db") as made:
        yield made
