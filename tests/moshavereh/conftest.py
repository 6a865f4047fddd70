"""سفره‌ی آزمون‌های مشاوره - a town with a desk, and the desk alone on each of the two databases.   The cast: desk.py room.py"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.conftest import NewDatabase
from tests.moshavereh.desk import Desk, open_desk
from tests.moshavereh.room import Room, open_room


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """Zahra, Maryam and Reza are members; Sara and Bahram are online rahyars. After every test the audit finds nothing."""
    async with open_desk(sqlite_url) as made:
        await made.open("zahra", "maryam", "reza")
        await made.on_duty("rahyar", "bahram")
        yield made
        await made.sound()


@pytest.fixture
async def fresh_postgres(new_database: NewDatabase) -> str:
    return await new_database()


@pytest.fixture(params=["sqlite_url", pytest.param("fresh_postgres", marks=pytest.mark.postgres)])
def room_url(request: pytest.FixtureRequest) -> str:
    """Not itself async: an async fixture cannot be asked for while the loop runs."""
    return str(request.getfixturevalue(request.param))


@pytest.fixture
async def room(room_url: str) -> AsyncIterator[Room]:
    """Everybody of the cast is a member. After every test the audit finds nothing."""
    async with open_room(room_url) as made:
        yield made
        await made.sound()
