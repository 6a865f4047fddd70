"""آزمون نوبت پرسیدن - one process polls, another takes over when it dies, and who lost the line moves nothing.   Tested: storage/kit/polling.py"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from storage.kit.polling import HOLD, PollState
from tests.kit.units import House, open_house


@pytest.fixture
async def home(database_url: str) -> AsyncIterator[House]:
    async with open_house(database_url) as opened:
        yield opened


def process(home: House, platform: str = "bale", bot: str = "1") -> PollState:
    return PollState(home.units, lambda: home.now, platform, bot)


async def test_only_one_process_polls_a_bot_and_each_bot_has_its_own(home: House) -> None:
    first, second = process(home), process(home)
    assert await first.may_poll()
    assert not await second.may_poll()
    assert await first.may_poll()
    assert await process(home, "telegram").may_poll()
    assert await process(home, "bale", "2").may_poll()


async def test_of_many_that_ask_at_once_one_gets_the_line(home: House) -> None:
    for minute in range(10):
        got = await asyncio.gather(*(process(home, bot=str(minute)).may_poll() for _ in range(8)))
        assert sum(got) == 1


async def test_a_place_outlives_its_process(home: House) -> None:
    first, second = process(home), process(home)
    assert await first.load() == 0
    assert await first.may_poll()
    await first.save(42)
    home.later(seconds=HOLD.total_seconds() + 1)
    assert await second.may_poll()
    assert await second.load() == 42
    assert not await first.may_poll()


async def test_a_clean_stop_leaves_the_line_at_once(home: House) -> None:
    first, second = process(home), process(home)
    assert await first.may_poll()
    await first.let_go()
    home.later(seconds=0.001)
    assert await second.may_poll()
    await first.let_go()
    home.later(seconds=0.001)
    assert not await first.may_poll()


async def test_who_slept_and_lost_the_line_moves_nothing(home: House) -> None:
    first, second = process(home), process(home)
    assert await first.may_poll()
    await first.save(5)
    home.later(minutes=5)
    assert await second.may_poll()
    await second.save(9)
    await first.save(6)
    assert await second.load() == 9


async def test_a_clock_that_was_put_back_leaves_no_bot_deaf(home: House) -> None:
    first, second = process(home), process(home)
    assert await first.may_poll()
    home.later(hours=-1)
    assert await second.may_poll()
    assert not await process(home).may_poll()


async def test_two_clocks_that_differ_a_little_steal_nothing(home: House) -> None:
    first = process(home)
    assert await first.may_poll()
    behind = PollState(home.units, lambda: home.now - HOLD / 2, "bale", "1")
    assert not await behind.may_poll()
