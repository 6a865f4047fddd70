"""سفره‌ی آزمون‌های نرخ‌ها - an office on each of the two databases.   The cast: office.py"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.conftest import NewDatabase
from tests.policy.office import Office, open_office


@pytest.fixture
async def fresh_postgres(new_database: NewDatabase) -> str:
    return await new_database()


@pytest.fixture(params=["sqlite_url", pytest.param("fresh_postgres", marks=pytest.mark.postgres)])
def office_url(request: pytest.FixtureRequest) -> str:
    """Not itself async: an async fixture cannot be asked for while the loop runs."""
    return str(request.getfixturevalue(request.param))


@pytest.fixture
async def office(office_url: str) -> AsyncIterator[Office]:
    """After every test the audit finds nothing."""
    async with open_office(office_url) as made:
        yield made
        await made.sound()
