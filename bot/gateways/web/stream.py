"""جریان زنده - server-sent events: every change of the chats a page shows, and nothing lost over a broken line.   Read by page/stream.js"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from aiohttp import web

from bot.gateways.web.bell import Ear
from bot.gateways.web.guard import HEADERS, Problem, owned_chat, visitor
from bot.gateways.web.hall import Hall
from bot.gateways.web.shapes import shown

PLACES = re.compile(r"[a-z0-9-]{1,40}\.[0-9]{1,12}(~[a-z0-9-]{1,40}\.[0-9]{1,12}){0,19}")
Places = dict[str, int]
Tell = Callable[[web.StreamResponse, Ear], Awaitable[None]]
"""What goes over a line until it ends."""


async def events_of_chat(hall: Hall, request: web.Request) -> web.StreamResponse:
    """One chat: `?after=<seq>`, or the Last-Event-ID of a broken line."""
    chat = await owned_chat(hall, request)
    return await _stream(hall, request, _places(request, f"{chat}.{request.query.get('after', '0')}"), {chat})


async def events(hall: Hall, request: web.Request) -> web.StreamResponse:
    """Several chats over one line: `?after=<chat>.<seq>~<chat>.<seq>` (browsers allow few lines to one host)."""
    who = await visitor(hall, request)
    if not who.chats:
        raise Problem(401, "signed_out")
    places = _places(request, request.query.get("after", ""))
    if not set(places) <= set(who.chats):
        raise Problem(404, "nothing")
    return await _stream(hall, request, places, set(hall.people) | set(places))


def _places(request: web.Request, asked: str) -> Places:
    """Where the page is in each chat. What it received last counts more than what it once asked for."""
    places = _read_places(asked)
    if not places:
        raise Problem(400, "unreadable")
    received = _read_places(request.headers.get("Last-Event-ID", ""))
    return {chat: received.get(chat, seq) for chat, seq in places.items()}


def _read_places(text: str) -> Places:
    if not PLACES.fullmatch(text):
        return {}
    return {chat: int(seq) for chat, _, seq in (place.partition(".") for place in text.split("~"))}


async def _stream(hall: Hall, request: web.Request, places: Places, heard: set[str]) -> web.StreamResponse:
    async def tell(response: web.StreamResponse, ear: Ear) -> None:
        await _tell(hall, request, response, places, ear)

    return await open_line(hall, request, heard, tell)


async def open_line(hall: Hall, request: web.Request, heard: set[str], tell: Tell) -> web.StreamResponse:
    """A live line of a session, which may hold only so many. `heard`: what rings on it; `tell` writes until the session or the house ends."""
    session = (await visitor(hall, request)).token
    if hall.lines[session] >= hall.settings.lines:
        raise Problem(429, "too_often", 5)
    hall.lines[session] += 1
    try:
        return await _open(hall, request, heard, tell)
    finally:
        hall.lines[session] -= 1
        if not hall.lines[session]:
            del hall.lines[session]


async def _open(hall: Hall, request: web.Request, heard: set[str], tell: Tell) -> web.StreamResponse:
    headers = HEADERS | {"Content-Type": "text/event-stream; charset=utf-8", "X-Accel-Buffering": "no", "Cache-Control": "no-store, no-transform"}
    response = web.StreamResponse(headers=headers)
    with hall.bell.listen(heard) as ear:
        try:
            await response.prepare(request)
            await response.write(b"retry: 1500\n\n")
            await tell(response, ear)
        except ConnectionError:
            pass  # the page went away; it comes back with its place
    return response


async def _tell(hall: Hall, request: web.Request, response: web.StreamResponse, places: Places, ear: Ear) -> None:
    """First everything since the page's places, then each change as it comes, until the session or the house ends."""
    due, quiet = set(places), 0.0
    await response.write(b"".join([await _news_of(hall, places, chat) for chat in sorted(due)]) + event_of("live", {}, places))
    while not hall.closing.is_set():
        rang = await ear.wait(hall.settings.look)
        if hall.closing.is_set():
            break
        if not set(places) <= set((await visitor(hall, request)).chats):  # asked at each ring too: a busy chat must not keep a thief's line open
            await response.write(event_of("over", {}))
            break
        changed, notes = ear.take()
        words = [await _news_of(hall, places, chat) for chat in sorted(changed & set(places) if rang else places)]
        words += [event_of("news", {"chat": chat}) for chat in sorted(changed - set(places))]
        words += [event_of(str(note["event"]), note | {"chat": chat}) for chat, note in notes if chat in places]
        quiet = 0.0 if any(words) else quiet + hall.settings.look
        if quiet >= hall.settings.beat:
            words.append(event_of("beat", {}))
            quiet = 0.0
        if any(words):
            await response.write(b"".join(words))


async def _news_of(hall: Hall, places: Places, chat: str) -> bytes:
    known = places[chat]
    place, messages = await hall.chats.since(chat, known)
    if known and not messages and place == known:
        return b""
    again = known > place
    places[chat] = place
    body: dict[str, Any] = {"chat": chat, "messages": [shown(m) for m in messages]}
    if again or not known:
        body["whole"] = True
    return event_of("changes", body, places)


def event_of(name: str, body: dict[str, Any], places: Places | None = None) -> bytes:
    """One event as it goes over the line; its id is the place of the page after it."""
    mark = "" if places is None else "id: " + "~".join(f"{chat}.{seq}" for chat, seq in places.items()) + "\n"
    return f"{mark}event: {name}\ndata: ".encode() + msgspec.json.encode(body) + b"\n\n"
