"""پرونده‌های من - every talk with a rahyar: where it stands, what was said, and what may still be done.   Rules: domain/moshavereh/asking.py"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from domain.moshavereh.model import Line
from domain.moshavereh.service import MoshaverehService
from domain.moshavereh.views import OwnCase
from handlers.kit import Chat, Option, flow
from handlers.moshavereh.rating import SCORES

MARKS = {"member": "▸", "rahyar": "◂", "system": "•"}
FILES = {"photo": "🖼", "voice": "🎤", "video": "🎞", "file": "📎", "sticker": "🏷"}
LETTERS = 2_500  # of the history on one screen: a message holds four thousand


@flow("moshavereh.cases", offers=Role.MEMBER, family="help", order=30, drafts=False)
async def cases(chat: Chat, moshavereh: MoshaverehService) -> None:
    """The list, one of it, and what may be done with it."""
    own = {c.number: c for c in await moshavereh.my_cases(chat.member)}
    number = await chat.choose("which", [_option(c, chat.now) for c in own.values()])
    case, said = own[number], history(await moshavereh.my_lines(chat.member, number))
    fields: dict[str, Any] = {"number": number, "opened": case.opened, "rahyar": case.rahyar or None, "state": f"moshavereh.own.{case.state.value}", "score": case.score}
    deeds = [deed for deed, may in (("rate", case.may_rate), ("reopen", case.may_reopen)) if may]
    options = [Option(deed, f"deed_{deed}") for deed in (*deeds, "others")]
    if said:
        deed = await chat.choose("with_history", options, said=said, **fields)
    else:
        deed = await chat.choose("nothing_said", options, **fields)
    if deed == "others":
        await chat.start("moshavereh.cases")
    elif deed == "reopen":
        await moshavereh.reopen(chat.member, number)
        await chat.stop("reopened", number=number)
    await _rate(chat, moshavereh, case)


async def _rate(chat: Chat, moshavereh: MoshaverehService, case: OwnCase) -> None:
    """One to five; the word is asked for on its own."""
    score = await chat.choose("score", [Option(n, f"rating.score_{n}") for n in SCORES], number=case.number)
    try:
        await moshavereh.rate(chat.member, case.number, score)
    except Refusal:
        await chat.stop("too_late_to_rate")
    await chat.start("moshavereh.rate_in_words", int(case.id))


def history(lines: list[Line]) -> str:
    """What was said, newest last, as much as one screen holds; what was taken back is left out."""
    told = [f"{MARKS[line.by]} {FILES.get(line.kind, '')} {line.words}".replace("  ", " ").strip() for line in lines if line.gone is None]
    while told and sum(len(line) + 1 for line in told) > LETTERS:
        told = told[1:] if len(told) > 1 else [told[0][:LETTERS]]
    return "\n".join(told)


def _option(case: OwnCase, now: datetime) -> Option[str]:
    fields = {"number": case.number, "opened": case.opened, "rahyar": case.rahyar, "state": f"moshavereh.own.{case.state.value}", "now": now}
    return Option(case.number, "option_with_rahyar" if case.rahyar else "option", fields)
