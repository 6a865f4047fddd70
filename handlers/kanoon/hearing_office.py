"""خبرهای سرپرستی - opened, suspended, restored, closed, a rahyar, a word to a member (kanoon:K4-K6, K15, K17).   Siblings: hearing.py"""

from __future__ import annotations

from domain.kanoon import KanoonService, events
from domain.kanoon.rules import join_number
from domain.kernel.people import SYSTEM
from domain.membership.events import MemberErased
from handlers.kanoon.hearing import NEWS
from handlers.kit import Post, hears


@hears(events.KanoonOpened)
async def a_kanoon_opened(event: events.KanoonOpened, post: Post, kanoon: KanoonService) -> None:
    """Its rahbar and hamyar get the code; the dabir is to name a rahyar (kanoon:K5)."""
    circle = await kanoon.circle(SYSTEM, event.kanoon)
    for member in (circle.rahbar, *circle.hamyars):
        await post.tell(member, "kanoon.notice.opened", buttons=("kanoon.mine", "kanoon.invite"), title=circle.title, code=circle.code)
    for dabir in circle.dabirs:
        start = ("kanoon.assign_rahyar", int(event.kanoon))
        await post.tell(dabir, "kanoon.notice.needs_rahyar", start=start, title=circle.title, code=circle.code)


@hears(events.KanoonSuspended, events.KanoonRestored)
async def a_kanoon_paused_or_goes_on(event: events.KanoonSuspended | events.KanoonRestored, post: Post, kanoon: KanoonService) -> None:
    circle, seen = await kanoon.circle(SYSTEM, event.kanoon), await kanoon.card_of(SYSTEM, event.kanoon)
    key = "kanoon.notice.suspended" if type(event) is events.KanoonSuspended else "kanoon.notice.restored"
    for member in (circle.rahbar, *circle.hamyars):
        await post.tell(member, key, title=circle.title, reason=seen.reason or None)
    for request in await kanoon.open_requests_in(SYSTEM, event.kanoon):
        await post.refresh("kanoon.join_request", int(request))
        asked = await kanoon.request_now(SYSTEM, request)
        if asked is not None and type(event) is events.KanoonSuspended:
            await post.tell(asked.member, "kanoon.notice.suspended_for_applicant", title=circle.title, number=join_number(request))


@hears(events.KanoonClosed)
async def a_kanoon_closed(event: events.KanoonClosed, post: Post, kanoon: KanoonService) -> None:
    seen = await kanoon.card_of(SYSTEM, event.kanoon)
    for member in event.members:
        await post.tell(member, "kanoon.notice.closed", buttons=("kanoon.join",), title=seen.title, reason=seen.reason or None)


@hears(events.RahyarAssigned)
async def a_rahyar_was_assigned(event: events.RahyarAssigned, post: Post, kanoon: KanoonService) -> None:
    """Those who lead know whom to ask; the rahyar knows whom to accompany (shared:G11)."""
    circle, name = await kanoon.circle(SYSTEM, event.kanoon), await kanoon.name_for_leaders(SYSTEM, event.rahyar)
    for member in (circle.rahbar, *circle.hamyars):
        await post.tell(member, "kanoon.notice.rahyar", title=circle.title, name=name)
    await post.tell(event.rahyar, "kanoon.notice.you_are_rahyar", title=circle.title, code=circle.code)
    if event.before is not None and event.before != event.rahyar:
        await post.tell(event.before, "kanoon.notice.rahyar_no_more", title=circle.title, name=name)
    for request in await kanoon.open_requests_in(SYSTEM, event.kanoon):
        await post.refresh("kanoon.join_request", int(request))


@hears(MemberErased)
async def a_member_is_gone(event: MemberErased, post: Post, kanoon: KanoonService) -> None:
    await kanoon.farewell(SYSTEM, event.member)
    await kanoon.let_rahyar_go(SYSTEM, event.member)


@hears(events.MemberPointed)
async def a_member_was_pointed_on(event: events.MemberPointed, post: Post, kanoon: KanoonService) -> None:
    circle, name = await kanoon.circle(SYSTEM, event.kanoon), await kanoon.name_for_leaders(SYSTEM, event.by)
    await post.tell(event.member, "kanoon.notice.pointed", category=NEWS, title=circle.title, name=name, path=event.path, note=event.note)
