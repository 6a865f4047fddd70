"""شبیه‌ساز از دور - starts the simulator as a process of its own and tells its people what to do.   Siblings: __main__.py control.py"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import aiohttp

ROOT = Path(__file__).parents[3]


class RemoteRefusal(Exception):
    """What could not be done, with the simulator's reason."""


class RemoteBotApi:
    """`async with RemoteBotApi("telegram", quick=True) as sim:` then `sim.base_url`, `sim.token`, `await sim.do("does", who=1, act="says", text="...")`.

    The acts are those of control.py; `child` is the process.
    """

    def __init__(
        self, dialect: str = "telegram", *, token: str = "123456:TEST-a-token-of-nobody-at-all-00000", quick: bool = False, python: str = sys.executable
    ) -> None:
        self.dialect = dialect
        self.token = token
        self.quick = quick
        self.python = python
        self.base_url = ""

    async def __aenter__(self) -> Self:
        more = ["--quick"] if self.quick else []
        self.child = await asyncio.create_subprocess_exec(
            *(self.python, "-m", "tests.kit.botapi", "--dialect", self.dialect, "--token", self.token, "--until-eof", *more),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            cwd=ROOT,
        )
        assert self.child.stdout is not None
        line = await self.child.stdout.readline()
        if not line.strip().isdigit():
            raise RemoteRefusal(f"the simulator did not start (exit code {await self.child.wait()})")
        self.base_url = f"http://127.0.0.1:{int(line)}"
        self._client = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=600))
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._client.close()
        if self.child.returncode is None:
            self.child.terminate()
        await self.child.wait()
        assert self.child.stdin is not None
        self.child.stdin.close()

    async def do(self, what: str, **fields: Any) -> Any:
        """The result of an act. Raises RemoteRefusal."""
        async with self._client.post(f"{self.base_url}/sim/{what}", data=json.dumps(fields).encode()) as answer:
            shape = json.loads(await answer.read())
            if answer.status != 200:
                raise RemoteRefusal(shape["error"])
            return shape
