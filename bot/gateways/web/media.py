"""فایل‌ها - taking a file from the page and giving it back, only to whom it was shown.   Content: files.py   Disk: shelf.py"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote

from aiohttp import BodyPartReader, web

from bot.gateways.web.chatting import handed_on, kept
from bot.gateways.web.files import INLINE, UNKNOWN, BadFile, look, safe_name
from bot.gateways.web.guard import Problem, in_time, not_too_often, owned_chat, visitor
from bot.gateways.web.hall import PLATFORM, Hall
from bot.gateways.web.shapes import ClientId, media_of
from domain.kernel.persian.letters import normalise
from handlers.kit.said import Media, Said
from storage.kit.webchat import WebFile

FIELDS = 16 * 1024  # bytes of a field that is not the file
CLIENT_ID = re.compile(ClientId.__metadata__[0].pattern)  # type: ignore[attr-defined]  # Annotated keeps the Meta there
STATUS = {"empty": 422, "broken": 422, "pixels": 422, "large": 413}


async def attached(hall: Hall, request: web.Request) -> web.Response:
    """A file with a caption."""
    chat = await owned_chat(hall, request)
    await not_too_often(hall, f"chat:{chat}")
    client, text, file = await taken(hall, request, chat)
    body: dict[str, Any] = {"media": media_of(file)} | ({"text": text} if text else {})
    number = await kept(hall, chat, client, body)
    said = Said(text, media=Media(file.kind, f"{PLATFORM}:{file.ref}", file.name, file.mime, file.size))
    return await handed_on(hall, chat, client, "text", said, message=number)


async def taken(hall: Hall, request: web.Request, chat: str) -> tuple[str, str, WebFile]:
    """The id, the caption and the file of a request (multipart: id, text, file). Read in pieces, left at the first byte too many."""
    async with _place(hall, chat):
        async with in_time(hall.settings.file_seconds):
            fields, name, content = await _read(hall, request)
        client, text = fields.get("id", ""), normalise(fields.get("text", ""), 1024)
        if not CLIENT_ID.match(client):
            raise Problem(400, "unreadable")
        try:
            return client, text, await keep(hall, chat, content, name)
        except BadFile as no:
            raise Problem(STATUS[no.why], f"file_{no.why}") from None


@asynccontextmanager
async def _place(hall: Hall, chat: str) -> AsyncIterator[None]:
    """One of the few places for files in memory; each chat has one at a time. Raises Problem 429."""
    if chat in hall.uploading:
        raise Problem(429, "too_often", 2)
    hall.uploading.add(chat)
    try:
        async with hall.uploads:
            yield
    finally:
        hall.uploading.discard(chat)


async def keep(hall: Hall, chat: str, content: bytes, name: str) -> WebFile:
    """Look at a file, clean it, put it on the shelf, and let the chat see it. Raises BadFile."""
    if len(content) > hall.settings.file_limit:
        raise BadFile("large")
    seen = look(content)
    ref = await hall.shelf.put(seen.content)
    file = WebFile(ref, seen.kind, safe_name(name, seen.kind), seen.mime, len(seen.content), seen.width, seen.height)
    await hall.chats.keep_file(chat, file, hall.now())
    return file


async def _read(hall: Hall, request: web.Request) -> tuple[dict[str, str], str, bytes]:
    if (request.content_length or 0) > hall.settings.file_limit + 2 * FIELDS:
        raise Problem(413, "file_large")
    if request.content_type != "multipart/form-data":
        raise Problem(415, "unreadable")
    fields: dict[str, str] = {}
    name, content = "", b""
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader) or len(fields) > 4:
                raise Problem(400, "unreadable")
            if part.name == "file":
                name, content = part.filename or "", await _all_of(part, hall.settings.file_limit)
            else:
                fields[part.name or ""] = (await _all_of(part, FIELDS)).decode("utf-8", "replace")
    except (ValueError, AssertionError):  # how aiohttp speaks of a broken multipart body
        raise Problem(400, "unreadable") from None
    return fields, name, content


async def _all_of(part: BodyPartReader, limit: int) -> bytes:
    content = bytearray()
    while chunk := await part.read_chunk(64 * 1024):
        content += chunk
        if len(content) > limit:
            raise Problem(413, "file_large")
    return bytes(content)


async def media(hall: Hall, request: web.Request) -> web.Response:
    """The bytes of a file, to a session that has a chat in which it was shown; anything else looks as if there were no such file."""
    who = await visitor(hall, request)
    file = await hall.chats.find_file(request.match_info["ref"], who.chats)
    if file is None:
        raise Problem(404, "nothing")
    try:
        content = await hall.shelf.get(file.ref)
    except FileNotFoundError:
        raise Problem(404, "nothing") from None
    return served(request, content, file.mime, file.name or file.ref[:8])


def served(request: web.Request, content: bytes, mime: str, name: str) -> web.Response:
    """Bytes that somebody sent, so that the browser does nothing with them but show or keep them."""
    inline = mime in INLINE
    headers = {
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Content-Disposition": f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{quote(name)}",
        "Content-Type": mime if inline or mime == "application/pdf" else UNKNOWN,
        "Cache-Control": "private, max-age=86400, immutable",
        "Accept-Ranges": "bytes",
    }
    return _part_of(request, content, headers)


def _part_of(request: web.Request, content: bytes, headers: dict[str, str]) -> web.Response:
    """The whole, or the one range that was asked for: players of sound and video insist on it."""
    try:
        wanted = request.http_range
    except ValueError:
        wanted = slice(None)
    if wanted.start is None and wanted.stop is None:
        return web.Response(body=content, headers=headers)
    first, last, _ = wanted.indices(len(content))
    if first >= last:
        return web.Response(status=416, headers={"Content-Range": f"bytes */{len(content)}"})
    headers["Content-Range"] = f"bytes {first}-{last - 1}/{len(content)}"
    return web.Response(body=content[first:last], status=206, headers=headers)
