"""سفره‌ی آزمون‌های مشاوره - a town with a desk.   The cast: desk.py"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.moshavereh.desk import Desk, open_desk


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """Zahra, Maryam and Reza are members; Sara and Bahram are online rahyars. After every test the audit finds nothing."""
    async with open_desk(sqlite_url) as made:
        await made.open("zahra", "maryam", "reza")
        await made.on_duty("rahyar", "bahram")
        yield made
        await made.sound()
