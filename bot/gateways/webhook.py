"""وب‌هوک - takes updates that a platform brings, and answers when they are safe.   Siblings: polling.py botapi/gateway.py"""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs

import msgspec
from aiohttp import web

log = logging.getLogger(__name__)

BODY_LIMIT = 1024 * 1024
BODY_SECONDS = 10.0  # for the whole body to arrive
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"

Handle = Callable[[bytes], Awaitable[bytes]]
"""Takes one update and gives the body of the answer (empty, or a method in JSON). Raises BadUpdate, or anything else: then the platform brings it again."""


class BadUpdate(Exception):
    """No update at all: it is not kept, and bringing it again would not help."""


class Webhook:
    """Serves exactly one path. Without the right secret nothing is read, and wrong answers say nothing about why (reliability.md B9)."""

    def __init__(self, name: str, path: str, handle: Handle, *, secret: str = "", forms: bool = False) -> None:
        self._name, self._path, self._handle = name, path, handle
        self._secret, self._forms = secret.encode(), forms
        self._open = True
        self._busy = 0
        self._idle = asyncio.Event()

    def add_routes(self, app: web.Application) -> None:
        """Serve the path of the webhook's URL."""
        app.router.add_post(self._path, self._bring)

    async def close(self) -> None:
        """Take no more: the platform keeps what it has (503). Returns when what was begun is done."""
        self._open = False
        if self._busy:
            await self._idle.wait()

    async def _bring(self, request: web.Request) -> web.Response:
        if self._secret and not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape"), self._secret):
            return web.Response(status=401)
        if not self._open:
            return web.Response(status=503)
        self._busy += 1
        try:
            body = await self._body(request)
            return body if isinstance(body, web.Response) else await self._answer(body)
        finally:
            self._left()

    def _left(self) -> None:
        self._busy -= 1
        if not self._busy and not self._open:
            self._idle.set()

    async def _answer(self, body: bytes) -> web.Response:
        try:
            answer = await self._handle(body)
        except BadUpdate:
            return web.Response(status=400)
        except Exception:
            log.exception("%s: an update could not be kept; it will come again", self._name)
            return web.Response(status=503)
        return web.Response(body=answer, content_type="application/json") if answer else web.Response()

    async def _body(self, request: web.Request) -> bytes | web.Response:
        if (request.content_length or 0) > BODY_LIMIT:
            return web.Response(status=413)
        if request.content.is_eof():  # it came together with its head, as nearly always: nothing to wait for
            body = request.content.read_nowait()
            return self._unwrapped(request, body) if len(body) <= BODY_LIMIT else web.Response(status=413)
        got = bytearray()
        try:
            async with asyncio.timeout(BODY_SECONDS):
                async for chunk in request.content.iter_any():
                    got += chunk
                    if len(got) > BODY_LIMIT:
                        return web.Response(status=413)
        except TimeoutError:
            return web.Response(status=408)
        return self._unwrapped(request, bytes(got))

    def _unwrapped(self, request: web.Request, body: bytes) -> bytes:
        return _of_form(body) if self._forms and request.content_type == "application/x-www-form-urlencoded" else body


def _of_form(body: bytes) -> bytes:
    """The update out of `update=<JSON>`; "" when there is none. Some say Bale sends it like this (platforms.md 2.1); JSON under a form's name is taken as it is."""
    if body.lstrip()[:1] == b"{":
        return body
    try:
        fields = parse_qs(body.decode("ascii"), max_num_fields=20)
    except ValueError:
        return b""
    return fields.get("update", [""])[0].encode("utf-8", "surrogatepass")


class _Numbered(msgspec.Struct):
    update_id: int


_numbered = msgspec.json.Decoder(_Numbered, strict=False)


def check_update(raw: bytes) -> None:
    """Raises BadUpdate if this is no JSON object with a number, or one so deep that nobody can read it."""
    try:
        _numbered.decode(raw)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        raise BadUpdate from None
