"""مرگ میان یک کار - a process in which somebody does one thing and its notices leave, killed at the nth crash point: `python -m tests.kit.dying`.   Through: `Nursery`

It imports everything once and forks one child for every line it is given (a pickled `Life`); when the child is over it answers with a line: its exit code, or minus
the signal that killed it.
"""

from __future__ import annotations

import asyncio
import base64
import os
import pickle
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from bot import crash
from bot.house import LOCALES, open_house
from bot.scene import open_scene
from bot.texts import Texts
from domain.kernel.people import Actor
from domain.kernel.refusal import Refusal
from storage.kit.database import close_database, open_database
from storage.kit.keyring import Keyring
from storage.kit.outbox import release_leases
from storage.kit.unit import Units
from tests.hesam.test_crashes import buried
from tests.kit.talk import FakeGateway
from tests.kit.units import SECRET, import_all_tables
from tests.membership.townsfolk import Folk

ROOT = Path(__file__).parents[2]
MOST = 30  # points; there are fewer
T = TypeVar("T")


@dataclass(frozen=True)
class Does:
    """Who does what: a verb of a service, with its arguments."""

    actor: Actor
    service: str
    verb: str
    args: tuple[Any, ...]


@dataclass(frozen=True)
class Life:
    """What a child is born with; it dies at the `nth` point it comes by."""

    database: str
    now: datetime
    does: Does
    nth: int


@dataclass
class Nursery:
    """The process that forks; `url`: the database its children live in."""

    process: asyncio.subprocess.Process
    url: str

    async def lives(self, folk: Folk, does: Does, nth: int) -> int:
        """One life, and the time after it: its exit code; what the dead one had leased is free again, and everything due has happened."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(base64.b64encode(pickle.dumps(Life(self.url, folk.town.now, does, nth))) + b"\n")
        died = int(await self.process.stdout.readline())
        assert died in (0, -signal.SIGKILL)
        await buried(folk)
        folk.town.now += timedelta(minutes=2)
        await folk.town.settle()
        return died

    async def killed_everywhere(
        self, folk: Folk, prepare: Callable[[], Awaitable[T]], does: Callable[[T], Awaitable[Does]], whole: Callable[[T], Awaitable[bool]]
    ) -> None:
        """Every round is a thing of its own and a kill one point later, until a life comes by fewer points than that.

        `whole`: asserts that all of it happened, or nothing, and says which. Both must have been seen.
        """
        seen, died = set[bool](), -1
        for nth in range(1, MOST):
            thing = await prepare()
            died = await self.lives(folk, await does(thing), nth)
            seen.add(await whole(thing))
            if died == 0:
                break
        assert died == 0 and seen == {False, True}, "it was killed on both sides of the commit"


@asynccontextmanager
async def open_nursery(url: str) -> AsyncIterator[Nursery]:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.kit.dying", cwd=ROOT, stdin=pipe, stdout=pipe)
    try:
        yield Nursery(process, url)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


async def live(life: Life) -> None:
    """The deed, then everything that is to be said of it; that it was done already is no fault."""
    engine = open_database(life.database, pool=4)
    house = open_house(Units(engine, Keyring([SECRET])), lambda: life.now, texts=Texts.load(LOCALES, strict=True))
    house.gateways["telegram"] = FakeGateway("telegram")
    async with house.units.open(life.now) as unit:
        await release_leases(unit.conn, life.now)
    crash.crash_point("test.before")
    try:
        async with open_scene(house, life.now) as scene:
            await getattr(scene.services[life.does.service], life.does.verb)(life.does.actor, *life.does.args)
            await scene.settle()
            crash.crash_point("test.in_the_middle")
    except Refusal as no:
        if not no.code.endswith("_already"):
            raise
    crash.crash_point("test.after")
    await house.outbox.drain()
    await close_database(engine)


def _be_born(life: Life) -> None:
    seen = 0

    def visit(_point: str) -> None:
        nonlocal seen
        seen += 1
        if seen == life.nth:
            os.kill(os.getpid(), signal.SIGKILL)

    crash.hook = visit
    asyncio.run(live(life))


def main() -> None:
    import_all_tables()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _be_born(pickle.loads(base64.b64decode(line)))  # our own line, from our own test
            os._exit(0)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
