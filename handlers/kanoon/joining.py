"""پیوستن - find a kanoon, ask to join or to move, answer the hamyar, take it back.   Rules: domain/kanoon/joining.py   Texts: kanoon.po"""

from __future__ import annotations

from domain.kanoon import KanoonService
from domain.kanoon.model import Affinity, JoinId, KanoonId
from domain.kanoon.policy import policy_on
from domain.kanoon.views import KanoonCard
from domain.kernel.people import Role
from handlers.kanoon.showing import card_fields, kanoon_options, value_options
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import text


@flow("kanoon.join", offers=Role.MEMBER, family="kanoon", order=10)
async def join(chat: Chat, kanoon: KanoonService) -> None:
    """From «I want to belong» (or a link) to a numbered request, or the reason why not; for a member of another kanoon: to a move."""
    token = str(chat.subject or "")
    found = await kanoon.by_invite(chat.member, token) if token else await _sought(chat, kanoon)
    if not await chat.yes_no("consent", **card_fields(found)):
        await chat.stop("no_consent")
    note = await chat.ask("note", text(1, policy_on(chat.today).note), optional=True)
    mine = await kanoon.mine(chat.member)
    if mine.card is None:
        await chat.confirm("sure", title=found.title)
    else:
        await chat.confirm("sure_to_move", title=found.title, old=mine.card.title)
    filed = await kanoon.ask_to_join(chat.member, found.id, note or "", consent=True, token=token)
    await chat.say("filed", number=filed.number, title=filed.kanoon, expires=filed.expires)


async def _sought(chat: Chat, kanoon: KanoonService) -> KanoonCard:
    """By words or code, by affinity, or those nearby."""
    how = await chat.choose("how", [Option("words", "how_words"), Option("affinity", "how_affinity"), Option("near", "how_near")])
    if how == "words":
        words = await chat.ask("find", text(1, 80))
        lines = await kanoon.search(chat.member, words)
        if not lines:
            await chat.again("find", "nothing_found")
    elif how == "affinity":
        affinity = await chat.choose("kind", value_options(Affinity, "affinity"), columns=2)
        lines = await kanoon.search(chat.member, "", affinity)
    else:
        lines = await kanoon.search(chat.member, "")
    picked = await chat.choose("which", kanoon_options(lines), search=True)
    return await kanoon.card_of(chat.member, KanoonId(picked))


@flow("kanoon.answer", offers=Role.MEMBER)
async def answer(chat: Chat, kanoon: KanoonService) -> None:
    """The applicant answers what the hamyar asked; the subject is the request."""
    seen = await kanoon.find_request(chat.member, JoinId(chat.subject))
    if seen is None or "answer" not in seen.may:
        await chat.stop("nothing_asked")
        return
    limits = policy_on(chat.today).answer
    words = await chat.ask("words_to_hamyar", text(*limits), question=seen.question, title=seen.kanoon)
    await kanoon.answer(chat.member, seen.id, words)
    await chat.say("answered", number=seen.number, title=seen.kanoon)


@flow("kanoon.withdraw", offers=Role.MEMBER)
async def withdraw(chat: Chat, kanoon: KanoonService) -> None:
    """The applicant takes a request back; the subject is the request, or else the open one."""
    request = chat.subject or (await kanoon.mine(chat.member)).pending_id
    seen = await kanoon.find_request(chat.member, JoinId(request)) if request else None
    if seen is None or "cancel" not in seen.may:
        await chat.stop("nothing_open")
        return
    await chat.confirm("sure_to_withdraw", number=seen.number, title=seen.kanoon)
    await kanoon.cancel_request(chat.member, seen.id)
    await chat.say("withdrawn", number=seen.number)
