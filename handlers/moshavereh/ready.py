"""متن آماده - find an answer kept ready, fill it, look at it, send it; keep, change and drop one's own.   Rules: domain/moshavereh/beside.py ready_words.py"""

from __future__ import annotations

from collections.abc import Mapping

from domain.kernel.refusal import Refusal
from domain.moshavereh.base import DESK, SUPERVISORS
from domain.moshavereh.beside_model import ReadyAnswer
from domain.moshavereh.service import MoshaverehService
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import text
from handlers.moshavereh.answering import message
from handlers.moshavereh.choosing import my_case


@flow("moshavereh.ready", offers=DESK, drafts=False, command=True)
async def ready(chat: Chat, moshavereh: MoshaverehService) -> None:
    """Search, fill what is missing, see it as the member will, send."""
    case = await my_case(chat, moshavereh)
    search = await chat.ask("search", text(1, 60), optional=True)
    found = {a.id: a for a in await moshavereh.ready_answers(chat.member, search or "")}
    if not found and search:
        await chat.again("search", "moshavereh.ready.nothing_found")
    chosen = await chat.choose("which_ready", [_option(a) for a in found.values()])
    values = await _values(chat, moshavereh, case, chosen)
    words = await moshavereh.filled_answer(chat.member, case, chosen, values)
    name = (await moshavereh.view(chat.member, case)).name
    if not await chat.yes_no("preview", words=words, name=name or None):
        await chat.stop("not_now")
    await moshavereh.send_ready(chat.member, case, chosen, values)
    await chat.stop("sent")


async def _values(chat: Chat, moshavereh: MoshaverehService, case: int, chosen: int) -> Mapping[str, str]:
    """What the house does not know is asked before anything is sent."""
    try:
        await moshavereh.filled_answer(chat.member, case, chosen, {})
    except Refusal as no:
        if no.code != "moshavereh.missing_variables":
            raise
        return {name: await chat.ask("value", text(1, 300), n=n, what=name) for n, name in enumerate(no.fields["names"], 1)}
    return {}


def _option(answer: ReadyAnswer) -> Option[int]:
    return Option(answer.id, "ready_shared" if answer.owner is None else "ready_own", {"shortcut": answer.shortcut, "words": answer.words[:40]})


@flow("moshavereh.keep_ready", offers=DESK, family="desk", order=50, command=True)
async def keep_ready(chat: Chat, moshavereh: MoshaverehService) -> None:
    """Add one, change one, drop one; everybody's for those who may."""
    mine = [Option(id, "ready_shared_name" if shared else "ready_own_name", {"shortcut": short}) for id, short, shared in await moshavereh.my_ready(chat.member)]
    chosen = await chat.choose("which_to_keep", [Option(0, "ready_new"), *mine])
    if chosen and await chat.choose("what_to_do", [Option("change", "ready_change"), Option("drop", "ready_drop")]) == "drop":
        await moshavereh.drop_ready(chat.member, chosen)
        await chat.stop("dropped")
    shared = False
    if not chosen and chat.member.has(*SUPERVISORS):
        shared = await chat.choose("for_whom", [Option("me", "ready_for_me"), Option("all", "ready_for_all")]) == "all"
    shortcut = await chat.ask("shortcut", text(2, 30, lines=False))
    said = await chat.ask("ready_words", message())
    media = f"{said.media.kind}|{said.media.ref}" if said.media else ""
    await moshavereh.keep_ready(chat.member, shortcut, said.text, media, shared=shared, answer=chosen)
    await chat.stop("kept", shortcut=shortcut)
