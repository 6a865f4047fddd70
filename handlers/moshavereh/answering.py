"""پاسخ دادن - typing to a member, and the cases at the desk.   Rules: domain/moshavereh/answering.py   Cards: cards.py"""

from __future__ import annotations

from datetime import date

from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from domain.moshavereh.model import IN_HAND, Case, CaseState
from domain.moshavereh.service import MoshaverehService
from handlers.kit import Chat, Option, Reader, Said, Unreadable, flow
from handlers.kit.readers.answer import Answer

REPLIES = 40
"""In one run of `answer`; then the next begins by itself, for a run may not do more than 50 things (decision 9)."""


def message() -> Reader[Said]:
    """Whatever a rahyar sends on: words, a photo, a voice, a file."""

    def take(said: Said, _: date) -> Said:
        if not said.text and said.media is None:
            raise Unreadable("moshavereh.answer.message.again")
        return Said(said.text, said.media, source=said.source, edited=said.edited)

    return Answer("message", Said, take, show=lambda said: said.text)


@flow("moshavereh.answer", offers=Role.RAHYAR_ONLINE, captures=True)
async def answer(chat: Chat, moshavereh: MoshaverehService) -> None:
    """Typing goes to the member until the rahyar leaves; every screen says so."""
    seen = await moshavereh.view(chat.member, chat.subject)
    if not (seen.mine and seen.case.state in IN_HAND):
        await chat.stop("not_sent")
    for n in range(1, REPLIES + 1):
        said = await chat.ask("message", message(), n=n, number=seen.case.number)
        media = f"{said.media.kind}|{said.media.ref}" if said.media else ""
        try:
            if said.edited:
                await moshavereh.edit_sent(chat.member, said.source, said.text)
            else:
                await moshavereh.reply(chat.member, seen.case.id, said.text, media, said.source)
        except Refusal:
            await chat.stop("not_sent")
        await chat.say("sent", n=n)
    await chat.start("moshavereh.answer", chat.subject)


@flow("moshavereh.desk", offers=Role.RAHYAR_ONLINE, family="desk")
async def desk(chat: Chat, moshavereh: MoshaverehService) -> None:
    """The cases that wait, and my own: take one, answer it, give it back or close it."""
    cases = {int(c.id): c for c in await moshavereh.at_desk(chat.member)}
    chosen = await chat.choose("which", [_case_option(c) for c in cases.values()])
    if cases[chosen].state in (CaseState.WAITING, CaseState.RINGING):
        await moshavereh.take(chat.member, chosen)
        await chat.start("moshavereh.answer", chosen)
    deed = await chat.choose("deed", [Option("answer", "answer.title"), Option("give_back", "case.give_back"), Option("close", "case.close")])
    if deed == "answer":
        await chat.start("moshavereh.answer", chosen)
    elif deed == "give_back":
        await moshavereh.give_back(chat.member, chosen)
        await chat.say("given_back", number=cases[chosen].number)
    else:
        await moshavereh.close(chat.member, chosen)
        await chat.say("closed", number=cases[chosen].number)


def _case_option(case: Case) -> Option[int]:
    return Option(int(case.id), f"option_{case.state.value}", {"number": case.number, "opened": case.opened})
