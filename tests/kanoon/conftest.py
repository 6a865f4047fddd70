"""سفره‌ی آزمون‌های کانون - a village on each of the two databases.   The cast: village.py"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.conftest import NewDatabase
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
