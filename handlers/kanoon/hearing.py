"""شنیدن - who is told what when somebody asks to belong, belongs, or belongs no more (kanoon:K17).   Events: domain/kanoon/events.py   Timers: waking.py
Siblings: hearing_roles.py hearing_together.py hearing_office.py accompanying.py"""

from __future__ import annotations

from typing import Any

from domain.kanoon import KanoonService, events
from domain.kanoon.policy import policy_on
from domain.kanoon.rules import join_number
from domain.kernel.people import SYSTEM
from domain.kernel.persian.dates import day_in_tehran
from handlers.kit import Post, hears

NEWS = "kanoon"
"""The category of everything a member may switch off; decisions about oneself have none."""

CLOCKS = ("kanoon.remind_first", "kanoon.remind_second", "kanoon.expire_request")


async def watch(post: Post, request: int, version: int) -> None:
    """Set the clocks of a request anew (shared:G8): what was set before its last move no longer counts."""
    limits = policy_on(day_in_tehran(post.now))
    for name, delay in zip(CLOCKS, (*limits.remind_after, limits.expires_after), strict=True):
        await post.at(post.now + delay, name, request, version)


async def _refresh(post: Post, request: int) -> None:
    await post.refresh("kanoon.join_request", request)
    await post.refresh("kanoon.my_request", request)


@hears(events.JoinAsked, events.JoinUndone)
async def a_request_waits(event: events.JoinEvent, post: Post, kanoon: KanoonService) -> None:
    """Whoever may decide gets the card, rahbar and rahyar may look on, the applicant follows their own."""
    await watch(post, event.request, event.version)
    if type(event) is events.JoinUndone:
        await _refresh(post, event.request)
        await post.tell(event.member, "kanoon.notice.undone", number=join_number(event.request))
        return
    for member in (await kanoon.circle(SYSTEM, event.kanoon)).watchers:
        await post.card("kanoon.join_request", int(event.request), member)
    await post.card("kanoon.my_request", int(event.request), event.member)


@hears(events.JoinAnswerWanted)
async def the_hamyar_asks(event: events.JoinAnswerWanted, post: Post, kanoon: KanoonService) -> None:
    await watch(post, event.request, event.version)
    await _refresh(post, event.request)
    circle = await kanoon.circle(SYSTEM, event.kanoon)
    start = ("kanoon.answer", int(event.request))
    await post.tell(event.member, "kanoon.notice.answer_wanted", start=start, title=circle.title, number=join_number(event.request))


@hears(events.JoinAnswered)
async def the_applicant_answers(event: events.JoinAnswered, post: Post, kanoon: KanoonService) -> None:
    await watch(post, event.request, event.version)
    await _refresh(post, event.request)
    for member in (await kanoon.circle(SYSTEM, event.kanoon)).deciders:
        await post.card("kanoon.join_request", int(event.request), member)


@hears(events.JoinApproved, events.JoinRejected, events.JoinCancelled, events.JoinExpired)
async def a_request_is_over(event: events.JoinEvent, post: Post, kanoon: KanoonService) -> None:
    """Every copy shows who decided; the applicant is told; the rahbar hears of a new member."""
    for clock in CLOCKS:
        await post.off(clock, int(event.request))
    await _refresh(post, event.request)
    circle = await kanoon.circle(SYSTEM, event.kanoon)
    asked = await kanoon.request_now(SYSTEM, event.request)
    fields: dict[str, Any] = {"title": circle.title, "number": join_number(event.request), "reason": (asked.why or asked.reason or None) if asked else None}
    if type(event) is events.JoinApproved:
        undo_over = post.now + policy_on(day_in_tehran(post.now)).undo_within
        await post.at(undo_over, "kanoon.undo_over", int(event.request), event.version)
        await post.tell(event.member, "kanoon.notice.approved", buttons=("kanoon.mine",), **fields)
        await post.tell(circle.rahbar, "kanoon.notice.new_member", category=NEWS, title=circle.title, name=await kanoon.name_for_leaders(SYSTEM, event.member))
    elif type(event) is events.JoinRejected:
        again = await kanoon.again_from(SYSTEM, event.request)
        key = "kanoon.notice.rejected_for_good" if again is None else "kanoon.notice.rejected"
        await post.tell(event.member, key, buttons=("kanoon.join",), again=again, **fields)
    elif type(event) is events.JoinExpired:
        await post.tell(event.member, "kanoon.notice.expired", buttons=("kanoon.join",), **fields)
        for hamyar in circle.hamyars:
            await post.tell(hamyar, "kanoon.notice.expired_for_hamyar", **fields)
        await post.tell(circle.rahbar, "kanoon.notice.expired_for_rahbar", buttons=("kanoon.replace_hamyar",), **fields)


@hears(events.MemberMoved)
async def somebody_moved_away(event: events.MemberMoved, post: Post, kanoon: KanoonService) -> None:
    circle = await kanoon.circle(SYSTEM, event.left)
    for member in {circle.rahbar, *circle.hamyars} - {event.member}:
        await post.tell(member, "kanoon.notice.moved_away", category=NEWS, title=circle.title, name=await kanoon.name_for_leaders(SYSTEM, event.member))


@hears(events.MemberLeft)
async def somebody_left(event: events.MemberLeft, post: Post, kanoon: KanoonService) -> None:
    circle = await kanoon.circle(SYSTEM, event.kanoon)
    for member in (circle.rahbar, *circle.hamyars):
        name = await kanoon.name_for_leaders(SYSTEM, event.member)
        await post.tell(member, "kanoon.notice.left", category=NEWS, title=circle.title, name=name, reason=event.reason or None)


@hears(events.MemberRemoved)
async def somebody_was_removed(event: events.MemberRemoved, post: Post, kanoon: KanoonService) -> None:
    circle = await kanoon.circle(SYSTEM, event.kanoon)
    await post.tell(event.member, "kanoon.notice.removed", buttons=("kanoon.join",), title=circle.title, reason=event.reason)
    for hamyar in circle.hamyars:
        name = await kanoon.name_for_leaders(SYSTEM, event.member)
        await post.tell(hamyar, "kanoon.notice.removed_for_hamyar", category=NEWS, title=circle.title, name=name)
