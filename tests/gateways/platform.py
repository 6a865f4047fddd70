"""سکوی آزمون - a Bot API that says exactly what a test tells it to say, over real HTTP.   The strict one is tests/kit/botapi"""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict, deque
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from aiohttp import web

from bot.gateways.base import Address, Button, Gateway, Incoming, Outgoing, Receive, Reply
from bot.gateways.botapi.delivery import AskWords
from bot.gateways.botapi.gateway import House
from bot.gateways.polling import Offsets
from handlers.kit.said import Media

TOKEN = "123456:TEST-TOKEN-OF-NOBODY"
ZAHRA, HASSAN, MARYAM = 11, 12, 13
WORDS = AskWords("فرستادن شماره", "فرستادن جا", "دکمه‌ی پایین صفحه را بزنید.", "(پرونده نیامد)")
ROWS = ((Button("بله", "ref-yes"), Button("نه", "ref-no")), (Button("راهنما", url="https://example.org/"),))
CUT = object()  # do it, then cut the connection


@dataclass(frozen=True)
class Call:
    """One request as it came."""

    method: str
    params: dict[str, Any]
    files: dict[str, tuple[str, bytes]]
    kind: str

    @property
    def keyboard(self) -> dict[str, Any]:
        """The reply_markup, decoded."""
        markup = self.params.get("reply_markup") or {}
        return json.loads(markup) if isinstance(markup, str) else markup


class Platform:
    """`says(method, (status, body) | CUT)` sets the next answers of a method; otherwise everything succeeds. `updates` are what getUpdates gives."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.updates: list[Any] = []
        self.files: dict[str, bytes] = {}
        self.offsets: list[int] = []
        self.asked = asyncio.Event()
        self._next: defaultdict[str, deque[Any]] = defaultdict(deque)
        self._sent = 100

    def says(self, method: str, *answers: Any) -> None:
        self._next[method].extend(answers)

    def of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    @property
    def last(self) -> Call:
        return self.calls[-1]

    async def __aenter__(self) -> Platform:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_get(f"/file/bot{TOKEN}/{{path:.*}}", self._file)
        app.router.add_route("*", f"/bot{TOKEN}/{{method}}", self._call)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._runner.cleanup()

    async def _file(self, request: web.Request) -> web.Response:
        found = self.files.get(request.match_info["path"])
        return web.Response(status=404) if found is None else web.Response(body=found)

    async def _call(self, request: web.Request) -> web.StreamResponse:
        call = await self._read(request)
        self.calls.append(call)
        if self._next[call.method]:
            answer = self._next[call.method].popleft()
            if answer is CUT:
                assert request.transport is not None
                request.transport.close()
                return web.Response()
            status, body = answer
            return web.Response(status=status, body=body if isinstance(body, bytes) else json.dumps(body).encode())
        return web.json_response({"ok": True, "result": await self._result(call)})

    async def _read(self, request: web.Request) -> Call:
        files: dict[str, tuple[str, bytes]] = {}
        params: dict[str, Any] = {}
        if request.content_type == "application/json":
            params = await request.json()
        elif request.content_type == "multipart/form-data":
            for key, value in (await request.post()).items():
                if isinstance(value, web.FileField):
                    files[key] = (value.filename, value.file.read())
                    value.file.close()
                else:
                    params[key] = value
        else:
            params = dict(await request.post())
        return Call(request.match_info["method"], params, files, request.content_type)

    async def _result(self, call: Call) -> Any:
        if call.method == "getUpdates":
            return await self._updates(call)
        if call.method == "getMe":
            return {"id": 123456, "is_bot": True, "first_name": "امید", "username": "emresalat_bot"}
        if call.method == "getFile":
            return {"file_id": call.params["file_id"], "file_unique_id": "u", "file_path": f"files/{call.params['file_id']}", "file_size": 5}
        if call.method.startswith("send") and call.method != "sendChatAction":
            self._sent += 1
            return {"message_id": self._sent, "date": 1, "chat": {"id": int(call.params["chat_id"]), "type": "private"}}
        return True

    async def _updates(self, call: Call) -> list[Any]:
        offset = int(call.params.get("offset") or 0)
        self.offsets.append(offset)
        self.asked.set()
        left = [update for update in self.updates if not isinstance(update, dict) or update.get("update_id", offset) >= offset]
        if not left:
            await asyncio.sleep(0.01)
        return left[: int(call.params["limit"])]


@dataclass
class Inbox:
    """The house behind a gateway, as a test sees it."""

    got: list[Incoming] = field(default_factory=list)
    parked: list[tuple[bytes, str]] = field(default_factory=list)
    offset: int = 0
    may_poll: bool = True
    media: dict[str, bytes] = field(default_factory=dict)
    pauses: list[float] = field(default_factory=list)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    answer: Receive | None = None
    cannot_park: list[Exception] = field(default_factory=list)

    async def receive(self, incoming: Incoming) -> Reply:
        reply = await self.answer(incoming) if self.answer is not None else Reply()
        self.got.append(incoming)
        await self._tell()
        return reply

    async def park(self, raw: bytes, error: str) -> None:
        if self.cannot_park:
            raise self.cannot_park.pop()
        self.parked.append((raw, error))
        await self._tell()

    async def load(self) -> int:
        return self.offset

    async def save(self, offset: int) -> None:
        self.offset = offset
        await self._tell()

    async def asked_to_poll(self) -> bool:
        return self.may_poll

    async def fetch(self, media: Media) -> bytes:
        return self.media[media.ref]

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        await self._tell()
        await asyncio.sleep(0.01)

    async def _tell(self) -> None:
        async with self.changed:
            self.changed.notify_all()

    async def until(self, happened: Any) -> None:
        """Wait for something; the limit only keeps a broken test from hanging."""
        async with asyncio.timeout(20), self.changed:
            await self.changed.wait_for(happened)

    def house(self, **more: Any) -> House:
        return House(self.receive, self.park, Offsets(self.load, self.save, self.asked_to_poll), self.fetch, WORDS, sleep=self.sleep, **more)


def chat(platform: str, number: int = ZAHRA) -> Address:
    return Address(platform, "123456", str(number))


def no(code: int, text: str, **hints: Any) -> tuple[int, dict[str, Any]]:
    """An answer that says no."""
    return code, {"ok": False, "error_code": code, "description": text} | ({"parameters": hints} if hints else {})


def hello(to: Gateway, **more: Any) -> Outgoing:
    """A message to Zahra."""
    return Outgoing("send", chat(to.name), more.pop("text", "سلام زهرا"), **more)


def said(number: int, who: int = ZAHRA, **parts: Any) -> dict[str, Any]:
    """An update with a message of somebody in their own chat."""
    sender = {"id": who, "is_bot": False, "first_name": "زهرا"}
    return {
        "update_id": number,
        "message": {"message_id": number + 1000, "date": 1, "chat": {"id": who, "type": "private", "first_name": "زهرا"}, "from": sender, **parts},
    }


def tapped(number: int, data: str | None = "ref", who: int = ZAHRA, **parts: Any) -> dict[str, Any]:
    """An update with a tap on message 7."""
    sender = {"id": who, "is_bot": False, "first_name": "زهرا"}
    message = {"message_id": 7, "date": 1, "chat": {"id": who, "type": "private", "first_name": "زهرا"}}
    data_part = {"data": data} if data is not None else {}
    return {"update_id": number, "callback_query": {"id": f"q{number}", "from": sender, "chat_instance": "c", "message": message, **data_part, **parts}}
