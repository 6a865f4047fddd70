"""فرایند - `python -m bot run` as a process of its own, with its log in hand.   Used by: test_program.py"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.kit.botapi import BotApi

ROOT = Path(__file__).parents[2]
PATIENCE = 120  # seconds; a machine that is busy with other tests is slow


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])


class Running:
    """One process. `log` grows as it writes."""

    def __init__(self, process: asyncio.subprocess.Process, port: int) -> None:
        self._process, self.port = process, port
        self.log: list[str] = []
        self._grown = asyncio.Event()
        self._reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self._process.stderr is not None
        async for line in self._process.stderr:
            self.log.append(line.decode())
            self._grown.set()
        self._grown.set()

    async def says(self, part: str) -> None:
        """Until a line of the log holds these words."""
        async with asyncio.timeout(PATIENCE):
            while not any(part in line for line in self.log):
                assert not self._reader.done(), f"it ended and never said {part!r}:\n{''.join(self.log)}"
                self._grown.clear()
                await self._grown.wait()

    def signal(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    async def ended(self) -> int:
        """Its exit code, once it has ended."""
        async with asyncio.timeout(PATIENCE):
            code = await self._process.wait()
            await self._reader
        return code

    async def end(self) -> None:
        """However it stands, it is gone."""
        if self._process.returncode is None:
            self._process.kill()
            await self._process.wait()
        await self._reader


@asynccontextmanager
async def running(api: BotApi, database: str, home: Path, **more: str) -> AsyncIterator[Running]:
    """A process that speaks with the simulator, once it serves."""
    port = free_port()
    settings = {
        "DEMO": "0", "SECRET_KEY": "a secret key of the tests alone", "DATABASE_URL": database, "MEDIA_DIR": str(home / "media"), "WEB_PORT": str(port),
        f"{api.dialect.name.upper()}_TOKEN": api.token, f"{api.dialect.name.upper()}_API_BASE": api.base_url,
    }  # fmt: skip
    env = {name: value for name, value in os.environ.items() if not name.startswith("EMRESALAT_")}
    env |= {f"EMRESALAT_{name}": value for name, value in (settings | more).items()}
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run", cwd=ROOT, env=env, stderr=asyncio.subprocess.PIPE)
    one = Running(process, port)
    try:
        await one.says("serving")
        yield one
    finally:
        await one.end()
