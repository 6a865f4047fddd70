"""پرسیدن - what the desk looks up when it is needed: colleagues and skills, ready answers, files of a conversation.   Acts: acts.py"""

from __future__ import annotations

from aiohttp import web

from bot.desk.acts import refused
from bot.desk.seat import Seats
from bot.desk.showing import Showing, title
from bot.gateways.base import NotSent
from bot.gateways.web.files import BadFile, look
from bot.gateways.web.guard import Problem, answer, not_too_often, owned_chat
from bot.gateways.web.hall import PLATFORM
from bot.gateways.web.media import served
from domain.kernel.refusal import Refusal
from domain.moshavereh.ready_words import variables_of
from handlers.kit.said import Media

SEARCH = 60  # characters


async def about(seats: Seats, request: web.Request) -> web.Response:
    """Who is on duty, and which skills there are: for giving a case to others, and for a shift."""
    chat = await owned_chat(seats.hall, request)
    showing = Showing(seats, chat)
    async with seats.looking() as scene:
        actor = await seats.sitting(scene, chat)
        return answer({"colleagues": await showing.colleagues(scene, actor), "topics": showing.topics()})


async def step(seats: Seats, request: web.Request) -> web.Response:
    """The question the person of a case stands at, and the dialogs they may be sent into: for filling in on their behalf."""
    chat = await owned_chat(seats.hall, request)
    await not_too_often(seats.hall, f"chat:{chat}")
    case = int(request.match_info["case"])
    async with seats.looking() as scene:
        actor = await seats.sitting(scene, chat)
        service = scene.services["moshavereh"]
        try:
            found, flows = await service.member_step(actor, case), await service.member_flows(actor, case)
        except Refusal as no:
            return refused(seats, no)
    return answer({"step": None if found is None else Showing(seats, chat).step(found), "flows": [{"flow": f, "name": title(seats, f)} for f in flows]})


async def ready(seats: Seats, request: web.Request) -> web.Response:
    """Ready answers that hold every word of `?words=`."""
    chat = await owned_chat(seats.hall, request)
    async with seats.looking() as scene:
        actor = await seats.sitting(scene, chat)
        found = await scene.services["moshavereh"].ready_answers(actor, request.query.get("words", "")[:SEARCH])
    return answer({"answers": [
        {"answer": r.id, "shortcut": r.shortcut, "words": r.words, "kind": r.media.partition("|")[0], "own": r.owner is not None, "variables": variables_of(r.words)}
        for r in found
    ]})  # fmt: skip


async def file(seats: Seats, request: web.Request) -> web.Response:
    """A file that came or went in a conversation which one may open; anything else looks as if there were none."""
    chat = await owned_chat(seats.hall, request)
    await not_too_often(seats.hall, f"chat:{chat}")
    case, number = int(request.match_info["case"]), int(request.match_info["line"])
    async with seats.looking() as scene:
        actor = await seats.sitting(scene, chat)
        service = scene.services["moshavereh"]
        try:
            if not await service.may_open(actor, case):
                raise Problem(404, "nothing")
            found = next((line for line in await service.transcript(actor, case, 200) if line.id == number and line.gone is None), None)
        except Refusal as no:
            return refused(seats, no)
    if found is None or not found.media:
        raise Problem(404, "nothing")
    kind, _, ref = found.media.partition("|")
    platform, _, there = ref.partition(":")
    ours = await seats.hall.chats.find_file(there) if platform == PLATFORM else None
    try:
        seen = look(await seats.fetch(Media(kind, ref)))  # type: ignore[arg-type]  # the kind was one when it came in
    except (NotSent, BadFile):
        raise Problem(404, "nothing") from None
    return served(request, seen.content, seen.mime, ours.name if ours is not None and ours.name else f"{kind}-{number}")
