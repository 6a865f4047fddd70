"""تصمیم همیار - several requests at a glance, yes, no with a reason, a question first.   Rules: domain/kanoon/joining.py   Card: cards.py"""

from __future__ import annotations

from typing import Any

from domain.kanoon import KanoonService
from domain.kanoon.model import JoinId, JoinState, Why
from domain.kanoon.policy import policy_on
from domain.kanoon.views import RequestView
from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from handlers.kanoon.showing import glance
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import text

OWN = "own"
"""A reason in the hamyar's own words, instead of one from the list."""


@flow("kanoon.requests", offers=Role.HAMYAR, family="kanoon", order=5)
async def requests(chat: Chat, kanoon: KanoonService) -> None:
    """What waits for the hamyar, at a glance: one after the other, or several yeses at once."""
    await _decide(chat, kanoon)


@flow("kanoon.requests_for_deputy", offers=Role.MEMBER)
async def requests_for_deputy(chat: Chat, kanoon: KanoonService) -> None:
    """The same for somebody who stands in for a hamyar; reached from the notice that tells them so."""
    await _decide(chat, kanoon, stands_in=True)


async def _decide(chat: Chat, kanoon: KanoonService, *, stands_in: bool = False) -> None:
    views = await kanoon.requests_to_decide(chat.member)
    waiting = [v for v in views if "approve" in v.may]
    if not views:
        await chat.stop("no_requests")
    if len(waiting) > 1:
        ways = [Option("one", "one_by_one"), Option("many", "many_at_once")]
        if await chat.choose("one_or_many", ways, n_waiting=len(waiting), glance=glance(waiting)) == "many":
            await _approve_many(chat, kanoon, waiting)
            return
    picked = await chat.choose("which_request", [_option(v) for v in views], search=True)
    seen = next(v for v in views if v.id == picked)
    deed = await chat.choose("deed", [Option(d, f"deed_{d}") for d in ("approve", "ask", "reject", "undo") if d in seen.may], **_fields(seen))
    if deed == "approve":
        done = await kanoon.approve(chat.member, seen.id)
        await chat.say("approved", name=done.name, until=done.undo_until)
        if len(waiting) > 1:
            await chat.start("kanoon.requests_for_deputy" if stands_in else "kanoon.requests")
    elif deed == "undo":
        await kanoon.undo_approval(chat.member, seen.id)
        await chat.say("undone", name=seen.name)
    else:
        await chat.start("kanoon.reject" if deed == "reject" else "kanoon.ask_more", int(seen.id))


async def _approve_many(chat: Chat, kanoon: KanoonService, waiting: list[RequestView]) -> None:
    chosen = await chat.choose_many("approve_which", [_option(v) for v in waiting])
    await chat.confirm("sure_of_many", count=len(chosen))
    await _approve_all(chat, kanoon, [v for v in waiting if v.id in chosen])


async def _approve_all(chat: Chat, kanoon: KanoonService, views: list[RequestView]) -> None:
    """Each stands for itself: one that has moved on meanwhile does not hold the others up."""
    for n, seen in enumerate(views, 1):
        try:
            await kanoon.approve(chat.member, seen.id)
        except Refusal as no:
            await chat.say("not_approved", n=n, name=seen.name)
            await chat.say(f"kanoon.refusal.{no.code.rpartition('.')[2]}", n=n, **no.fields)
        else:
            await chat.say("approved_one", n=n, name=seen.name)


@flow("kanoon.reject", offers=Role.MEMBER)
async def reject(chat: Chat, kanoon: KanoonService) -> None:
    """The hamyar says no and why, from a list or in own words; the subject is the request."""
    seen = await _open_one(chat, kanoon, "reject")
    picked = await chat.choose("why_not", [*[Option(w.value, f"kanoon.why.{w.value}") for w in Why], Option(OWN, "own_words")], name=seen.name)
    reason = ""
    if picked == OWN:
        reason = await chat.ask("reason_to_applicant", text(*policy_on(chat.today).reason), name=seen.name)
    await chat.confirm("sure_to_reject", name=seen.name)
    await kanoon.reject(chat.member, seen.id, reason, None if picked == OWN else Why(picked))
    await chat.say("rejected", name=seen.name, number=seen.number)


@flow("kanoon.ask_more", offers=Role.MEMBER)
async def ask_more(chat: Chat, kanoon: KanoonService) -> None:
    """The hamyar asks the applicant something first; the subject is the request."""
    seen = await _open_one(chat, kanoon, "ask")
    question = await chat.ask("question_to_applicant", text(*policy_on(chat.today).reason), name=seen.name)
    await kanoon.ask_more(chat.member, seen.id, question)
    await chat.say("asked", name=seen.name, number=seen.number)


async def _open_one(chat: Chat, kanoon: KanoonService, deed: str) -> RequestView:
    """The request, if this may still be done to it. Raises Refusal(`kanoon.already_decided`, with who and when), Refusal(`kanoon.request_moved_on`)."""
    seen = await kanoon.find_request(chat.member, JoinId(chat.subject)) if chat.subject else None
    if seen is not None and seen.decided_by and seen.state in (JoinState.APPROVED, JoinState.REJECTED):
        raise Refusal("kanoon.already_decided", name=seen.decided_by, state=seen.state, at=seen.since)
    if seen is None or deed not in seen.may:
        raise Refusal("kanoon.request_moved_on")
    return seen


def _option(seen: RequestView) -> Option[int]:
    return Option(int(seen.id), f"request_{seen.state.value}", {"name": seen.name, "at": seen.since})


def _fields(seen: RequestView) -> dict[str, Any]:
    told = "\n".join(f"{r.question} {r.answer}" for r in seen.replies)
    return {
        "name": seen.name, "number": seen.number, "place": seen.place or None, "note": seen.note or None, "filed": seen.filed,
        "told": told or seen.answer or None,
    }  # fmt: skip
