"""کارها - what a rahyar does at the desk becomes one verb in one transaction, and is done once however often it is sent.   Acts: shapes.py"""

from __future__ import annotations

import asyncio
import logging
import random
from typing import Any

import msgspec
from aiohttp import web
from sqlalchemy.exc import IntegrityError

from bot.desk.seat import Seats
from bot.desk.shapes import OF_CASE, OF_DESK, Act
from bot.gateways.web.guard import Problem, answer, not_too_often, owned_chat, read_json
from bot.gateways.web.hall import PLATFORM
from bot.gateways.web.media import taken
from bot.scene import Scene, open_scene
from domain.kernel.people import Actor
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import Note
from domain.moshavereh.filling_model import Given
from storage.kit import inbox
from storage.kit.database import may_retry
from storage.kit.talks import Lost

log = logging.getLogger(__name__)

RACES = 12  # how often an act is tried again because somebody else wrote first
DESK_UPDATES = "desk"  # in the inbox: acts of the desk, by the chat of who does them


async def of_case(seats: Seats, request: web.Request) -> web.Response:
    """An act about a case."""
    return await _act(seats, request, OF_CASE, {"case_id": int(request.match_info["case"])})


async def of_desk(seats: Seats, request: web.Request) -> web.Response:
    """An act about the shift, the ready answers, the calls."""
    return await _act(seats, request, OF_DESK, {})


async def attached(seats: Seats, request: web.Request) -> web.Response:
    """A file for the person of a case, with a caption."""
    chat = await owned_chat(seats.hall, request)
    await not_too_often(seats.hall, f"chat:{chat}")
    async with seats.looking() as scene:
        await seats.sitting(scene, chat)  # nothing is taken from whoever may not send it
    client, text, file = await taken(seats.hall, request, chat)
    fields = {"case_id": int(request.match_info["case"]), "words": text, "media": f"{file.kind}|{PLATFORM}:{file.ref}"}
    return await carry_out(seats, chat, client, "reply", fields)


async def _act(seats: Seats, request: web.Request, acts: dict[str, Act], about: dict[str, Any]) -> web.Response:
    chat = await owned_chat(seats.hall, request)
    await not_too_often(seats.hall, f"chat:{chat}")
    act = acts.get(request.match_info["act"])
    if act is None:
        raise Problem(404, "nothing")
    body = await read_json(seats.hall, request, act.shape)
    fields = about | {name: getattr(body, name) for name in body.__struct_fields__ if name != "id"}
    if act.asks:
        return await ask(seats, chat, act.verb, fields)
    return await carry_out(seats, chat, body.id, act.verb, fields)


async def ask(seats: Seats, chat: str, verb: str, fields: dict[str, Any]) -> web.Response:
    """A question: nothing is written."""
    async with seats.looking() as scene:
        actor = await seats.sitting(scene, chat)
        try:
            return answer({"done": _plain(await getattr(scene.services["moshavereh"], verb)(actor, **fields))})
        except Refusal as no:
            return refused(seats, no)


async def carry_out(seats: Seats, chat: str, client: str, verb: str, fields: dict[str, Any]) -> web.Response:
    """A deed; with a `client` id: 200 after it is done, now or by an earlier request with this id; 409 when the house says no; 503 when nothing could be stored."""
    for race in range(RACES):
        try:
            return await _once(seats, chat, client, verb, fields)
        except (Lost, IntegrityError):
            await asyncio.sleep(random.uniform(0, 0.01 * (race + 1)))
        except Problem:
            raise
        except Exception as error:
            if not may_retry(error):
                log.exception("an act at the desk was not done: %s", verb)
                break
            await asyncio.sleep(random.uniform(0, 0.02 * (race + 1)))
    raise Problem(503, "not_now", 2)


async def _once(seats: Seats, chat: str, client: str, verb: str, fields: dict[str, Any]) -> web.Response:
    house = seats.house
    async with open_scene(house, house.clock()) as scene:
        actor = await seats.sitting(scene, chat)
        try:
            async with scene.unit.savepoint():
                done = await _do(seats, scene, actor, chat, client, verb, fields)
        except Refusal as no:
            await scene.unit.note(actor, Note("denied", about=f"desk:{verb}", facts={"code": no.code}))
            return refused(seats, no)  # what the verb began is undone, so nothing is settled
        await scene.settle()
    house.kick({row.where for row in scene.leaving.rows})
    return answer({"done": _plain(done)})


async def _do(seats: Seats, scene: Scene, actor: Actor, chat: str, client: str, verb: str, fields: dict[str, Any]) -> Any:
    if client and not await inbox.claim(scene.unit.conn, DESK_UPDATES, chat, client, scene.unit.now):
        return None
    service = scene.services["moshavereh"]
    if verb == "transfer" and str(fields["goal"]).startswith("ref:"):
        fields = fields | {"goal": f"member:{await _member(seats, service, actor, chat, str(fields['goal'])[4:])}"}
    if verb == "fill":
        fields = {"case_id": fields["case_id"], "asked": fields["asked"], "given": Given(fields["words"], tuple(fields["picked"]))}
    if fields.get("mentioned"):
        fields = fields | {"mentioned": tuple([await _member(seats, service, actor, chat, ref) for ref in fields["mentioned"]])}
    return await getattr(service, verb)(actor, **fields)


async def _member(seats: Seats, service: Any, actor: Actor, chat: str, ref: str) -> int:
    """The colleague whom the page knows by a reference. Raises `moshavereh.bad_goal`."""
    for colleague in await service.colleagues(actor):
        if seats.ref_of(chat, colleague.rahyar) == ref:
            return int(colleague.rahyar)
    raise Refusal("moshavereh.bad_goal")


def refused(seats: Seats, no: Refusal) -> web.Response:
    """The house says no: why, in words and in fields that the page may act on."""
    more = {name: value for name, value in no.fields.items() if isinstance(value, str | int | list)}
    return answer({"why": no.code, "text": seats.house.texts.plain(no.text_key, **no.fields), "more": more}, 409)


def _plain(done: Any) -> Any:
    return msgspec.to_builtins(done, enc_hook=str)
