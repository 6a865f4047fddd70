"""پستچی - posts updates to the webhook: at least once, in order within a chat, and carries out a method in the reply.   Sibling: updates.py"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import aiohttp

from tests.kit.botapi.calls import Call
from tests.kit.botapi.errors import ApiError, Cut
from tests.kit.botapi.lean import LeanClient
from tests.kit.botapi.params import read_body
from tests.kit.botapi.updates import Pending

if TYPE_CHECKING:
    from tests.kit.botapi.server import BotApi

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One posting of an update. `status` 0: no answer (`error` says why). `at` is the simulator's clock."""

    update: int
    attempt: int
    status: int
    body: bytes
    at: float
    error: str = ""


@dataclass(slots=True)
class Line:
    """The updates of one chat, in order, and the task that carries them."""

    waiting: deque[Pending] = field(default_factory=deque)
    task: asyncio.Task[None] | None = None


class Postman:
    """Delivers while `url` is set. A refused update is repeated after `delays` seconds (the last one for ever), and holds up its chat meanwhile."""

    def __init__(self, api: BotApi, delays: Sequence[float], patience: float) -> None:
        self.api = api
        self.delays = delays
        self.patience = patience
        self.url = ""
        self.secret = ""
        self.most = 40
        self.last_error = ""
        self.last_error_at = 0.0
        self.deliveries: list[Delivery] = []
        self._lines: dict[int, Line] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(40)
        self.lean: LeanClient | None = None if api.strict else LeanClient()
        self._client: aiohttp.ClientSession | None = None

    async def set(self, url: str, secret: str, most: int) -> None:
        """Deliver there from now on; "" stops. What is on its way is given up and stays pending."""
        self._stop()
        self.url, self.secret, self.most = url, secret, most
        self._slots = asyncio.Semaphore(most)
        if url:
            for update in list(self.api.queue.pending.values()):
                self.post(update)

    def post(self, update: Pending) -> bool:
        """Put an update into the line of its chat; False if no webhook is set."""
        if not self.url:
            return False
        line = self._lines.setdefault(update.chat, Line())
        line.waiting.append(update)
        if line.task is None:
            line.task = asyncio.create_task(self._carry(update.chat, line))
            self._tasks.add(line.task)
            line.task.add_done_callback(self._tasks.discard)
        return True

    async def close(self) -> None:
        """Stop and close the connections."""
        tasks = list(self._tasks)
        self._stop()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self.lean is not None:
            self.lean.close()
        if self._client is not None:
            await self._client.close()

    def _stop(self) -> None:
        me = asyncio.current_task()
        for task in self._tasks:
            if task is not me:
                task.cancel()
        self._lines = {}

    async def _carry(self, chat: int, line: Line) -> None:
        while line.waiting:
            update = line.waiting[0]
            attempt = 0
            while not update.dropped:
                attempt += 1
                async with self._slots:
                    if await self._deliver(update, attempt):
                        break
                await asyncio.sleep(self.delays[min(attempt, len(self.delays)) - 1])
            if self._lines.get(chat) is not line:
                return
            line.waiting.popleft()
            self.api.queue.confirm(update.id)
        if self._lines.get(chat) is line:
            del self._lines[chat]

    def form(self, update: dict[str, Any]) -> tuple[bytes, dict[str, str]]:
        """Body and headers of a delivery, as the platform would send it."""
        text = json.dumps(update, ensure_ascii=False)
        headers = {SECRET_HEADER: self.secret} if self.secret else {}
        if self.api.dialect.webhook_form:
            return urlencode({"update": text}).encode(), headers | {"Content-Type": "application/x-www-form-urlencoded"}
        return text.encode("utf-8", "surrogatepass"), headers | {"Content-Type": "application/json"}

    async def _deliver(self, update: Pending, attempt: int) -> bool:
        update.given += 1
        body, headers = self.form(update.body)
        try:
            status, kind, answer = await self.send(self.url, body, headers)
        except (aiohttp.ClientError, TimeoutError, OSError) as e:
            self._note(Delivery(update.id, attempt, 0, b"", self.api.clock(), f"{type(e).__name__}: {e}"))
            return False
        self._note(Delivery(update.id, attempt, status, answer, self.api.clock()))
        if not 200 <= status < 300:
            return False
        if self.api.dialect.replies and answer.strip():
            await self._obey(kind, answer)
        return True

    def _note(self, delivery: Delivery) -> None:
        if not 200 <= delivery.status < 300:
            self.last_error = delivery.error or f"Wrong response from the webhook: {delivery.status}"
            self.last_error_at = delivery.at
        if self.api.recording:
            self.deliveries.append(delivery)
        self.api.world.changes.note()

    async def _obey(self, kind: str, answer: bytes) -> None:
        """Carry out the method that the reply holds, if it does; its answer is lost, as on the platforms."""
        try:
            fields = read_body(kind, answer)
        except ApiError:
            return
        method = fields.pop("method", None)
        if isinstance(method, str) and method:
            with suppress(Cut):  # nobody waits for an answer
                await self.api.answering.carry_out(Call(method, fields, answer, self.api.clock(), via="webhook", content_type=kind))

    async def send(self, url: str, body: bytes, headers: dict[str, str]) -> tuple[int, str, bytes]:
        """Post bytes; (status, content type, body). Raises aiohttp's errors, or OSError."""
        if self.lean is not None:
            async with asyncio.timeout(self.patience):
                return await self.lean.post(url, body, headers)
        if self._client is None:
            self._client = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=self.patience), connector=aiohttp.TCPConnector(limit=0))
        async with self._client.post(url, data=body, headers=headers) as response:
            return response.status, response.headers.get("Content-Type", ""), await response.read()
