"""نامه‌رسان - one POST at a time on kept HTTP/1.1 connections, and no more of HTTP than a Bot API speaks.   Used by wire.py; why not aiohttp: docs/performance.md"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections import deque
from typing import cast
from urllib.parse import urlsplit

import aiohappyeyeballs

CONNECT_SECONDS = 5.0
KEPT_SECONDS = 30.0  # an idle connection is not used again after this; servers keep them for 60 and more
HEAD_LIMIT = 64 * 1024
BODY_LIMIT = 16 * 1024 * 1024


class NotConnected(Exception):
    """Nothing left: there is no connection."""


class Cut(Exception):
    """It left, and the connection ended or spoke nonsense before the whole answer was there."""


class Poster:
    """Posts to one origin. At most `connections` are open; whoever comes then waits in line."""

    def __init__(self, origin: str, *, connections: int = 100) -> None:
        parts = urlsplit(origin)
        self._tls = ssl.create_default_context() if parts.scheme == "https" else None
        self._host, self._port = parts.hostname or "", parts.port or (443 if self._tls else 80)
        self._head = f"Host: {parts.netloc.rpartition('@')[2]}\r\nAccept: */*\r\nUser-Agent: EmResalat\r\nContent-Type: ".encode()
        self._idle: list[_Line] = []
        self._closed = False
        self._free = asyncio.Semaphore(connections)

    async def post(self, path: str, kind: bytes, body: bytes, seconds: float) -> tuple[int, bytes]:
        """Status and body of the answer, which may take `seconds`. Raises NotConnected and Cut."""
        async with self._free:
            line = self._kept() or await self._connect()
            try:
                head = b"POST %s HTTP/1.1\r\n%s%s\r\nContent-Length: %d\r\n\r\n" % (path.encode("ascii"), self._head, kind, len(body))
                answer = await line.ask(head + body, seconds)
            except BaseException:
                line.transport.abort()
                raise
            if line.keep and not self._closed:
                self._idle.append(line)
            else:
                line.transport.close()
            return answer

    def close(self) -> None:
        """Keep nothing from now on: what is under way closes at its end."""
        self._closed = True
        while self._idle:
            self._idle.pop().transport.close()

    def _kept(self) -> _Line | None:
        while self._idle:
            line = self._idle.pop()
            if not line.transport.is_closing() and line.loop.time() - line.since < KEPT_SECONDS:
                return line
            line.transport.close()
        return None

    async def _connect(self) -> _Line:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                found = await loop.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)
                sock = await aiohappyeyeballs.start_connection(found, happy_eyeballs_delay=0.25, loop=loop)
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                _, line = await loop.create_connection(lambda: _Line(loop), sock=sock, ssl=self._tls, server_hostname=self._host if self._tls else None)
        except (OSError, TimeoutError) as error:  # of TLS as well
            raise NotConnected(type(error).__name__) from None
        return line


class _Line(asyncio.Protocol):
    """One connection: a question, its answer, the next one."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop, self.since, self.keep = loop, loop.time(), True
        self._got = bytearray()
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None

    async def ask(self, question: bytes, seconds: float) -> tuple[int, bytes]:
        """Raises Cut."""
        answer = self._answer = self.loop.create_future()
        late = self.loop.call_later(seconds, self._fail, "late")
        self.transport.write(question)
        try:
            return await answer
        finally:
            late.cancel()
            self._answer, self.since = None, self.loop.time()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """asyncio's."""
        self.transport = cast(asyncio.Transport, transport)  # uvloop's is no subclass of it

    def data_received(self, data: bytes) -> None:
        """asyncio's."""
        if self._answer is None:  # nobody asked: not to be trusted any more
            self.transport.abort()
            return
        self._got += data
        try:
            answer = self._whole(ended=False)
        except ValueError:
            self._fail("nonsense")
        else:
            self._tell(answer)

    def eof_received(self) -> bool:
        """asyncio's: an answer without a length ends here."""
        self.keep = False
        try:
            self._tell(self._whole(ended=True))
        except ValueError:
            self._fail("nonsense")
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """asyncio's."""
        self._fail(type(exc).__name__ if exc is not None else "closed")

    def _tell(self, answer: tuple[int, bytes] | None) -> None:
        if answer is not None and self._answer is not None and not self._answer.done():
            self._answer.set_result(answer)

    def _fail(self, why: str) -> None:
        self.keep = False
        self.transport.abort()
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(Cut(why))

    def _whole(self, *, ended: bool) -> tuple[int, bytes] | None:
        """Status and body, if all of it is there. Raises ValueError for what is no HTTP."""
        got = self._got
        end = got.find(b"\r\n\r\n")
        if end < 0:
            if len(got) > HEAD_LIMIT:
                raise ValueError("an endless head")
            return None
        first, *lines = bytes(got[:end]).split(b"\r\n")
        version, status = first[:8], int(first[9:12])
        if 100 <= status < 200:
            del got[: end + 4]
            return self._whole(ended=ended)
        heads = {name.strip().lower(): value.strip().lower() for name, _, value in (line.partition(b":") for line in lines)}
        if version != b"HTTP/1.1" or b"close" in heads.get(b"connection", b""):
            self.keep = False
        body, after = _body(got, end + 4, heads, ended)
        if body is None:
            return None
        del got[:after]
        if got:
            self.keep = False
        return status, body


def _body(got: bytearray, at: int, heads: dict[bytes, bytes], ended: bool) -> tuple[bytes | None, int]:
    """The body, if it is all there, and where it ends. Raises ValueError."""
    if b"chunked" in heads.get(b"transfer-encoding", b""):
        return _chunks(got, at)
    if (length := heads.get(b"content-length")) is not None:
        end = at + int(length)
        if not 0 <= end - at <= BODY_LIMIT:
            raise ValueError("a body of a strange length")
        return (bytes(got[at:end]), end) if len(got) >= end else (None, at)
    if len(got) - at > BODY_LIMIT:
        raise ValueError("an endless body")
    return (bytes(got[at:]), len(got)) if ended else (None, at)


def _chunks(got: bytearray, at: int) -> tuple[bytes | None, int]:
    parts: deque[bytes] = deque()
    while (end := got.find(b"\r\n", at)) >= 0:
        size = int(bytes(got[at:end]).partition(b";")[0], 16)
        if not 0 <= size <= BODY_LIMIT:
            raise ValueError("a chunk of a strange length")
        if size == 0:
            last = got.find(b"\r\n\r\n", end)  # of the trailers, if there are any
            return (b"".join(parts), last + 4) if last >= 0 else (None, at)
        at = end + 2 + size + 2
        if len(got) < at:
            return None, at
        parts.append(bytes(got[end + 2 : at - 2]))
    return None, at
