"""آزمون شتاب - limits hold for all workers together, wake-ups come back with Redis, and neither is ever needed.   Tested: storage/kit/speed.py"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from storage.kit.speed import InProcess, OnRedis, Speed, open_speed
from tests.kit.servers import RedisServer

EACH, BURST = 0.5, 40
PATIENCE = 60  # seconds after which a test that waits for another task has failed


class Clock:
    """Seconds, turned by hand. An awkward number: a moment has microseconds."""

    def __init__(self) -> None:
        self.now = 1_795_500_000.123457

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def open_one(empty_redis: str) -> AsyncIterator[Callable[[Clock], OnRedis]]:
    """Makes workers of one Redis; all of them are closed after the test."""
    made: list[OnRedis] = []

    def make(clock: Clock) -> OnRedis:
        made.append(OnRedis(empty_redis, clock))
        return made[-1]

    yield make
    for speed in made:
        await speed.close()


async def taken(speeds: list[Speed], times: int, bucket: str = "person:zahra") -> int:
    """How many of so many tries, all at once and spread over the workers, got a token."""
    waits = await asyncio.gather(*(speeds[n % len(speeds)].wait_for(bucket, each=EACH, burst=BURST) for n in range(times)))
    assert all(wait >= 0 for wait in waits)
    return sum(wait == 0 for wait in waits)


async def check_bucket(speeds: list[Speed], clock: Clock) -> None:
    """What holds for every bucket: the burst at once, then one token each time, never more than the burst again, and everybody has their own."""
    assert await taken(speeds, 3 * BURST) == BURST
    assert await taken(speeds, BURST) == 0
    assert await speeds[0].wait_for("person:zahra", each=EACH, burst=BURST) == pytest.approx(EACH, abs=1e-3)
    clock.now += EACH
    assert await taken(speeds, 10) == 1
    clock.now += 3 * EACH
    assert await taken(speeds, 10) == 3
    assert await taken(speeds, BURST, "person:reza") == BURST
    clock.now += 1_000 * EACH
    assert await taken(speeds, 3 * BURST) == BURST


async def test_a_bucket_of_one_process_never_gives_more_than_its_burst(clock: Clock) -> None:
    await check_bucket([InProcess(clock)], clock)


@pytest.mark.redis
async def test_a_bucket_of_five_workers_never_gives_more_than_its_burst(open_one: Callable[[Clock], OnRedis], clock: Clock) -> None:
    await check_bucket([open_one(clock) for _ in range(5)], clock)


@pytest.mark.redis
async def test_workers_whose_clocks_differ_share_one_burst(open_one: Callable[[Clock], OnRedis], clock: Clock) -> None:
    behind = Clock()
    behind.now -= 0.25
    assert await taken([open_one(clock), open_one(behind)], 3 * BURST) <= BURST


@pytest.mark.redis
async def test_a_bucket_begins_anew_when_redis_forgets_and_is_kept_in_process_while_it_is_away(
    open_one: Callable[[Clock], OnRedis], clock: Clock, redis_server: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    speed = open_one(clock)
    assert await taken([speed], 2 * BURST) == BURST
    await asyncio.to_thread(redis_server.flush)
    assert await taken([speed], 2 * BURST) == BURST
    await asyncio.to_thread(redis_server.stop)
    try:
        for _ in range(BURST):
            assert await speed.wait_for("person:zahra", each=1_000, burst=BURST) == 0
        assert await speed.wait_for("person:zahra", each=1_000, burst=BURST) > 0
        await speed.wake("nobody hears this")
    finally:
        await asyncio.to_thread(redis_server.start)
    assert "Redis is away" in caplog.text
    assert await taken([speed], 2 * BURST) == BURST


@pytest.mark.redis
async def test_words_wake_the_others_and_again_after_a_restart(open_one: Callable[[Clock], OnRedis], clock: Clock, redis_server: RedisServer) -> None:
    speaker, listener = open_one(clock), open_one(clock)
    heard: asyncio.Queue[str] = asyncio.Queue()

    async def listen() -> None:
        async for word in listener.woken():
            heard.put_nowait(word)

    listening = asyncio.create_task(listen())
    async with asyncio.timeout(PATIENCE):
        for word in ("send web 1 c-zahra", "send bale 2 77"):
            while heard.empty():  # the word of somebody who does not listen yet is lost, as it may be
                await speaker.wake(word)
                await asyncio.sleep(0.02)
            assert await heard.get() == word
            await asyncio.to_thread(redis_server.restart)
            while not heard.empty():
                heard.get_nowait()
        await listener.close()
        await listening


async def test_alone_nobody_is_woken_and_closing_ends_the_waiting() -> None:
    speed = open_speed("")
    words: list[str] = []

    async def listen() -> None:
        words.extend([word async for word in speed.woken()])

    listening = asyncio.create_task(listen())
    await speed.wake("send web 1 c-zahra")
    await speed.close()
    await listening
    assert words == []
