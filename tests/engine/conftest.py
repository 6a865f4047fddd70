"""سفره‌ی آزمون موتور - a town whose only subsystem is the shop of shop.py."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.engine import shop
from tests.kit.talk import Town, open_town
from tests.kit.words import EchoWords

EXTRA = {
    "shop.buy.what.why": "because",
    "shop.buy.title": "Buy",
    "shop.pick.title": "Pick",
    "shop.wait.title": "Wait",
    "shop.plain.title": "Plain",
    "shop.members.title": "Members",
}


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    shop.SOLD.clear()
    shop.CLOSED.clear()
    shop.PRICE[:] = [10]
    words = EchoWords("shop.", "common.again.shop", extra=EXTRA)
    async with open_town(f"sqlite+aiosqlite:///{tmp_path}/shop.db", registry=shop.shop_registry(), texts=words, makers={"shop": shop.make_shop}) as town:
        yield town
