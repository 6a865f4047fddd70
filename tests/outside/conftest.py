"""سفره‌ی بیرون - a provider to ask.   Provider: provider.py"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.outside.provider import Provider, serving


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    async with serving() as served:
        yield served
