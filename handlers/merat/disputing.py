"""اعتراض - a member says what is wrong; a rahyar looks and decides.   Rules: domain/merat/disputing.py   Card: cards.py"""

from __future__ import annotations

from typing import Any

from domain.kernel.people import Role
from domain.merat import MeratService
from domain.merat.base import JUDGES
from domain.merat.disputing import WORDS
from domain.merat.model import CheckId, CheckState
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import number, text

MOST = 1_000


@flow("merat.dispute", offers=Role.MEMBER)
async def dispute(chat: Chat, merat: MeratService) -> None:
    """Until it is decided nobody decides anything by the result."""
    seen = (await merat.standing(chat.member)).result
    if seen is None:
        await chat.stop("no_result_yet")
        return
    if seen.state is not CheckState.VALID:
        await chat.stop("disputed_already")
    words = await chat.ask("what_is_wrong", text(*WORDS), on_time=seen.facts.on_time, late=seen.facts.late, bounced=seen.facts.bounced)
    await chat.confirm("sure_to_dispute")
    await merat.dispute(chat.member, words)
    await chat.say("is_looked_at")


@flow("merat.disputes", offers=JUDGES, family="desk", order=55, drafts=False)
async def disputes(chat: Chat, merat: MeratService) -> None:
    """What waits, oldest first."""
    found = await merat.disputes(chat.member)
    picked = await chat.choose("which_dispute", [Option(int(d.id), "dispute_line", {"number": d.number, "name": d.name, "since": d.since}) for d in found])
    await chat.start("merat.decide", picked)


@flow("merat.decide", offers=JUDGES)
async def decide(chat: Chat, merat: MeratService) -> None:
    """The facts as the bureau told them stay, or are set right; the subject is the evaluation."""
    number_of = CheckId(int(chat.subject or 0))
    seen = await merat.take_dispute(chat.member, number_of)
    told: dict[str, Any] = {"name": seen.name, "number": seen.number, "on_time": seen.facts.on_time, "late": seen.facts.late, "bounced": seen.facts.bounced}
    deed = await chat.choose("ruling", [Option("stays", "it_stays"), Option("wrong", "it_was_wrong")], **told, words=seen.words, score=seen.score, grade=seen.grade)
    if deed == "stays":
        why = await chat.ask("why_it_stays", text(*WORDS), name=seen.name)
        await chat.confirm("sure_it_stays", name=seen.name)
        await merat.let_stand(chat.member, number_of, why)
    else:
        on_time = await chat.ask("right_on_time", number(0, MOST), was=seen.facts.on_time)
        late = await chat.ask("right_late", number(0, MOST), was=seen.facts.late)
        bounced = await chat.ask("right_bounced", number(0, MOST), was=seen.facts.bounced)
        why = await chat.ask("what_was_wrong", text(*WORDS), name=seen.name)
        await chat.confirm("sure_to_correct", name=seen.name, on_time=on_time, late=late, bounced=bounced)
        await merat.correct(chat.member, number_of, on_time, late, bounced, why)
    await chat.say("decided", name=seen.name)
