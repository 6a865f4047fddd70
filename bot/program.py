"""برنامه - one running process: receives, works by the clock, sends, and stops cleanly.   Put together by bot/wiring.py"""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
from collections.abc import Sequence
from dataclasses import dataclass, field

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.gateways.base import Gateway
from bot.house import House
from bot.jobs import Jobs
from bot.settings import Settings
from storage.kit.outbox import release_leases

log = logging.getLogger(__name__)

PATIENCE = 20.0  # seconds that a stop waits for what is in hand


@dataclass(slots=True)
class Program:
    """What `python -m bot run` runs. `parts` of the settings decide what this process does: web, receive, jobs, send."""

    settings: Settings
    house: House
    engine: AsyncEngine
    app: web.Application
    receivers: Sequence[Gateway]
    closers: list[object] = field(default_factory=list)
    stopped: asyncio.Event = field(default_factory=asyncio.Event)
    _runner: web.AppRunner | None = None
    _jobs: Jobs | None = None
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    async def start(self) -> None:
        """Begin. What an earlier process left in the outbox leaves first."""
        if self.engine.dialect.name == "sqlite":
            async with self.house.units.open(self.house.clock()) as unit:
                await release_leases(unit.conn, unit.now)  # nobody else can be at it: SQLite has one process
        self._runner = web.AppRunner(self.app, access_log=None, handle_signals=False)
        await self._runner.setup()
        await web.TCPSite(self._runner, self.settings.web_host, self.settings.web_port).start()
        if "jobs" in self.settings.parts or "send" in self.settings.parts:
            self._jobs = Jobs(self.house, timers="jobs" in self.settings.parts, sends="send" in self.settings.parts)
            self._tasks.append(asyncio.create_task(self._jobs.run()))
        self.house.spawn(self.house.heed())
        for gateway in self.receivers:
            await gateway.start()
        gc.collect()
        gc.freeze()  # what was built at start-up lives as long as the process: the collector need not look at it again

    async def run(self) -> None:
        """Until SIGTERM or SIGINT: stop receiving, finish what is in hand, leave the rest of the outbox for the next start."""
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, self.stopped.set)
        await self.start()
        log.info("serving %s", self.settings.web_url)
        await self.stopped.wait()
        await self.stop()

    async def stop(self) -> None:
        """The clean end."""
        for gateway in self.receivers:
            await gateway.stop()
        if self._jobs is not None:
            self._jobs.stop()
        if self._runner is not None:
            await self._runner.cleanup()
        self.house.outbox.stopping = True
        try:
            async with asyncio.timeout(PATIENCE):
                await asyncio.gather(*self._tasks)
                await self.house.outbox.drain()
        except TimeoutError:
            log.warning("stopped before everything in hand was finished; it is in the outbox")
        for gateway in self.house.gateways.values():
            if gateway not in self.receivers:
                await gateway.stop()  # it only sent; its connections close
        await self.house.speed.close()
        await self.engine.dispose()
