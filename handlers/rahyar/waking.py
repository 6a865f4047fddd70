"""زمان‌ها - what the clock does for rahyars: the day of a follow-up, and organisations that nobody confirms (shared:G8).   Set by: hearing.py"""

from __future__ import annotations

from typing import Any

from domain.kernel.people import SYSTEM
from domain.kernel.persian.dates import day_in_tehran, next_at
from domain.rahyar import RahyarService
from domain.rahyar.events import FollowUpSet
from domain.rahyar.model import AffiliationId, AffiliationState, FollowUpId
from domain.rahyar.policy import policy_on
from handlers.kit import Post, TimeUp, at_time
from handlers.rahyar.showing import noon_of

REMINDERS = "reminders"


async def watch_follow_up(post: Post, event: FollowUpSet) -> None:
    """Its rahyar is reminded on the morning of the day, or on the next one where that is over."""
    if event.rahyar is None:
        await post.off("rahyar.due", int(event.follow_up))
        return
    hour = policy_on(day_in_tehran(post.now)).remind_at
    morning = next_at(noon_of(event.due, -1), hour)
    await post.at(morning if morning > post.now else next_at(post.now, hour), "rahyar.due", int(event.follow_up), event.version)


async def watch_org(post: Post, affiliation: AffiliationId, version: int) -> None:
    limits = policy_on(day_in_tehran(post.now))
    await post.at(post.now + limits.remind_after, "rahyar.remind_org", int(affiliation), version)
    await post.at(post.now + limits.affiliation_expires, "rahyar.expire_org", int(affiliation), version)


@at_time("rahyar.due")
async def remind_of_follow_up(up: TimeUp, post: Post, rahyar: RahyarService) -> None:
    seen = await rahyar.due_now(SYSTEM, FollowUpId(int(up.subject)), up.version)
    whose = None if seen is None else await rahyar.whose_follow_up(SYSTEM, seen.id)
    if seen is not None and whose is not None:
        fields: dict[str, Any] = {"name": seen.name or None, "topic": seen.topic or None, "number": seen.number}
        await post.tell(whose, "rahyar.notice.due", start=("rahyar.one_follow_up", int(seen.id)), category=REMINDERS, **fields)


@at_time("rahyar.remind_org")
async def remind_to_confirm(up: TimeUp, post: Post, rahyar: RahyarService) -> None:
    seen = await rahyar.affiliation_now(SYSTEM, AffiliationId(int(up.subject)))
    if seen is not None and seen.version == up.version and seen.state is AffiliationState.DECLARED:
        for decider in await rahyar.who_confirms(SYSTEM, seen.id):
            await post.card("rahyar.affiliation", int(seen.id), decider)


@at_time("rahyar.expire_org")
async def expire_org(up: TimeUp, post: Post, rahyar: RahyarService) -> None:
    await rahyar.expire_org(SYSTEM, AffiliationId(int(up.subject)), up.version)
