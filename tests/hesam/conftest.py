"""سفره‌ی آزمون‌های پول - a till on each of the two databases.   The cast: till.py"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.conftest import NewDatabase
from tests.hesam.till import Till, open_till


@pytest.fixture
async def fresh_postgres(new_database: NewDatabase) -> str:
    return await new_database()


@pytest.fixture(params=["sqlite_url", pytest.param("fresh_postgres", marks=pytest.mark.postgres)])
def till_url(request: pytest.FixtureRequest) -> str:
    """Not itself async: an async fixture cannot be asked for while the loop runs."""
    return str(request.getfixturevalue(request.param))


@pytest.fixture
async def till(till_url: str) -> AsyncIterator[Till]:
    """After every test the audit finds nothing."""
    async with open_till(till_url) as made:
        yield made
        await made.sound()
