"""سکوی آزمون - a platform in the test's process for houses that die in theirs; it writes down all that arrives.   The child: tests/kit/crashing.py"""

from __future__ import annotations

import asyncio
import itertools
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from aiohttp import web

from bot.gateways.base import CannotEdit, Incoming, Outgoing, Reply
from tests.kit.crashing import Life, Work
from tests.kit.talk import FakeGateway, Person
from tests.kit.units import START

DEAD = timedelta(minutes=2)  # how long a dead process stays away: longer than its leases


class Nursery:
    """The process that forks the children. One child at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def raise_child(self, life: Life) -> tuple[int, list[str]]:
        """Let a child live to its end; returns its exit code (minus the signal that killed it) and the crash points it passed."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(msgspec.json.encode(life) + b"\n")
        visits = []
        while (line := (await self._process.stdout.readline()).decode().strip()) and not line.startswith("="):
            visits.append(line)
        if not line:
            raise RuntimeError("the nursery is gone")
        return int(line.split()[1]), visits


@asynccontextmanager
async def open_nursery() -> AsyncIterator[Nursery]:
    """A nursery for the block."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.kit.crashing", stdin=pipe, stdout=pipe, cwd=Path(__file__).parents[2])
    try:
        yield Nursery(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


class Platform:
    """Speaks with one child at a time; people (tests.kit.talk.Person) act on it as they do in a town, and wait until the child, or its heir, is quiet."""

    def __init__(self, database: str, socket: str) -> None:
        self.gateways = {"web": FakeGateway("web")}
        self.updates = itertools.count(1)
        self.said = itertools.count(1)  # the messages of people
        self.now: datetime = START
        self.told: list[tuple[str, str, str]] = []  # (chat, send or edit, text) in order of arrival
        self.visits: list[str] = []
        self.deaths = 0
        self.code = 0
        self._database, self._socket = database, socket
        self._open: dict[str, Incoming] = {}  # not confirmed yet
        self._quiet, self._wake = asyncio.Event(), asyncio.Event()
        self._over = False

    def person(self, key: str) -> Person:
        return Person(self, key)  # type: ignore[arg-type]  # all of a town that a person needs

    async def receive(self, person: Person, incoming: Incoming) -> Reply:
        """Give an update to the child, again and again until it is confirmed."""
        self._open[incoming.update] = incoming
        await self.settle()
        return Reply()

    async def later(self, **delta: float) -> None:
        self.now += timedelta(**delta)
        await self.settle()

    async def settle(self) -> None:
        """Wait until everything is confirmed and the child asks for more."""
        self._quiet.clear()
        self._wake.set()
        waiting = asyncio.ensure_future(self._quiet.wait())
        done, _ = await asyncio.wait({waiting, self._lives}, return_when=asyncio.FIRST_COMPLETED)
        if waiting not in done:
            waiting.cancel()
            raise RuntimeError(f"the child ended by itself with {self.code}")

    async def _next(self, _request: web.Request) -> web.Response:
        while not (self._wake.is_set() or self._open or self._over):
            self._quiet.set()
            await self._wake.wait()
        self._wake.clear()
        return web.Response(body=msgspec.json.encode(Work(self.now, list(self._open.values()), self._over)))

    async def _confirm(self, request: web.Request) -> web.Response:
        self._open.pop(await request.text(), None)
        return web.Response()

    async def _deliver(self, request: web.Request) -> web.Response:
        out = msgspec.json.decode(await request.read(), type=Outgoing)
        try:
            message = await self.gateways["web"].deliver(out)
        except CannotEdit:
            return web.Response(status=409)
        if out.do in ("send", "edit"):
            self.told.append((out.to.chat, out.do, out.text))
        return web.Response(text=message)

    async def _live(self, nursery: Nursery, point: str, nth: int) -> None:
        """One child after another: the first may be killed, those after it go on where it was."""
        while True:
            self.code, visits = await nursery.raise_child(Life(self._database, self._socket, self.now, point, nth))
            self.visits += visits
            if self.code >= 0:
                return
            self.deaths += 1
            self.now += DEAD
            self._wake.set()
            point = ""

    @asynccontextmanager
    async def open(self, nursery: Nursery, point: str, nth: int) -> AsyncIterator[None]:
        app = web.Application()
        app.add_routes([web.post("/next", self._next), web.post("/confirm", self._confirm), web.post("/deliver", self._deliver)])
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.UnixSite(runner, self._socket).start()
        self._lives = asyncio.ensure_future(self._live(nursery, point, nth))
        try:
            await self.settle()
            yield
            self._over = True
            self._wake.set()
            await self._lives
        finally:
            self._over = True
            self._wake.set()
            await asyncio.gather(self._lives, return_exceptions=True)
            await runner.cleanup()


@asynccontextmanager
async def open_platform(nursery: Nursery, database: str, point: str = "", nth: int = 0) -> AsyncIterator[Platform]:
    """A platform with a living child on this database, which dies at the nth visit of a crash point and is born again."""
    with tempfile.TemporaryDirectory(prefix="pl", dir="/tmp") as folder:
        platform = Platform(database, f"{folder}/socket")
        async with platform.open(nursery, point, nth):
            yield platform
