"""سفره‌ی آزمون‌های میز رهیار - a society on each of the two databases.   The cast: society.py"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.conftest import NewDatabase
from tests.rahyar.society import Society, settle_society


@pytest.fixture
async def fresh_postgres(new_database: NewDatabase) -> str:
    return await new_database()


@pytest.fixture(params=["sqlite_url", pytest.param("fresh_postgres", marks=pytest.mark.postgres)])
def society_url(request: pytest.FixtureRequest) -> str:
    """Not itself async: an async fixture cannot be asked for while the loop runs."""
    return str(request.getfixturevalue(request.param))


@pytest.fixture
async def society(society_url: str) -> AsyncIterator[Society]:
    """After every test the audit finds nothing."""
    async with settle_society(society_url) as made:
        yield made
        await made.sound()
