"""سفره‌ی آزمون‌های عضویت - neighbours on each of the two databases, and a town whose people talk.   The cast: neighbours.py townsfolk.py"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.conftest import NewDatabase
from tests.membership.neighbours import Neighbours, settle_neighbours
from tests.membership.townsfolk import Folk, open_folk


@pytest.fixture
async def n(database_url: str) -> AsyncIterator[Neighbours]:
    """Nobody is a member yet."""
    async with settle_neighbours(database_url) as made:
        yield made


@pytest.fixture
async def on_postgres(new_database: NewDatabase) -> AsyncIterator[Neighbours]:
    """The same where people really come at once."""
    async with settle_neighbours(await new_database()) as made:
        yield made


@pytest.fixture
async def folk(database_url: str) -> AsyncIterator[Folk]:
    """The cast with messengers; nobody is a member yet."""
    async with open_folk(database_url) as made:
        yield made
