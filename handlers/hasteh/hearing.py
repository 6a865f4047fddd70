"""شنیدن - who is told of hastehs and their people, and the clock of a review.   Events: domain/hasteh/events.py"""

from __future__ import annotations

from typing import Any

from domain.hasteh import HastehService, events
from domain.hasteh.model import FellowState, HastehId, HastehState
from domain.hasteh.work_call import WorkCallState
from domain.kernel.people import SYSTEM
from domain.membership.events import MemberErased
from handlers.hasteh.telling import hasteh_fields, invited_fields
from handlers.kit import Post, TimeUp, at_time, hears

REVIEW = "hasteh.review_is_late"
TOLD = (HastehState.ACTIVE, HastehState.NEEDS_EDIT, HastehState.REJECTED)


@hears(events.HastehMoved)
async def a_hasteh_moved(event: events.HastehMoved, post: Post, hasteh: HastehService) -> None:
    number = int(event.hasteh)
    await post.refresh("hasteh.request", number)
    for reviewer in event.reviewers:
        await post.card("hasteh.request", number, reviewer)
    await (post.at(event.until, REVIEW, number) if event.until is not None else post.off(REVIEW, number))
    seen = await hasteh.hasteh_now(SYSTEM, event.hasteh)
    if seen is not None and event.state in TOLD:
        await post.tell(event.leader, f"hasteh.notice.{event.state.value}", start=("hasteh.hasteh", number), why=seen.why or None, **hasteh_fields(seen))


@at_time(REVIEW)
async def nobody_looked(up: TimeUp, post: Post, hasteh: HastehService) -> None:
    await hasteh.remind_reviewers(SYSTEM, HastehId(int(up.subject)))


@hears(events.FellowMoved)
async def somebody_came_or_went(event: events.FellowMoved, post: Post, hasteh: HastehService) -> None:
    number = int(event.fellow)
    await post.refresh("hasteh.invitation", number)
    seen, leader = await hasteh.fellow_now(SYSTEM, event.fellow), await hasteh.leader_of(SYSTEM, event.hasteh)
    if seen is None:
        return
    if event.state is FellowState.INVITED:
        await post.card("hasteh.invitation", number, event.member)
    elif event.by == event.member:
        names = await hasteh.names_of(SYSTEM, [event.member])
        key = f"hasteh.notice.fellow_{event.state.value}"
        await post.tell(leader, key, start=("hasteh.hasteh", int(event.hasteh)), name=names.get(event.member, ""), **invited_fields(seen))
    elif event.state is FellowState.LEFT:
        await post.tell(event.member, "hasteh.notice.you_left", **invited_fields(seen))


@hears(events.WorkCallMoved)
async def somebody_is_called_to_work(event: events.WorkCallMoved, post: Post, hasteh: HastehService) -> None:
    seen = await hasteh.work_call_now(SYSTEM, event.call)
    if seen is None:
        return
    told: dict[str, Any] = {"name": seen.name, "rahyar": seen.rahyar, "aim": seen.aim}
    if event.state is WorkCallState.SENT:
        await post.tell(event.member, "hasteh.notice.called", start=("hasteh.called", int(event.call)), **told)
    else:
        await post.tell(event.by, f"hasteh.notice.call_{event.state.value}", **told)


@hears(events.StepMarked)
async def somebody_wrote_on_the_board(event: events.StepMarked, post: Post, hasteh: HastehService) -> None:
    key = "hasteh.notice.ticked" if event.ticked else "hasteh.notice.commented"
    await post.tell(event.leader, key, start=("hasteh.board", int(event.hasteh)), step=event.step)


@hears(MemberErased)
async def somebody_is_forgotten(event: MemberErased, post: Post, hasteh: HastehService) -> None:
    await hasteh.forget(SYSTEM, event.member)
