"""شتاب - rate limits and wake-ups between workers: in process, or on Redis where there are several.   Flushing it loses nothing (rel:D8)"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from typing import Protocol

from redis.asyncio import Redis
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

REMEMBERED = 50_000  # buckets kept in the process
CHANNEL = "emresalat:wake"

# One step of a token bucket (GCRA): KEYS[1] the bucket; ARGV now, seconds per token, burst, tokens taken together. Returns how long to wait, 0 = go on.
STEP = """
local at = tonumber(redis.call('GET', KEYS[1]) or ARGV[1])
local now, each, burst = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
if at < now then at = now end
local over = at - now - each * (burst - 1)
if over > 0 then return tostring(over) end
redis.call('SET', KEYS[1], string.format('%.17g', at + each * ARGV[4]), 'PX', math.ceil((at + each * ARGV[4] - now) * 1000) + 1000)
return '0'
"""


class Speed(Protocol):
    """What only makes things faster or fairer. Every answer may be wrong after a flush; nothing true depends on it."""

    async def wait_for(self, bucket: str, *, each: float, burst: int, together: int = 1) -> float:
        """Take a token from a bucket that gets one every `each` seconds and holds `burst`. Seconds to wait; 0: taken.

        `together`: a process may take so many at once and spend them as they are needed, so that it need not ask each time; as many may slip through.
        """

    async def wake(self, word: str) -> None:
        """Tell the other workers to look now, e.g. `send telegram 1 77` or `chat zahra`."""

    def woken(self) -> AsyncIterator[str]:
        """The words other workers sent, until closed."""

    async def close(self) -> None: ...


class InProcess:
    """One process: a dictionary of buckets, and nobody to wake."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._at: OrderedDict[str, float] = OrderedDict()
        self._closed = asyncio.Event()

    async def wait_for(self, bucket: str, *, each: float, burst: int, together: int = 1) -> float:
        now = self._now()
        at = max(self._at.pop(bucket, now), now)
        over = at - now - each * (burst - 1)
        self._at[bucket] = at if over > 0 else at + each
        if len(self._at) > REMEMBERED:
            self._at.popitem(last=False)
        return max(over, 0.0)

    async def wake(self, word: str) -> None:
        """Nobody else is there."""

    async def woken(self) -> AsyncIterator[str]:
        await self._closed.wait()
        nothing: tuple[str, ...] = ()
        for word in nothing:
            yield word

    async def close(self) -> None:
        self._closed.set()


class OnRedis:
    """Several processes. When Redis is away, limits are kept in process and workers wake by their own clock."""

    def __init__(self, url: str, now: Callable[[], float] = time.time) -> None:
        self._redis: Redis = Redis.from_url(url, decode_responses=True, socket_timeout=2, socket_connect_timeout=2)
        self._step = self._redis.register_script(STEP)
        self._now, self._alone = now, InProcess()
        self._unspent: OrderedDict[str, int] = OrderedDict()  # tokens taken together and not needed yet
        self._closed = False

    async def wait_for(self, bucket: str, *, each: float, burst: int, together: int = 1) -> float:
        if self._unspent.get(bucket):
            self._unspent[bucket] -= 1
            return 0.0
        try:
            wait = float(await self._step(keys=[f"emresalat:rate:{bucket}"], args=[self._now(), each, burst, together]))
            if together > 1 and not wait:
                self._unspent[bucket] = together - 1
                if len(self._unspent) > REMEMBERED:
                    self._unspent.popitem(last=False)
            return wait
        except (RedisError, OSError) as away:
            log.warning("Redis is away: %s", type(away).__name__)
            return await self._alone.wait_for(bucket, each=each, burst=burst)

    async def wake(self, word: str) -> None:
        try:
            await self._redis.publish(CHANNEL, word)
        except (RedisError, OSError) as away:
            log.warning("Redis is away: %s", type(away).__name__)

    async def woken(self) -> AsyncIterator[str]:
        """Survives restarts of Redis: it subscribes again after a pause."""
        while not self._closed:
            try:
                async with self._redis.pubsub() as channel:
                    await channel.subscribe(CHANNEL)
                    while not self._closed:
                        message = await channel.get_message(ignore_subscribe_messages=True, timeout=1.0)
                        if message is not None:
                            yield str(message["data"])
            except (RedisError, OSError) as away:
                if not self._closed:
                    log.warning("Redis is away: %s", type(away).__name__)
                    await asyncio.sleep(1)

    async def close(self) -> None:
        self._closed = True
        await self._redis.aclose()


def open_speed(redis_url: str) -> Speed:
    """On Redis when it is configured, else in process."""
    return OnRedis(redis_url) if redis_url else InProcess()
