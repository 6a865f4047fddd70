"""پاسخ‌ها - carries out a call with the faults it meets, and words the answer.   Siblings: server.py faults.py methods/"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from aiohttp import web

from tests.kit.botapi.calls import Call
from tests.kit.botapi.errors import ApiError, Cut
from tests.kit.botapi.faults import RATE_LIMITED, Fault, error_of
from tests.kit.botapi.lean import Answer
from tests.kit.botapi.methods import methods
from tests.kit.botapi.params import Params, read_body

if TYPE_CHECKING:
    from tests.kit.botapi.server import BotApi

HTML_502 = b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center><h1>502 Bad Gateway</h1></center></body>\r\n</html>"


class Answering:
    """Answers the calls of the bot. `closing` is set when the simulator stops: calls that hang are let go."""

    def __init__(self, api: BotApi) -> None:
        self.api = api
        self.closing = asyncio.Event()
        self.carried_out = 0  # calls, those in a webhook's reply included
        self._methods = methods()
        self._supported = {name.lower() for name in api.dialect.methods}

    async def answer(self, request: web.BaseRequest, name: str) -> web.StreamResponse:
        """One request to /bot<token>/<name>."""
        body = await request.content.read()
        kind = request.headers.get("Content-Type", "")
        call = Call(name, dict(request.query), body, self.api.clock(), content_type=kind, headers=dict(request.headers) if self.api.recording else {})
        try:
            call.params |= read_body(kind, body)
        except ApiError as e:
            call.status, call.error = e.code, e.description
            self._record(call)
            return refuse(e)
        try:
            status, answer = await self.carry_out(call)
        except Cut:
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=500)
        return respond(status, answer)

    def quick(self, path: str, query: dict[str, str], kind: str, body: bytes) -> Answer | Awaitable[Answer]:
        """One request on the fast path (lean.py): answered at once unless it has to wait. Status 0 cuts the connection."""
        area, _, name = unquote(path).lstrip("/").partition("/")
        if area == "sim" and self.api.control is not None:
            return self.controlled(name, body)
        if area != "bot" + self.api.token:
            return error_body(ApiError(*self.api.dialect.wrong_token))
        try:
            answering = self.carry_out(Call(name, query | read_body(kind, body), b"", self.api.clock()))
        except ApiError as e:
            return error_body(e)
        if self.api.faults.set or name.lower() == "getupdates":
            return _or_cut(answering)
        try:
            answering.send(None)
        except StopIteration as done:
            answer: Answer = done.value
            return answer
        raise RuntimeError(f"{name} waited on the fast path")

    async def controlled(self, what: str, body: bytes) -> Answer:
        """POST /sim/<what>."""
        assert self.api.control is not None
        status, shape = await self.api.control(what, json.loads(body or b"{}"))
        return status, as_json(shape)

    def _record(self, call: Call) -> None:
        if self.api.recording:
            self.api.calls.add(call)

    async def carry_out(self, call: Call) -> Answer:
        """Do what a call asks, with the faults that it meets; (status, body). Raises Cut if there is to be no answer."""
        self.carried_out += 1
        if call.method.lower() != "getupdates":  # a poll is recorded when it is answered
            self._record(call)
        fault = self.api.faults.find(call.method, call.chat) if self.api.faults.set else None
        try:
            if fault is not None:
                call.fault = fault.kind
                await self._before(fault, call)
            else:
                self.api.faults.check_wait(call.method, call.chat, self.api.clock())
            call.result = await self._do(call)
            call.done = True
            status, answer = 200, as_json({"ok": True, "result": call.result})
            if fault is not None:
                status, answer = await self._after(fault, answer)
        except ApiError as e:
            call.error = e.description
            status, answer = error_body(e)
        finally:
            if call.method.lower() == "getupdates":
                self._record(call)
        call.status = status
        return status, answer

    async def _do(self, call: Call) -> Any:
        method = self._methods.get(call.method.lower())
        if method is None or call.method.lower() not in self._supported:
            raise ApiError(*self.api.dialect.no_method)
        return await method(self.api, Params(call.params))

    async def _before(self, fault: Fault, call: Call) -> None:
        self.api.faults.impose(fault, self.api.clock())
        if fault.kind == "drop_before":
            raise Cut
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        if fault.kind == "hold":
            await fault.gate.wait()
        if fault.kind == "gateway_502_html" and not fault.accepted:
            raise ApiError(502, "Bad Gateway")
        error = error_of(fault, self.api.dialect)
        if error is not None and not fault.accepted:
            raise error

    async def _after(self, fault: Fault, answer: bytes) -> Answer:
        if fault.kind == "accept_then_drop":
            raise Cut
        if fault.kind == "accept_then_hang":
            await self.closing.wait()
            raise Cut
        if fault.kind == "malformed_json":
            return 200, answer[: len(answer) // 2]
        if fault.kind == "gateway_502_html":
            return 502, HTML_502
        error = error_of(fault, self.api.dialect)
        return (200, answer) if error is None else error_body(error)


async def _or_cut(answering: Awaitable[Answer]) -> Answer:
    try:
        return await answering
    except Cut:
        return 0, b""


def refuse(e: ApiError) -> web.Response:
    """The HTTP answer of an error."""
    return respond(*error_body(e))


def as_json(shape: Any) -> bytes:
    """Compact JSON in UTF-8; lone surrogates survive."""
    return json.dumps(shape, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def error_body(e: ApiError) -> Answer:
    """(status, body) of an error answer."""
    if e.code == 502:
        return 502, HTML_502
    if e.description == RATE_LIMITED:
        return e.code, RATE_LIMITED.encode()
    shape: dict[str, Any] = {"ok": False, "error_code": e.code, "description": e.description}
    return e.code, as_json(shape | {"parameters": e.parameters} if e.parameters else shape)


def respond(status: int, body: bytes) -> web.Response:
    """The HTTP answer; its type is seen from the body."""
    kind = {b"{": "application/json", b"<": "text/html"}.get(body[:1], "text/plain")
    return web.Response(status=status, body=body, headers={"Content-Type": kind})
