"""صف و تاریخچه - what waits, for rahbar and rahyar; and what was, five at a time, newest first (shared:G4; kanoon:K8).   Rules: domain/kanoon/remembering.py"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.kanoon import KanoonService
from domain.kanoon.remembering import FIVE
from domain.kanoon.views import RequestView
from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from handlers.kanoon.showing import glance, reason_of
from handlers.kit import Chat, Option, flow

OLDER = 0
"""Instead of the number of a line: the next page."""
PAGES = 100


@flow("kanoon.queue", offers=(Role.RAHBAR, Role.RAHYAR_SOCIAL), family="kanoon", order=6)
async def queue(chat: Chat, kanoon: KanoonService) -> None:
    """What waits for the hamyar, for those who may look on: rahbar and rahyar."""
    views = {int(v.id): v for v in await kanoon.queue(chat.member)}
    options = [Option(n, f"request_{v.state.value}", {"name": v.name, "at": v.since}) for n, v in views.items()]
    picked = await chat.choose("which_waits", options, count=len(views), glance=glance(list(views.values())))
    await chat.say("waits", **_fields(views[picked]))


@flow("kanoon.history", offers=Role.MEMBER)
async def history(chat: Chat, kanoon: KanoonService) -> None:
    """What my kanoon did, what was said to everybody, and (for those who see the queue) which requests are over."""
    kinds = ["requests"] if await _sees_requests(chat, kanoon) else []
    if (await kanoon.mine(chat.member)).card is not None:
        kinds += ["activities", "messages"]
    kind = await chat.choose("history_of", [Option(k, f"past_{k}") for k in kinds])
    if kind == "requests":
        await _requests(chat, kanoon)
    elif kind == "messages":
        await _messages(chat, kanoon)
    else:
        await _activities(chat, kanoon)


async def _sees_requests(chat: Chat, kanoon: KanoonService) -> bool:
    try:
        await kanoon.past_requests(chat.member, 0)
    except Refusal:
        return False
    return True


async def _requests(chat: Chat, kanoon: KanoonService) -> None:
    for page in range(PAGES):
        views = {int(v.id): v for v in await kanoon.past_requests(chat.member, page)}
        options = [Option(n, "past_request_option", {"name": v.name, "state": v.state, "at": v.since}) for n, v in views.items()]
        picked = await chat.choose("past_request", _five(options), n=page)
        if picked != OLDER:
            await chat.stop("past_request_whole", **_fields(views[picked]))


async def _messages(chat: Chat, kanoon: KanoonService) -> None:
    for page in range(PAGES):
        views = {int(m.id): m for m in await kanoon.past_messages(chat.member, page)}
        options = [Option(n, "past_message_option", {"name": m.by or None, "at": m.at}) for n, m in views.items()]
        picked = await chat.choose("past_message", _five(options), n=page)
        if picked != OLDER:
            m = views[picked]
            await chat.stop("past_message_whole", name=m.by or None, at=m.at, text=m.text, title=m.kanoon)


async def _activities(chat: Chat, kanoon: KanoonService) -> None:
    for page in range(PAGES):
        lines = await kanoon.past_activities(chat.member, page)
        options = [Option(int(a.id), "past_activity_option", {"title": a.title, "state": a.state, "day": a.day}) for a in lines]
        picked = await chat.choose("past_activity", _five(options), n=page)
        if picked != OLDER:
            await chat.start("kanoon.activities", picked)


def _five(options: Sequence[Option[int]]) -> list[Option[int]]:
    """One page: five lines, and a way to older ones where there are any."""
    return [*options[:FIVE], *([Option(OLDER, "older")] if len(options) > FIVE else [])]


def _fields(seen: RequestView) -> dict[str, Any]:
    return {
        "name": seen.name, "number": seen.number, "title": seen.kanoon, "place": seen.place or None, "filed": seen.filed, "at": seen.since,
        "state": seen.state, "expires": seen.expires, "by": seen.decided_by or None, "reason": reason_of(seen), "note": seen.note or None,
    }  # fmt: skip
