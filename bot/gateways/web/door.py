"""در - who one is on the page: signing in with a mobile, or taking somebody's place in the demo town.   Rules: signin.py   Sessions: guard.py"""

from __future__ import annotations

import re
import secrets
from typing import Any

from aiohttp import web

from bot.gateways.web.guard import Problem, Visitor, admit, answer, cookie_name, not_too_often, read_json, visitor
from bot.gateways.web.hall import Hall
from bot.gateways.web.shapes import CodeBody, MobileBody
from bot.gateways.web.signin import NotGone, SignIn, TooOften, WrongCode
from domain.kernel.persian.identifiers import BadIdentifier, read_mobile
from domain.kernel.persian.letters import PERSIAN_DIGITS, normalise

NEWCOMER = "new-"
CODE = re.compile(r"\d{6}")


async def me(hall: Hall, request: web.Request) -> web.Response:
    """Whom the page stands for, and in the demo whose place one may take."""
    who = await visitor(hall, request)
    return answer(await _about(hall, who.chats))


async def _about(hall: Hall, chats: tuple[str, ...]) -> dict[str, Any]:
    serving = await hall.serves([*hall.people, *chats])
    people: list[dict[str, Any]] = [{"key": p.key, "name": p.name, "role": p.role_text, "desk": p.key in serving} for p in hall.people.values()]
    newest = await hall.chats.newest([*hall.people, *chats])
    mine = []
    for chat in chats:
        if chat in hall.people or not (found := await hall.chats.find_chat(chat)):
            continue
        mine.append({"key": chat, "name": found.name, "role": hall.words["town.newcomer"] if hall.demo else "", "mobile": found.mobile, "desk": chat in serving})
    signin = hall.signin is not None and not hall.demo
    return {"demo": hall.demo, "signin": signin, "people": people, "mine": mine, "open": chats, "newest": newest, "file_limit": hall.settings.file_limit}


async def take_place(hall: Hall, request: web.Request) -> web.Response:
    """Demo: sit down as somebody of the town, or as a newcomer whom nobody knows yet."""
    if not hall.demo:
        raise Problem(404, "nothing")
    who = await visitor(hall, request)
    key = request.match_info["key"]
    if key == "new":
        key = await _newcomer(hall, who)
    elif key not in hall.people:
        raise Problem(404, "nothing")
    await ensure_person(hall, key)
    response = answer({"taken": key, **await _about(hall, tuple(dict.fromkeys((*who.chats, key))))})
    await admit(hall, request, response, key, who.token)
    return response


async def _newcomer(hall: Hall, who: Visitor) -> str:
    known = {p.mobile for p in hall.people.values()}
    mobile = next(m for m in iter(lambda: f"+98990{secrets.randbelow(10_000_000):07}", "") if m not in known)
    number = 1 + sum(chat.startswith(NEWCOMER) for chat in who.chats)
    name = hall.words["town.newcomer_name"].format(n=str(number).translate(PERSIAN_DIGITS))
    key = NEWCOMER + secrets.token_hex(6)
    await hall.chats.open_chat(key, hall.now(), name=name, mobile=mobile)
    return key


async def ensure_person(hall: Hall, key: str) -> bool:
    """Make the chat of a person of the town when it is not there yet; False for anybody else."""
    person = hall.people.get(key)
    if person is None:
        return False
    await hall.chats.open_chat(key, hall.now(), name=person.name, mobile=person.mobile)
    return True


def _signin(hall: Hall) -> SignIn:
    if hall.signin is None or hall.demo:
        raise Problem(404, "nothing")
    return hall.signin


def _mobile(text: str) -> str:
    try:
        return read_mobile(text)
    except BadIdentifier:
        raise Problem(422, "mobile") from None


async def ask_code(hall: Hall, request: web.Request) -> web.Response:
    """Send a code. The answer is the same for everybody."""
    signin = _signin(hall)
    who = await visitor(hall, request)
    await not_too_often(hall, f"address:{who.address}")
    mobile = _mobile((await read_json(hall, request, MobileBody)).mobile)
    try:
        return answer({"wait": await signin.ask(mobile, who.address)}, 202)
    except TooOften as no:
        raise Problem(429, no.why, no.seconds) from None
    except NotGone:
        raise Problem(503, "code_not_gone") from None


async def sign_in(hall: Hall, request: web.Request) -> web.Response:
    """Prove the code; a new session begins, whatever the browser had before."""
    signin = _signin(hall)
    who = await visitor(hall, request)
    await not_too_often(hall, f"address:{who.address}")
    body = await read_json(hall, request, CodeBody)
    mobile, code = _mobile(body.mobile), normalise(body.code, 40).replace(" ", "")
    if not CODE.fullmatch(code):
        raise Problem(422, "code_shape")
    try:
        await signin.prove(mobile, code, who.address)
    except WrongCode:
        raise Problem(403, "code_wrong") from None
    except TooOften as no:
        raise Problem(429, no.why, no.seconds) from None
    if who.token:
        await hall.door.leave(who.token)
    chat = await _chat_of(hall, mobile)
    response = answer(await _about(hall, (chat,)))
    await admit(hall, request, response, chat)
    return response


async def _chat_of(hall: Hall, mobile: str) -> str:
    """The chat of who proved a mobile. One that belongs to somebody who had the number before stays theirs, and a new one begins."""
    chat = await hall.chats.chat_of(mobile, secrets.token_hex(10), hall.now())
    if await hall.belongs(chat, mobile):
        return chat
    await hall.chats.let_go(chat)
    return await hall.chats.chat_of(mobile, secrets.token_hex(10), hall.now())


async def sign_out(hall: Hall, request: web.Request) -> web.Response:
    """End the session, in the store as well as in the browser."""
    who = await visitor(hall, request)
    if who.token:
        await hall.door.leave(who.token)
    response = web.Response(status=204)
    response.del_cookie(cookie_name(hall, request), path="/", httponly=True, samesite="Strict", secure=cookie_name(hall, request).startswith("__Host-"))
    return response
