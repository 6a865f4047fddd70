"""سرور شبیه‌ساز - the Bot API over real HTTP, in this process or one of its own (__main__.py).   Siblings: methods/ people.py faults.py calls.py"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.kit.botapi.answering import Answering, refuse, respond
from tests.kit.botapi.calls import Calls
from tests.kit.botapi.dialects import dialect as new_dialect
from tests.kit.botapi.errors import ApiError
from tests.kit.botapi.faults import Fault, Faults, Kind
from tests.kit.botapi.lean import LeanServer
from tests.kit.botapi.params import Upload
from tests.kit.botapi.people import Group, Person, Tap
from tests.kit.botapi.updates import Pending, UpdateQueue
from tests.kit.botapi.webhook import Postman
from tests.kit.botapi.world import PATIENCE, Chat, Query, User, World


class BotApi:
    """A whole platform for one bot: `async with BotApi("telegram") as api`, then `api.base_url`, `api.token`, `api.person(...)`, `api.fault(...)`, `api.calls`.

    clock: seconds since the epoch; every age and wait inside the simulator is by it. poll_cap: the longest that getUpdates really waits, in seconds.
    query_life: seconds in which a tap may be answered. webhook_delays: seconds before an update is posted again. quick: no strict checks, no recording (benchmarks).
    """

    def __init__(
        self,
        dialect: str = "telegram",
        token: str = "123456:TEST-a-token-of-nobody-at-all-00000",
        *,
        port: int = 0,
        clock: Callable[[], float] = time.time,
        poll_cap: float = 1.0,
        query_life: float = 30.0,
        webhook_delays: Sequence[float] = (0.02, 0.05, 0.1),
        webhook_patience: float = 60.0,
        quick: bool = False,
        username: str = "emresalat_test_bot",
    ) -> None:
        self.dialect = new_dialect(dialect)
        self.token = token
        self.port = port
        self.clock = clock
        self.query_life = query_life
        self.strict = not quick
        self.recording = not quick
        self.world = World(User(int(token.partition(":")[0]), "EmResalat", is_bot=True, username=username), lambda: self.clock())
        self.queue = UpdateQueue(self.dialect, self.world.changes, poll_cap, remember=not quick)
        self.postman = Postman(self, webhook_delays, webhook_patience)
        self.queue.on_new = self.postman.post
        self.calls = Calls(self.world.changes)
        self.faults = Faults()
        self.commands: list[dict[str, Any]] = []
        self.people: dict[int, Person] = {}
        self.control: Callable[[str, dict[str, Any]], Awaitable[tuple[int, Any]]] | None = None  # /sim/<what>, see control.py
        self.answering = Answering(self)
        self._runner: web.ServerRunner | None = None
        self._lean: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        if not self.strict:
            self._lean = await asyncio.get_running_loop().create_server(lambda: LeanServer(self.answering.quick), "127.0.0.1", self.port)
            self.port = self._lean.sockets[0].getsockname()[1]
            return self
        runner = web.ServerRunner(web.Server(self._handle, access_log=None), shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self.port).start()
        self.port = runner.addresses[0][1]
        self._runner = runner
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.answering.closing.set()
        self.queue.interrupt()
        for fault in self.faults.set:
            fault.gate.set()
        await self.postman.close()
        if self._lean is not None:
            self._lean.close()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def base_url(self) -> str:
        """The origin, without a path: the bot adds /bot<token>/<method> and /file/bot<token>/<path>."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def deliveries(self) -> list[Any]:
        """Every posting to the webhook, in order."""
        return self.postman.deliveries

    # People

    def person(self, name: str, id: int | None = None, *, mobile: str = "", started: bool = True, old_client: bool = False, username: str = "") -> Person:
        """Somebody with a private chat with the bot. `started=False`: they have not pressed Start, so the bot may not write to them."""
        user = self.world.add_user(name, id, mobile=mobile, old_client=old_client, username=username)
        chat = self.world.chats[user.id] = Chat(user.id, "private", name, username, known=started)
        person = self.people[user.id] = Person(self, user, chat)
        return person

    def group(self, title: str, *people: Person, id: int | None = None, kind: str = "supergroup", forum: bool = False) -> Group:
        """A group with the bot and some people in it. kind: group or supergroup."""
        if id is None:
            id = -(1_000_000_000_001 + len(self.world.chats)) if kind == "supergroup" else -(4_001 + len(self.world.chats))
        chat = self.world.chats[id] = Chat(id, kind, title, forum=forum, members={p.id for p in people})
        return Group(self, chat)

    def acked(self, query: Query | Tap | str) -> dict[str, Any] | None:
        """How a tap was acknowledged (text, show_alert, seen, at), None if it was not yet."""
        id = query if isinstance(query, str) else query.id
        return self.world.queries[id].ack

    def expire(self, query: Query | Tap | str) -> None:
        """From now on the tap is too old to be answered."""
        self.world.queries[query if isinstance(query, str) else query.id].expired = True

    # Faults

    def fault(self, kind: Kind, *, method: str = "*", chat: int | None = None, times: int | None = 1, **more: Any) -> Fault:
        """Let the next `times` calls (None: all) that fit go wrong. more: seconds, to, accepted, code, description (see faults.py)."""
        fault = Fault(kind, method, chat, times, **more)
        self.faults.set.append(fault)
        return fault

    def poison_update(self, raw: dict[str, Any], chat: int = 0) -> int:
        """Queue an update as it is, with the next update_id unless it holds one; its update_id."""
        id = raw.get("update_id")
        if not isinstance(id, int):
            id = self.queue.next_id
        self.queue.next_id = max(self.queue.next_id, id) + 1
        self.queue.put_raw({"update_id": id, **raw}, chat, id)
        return id

    def redeliver(self, update_id: int) -> None:
        """Give an update again, though it was confirmed."""
        self.queue.redeliver(update_id)

    def reordered(self, order: Callable[[list[Pending]], Iterable[Pending]] = reversed) -> AbstractContextManager[None]:
        """`with api.reordered():` what people do inside reaches the bot in another order (default: the newest first)."""
        return self.queue.hold(order)

    def skip_update_ids(self, count: int) -> None:
        """Leave a gap in the update_ids."""
        self.queue.next_id += count

    async def deliver_raw(self, body: bytes, headers: dict[str, str] | None = None, url: str = "") -> tuple[int, bytes]:
        """Post bytes to the webhook as an attacker would, without the secret unless `headers` hold it; (status, body)."""
        status, _, answer = await self.postman.send(url or self.postman.url, body, headers or {})
        return status, answer

    async def deliver_copies(self, update_id: int, times: int) -> list[int]:
        """Post an update several times at once, properly signed; the statuses."""
        body, headers = self.postman.form(self.queue.history[update_id].body)
        return [status for status, _ in await asyncio.gather(*(self.deliver_raw(body, headers) for _ in range(times)))]

    async def settled(self, patience: float = PATIENCE) -> None:
        """Wait until the bot has confirmed every update (2xx, or a higher offset)."""
        await self.world.changes.until(lambda: not self.queue.pending and not self.queue.again, lambda: f"updates were not taken:\n{self.state_dump()}", patience)

    # HTTP

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        area, _, rest = request.path.lstrip("/").partition("/")
        if area == "bot" + self.token:
            return await self.answering.answer(request, rest)
        if area == "file" and rest.startswith(f"bot{self.token}/"):
            return self._file(rest.partition("/")[2])
        if area == "sim" and self.control is not None:
            return respond(*await self.answering.controlled(rest, await request.content.read()))
        if area.startswith("bot") or area == "file":
            return refuse(ApiError(*self.dialect.wrong_token))
        return refuse(ApiError(404, "Not Found"))

    def _file(self, path: str) -> web.Response:
        for file in self.world.files.values():
            if file.path == path and len(file.content) <= self.dialect.download_limit:
                return web.Response(body=file.content, content_type=file.mime or "application/octet-stream")
        return refuse(ApiError(404, "Not Found"))

    def state_dump(self) -> str:
        """Everything a failure message needs: what waits, who sees what, the last calls, the faults."""
        lines = [f"{self.dialect.name} at {self.base_url}, webhook {self.postman.url or 'not set'}", f"pending updates: {list(self.queue.pending)}"]
        lines += [person.dump() for person in self.people.values()]
        lines += [f"call {c.method} {_short(c.params)} -> {c.status} {c.error}{' via ' + c.via if c.via != 'http' else ''}" for c in list(self.calls)[-15:]]
        lines += [f"delivery of {d.update}, attempt {d.attempt}: {d.status} {d.error}" for d in self.deliveries[-5:]]
        return "\n".join(lines + [f"fault {f}" for f in self.faults.dump()])


def _short(params: dict[str, Any]) -> str:
    return str({k: v if isinstance(v, Upload) else str(v)[:80] for k, v in params.items()})
