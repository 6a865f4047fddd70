"""سیم - HTTP to a Bot API: kept connections, and what may have left when a connection breaks.   Plain calls: post.py; uploads and files: aiohttp; siblings: answers.py"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from urllib.parse import urlencode

import aiohttp

from bot.gateways.base import NotNow, Refused, Unclear
from bot.gateways.botapi.answers import REPEATABLE
from bot.gateways.botapi.post import CONNECT_SECONDS, Cut, NotConnected, Poster

JSON, FORM = b"application/json", b"application/x-www-form-urlencoded"
Body = bytes | aiohttp.FormData | Mapping[str, str] | None


class Wire:
    """Requests of one bot. No error text holds the token or a URL (reliability.md 13.3.1).

    `close` may come while something is under way: the last request closes the connections, and later ones open their own.
    """

    def __init__(self, origin: str, token: str, *, connections: int = 100, seconds: float = 30.0) -> None:
        self._origin, self._token = origin.rstrip("/"), token
        self._connections, self._seconds = connections, seconds
        self._poster = Poster(origin, connections=connections)
        self._session: aiohttp.ClientSession | None = None
        self._busy = 0
        self._closing = False

    async def post(self, method: str, body: Body = None, *, seconds: float | None = None) -> tuple[int, bytes]:
        """Status and body of the answer. `body`: bytes are JSON, a mapping is a form. `seconds` limits the whole request.

        Raises NotNow if nothing left or asking again does no harm, Unclear if a message may have been accepted.
        """
        path, most, loses = f"/bot{self._token}/{method}", seconds or self._seconds, NotNow if method in REPEATABLE else Unclear
        if isinstance(body, aiohttp.FormData):
            return await self._upload(method, path, body, aiohttp.ClientTimeout(total=most, sock_connect=CONNECT_SECONDS), loses)
        kind, content = (JSON, body) if isinstance(body, bytes) else (FORM, _form(method, body or {}))
        try:
            return await self._poster.post(path, kind, content, most)
        except NotConnected as error:
            raise NotNow(f"{method}: no connection ({error})") from None
        except Cut as error:
            raise loses(f"{method}: no answer ({error})") from None

    async def _upload(self, method: str, path: str, body: aiohttp.FormData, most: aiohttp.ClientTimeout, loses: type[NotNow] | type[Unclear]) -> tuple[int, bytes]:
        async with (
            self._open() as session,
            self._told(method, loses),
            session.post(self._origin + path, data=body, timeout=most, allow_redirects=False) as answer,
        ):
            return answer.status, await answer.read()

    async def download(self, path: str, limit: int) -> bytes:
        """A file of the platform, at most `limit` bytes. Raises NotNow, or Refused if it is larger or gone."""
        timeout = aiohttp.ClientTimeout(total=4 * self._seconds, sock_connect=CONNECT_SECONDS)
        url = f"{self._origin}/file/bot{self._token}/{path.lstrip('/')}"
        async with self._open() as session, self._told("download", NotNow), session.get(url, timeout=timeout, allow_redirects=False) as answer:
            if answer.status >= 500 or answer.status == 429:
                raise NotNow(f"download: HTTP {answer.status}")
            if answer.status != 200:
                raise Refused(f"download: HTTP {answer.status}")
            got = bytearray()
            async for chunk in answer.content.iter_chunked(65536):
                got += chunk
                if len(got) > limit:
                    raise Refused(f"download: larger than {limit} bytes")
            return bytes(got)

    async def close(self) -> None:
        """Close the connections as soon as nothing is under way."""
        self._closing = True
        self._poster.close()
        await self._close_if_idle()

    @asynccontextmanager
    async def _open(self) -> AsyncIterator[aiohttp.ClientSession]:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=30)
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        self._busy += 1
        try:
            yield self._session
        finally:
            self._busy -= 1
            if self._closing:
                await self._close_if_idle()

    async def _close_if_idle(self) -> None:
        if self._busy == 0 and self._session is not None:
            session, self._session = self._session, None
            await session.close()

    @asynccontextmanager
    async def _told(self, method: str, loses: type[NotNow] | type[Unclear]) -> AsyncIterator[None]:
        """What a broken connection means; causes are dropped because they may quote the URL."""
        try:
            yield
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotNow(f"{method}: no connection ({type(error).__name__})") from None
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise loses(f"{method}: no answer ({type(error).__name__})") from None
        except UnicodeEncodeError:
            raise Refused(f"{method}: a text that is not Unicode") from None


def _form(method: str, fields: Mapping[str, str]) -> bytes:
    try:
        return urlencode(fields).encode("ascii")
    except UnicodeEncodeError:
        raise Refused(f"{method}: a text that is not Unicode") from None
