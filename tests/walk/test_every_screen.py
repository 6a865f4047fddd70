"""هر صفحه - every registered flow is walked by existing: each question reached, each promise of the engine tried there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.house import LOCALES
from bot.texts import Texts
from tests.walk.crawler import Crawler
from tests.walk.town import move_in
from tests.walk.walking import never_reached, never_shown, walk_all, walker
from tests.walk.world import open_world

PROMISES = (
    "nothing breaks", "in order", "restart and repeat", "back and forth", "leave and return", "why", "correct", "foreign taps", "garbage", "a person instead",
    "only for who may", "forged links",
)  # fmt: skip


@pytest.fixture(scope="module")
async def walk(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Crawler]:
    """One walk for all the tests of this file."""
    url = f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('walk')}/walk.db"
    async with open_world(url, texts=Texts.load(LOCALES, strict=True)) as world:
        yield await walk_all(walker(world, await move_in(world)))


async def test_people_come_to_every_registered_dialog(walk: Crawler) -> None:
    assert never_reached(walk) == []


async def test_people_are_asked_every_question_there_is(walk: Crawler) -> None:
    assert never_shown(walk) == []


@pytest.mark.parametrize("promise", PROMISES)
async def test_a_promise_holds_at_every_screen(walk: Crawler, promise: str) -> None:
    assert walk.visited
    assert [str(fault) for fault in walk.faults if fault.promise == promise] == []


async def test_no_other_promise_was_broken(walk: Crawler) -> None:
    assert {fault.promise for fault in walk.faults} <= set(PROMISES)
