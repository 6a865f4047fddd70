"""یادداشت - words beside a case that never reach its person, and a proposal for what the house should know.   Rules: domain/moshavereh/beside.py"""

from __future__ import annotations

from domain.moshavereh.base import DESK
from domain.moshavereh.service import MoshaverehService
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import text
from handlers.moshavereh.choosing import my_case


@flow("moshavereh.note", offers=DESK, drafts=False, command=True)
async def note(chat: Chat, moshavereh: MoshaverehService) -> None:
    """A private note; the screen says that it is not sent."""
    case = await my_case(chat, moshavereh)
    number = (await moshavereh.view(chat.member, case)).case.number
    words = await chat.ask("words_of_note", text(1, 2000), number=number)
    await moshavereh.write_note(chat.member, case, words)
    await chat.stop("kept", number=number)


@flow("moshavereh.ask_colleague", offers=DESK, drafts=False, command=True)
async def ask_colleague(chat: Chat, moshavereh: MoshaverehService) -> None:
    """A note that a colleague is told of."""
    case = await my_case(chat, moshavereh)
    colleagues = {int(c.rahyar): c.name for c in await moshavereh.colleagues(chat.member)}
    to = await chat.choose("colleague", [Option(who, name=name) for who, name in colleagues.items()])
    words = await chat.ask("words_of_note", text(1, 2000), number=(await moshavereh.view(chat.member, case)).case.number)
    await moshavereh.write_note(chat.member, case, words, (to,))
    await chat.stop("told", name=colleagues.get(to, ""))


@flow("moshavereh.teach", offers=DESK, drafts=False, command=True)
async def teach(chat: Chat, moshavereh: MoshaverehService) -> None:
    """A question and its answer that the house should know."""
    case = await my_case(chat, moshavereh)
    question = await chat.ask("question", text(5, 500))
    known = await chat.ask("known", text(5, 2000))
    await moshavereh.propose_text(chat.member, case, question, known)
    await chat.stop("thanks")
