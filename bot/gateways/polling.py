"""پرسیدن - asks a Bot API for updates, so that no update is lost and none blocks another.   Siblings: webhook.py botapi/gateway.py"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from bot.gateways.base import Incoming, NotNow, NotSent, RetryLater
from bot.gateways.botapi.answers import Conflict, WrongToken
from bot.gateways.botapi.reading import Undecodable

log = logging.getLogger(__name__)

BATCH = 100
CHATS_AT_ONCE = 32
LEASE_SECONDS = 5.0  # how often one without the lease asks for it
TOKEN_SECONDS = 60.0  # how often a refused token is tried again
CONFLICT_SECONDS = 10.0
BACK_OFF = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
_NUMBER = re.compile(rb'"update_id"\s*:\s*"?(\d{1,18})')

Sleep = Callable[[float], Awaitable[None]]
Park = Callable[[bytes, str], Awaitable[None]]
"""Keeps an update that nobody can read, as it came, with the reason. Raises if it could not be kept: then it is not confirmed."""


@dataclass(frozen=True, slots=True)
class Offsets:
    """Where polling stands, and whether this process is the one that polls (decision 21)."""

    load: Callable[[], Awaitable[int]]  # the next update to ask for; 0 = the oldest there is
    save: Callable[[int], Awaitable[None]]
    may_poll: Callable[[], Awaitable[bool]]


class _Head(msgspec.Struct):
    update_id: int


class _Batch(msgspec.Struct):
    ok: bool = True
    result: list[msgspec.Raw] = []


_head = msgspec.json.Decoder(_Head, strict=False)
_batch = msgspec.json.Decoder(_Batch)


class Poller:
    """One bot's queue. The offset moves when `take` has returned for every update before it; an update that fails holds it there, and is asked for again.

    Updates of different chats are taken at the same time, those of one chat in order. `ask(offset, limit)` is getUpdates and gives the bare answer; `read`
    raises Undecodable.
    """

    def __init__(
        self,
        name: str,
        *,
        ask: Callable[[int, int], Awaitable[bytes]],
        read: Callable[[bytes], Incoming],
        take: Callable[[Incoming], Awaitable[None]],
        park: Park,
        offsets: Offsets,
        sleep: Sleep = asyncio.sleep,
        idle_seconds: float = 0.0,
    ) -> None:
        self._name, self._ask, self._read, self._take, self._park = name, ask, read, take, park
        self._offsets, self._sleep, self._idle_seconds = offsets, sleep, idle_seconds
        self._stopping = asyncio.Event()
        self._ahead: set[int] = set()  # taken already, beyond an update that failed
        self._at_once = asyncio.Semaphore(CHATS_AT_ONCE)

    async def run(self) -> None:
        """Until `stop`; nothing that a platform or the house does ends it."""
        failures, limit = 0, BATCH
        while not self._stopping.is_set():
            try:
                if not await self._offsets.may_poll():
                    await self._pause(LEASE_SECONDS)
                    continue
                limit = await self._round(limit)
                failures = 0
            except RetryLater as wait:
                await self._pause(wait.seconds)
            except WrongToken as error:
                log.error("%s: %s; polling again in %d seconds", self._name, error, TOKEN_SECONDS)
                await self._pause(TOKEN_SECONDS)
            except Conflict as error:
                log.warning("%s: somebody else receives the updates of this bot: %s", self._name, error)
                await self._pause(CONFLICT_SECONDS)
            except Exception as error:  # whatever fails, the bot must not go deaf; it waits longer each time and says so
                told = error if isinstance(error, NotSent) else type(error).__name__
                log.warning("%s: polling failed: %s", self._name, told, exc_info=None if isinstance(error, NotSent) else error)
                await self._pause(BACK_OFF[min(failures, len(BACK_OFF) - 1)])
                failures += 1

    def stop(self) -> None:
        """Ask for no more; `run` ends when what it has is done."""
        self._stopping.set()

    async def _round(self, limit: int) -> int:
        """One question and everything that came; returns how many to ask for next. Raises what the last one that failed raised."""
        offset = await self._offsets.load()
        raw = await self._unless_stopped(self._ask(offset, limit))
        if raw is None:
            return limit
        try:
            batch = _batch.decode(raw)
        except (msgspec.MsgspecError, RecursionError) as error:
            return await self._skip(raw, offset, limit, error)
        if not batch.ok:
            raise NotNow("getUpdates: not ok")
        found = batch.result
        if not found and self._idle_seconds:
            await self._pause(self._idle_seconds)
        await self._take_all([bytes(one) for one in found], offset)
        return BATCH

    async def _skip(self, raw: bytes, offset: int, limit: int, error: Exception) -> int:
        """A batch that cannot be read is asked for one by one; then the one that cannot be read is parked by its number alone."""
        number = _NUMBER.search(raw)
        if number is None:
            raise NotNow(f"an answer that cannot be read ({type(error).__name__})")
        if limit > 1:
            return 1
        await self._park(raw, f"an update that cannot be read ({type(error).__name__})")
        await self._offsets.save(max(offset, int(number[1]) + 1))
        return BATCH

    async def _take_all(self, found: list[bytes], offset: int) -> None:
        lines: dict[str, list[tuple[int, Incoming]]] = {}
        taken: set[int] = set()
        failed: dict[int, Exception] = {}
        for raw in found:
            number = await self._number(raw)
            if number is None or number in self._ahead:
                taken.update(() if number is None else (number,))
                continue
            try:
                incoming = self._read(raw)
            except Undecodable as error:
                try:
                    await self._park(raw, str(error))
                    taken.add(number)
                except Exception as unkept:  # noqa: BLE001 - it was not kept, so it is not confirmed; raised again below
                    failed[number] = unkept
            else:
                lines.setdefault(incoming.at.chat, []).append((number, incoming))
        await asyncio.gather(*(self._line(line, taken, failed) for line in lines.values()))
        numbers = taken | {number for line in lines.values() for number, _ in line} | set(failed)
        await self._move(numbers, taken, offset)
        if failed:
            raise failed[min(failed)]

    async def _number(self, raw: bytes) -> int | None:
        try:
            return _head.decode(raw).update_id
        except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
            found = _NUMBER.search(raw)
        if found is not None:
            return int(found[1])
        await self._park(raw, "an update without a number")
        return None

    async def _line(self, line: list[tuple[int, Incoming]], taken: set[int], failed: dict[int, Exception]) -> None:
        """The updates of one chat in order; one that fails holds those behind it."""
        async with self._at_once:
            for number, incoming in line:
                try:
                    await self._take(incoming)
                except Exception as error:  # noqa: BLE001 - told by the caller, which raises it again
                    failed[number] = error
                    return
                taken.add(number)

    async def _move(self, numbers: set[int], taken: set[int], offset: int) -> None:
        """The offset goes up to the first that was not taken."""
        self._ahead |= taken
        reached = offset
        for number in sorted(numbers):
            if number not in self._ahead:
                break
            reached = max(reached, number + 1)
        if reached > offset:
            await self._offsets.save(reached)
        self._ahead = {number for number in self._ahead if number >= reached}

    async def _pause(self, seconds: float) -> None:
        await self._unless_stopped(self._sleep(seconds))

    async def _unless_stopped(self, work: Awaitable[Any]) -> Any:
        """The result, or None as soon as the poller is to stop; the question itself may be dropped, an answer to it is asked for again."""
        task = asyncio.ensure_future(_awaited(work))
        stop = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait({task, stop}, return_when=asyncio.FIRST_COMPLETED)
            return task.result() if task.done() else None
        finally:
            stop.cancel()
            if not task.done():
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)


async def _awaited(work: Awaitable[Any]) -> Any:
    return await work
