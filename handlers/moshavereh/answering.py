"""پاسخ دادن - typing to a member, the desk at a glance, and going from one conversation to another.   Rules: domain/moshavereh/answering.py   Cards: cards.py"""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.kernel.people import RAHYARS, Role
from domain.kernel.refusal import Refusal
from domain.moshavereh.base import DESK, SUPERVISORS
from domain.moshavereh.model import CaseState, Delivery
from domain.moshavereh.service import MoshaverehService
from domain.moshavereh.views import CaseView
from handlers.kit import Chat, Option, Reader, Said, Unreadable, flow
from handlers.kit.readers import text
from handlers.kit.readers.answer import Answer
from handlers.moshavereh.choosing import glance_options

REPLIES = 40
"""In one run of `answer`; then the next begins by itself, for a run may not do more than 50 things (decision 9)."""
BESIDE = ("moshavereh.note", "moshavereh.ready", "moshavereh.context", "moshavereh.switch", "moshavereh.more", "moshavereh.close")
UNSURE = (Delivery.UNKNOWN, Delivery.DEAD, Delivery.NOWHERE)


def message() -> Reader[Said]:
    """Whatever a rahyar sends on: words, a photo, a voice, a file, a place. A `/` word that is no command of ours is none of it: it may be a slip."""

    def take(said: Said, _: date) -> Said:
        if said.text.startswith("/"):
            raise Unreadable("moshavereh.answer.unknown_command", word=said.text.split()[0])
        if not said.text and said.media is None and said.place is None:
            raise Unreadable("moshavereh.answer.message.again")
        return Said(said.text, said.media, place=said.place, source=said.source, edited=said.edited)

    return Answer("message", Said, take, show=lambda said: said.text)


@flow("moshavereh.answer", offers=DESK, captures=True, beside=BESIDE)
async def answer(chat: Chat, moshavereh: MoshaverehService) -> None:
    """Typing goes to the member until the rahyar leaves; every screen says to whom."""
    seen = await moshavereh.view(chat.member, chat.subject)
    if seen.case.is_over or seen.case.rahyar is None or not await chat.pin("had", seen.mine):
        await chat.stop("not_sent")
    for n in range(1, REPLIES + 1):
        said = await chat.ask("message", message(), n=n, **_banner(await moshavereh.view(chat.member, chat.subject)))
        try:
            await _pass_on(chat, moshavereh, said)
        except Refusal as no:
            await _not_passed_on(chat, moshavereh, said, no, n)
        else:
            await chat.say("edited" if said.edited else "sent", n=n)
    await chat.start("moshavereh.answer", chat.subject)


def _banner(seen: CaseView) -> dict[str, Any]:
    """Whom one speaks with, so that it cannot be mistaken; or that one does not any more."""
    said_as = "message_lost" if not seen.mine else "message" if seen.name else "message_newcomer"
    return {"said_as": said_as, "number": seen.case.number, "name": seen.name, "rahyar": seen.rahyar_name, "state": f"moshavereh.banner.{_state(seen)}"}


def _state(seen: CaseView) -> str:
    mine = [line for line in seen.lines if line.by == "rahyar" and line.who == seen.case.rahyar]
    if mine and mine[-1].delivery in UNSURE:
        return "unsure"
    if seen.case.state is CaseState.TAKEN:
        return "waits" if seen.case.is_unanswered else "answered"
    return seen.case.state.value


async def _pass_on(chat: Chat, moshavereh: MoshaverehService, said: Said) -> None:
    if said.edited:
        await moshavereh.edit_sent(chat.member, said.source, said.text)
        return
    media = f"{said.media.kind}|{said.media.ref}" if said.media else ""
    if said.place is not None:
        media = f"place|{said.place.latitude:.5f},{said.place.longitude:.5f}"
    await moshavereh.reply(chat.member, chat.subject, said.text, media, said.source)


async def _not_passed_on(chat: Chat, moshavereh: MoshaverehService, said: Said, no: Refusal, n: int) -> None:
    """An edit that found nothing is told; words into a colleague's case may become a note, or a take-over where that is allowed."""
    if said.edited and no.code == "moshavereh.no_such_line":
        await chat.say("not_edited", n=n)
        return
    if no.code != "moshavereh.not_assignee" or not said.text:
        raise no
    ways = ["as_note", *(["take_over"] if chat.member.has(*SUPERVISORS) else []), "drop"]
    chosen = await chat.choose("instead", [Option(way, f"answer.{way}") for way in ways], n=n, name=no.fields["name"])
    if chosen == "as_note":
        await moshavereh.write_note(chat.member, chat.subject, said.text)
        await chat.stop("noted")
    if chosen == "take_over":
        reason = said.text[:300] if len(said.text) > 2 else await chat.ask("reason", text(3, 300), n=n)
        await moshavereh.take_over(chat.member, chat.subject, reason)
        await moshavereh.reply(chat.member, chat.subject, said.text)
        await chat.start("moshavereh.answer", chat.subject)
    await chat.stop("dropped")


@flow("moshavereh.desk", offers=(*RAHYARS, Role.POSHTIBAN), family="desk", order=10, drafts=False, command=True)
async def desk(chat: Chat, moshavereh: MoshaverehService) -> None:
    """Who rings, who is mine, who waits: one tap and one speaks with them."""
    takes = chat.member.has(*RAHYARS)
    seen = {int(g.id): g for g in await moshavereh.glance(chat.member) if takes or g.place != "waiting"}
    duty = await moshavereh.my_duty(chat.member) if takes else None
    mine = sum(g.place == "mine" for g in seen.values())
    shift = f"moshavereh.duty.{duty.state.value if duty else 'none'}"
    chosen = await chat.choose("which", glance_options(seen.values(), chat.now), shift=shift, mine=mine, others=len(seen) - mine)
    if chosen not in seen:
        await chat.stop("gone")
    if seen[chosen].place == "offered":
        if not await chat.yes_no("accept_it", number=seen[chosen].number):
            await moshavereh.decline_transfer(chat.member, chosen)
            await chat.stop("declined", number=seen[chosen].number)
        await moshavereh.accept_transfer(chat.member, chosen)
    elif seen[chosen].place != "mine":
        await moshavereh.take(chat.member, chosen)
    await chat.start("moshavereh.answer", chosen)


@flow("moshavereh.switch", offers=DESK, drafts=False, command=True)
async def switch(chat: Chat, moshavereh: MoshaverehService) -> None:
    """Another of my conversations; who waits longest comes first."""
    mine = [g for g in await moshavereh.glance(chat.member) if g.place == "mine" and int(g.id) != chat.subject]
    chosen = await chat.choose("to_whom", glance_options(mine, chat.now))
    await chat.start("moshavereh.answer", chosen)
