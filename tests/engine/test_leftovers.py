"""آزمون پس‌مانده - what a message leaves in memory: nothing that only the collector of garbage can find."""

from __future__ import annotations

import gc

from bot.scene import Scene
from tests.engine.conftest import EXTRA
from tests.engine.shop import make_shop, shop_registry
from tests.kit.talk import open_town
from tests.kit.words import EchoWords


async def test_a_scene_ends_with_its_message(database_url: str) -> None:
    words = EchoWords("shop.", "common.again.shop", extra=EXTRA)
    async with open_town(database_url, registry=shop_registry(), texts=words, makers={"shop": make_shop}) as town:
        zahra = town.person("zahra")
        await zahra.opens("shop_buy")
        gc.collect()
        gc.disable()
        try:
            await zahra.says("bread")
            assert not [left for left in gc.get_objects() if type(left) is Scene]
        finally:
            gc.enable()
        assert zahra.last.buttons
