"""فرزند - a contestant's process: it serves its webhook, and answers questions about itself on its standard streams.   Asked by ../contest.py"""

from __future__ import annotations

import asyncio
import gc
import json
import resource
import socket
import sys
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiosqlite
import psutil
import uvloop
from aiohttp import web

SECRET = "the-secret-of-the-benchmark"
PATH = "/telegram"


@dataclass(frozen=True, slots=True)
class Given:
    """What a contestant is started with. `database` is a URL for the house, a file for the others."""

    api: str
    token: str
    redis: str
    database: str
    port: int

    @property
    def webhook(self) -> str:
        """Where the platform brings updates."""
        return f"http://127.0.0.1:{self.port}{PATH}"


Outcome = Callable[[], Awaitable[dict[str, int]]]
"""Counts what was written: `rows`, and whatever else must be as many as expected."""
Open = Callable[[Given], AbstractAsyncContextManager[Outcome]]


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port: int = s.getsockname()[1]
    return port


def run(open_contestant: Open) -> None:
    """Serve until the standard input ends. A line there is a question; its answer is a line of JSON."""
    api, token, redis, database = sys.argv[1:5]
    uvloop.run(_serve(open_contestant, Given(api, token, redis, database, free_port())))


async def _serve(open_contestant: Open, given: Given) -> None:
    async with open_contestant(given) as outcome:
        reader = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        _tell({"ready": True})
        while line := await reader.readline():
            _tell(await outcome() if line.strip() == b"outcome" else _usage())


def _tell(answer: dict[str, Any]) -> None:
    print(json.dumps(answer), flush=True)


def _usage() -> dict[str, float]:
    """CPU seconds of this process so far, all threads, and its size in MB: now, for the largest (`ru_maxrss`) is inherited from whoever started it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {"cpu": used.ru_utime + used.ru_stime, "user": used.ru_utime, "megabytes": psutil.Process().memory_info().rss / 2**20}


async def serve_app(app: web.Application, given: Given) -> web.AppRunner:
    """The peers' web server."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", given.port).start()
    return runner


def quiet_collector() -> None:
    """What a tuned program does once it is built."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


class Book:
    """Where the peers keep the outcome: one row of SQLite a dialog, committed."""

    def __init__(self, file: str) -> None:
        self._file = file

    async def __aenter__(self) -> Book:
        Path(self._file).parent.mkdir(parents=True, exist_ok=True)
        self._conn = await aiosqlite.connect(self._file)
        await self._conn.execute("PRAGMA journal_mode=WAL")
        await self._conn.execute("CREATE TABLE loan (number INTEGER PRIMARY KEY, who INTEGER, what_for TEXT, amount INTEGER, months INTEGER, guarantor TEXT)")
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._conn.close()

    async def write(self, who: int, what_for: str, amount: int, months: int, guarantor: str) -> int:
        """The number of the new row."""
        values = (who, what_for, amount, months, guarantor)
        done = await self._conn.execute("INSERT INTO loan (who, what_for, amount, months, guarantor) VALUES (?, ?, ?, ?, ?)", values)
        await self._conn.commit()
        return done.lastrowid or 0

    async def outcome(self) -> dict[str, int]:
        """See Outcome."""
        async with self._conn.execute("SELECT count(*) FROM loan") as counted:
            row = await counted.fetchone()
        return {"rows": row[0] if row else 0}


def rials_of(typed: str) -> int:
    """The amount as the peers read it: digits, and millions of toman. The house reads far more; nobody is asked to copy that."""
    return int("".join(c for c in typed if c.isdigit())) * 10_000_000
