"""گفتن - what a person does in a chat of the page becomes one Incoming.   Shapes: shapes.py   Files: media.py   The other way: gateway.py"""

from __future__ import annotations

import logging
import re
from typing import Any

from aiohttp import web

from bot.gateways.base import Incoming, Kind, Reply
from bot.gateways.web.guard import Problem, answer, not_too_often, owned_chat, read_json
from bot.gateways.web.hall import Hall
from bot.gateways.web.shapes import BareBody, PlaceBody, SaidBody, StartBody, TapBody, shown
from domain.kernel.persian.letters import normalise
from handlers.kit.said import Contact, Place, Said

log = logging.getLogger(__name__)
START = re.compile(r"/start(?:\s+([A-Za-z0-9_-]{1,64}))?")


async def said(hall: Hall, request: web.Request) -> web.Response:
    """Words. 204 only after they are stored and handled; the same id again changes nothing."""
    chat = await _speaker(hall, request)
    body = await read_json(hall, request, SaidBody)
    text = normalise(body.text)
    if not text:
        raise Problem(422, "empty")
    start = START.fullmatch(text)
    number = await kept(hall, chat, body.id, {"text": body.text.strip()})  # as they wrote it; the house hears it tidied
    if start:
        return await handed_on(hall, chat, body.id, "start", payload=start[1] or "", message=number)
    return await handed_on(hall, chat, body.id, "text", Said(text), message=number)


async def tap(hall: Hall, request: web.Request) -> web.Response:
    """A button. What it means is known to the house alone."""
    chat = await _speaker(hall, request)
    body = await read_json(hall, request, TapBody)
    return await handed_on(hall, chat, body.id, "tap", ref=body.ref, tap=body.id, message=body.message)


async def start(hall: Hall, request: web.Request) -> web.Response:
    """The first look at an empty chat, or a deep link."""
    chat = await _speaker(hall, request)
    body = await read_json(hall, request, StartBody)
    return await handed_on(hall, chat, body.id, "start", payload=body.payload)


async def contact(hall: Hall, request: web.Request) -> web.Response:
    """The own number: the one proved at sign-in (in the demo: that of the person). The page cannot name another."""
    chat = await _speaker(hall, request)
    body = await read_json(hall, request, BareBody)
    found = await hall.chats.find_chat(chat)
    if found is None or not found.mobile:
        raise Problem(422, "no_mobile")
    number = await kept(hall, chat, body.id, {"contact": found.mobile})
    return await handed_on(hall, chat, body.id, "text", Said(contact=Contact(found.mobile, own=True, name=found.name)), message=number)


async def place(hall: Hall, request: web.Request) -> web.Response:
    """Where somebody is."""
    chat = await _speaker(hall, request)
    body = await read_json(hall, request, PlaceBody)
    number = await kept(hall, chat, body.id, {"place": [round(body.latitude, 6), round(body.longitude, 6)]})
    return await handed_on(hall, chat, body.id, "text", Said(place=Place(body.latitude, body.longitude)), message=number)


async def before(hall: Hall, request: web.Request) -> web.Response:
    """Older messages than the page shows."""
    chat = await owned_chat(hall, request)
    return answer({"messages": [shown(m) for m in await hall.chats.before(chat, int(request.match_info["number"]))]})


async def kept(hall: Hall, chat: str, client: str, body: dict[str, Any]) -> str:
    """What the person said, in the store: the id of the message."""
    message = await hall.chats.say(chat, "person", body, hall.now(), client)
    hall.bell.ring(chat)
    return str(message.number)


async def handed_on(hall: Hall, chat: str, update: str, kind: Kind, what: Said | None = None, **more: str) -> web.Response:
    """Give it to the house. 204 (or 200 with the word of a tap) after it was handled; 503 when nothing could be stored: the page sends it again."""
    found = await hall.chats.find_chat(chat)
    name = found.name if found else ""
    try:
        reply: Reply = await hall.receive(Incoming(hall.at(chat), update, chat, kind, what or Said(), name=name, **more))  # type: ignore[arg-type]  # all of `more` are text fields
    except Exception:
        log.exception("an event of the page was not handled")
        raise Problem(503, "not_now", 2) from None
    if reply.ack is not None and reply.ack.text:
        return answer({"toast": reply.ack.text, "alert": reply.ack.alert})
    return web.Response(status=204)


async def _speaker(hall: Hall, request: web.Request) -> str:
    chat = await owned_chat(hall, request)
    await not_too_often(hall, f"chat:{chat}")
    return chat
