"""برنامه - one running process: receives, works by the clock, sends, and stops cleanly.   Put together by bot/wiring.py"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.gateways.base import Gateway, Refused
from bot.gateways.botapi.answers import WrongToken
from bot.house import House
from bot.jobs import Jobs
from bot.opening import hold_alone
from bot.settings import Settings, WrongSetting
from storage.kit.database import close_database
from storage.kit.outbox import release_leases
from storage.kit.polling import release_lines

log = logging.getLogger(__name__)

COLLECT_AFTER = 50_000  # new objects
PATIENCE = 20.0  # seconds that each step of a stop may take


@dataclass(slots=True)
class Program:
    """What `python -m bot run` runs. `parts` of the settings decide what this process does: web, receive, jobs, send."""

    settings: Settings
    house: House
    engine: AsyncEngine
    app: web.Application
    receivers: Sequence[Gateway]
    stopped: asyncio.Event = field(default_factory=asyncio.Event)
    _runner: web.AppRunner | None = None
    _jobs: Jobs | None = None
    _held: int | None = None  # the lock on SQLite
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    async def start(self) -> None:
        """Begin. What an earlier process left in the outbox leaves first.

        Raises WrongSetting (a port that is taken, a token that the platform does not know) and CannotOpen (another process serves this SQLite).
        """
        self._held = hold_alone(self.settings)
        if self.engine.dialect.name == "sqlite":
            async with self.house.units.open(self.house.clock()) as unit:  # nobody else can be at it: SQLite has one process
                await release_leases(unit.conn, unit.now)
                await release_lines(unit.conn, unit.now)
        await self._listen()
        if "jobs" in self.settings.parts or "send" in self.settings.parts:
            self._jobs = Jobs(self.house, timers="jobs" in self.settings.parts, sends="send" in self.settings.parts)
            self._tasks.append(asyncio.create_task(self._jobs.run()))
        self.house.spawn(self.house.heed())
        for gateway in self.receivers:
            await self._open(gateway)
        gc.collect()
        gc.freeze()  # what was built at start-up lives as long as the process: the collector need not look at it again
        gc.set_threshold(COLLECT_AFTER, 20, 20)  # hardly anything here is a circle, and looking for them at every turn costs a tenth

    async def _listen(self) -> None:
        """Serve the page, the webhooks and /healthz."""
        host, port = self.settings.web_host, self.settings.web_port
        self._runner = web.AppRunner(self.app, access_log=None, handle_signals=False, shutdown_timeout=PATIENCE)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as error:
            raise WrongSetting("EMRESALAT_WEB_PORT", f"or EMRESALAT_WEB_HOST cannot be used: {host}:{port}: {error.strerror}") from None

    async def _open(self, gateway: Gateway) -> None:
        word = gateway.name.upper()
        try:
            await gateway.start()
        except WrongToken:
            raise WrongSetting(f"EMRESALAT_{word}_TOKEN", f"is not known to {gateway.name}") from None
        except Refused as no:
            raise WrongSetting(f"EMRESALAT_{word}_WEBHOOK_URL", f"was refused by {gateway.name}: {no}") from None

    async def run(self) -> None:
        """Until SIGTERM or SIGINT: stop receiving, finish what is in hand, leave the rest of the outbox for the next start. Raises WrongSetting."""
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, self.stopped.set)
        try:
            await self.start()
            log.info("serving %s", self.settings.web_url)
            await self.stopped.wait()
            log.info("stopping: nothing new is taken, what is in hand is finished")
        finally:
            await self.stop()
        log.info("stopped")

    async def stop(self) -> None:
        """The clean end; each part has its time, and what is not finished then is in the database for the next start."""
        await self._within("receiving", *(gateway.stop() for gateway in self.receivers))
        if self._jobs is not None:
            self._jobs.stop()
        if self._runner is not None:
            await self._within("serving", self._runner.cleanup())
        self.house.outbox.stopping = True
        await self._within("sending", *self._tasks, self.house.outbox.drain())
        await self._within("giving back", *(give_back() for give_back in self.house.at_the_end))
        others = [gateway for gateway in self.house.gateways.values() if gateway not in self.receivers]  # they only sent; their connections close
        await self._within("closing", *(gateway.stop() for gateway in others), self.house.speed.close())
        await close_database(self.engine)
        if self._held is not None:
            os.close(self._held)

    async def _within(self, what: str, *works: Awaitable[object]) -> None:
        """One step of a stop. Whatever goes wrong in it, the next steps are still taken."""
        try:
            async with asyncio.timeout(PATIENCE):
                for fault in await asyncio.gather(*works, return_exceptions=True):
                    if isinstance(fault, Exception):
                        log.error("%s did not end well: %s", what, type(fault).__name__, exc_info=fault)
        except TimeoutError:
            log.warning("%s took longer than %d seconds; what is left is in the database", what, PATIENCE)
