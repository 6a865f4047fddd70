"""زمان‌ها - what the clock does in kanoons: reminders, expiry, deputies, sending to many. A clock whose object has moved on does nothing (rel:T3).
Set by: hearing.py hearing_roles.py hearing_together.py"""

from __future__ import annotations

from typing import Any

from domain.kanoon import KanoonService
from domain.kanoon.groups import ActivityId, ActivityState, MessageId
from domain.kanoon.model import JoinId, JoinState, KanoonId, OfferId
from domain.kanoon.rules import activity_number, join_number, offer_number
from domain.kernel.people import SYSTEM, MemberId
from handlers.kanoon.hearing import NEWS
from handlers.kit import Post, TimeUp, at_time

PAGE = 200  # members who are written to in one transaction


@at_time("kanoon.remind_first")
async def remind_first(up: TimeUp, post: Post, kanoon: KanoonService) -> None:
    await _remind(up, post, kanoon, again=False)


@at_time("kanoon.remind_second")
async def remind_second(up: TimeUp, post: Post, kanoon: KanoonService) -> None:
    await _remind(up, post, kanoon, again=True)


async def _remind(up: TimeUp, post: Post, kanoon: KanoonService, *, again: bool) -> None:
    """Whoever is to act is reminded; the second time the rahbar and the rahyar hear of it too (shared:G8; reference-systems.md 2)."""
    asked = await kanoon.request_now(SYSTEM, JoinId(int(up.subject)))
    if asked is None or asked.version != up.version or not asked.is_open:
        return
    circle, number = await kanoon.circle(SYSTEM, asked.kanoon), join_number(asked.id)
    if asked.state is JoinState.NEEDS_ANSWER:
        await post.tell(asked.member, "kanoon.notice.remind_applicant", start=("kanoon.answer", int(asked.id)), title=circle.title, number=number)
        return
    for member in circle.deciders:
        await post.tell(member, "kanoon.notice.remind_hamyar", number=number, since=asked.since)
        await post.card("kanoon.join_request", int(asked.id), member)
    if again:
        await post.tell(circle.rahbar, "kanoon.notice.remind_rahbar", buttons=("kanoon.replace_hamyar",), number=number, since=asked.since)
        if circle.rahyar is not None:
            await post.tell(circle.rahyar, "kanoon.notice.remind_rahyar", title=circle.title, number=number, since=asked.since)


@at_time("kanoon.expire_request")
async def expire_request(up: TimeUp, post: Post, kanoon: KanoonService) -> None:
    await kanoon.expire_request(SYSTEM, JoinId(int(up.subject)), up.version)


@at_time("kanoon.undo_over")
async def undo_over(up: TimeUp, post: Post) -> None:
    """The button to take an approval back goes."""
    await post.refresh("kanoon.join_request", int(up.subject))


@at_time("kanoon.remind_offer")
async def remind_offer(up: TimeUp, post: Post, kanoon: KanoonService) -> None:
    await _remind_of_offer(up, post, kanoon)


@at_time("kanoon.remind_offer_again")
async def remind_offer_again(up: TimeUp, post: Post, kanoon: KanoonService) -> None:
    await _remind_of_offer(up, post, kanoon)


async def _remind_of_offer(up: TimeUp, post: Post, kanoon: KanoonService) -> None:
    made = await kanoon.offer_now(SYSTEM, OfferId(int(up.subject)))
    if made is None or made.version != up.version or not made.is_open:
        return
    circle = await kanoon.circle(SYSTEM, made.kanoon)
    to = [made.member] if made.state.value == "waiting" else [h for h in circle.hamyars if h != made.member]
    for member in to:
        await post.tell(member, "kanoon.notice.remind_offer", number=offer_number(made.id), title=circle.title)
        await post.card("kanoon.offer", int(made.id), member)


@at_time("kanoon.expire_offer")
async def expire_offer(up: TimeUp, post: Post, kanoon: KanoonService) -> None:
    await kanoon.expire_offer(SYSTEM, OfferId(int(up.subject)), up.version)


@at_time("kanoon.back")
async def back(up: TimeUp, post: Post, kanoon: KanoonService) -> None:
    where, _, hamyar = up.subject.partition(":")
    await kanoon.end_absence(SYSTEM, KanoonId(int(where)), MemberId(int(hamyar)))


@at_time("kanoon.deliver")
async def deliver(up: TimeUp, post: Post, kanoon: KanoonService) -> None:
    """A message to everybody, a page of members at a time; each may mute it."""
    which, _, after = up.subject.partition(":")
    message = await kanoon.message(SYSTEM, MessageId(int(which)))
    if message is None:
        return
    members, last = await kanoon.next_listeners(SYSTEM, message.id, MemberId(int(after)), PAGE)
    for member in members:
        await post.tell(member, "kanoon.notice.message", buttons=("kanoon.mute",), category=NEWS, title=message.kanoon, name=message.by, text=message.text)
    if last is not None:
        await post.at(post.now, "kanoon.deliver", f"{which}:{last}")


@at_time("kanoon.announce")
async def announce(up: TimeUp, post: Post, kanoon: KanoonService) -> None:
    """A planned activity to everybody in the kanoon, a page of members at a time."""
    which, _, after = up.subject.partition(":")
    activity, _ = await kanoon.told_of(SYSTEM, ActivityId(int(which)))
    if activity is None or activity.state is not ActivityState.PLANNED:
        return
    members, last = await kanoon.next_members(SYSTEM, activity.kanoon, MemberId(int(after)), PAGE)
    for member in members:
        if member != activity.by:
            start = ("kanoon.activities", int(activity.id))
            fields: dict[str, Any] = {"title": activity.title, "day": activity.day, "place": activity.place or None, "number": activity_number(activity.id)}
            await post.tell(member, "kanoon.notice.activity", start=start, category=NEWS, **fields)
    if last is not None:
        await post.at(post.now, "kanoon.announce", f"{which}:{last}")


@at_time("kanoon.eve")
async def eve(up: TimeUp, post: Post, kanoon: KanoonService) -> None:
    """Who means to come to an activity is reminded the evening before."""
    activity, coming = await kanoon.told_of(SYSTEM, ActivityId(int(up.subject)))
    if activity is None or activity.state is not ActivityState.PLANNED:
        return
    for member in coming:
        await post.tell(member, "kanoon.notice.tomorrow", category=NEWS, title=activity.title, day=activity.day, place=activity.place or None)
