"""پیوستن - find a kanoon, ask to join or to move, answer the hamyar, take it back.   Rules: domain/kanoon/joining.py seeking.py   Texts: kanoon.po"""

from __future__ import annotations

from typing import Any

from domain.kanoon import KanoonService
from domain.kanoon.model import Affinity, JoinId, KanoonId
from domain.kanoon.policy import policy_on
from domain.kanoon.views import KanoonCard, KanoonLine
from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from handlers.kanoon.showing import card_fields, kanoon_options, value_options
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import text

WAYS = ("words", "near", "affinity", "rahbar", "job")


@flow("kanoon.join", offers=Role.MEMBER, family="kanoon", order=10, links=True, own=("consent",))
async def join(chat: Chat, kanoon: KanoonService) -> None:
    """From «I want to belong» (or a link) to a numbered request, or the reason why not; for a member of another kanoon: to a move."""
    token, mine = str(chat.subject or ""), await kanoon.mine(chat.member)
    if mine.pending:
        await chat.start("kanoon.pending")
    found = await kanoon.by_invite(chat.member, token) if token else await _sought(chat, kanoon)
    if token:
        await kanoon.check_may_ask(chat.member, found.id)
    if not await chat.yes_no("consent", **card_fields(found)):
        await chat.stop("no_consent")
    limits, replies = policy_on(chat.today), list[str]()
    for n, question in enumerate(found.questions, 1):
        replies.append(await chat.ask("admission", text(*limits.answer), n=n, question=question))
    note = await chat.ask("note", text(1, limits.note), optional=True)
    if mine.card is None:
        await chat.confirm("sure", title=found.title)
    else:
        await chat.confirm("sure_to_move", title=found.title, old=mine.card.title)
    filed = await kanoon.ask_to_join(chat.member, found.id, note or "", consent=True, token=token, replies=replies)
    await chat.say("filed", number=filed.number, title=filed.kanoon, expires=filed.expires)


async def _sought(chat: Chat, kanoon: KanoonService) -> KanoonCard:
    """Found by whatever the member knows of it; one that they may not ask now is told at once, and another may be chosen."""
    how = await chat.choose("how", [Option(way, f"how_{way}") for way in WAYS])
    lines = await _found(chat, kanoon, how)
    picked = await chat.choose("which", kanoon_options(lines), search=True)
    try:
        await kanoon.check_may_ask(chat.member, KanoonId(picked))
    except Refusal as no:
        await chat.again("which", no)
    return await kanoon.card_of(chat.member, KanoonId(picked))


async def _found(chat: Chat, kanoon: KanoonService, how: str) -> list[KanoonLine]:
    if how == "near":
        return await kanoon.near_me(chat.member)
    if how == "affinity":
        kind = await chat.choose("kind", value_options(Affinity, "affinity"), columns=2)
        return await kanoon.search(chat.member, "", kind)
    lines = list[KanoonLine]()
    if how == "words":
        words = await chat.ask("find", text(1, 80))
        try:
            lines = await kanoon.search(chat.member, words)
        except Refusal as no:
            await chat.again("find", no)
        if not lines:
            await chat.again("find", "nothing_found")
    elif how == "job":
        lines = await kanoon.search(chat.member, await chat.ask("job", text(2, 80)))
        if not lines:
            await chat.again("job", "no_such_job")
    else:
        lines = await kanoon.led_by(chat.member, await chat.ask("rahbar", text(2, 80)))
        if not lines:
            await chat.again("rahbar", "no_such_rahbar")
    return lines


@flow("kanoon.pending", offers=Role.MEMBER)
async def pending(chat: Chat, kanoon: KanoonService) -> None:
    """My open request: where it stands, until when, and what I may do with it."""
    request = (await kanoon.mine(chat.member)).pending_id
    seen = await kanoon.find_request(chat.member, request) if request else None
    if seen is None:
        await chat.stop("nothing_pending")
        return
    deeds = [Option(deed, f"kanoon.{deed}.title") for deed, right in (("answer", "answer"), ("withdraw", "cancel")) if right in seen.may]
    fields: dict[str, Any] = {"number": seen.number, "title": seen.kanoon, "filed": seen.filed, "expires": seen.expires, "question": seen.question or None}
    if "answer" in seen.may:
        deed = await chat.choose("pending_needs_answer", deeds, **fields)
    else:
        deed = await chat.choose("pending_waiting", deeds, **fields)
    await chat.start(f"kanoon.{deed}", int(seen.id))


@flow("kanoon.answer", offers=Role.MEMBER)
async def answer(chat: Chat, kanoon: KanoonService) -> None:
    """The applicant answers what the hamyar asked; the subject is the request."""
    seen = await kanoon.find_request(chat.member, JoinId(chat.subject)) if chat.subject else None
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
