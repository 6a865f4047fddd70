"""شنیدن کارهای جمعی - activities, photos, messages to everybody (kanoon:K14, K16).   Siblings: hearing.py   Timers: waking.py"""

from __future__ import annotations

from domain.kanoon import KanoonService, events
from domain.kanoon.policy import policy_on
from domain.kanoon.rules import activity_number
from domain.kernel.people import SYSTEM
from domain.kernel.persian.dates import day_begins, day_in_tehran
from handlers.kanoon.hearing import NEWS
from handlers.kit import Post, hears


@hears(events.ActivityProposed)
async def an_activity_is_proposed(event: events.ActivityProposed, post: Post, kanoon: KanoonService) -> None:
    circle = await kanoon.circle(SYSTEM, event.kanoon)
    for member in (circle.rahbar, *circle.hamyars):
        await post.card("kanoon.proposal", int(event.activity), member)


@hears(events.ActivityPlanned, events.ActivityDeclined, events.ActivityChanged)
async def an_activity_moved(event: events.ActivityEvent, post: Post, kanoon: KanoonService) -> None:
    """A plan is announced to everybody, page by page; the proposer hears of a no."""
    await post.refresh("kanoon.proposal", int(event.activity))
    activity, coming = await kanoon.told_of(SYSTEM, event.activity)
    if activity is None:
        return
    if type(event) is events.ActivityPlanned:
        await post.at(post.now, "kanoon.announce", f"{event.activity}:0")
        eve = day_begins(activity.day) - policy_on(day_in_tehran(post.now)).eve
        if eve > post.now:
            await post.at(eve, "kanoon.eve", int(event.activity))
    elif type(event) is events.ActivityDeclined:
        await post.tell(event.by, "kanoon.notice.proposal_declined", title=activity.title, reason=activity.reason or None)
    elif activity.state.value == "cancelled":
        for member in coming:
            await post.tell(member, "kanoon.notice.called_off", title=activity.title, day=activity.day, reason=activity.reason or None)


@hears(events.PhotoAdded)
async def a_photo_was_added(event: events.PhotoAdded, post: Post, kanoon: KanoonService) -> None:
    activity, coming = await kanoon.told_of(SYSTEM, event.activity)
    for member in coming:
        if activity is not None and member != event.by:
            await post.tell(member, "kanoon.notice.photo", media=f"photo|{event.photo}", category=NEWS, title=activity.title, number=activity_number(event.activity))


@hears(events.PhotosWanted)
async def somebody_wants_the_photos(event: events.PhotosWanted, post: Post, kanoon: KanoonService) -> None:
    activity, _ = await kanoon.told_of(SYSTEM, event.activity)
    if activity is None:
        return
    for photo in activity.photos:
        await post.tell(event.by, "kanoon.notice.photo", media=f"photo|{photo}", title=activity.title, number=activity_number(event.activity))


@hears(events.MessageSent)
async def a_message_was_sent(event: events.MessageSent, post: Post) -> None:
    await post.at(post.now, "kanoon.deliver", f"{event.message}:0")
