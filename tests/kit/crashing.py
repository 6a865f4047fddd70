"""فرایند میرا - a house in a process that may be killed for real: `python -m tests.kit.crashing`.   The platform it speaks with, and the stories: tests/stories/

It imports everything once and then forks one child for every line it is given (a JSON `Life`); when the child is over it answers with a line: its exit code, or
minus the signal that killed it.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import aiohttp
import msgspec

from bot import crash
from bot.gateways.base import Can, CannotEdit, Incoming, Outgoing
from bot.house import House, open_house
from bot.jobs import Jobs
from handlers.kit.said import Media
from storage.kit.database import open_database
from storage.kit.keyring import Keyring
from storage.kit.outbox import release_leases
from storage.kit.unit import Units
from tests.engine import shop
from tests.engine.conftest import EXTRA
from tests.kit.units import SECRET, import_all_tables
from tests.kit.words import EchoWords


class Life(msgspec.Struct):
    """What a child is born with: its database, the platform's socket, the time, and where it dies (the `nth` visit of a crash point; "" = nowhere)."""

    database: str
    socket: str
    now: datetime
    point: str = ""
    nth: int = 0


class Work(msgspec.Struct):
    """What the platform answers: the time, what was not confirmed yet, and whether that was all."""

    now: datetime
    updates: list[Incoming]
    over: bool = False


@dataclass
class DistantGateway:
    """Delivers to the platform over its socket."""

    http: aiohttp.ClientSession
    name: str = "web"
    can: Can = field(default_factory=Can)

    async def start(self) -> None:
        """Nothing to begin."""

    async def stop(self) -> None:
        """Nothing to end."""

    async def check(self) -> str:
        return "over a socket"

    async def fetch(self, media: Media) -> bytes:
        return media.ref.encode()

    async def deliver(self, out: Outgoing) -> str:
        async with self.http.post("http://platform/deliver", data=msgspec.json.encode(out)) as answer:
            if answer.status == 409:
                raise CannotEdit(out.message)
            return await answer.text()


async def live(life: Life, words: EchoWords) -> None:
    """Take updates, confirm them, settle, ask for more; until the platform says that it is over."""
    engine = open_database(life.database, pool=4)
    now = [life.now]
    house = open_house(Units(engine, Keyring([SECRET])), lambda: now[0], registry=shop.shop_registry(), texts=words, makers={"shop": shop.make_shop})  # type: ignore[arg-type]  # speaks as Texts does
    async with aiohttp.ClientSession(connector=aiohttp.UnixConnector(life.socket)) as http:
        house.gateways["web"] = DistantGateway(http)
        if not house.units.postgres:
            async with house.units.open(now[0]) as unit:
                await release_leases(unit.conn, unit.now)  # as bot/program.py does
        await _settle(house)
        while True:
            async with http.post("http://platform/next") as answer:
                work = msgspec.json.decode(await answer.read(), type=Work)
            if work.over:
                break
            now[0] = work.now
            for incoming in work.updates:
                await house.inbox.receive(incoming)
                crash.crash_point("before_confirm")
                await http.post("http://platform/confirm", data=incoming.update)
            await _settle(house)
    await engine.dispose()


async def _settle(house: House) -> None:
    jobs = Jobs(house)
    await house.outbox.drain()
    while await jobs.tick():
        await house.outbox.drain()
    await house.outbox.sweep()
    await house.outbox.drain()


def _child(life: Life, words: EchoWords, visits: int) -> None:
    seen: Counter[str] = Counter()

    def visit(name: str) -> None:
        seen[name] += 1
        os.write(visits, f"{name} {seen[name]}\n".encode())
        if (name, seen[name]) == (life.point, life.nth):
            os.kill(os.getpid(), signal.SIGKILL)

    crash.hook = visit
    asyncio.run(live(life, words))


def main(_arguments: Sequence[str]) -> int:
    """Fork a child a line, until the lines end. Every visit of a crash point is a line on the answers' pipe, before the exit code."""
    import_all_tables()
    words = EchoWords("shop.", "common.again.shop", extra=EXTRA)
    out = sys.stdout.fileno()
    for line in sys.stdin.buffer:
        life = msgspec.json.decode(line, type=Life)
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                _child(life, words, out)
                code = 0
            except BaseException:  # noqa: BLE001 - told by the interpreter's own printer; the child may not go on as its parent
                sys.excepthook(*sys.exc_info())
            finally:
                sys.stderr.flush()
                os._exit(code)
        _, status = os.waitpid(pid, 0)
        os.write(out, f"= {os.waitstatus_to_exitcode(status)}\n".encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
