"""گردش‌های دیگر - a walk on PostgreSQL, links that were made up on both databases, and the thorough walk that tries everything everywhere."""

from __future__ import annotations

from typing import Any

import pytest

from bot.house import LOCALES
from bot.texts import Texts
from tests.conftest import NewDatabase
from tests.walk.links import TOKENS, forged_links
from tests.walk.order import in_order
from tests.walk.town import move_in
from tests.walk.walking import never_reached, never_shown, walk_all, walker
from tests.walk.world import open_world

HERE = ("rahbar1", "hamyar1", "free1", "stranger", "rahyar1")
"""Who walks on PostgreSQL in the quick tests: the others live there too, and get their cards."""


def product() -> dict[str, Any]:
    return {"texts": Texts.load(LOCALES, strict=True)}


async def test_a_link_that_somebody_made_up_breaks_nothing(database_url: str) -> None:
    async with open_world(database_url, **product()) as world:
        crawler = walker(world, await move_in(world))
        assert await forged_links(crawler, TOKENS[:2]) == 2 * len(world.house.registry.flows)
        assert [str(fault) for fault in crawler.faults] == []


@pytest.mark.postgres
async def test_people_walk_on_postgresql_as_well(new_database: NewDatabase) -> None:
    async with open_world(await new_database(), **product()) as world:
        town = await move_in(world)
        world.people = {key: world.people[key] for key in HERE}
        crawler = walker(world, town, promises=(in_order,))
        crawler.patience = 1
        await crawler.walk()
        assert [str(fault) for fault in crawler.faults] == []
        assert len(crawler.visited) > 80


@pytest.mark.slow
async def test_everything_is_tried_at_every_screen(database_url: str) -> None:
    async with open_world(database_url, **product()) as world:
        crawler = await walk_all(walker(world, await move_in(world), thorough=True))
        assert never_reached(crawler) == []
        assert never_shown(crawler) == []
        await forged_links(crawler)
        assert [str(fault) for fault in crawler.faults] == []
