"""سیم سبک - a bare HTTP server and client for benchmarks, so that the simulator costs less than the bot.   Used with --quick; else server.py uses aiohttp"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import cast
from urllib.parse import parse_qsl, urlsplit

Answer = tuple[int, bytes]
Handle = Callable[[str, dict[str, str], str, bytes], "Answer | Awaitable[Answer]"]
"""(path, query, content type, body) -> (status, body), at once or later; status 0 cuts the connection."""


class LeanServer(asyncio.Protocol):
    """One connection. Understands Content-Length and chunked bodies, keeps the connection, answers in order."""

    def __init__(self, handle: Handle) -> None:
        self._handle = handle
        self._buffer = bytearray()
        self._busy = False
        self._tasks: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """asyncio's."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is no subclass of it

    def connection_lost(self, exc: Exception | None) -> None:
        """asyncio's: what is in hand ends unheard."""
        for task in self._tasks:
            task.cancel()

    def data_received(self, data: bytes) -> None:
        """asyncio's."""
        self._buffer += data
        self._next()

    def _next(self) -> None:
        while not self._busy:
            message = take_message(self._buffer)
            if message is None:
                return
            first, headers, body = message
            target = first.split(" ")[1]
            path, _, query = target.partition("?")
            answer = self._handle(path, dict(parse_qsl(query)) if query else {}, headers.get("content-type", ""), body)
            if isinstance(answer, tuple):
                self._reply(answer)
            else:
                self._busy = True
                task = asyncio.ensure_future(self._later(answer))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def _later(self, answer: Awaitable[Answer]) -> None:
        self._reply(await answer)
        self._busy = False
        self._next()

    def _reply(self, answer: Answer) -> None:
        status, body = answer
        if not status:
            self._transport.abort()
        elif not self._transport.is_closing():
            self._transport.write(b"HTTP/1.1 %d %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % (status, _reason(status), len(body)) + body)


def _reason(status: int) -> bytes:
    return b"OK" if status == 200 else HTTPStatus(status).phrase.encode() if status in HTTPStatus._value2member_map_ else b"Error"


def take_message(buffer: bytearray) -> tuple[str, dict[str, str], bytes] | None:
    """Cut one whole HTTP message off the buffer: (first line, headers in small letters, body). None if it is not all there."""
    end = buffer.find(b"\r\n\r\n")
    if end < 0:
        return None
    first, *lines = buffer[:end].decode("latin-1").split("\r\n")
    headers = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    start = end + 4
    if headers.get("transfer-encoding") == "chunked":
        return _take_chunks(buffer, start, first, headers)
    stop = start + int(headers.get("content-length") or 0)
    if len(buffer) < stop:
        return None
    body = bytes(buffer[start:stop])
    del buffer[:stop]
    return first, headers, body


def _take_chunks(buffer: bytearray, at: int, first: str, headers: dict[str, str]) -> tuple[str, dict[str, str], bytes] | None:
    body = bytearray()
    while True:
        end = buffer.find(b"\r\n", at)
        if end < 0:
            return None
        size = int(bytes(buffer[at:end]).split(b";")[0], 16)
        at = end + 2
        if len(buffer) < at + size + 2:
            return None
        body += buffer[at : at + size]
        at += size + 2
        if not size:
            del buffer[:at]
            return first, headers, bytes(body)


class _Link(asyncio.Protocol):
    """One kept connection of the client."""

    def __init__(self) -> None:
        self.buffer = bytearray()
        self.answer: asyncio.Future[tuple[str, dict[str, str], bytes]] | None = None
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        message = take_message(self.buffer)
        if message is not None and self.answer is not None and not self.answer.done():
            self.answer.set_result(message)

    def connection_lost(self, exc: Exception | None) -> None:
        if self.answer is not None and not self.answer.done():
            self.answer.set_exception(ConnectionResetError("the webhook's connection was lost"))


class LeanClient:
    """Posts to one host over kept connections."""

    def __init__(self) -> None:
        self._idle: deque[_Link] = deque()
        self._links: list[_Link] = []

    async def post(self, url: str, body: bytes, headers: dict[str, str]) -> tuple[int, str, bytes]:
        """(status, content type, body). Raises OSError."""
        where = urlsplit(url)
        link = self._idle.pop() if self._idle else None
        if link is None or link.transport is None or link.transport.is_closing():
            _, link = await asyncio.get_running_loop().create_connection(_Link, where.hostname or "127.0.0.1", where.port or 80)
            self._links.append(link)
        link.answer = asyncio.get_running_loop().create_future()
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        assert link.transport is not None
        link.transport.write(f"POST {where.path} HTTP/1.1\r\nHost: {where.netloc}\r\n{lines}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        first, answered, content = await link.answer
        self._idle.append(link)
        return int(first.split(" ")[1]), answered.get("content-type", ""), content

    def close(self) -> None:
        """Close all connections."""
        for link in self._links:
            if link.transport is not None:
                link.transport.abort()
