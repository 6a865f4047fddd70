"""مسابقه - starts a contestant with a simulator of its own, lets a crowd talk to it, and measures what it cost.   Contestants: contestants/; scenes: scenes.py"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.benchmarks.dialog import UPDATES, script
from tests.kit.botapi.remote import RemoteBotApi

ROOT = Path(__file__).parents[2]


class Wrong(Exception):
    """A dialog that did not end, or an outcome that was not written: there is nothing to measure."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one crowd cost: CPU seconds of the bot and of its database server, latencies in milliseconds."""

    people: int
    cpu: float
    server_cpu: float
    seconds: float
    calls: int
    milliseconds: dict[str, float]

    @property
    def per_thousand(self) -> float:
        """CPU seconds of the bot for a thousand updates."""
        return self.cpu * 1000 / (self.people * UPDATES)


@dataclass(slots=True)
class Contestant:
    """`async with Contestant(...) as bot: await bot.meets(500)`. `server_cpu` gives the CPU seconds of the database server so far."""

    name: str
    module: str
    database: str
    redis: str
    arguments: tuple[str, ...] = ()
    server_cpu: Callable[[], float] = lambda: 0.0
    quick: bool = True  # the lean simulator; the strict one refuses what Telegram refuses
    dialogs: int = 0  # that were begun, by everybody so far
    sim: RemoteBotApi = field(init=False)
    child: asyncio.subprocess.Process = field(init=False)

    async def __aenter__(self) -> Self:
        self.sim = await RemoteBotApi("telegram", quick=self.quick).__aenter__()
        command = (sys.executable, "-m", f"tests.benchmarks.contestants.{self.module}", self.sim.base_url, self.sim.token, self.redis, self.database)
        pipe = asyncio.subprocess.PIPE
        self.child = await asyncio.create_subprocess_exec(*command, *self.arguments, stdin=pipe, stdout=pipe, cwd=ROOT)
        try:
            await self._answer()
        except Wrong:
            await self.sim.__aexit__(None, None, None)
            raise
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        assert self.child.stdin is not None
        self.child.stdin.close()
        try:
            async with asyncio.timeout(20):
                await self.child.wait()
        except TimeoutError:
            self.child.kill()
            await self.child.wait()
        await self.sim.__aexit__(kind, error, trace)

    async def asked(self, question: str) -> dict[str, Any]:
        """The child's answer."""
        assert self.child.stdin is not None
        self.child.stdin.write(f"{question}\n".encode())
        return await self._answer()

    async def _answer(self) -> dict[str, Any]:
        assert self.child.stdout is not None
        line = await self.child.stdout.readline()
        if not line:
            raise Wrong(f"{self.name}: its process ended")
        answer: dict[str, Any] = json.loads(line)
        return answer

    async def meets(self, people: int, *, per_second: float = 0, slow: float = 0, patience: float = 60.0) -> Told:
        """A new crowd plays the dialog to its end. Raises Wrong unless everybody came through and everything was written."""
        if slow:
            await self.sim.do("fault", kind="slow", seconds=slow, times=None)
        before, server = await self.asked("usage"), self.server_cpu()
        first = 10_000_000 + self.dialogs
        report = await self.sim.do("crowd", people=people, script=script(), first_id=first, per_second=per_second, patience=patience)
        self.dialogs += people
        outcome = await self.settled()
        after, server_after = await self.asked("usage"), self.server_cpu()
        if slow:
            await self.sim.do("fault", kind="none")
        if report["finished"] != people:
            raise Wrong(f"{self.name}: {report['finished']} of {people} dialogs ended; {report['stuck'][:1]}")
        wanted = {"rows": self.dialogs, "updates": self.dialogs * UPDATES, "parked": 0, "unsent": 0}
        if wrong := {what: n for what, n in outcome.items() if n != wanted[what]}:
            raise Wrong(f"{self.name}: {wrong} where {wanted} was expected")
        return Told(people, after["cpu"] - before["cpu"], server_after - server, report["seconds"], report["calls"], report["milliseconds"])

    async def settled(self) -> dict[str, Any]:
        """What was written once the last answers are on their way: what follows the last word that people saw still counts."""
        for _ in range(20):
            outcome = await self.asked("outcome")
            if outcome.get("unsent", 0) == 0:
                break
            await asyncio.sleep(0.1)
        return outcome
