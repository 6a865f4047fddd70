"""شنیدن - who is told what when something happens in a kanoon (kanoon:K17).   Events: domain/kanoon/events.py   Timers: waking.py   Cards: cards.py"""

from __future__ import annotations

from typing import Any

from domain.kanoon import KanoonService, events
from domain.kanoon.model import KanoonId
from domain.kanoon.policy import policy_on
from domain.kanoon.rules import activity_number, join_number, offer_number
from domain.kernel.people import SYSTEM, MemberId
from domain.kernel.persian.dates import day_in_tehran
from handlers.kit import Post, hears

NEWS = "kanoon"
"""The category of everything a member may switch off; decisions about oneself have none."""


async def watch(post: Post, request: int, version: int) -> None:
    """Set the clocks of a request anew (shared:G8): what was set before its last move no longer counts."""
    limits = policy_on(day_in_tehran(post.now))
    for name, delay in zip(("kanoon.remind_first", "kanoon.remind_second"), limits.remind_after, strict=True):
        await post.at(post.now + delay, name, request, version)
    await post.at(post.now + limits.expires_after, "kanoon.expire_request", request, version)


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
    for clock in ("kanoon.remind_first", "kanoon.remind_second", "kanoon.expire_request"):
        await post.off(clock, int(event.request))
    await _refresh(post, event.request)
    circle = await kanoon.circle(SYSTEM, event.kanoon)
    asked = await kanoon.request_now(SYSTEM, event.request)
    fields: dict[str, Any] = {"title": circle.title, "number": join_number(event.request), "reason": (asked.reason if asked else "") or None}
    if type(event) is events.JoinApproved:
        undo_over = post.now + policy_on(day_in_tehran(post.now)).undo_within
        await post.at(undo_over, "kanoon.undo_over", int(event.request), event.version)
        await post.tell(event.member, "kanoon.notice.approved", buttons=("kanoon.mine",), **fields)
        await post.tell(circle.rahbar, "kanoon.notice.new_member", category=NEWS, title=circle.title)
    elif type(event) is events.JoinRejected:
        await post.tell(event.member, "kanoon.notice.rejected", buttons=("kanoon.join",), **fields)
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
        await post.tell(member, "kanoon.notice.left", category=NEWS, title=circle.title, name=await kanoon.name_for_leaders(SYSTEM, event.member))


@hears(events.MemberRemoved)
async def somebody_was_removed(event: events.MemberRemoved, post: Post, kanoon: KanoonService) -> None:
    circle = await kanoon.circle(SYSTEM, event.kanoon)
    await post.tell(event.member, "kanoon.notice.removed", buttons=("kanoon.join",), title=circle.title, reason=event.reason)
    for hamyar in circle.hamyars:
        name = await kanoon.name_for_leaders(SYSTEM, event.member)
        await post.tell(hamyar, "kanoon.notice.removed_for_hamyar", category=NEWS, title=circle.title, name=name)


@hears(events.HamyarOffered, events.RahbarOffered, events.HandOverAccepted)
async def a_role_is_offered(event: events.OfferEvent, post: Post, kanoon: KanoonService) -> None:
    """A card to who is to answer, and one to who offered it."""
    limits, number = policy_on(day_in_tehran(post.now)), int(event.offer)
    await post.at(post.now + limits.remind_after[0], "kanoon.remind_offer", number, event.version)
    await post.at(post.now + limits.expires_after, "kanoon.expire_offer", number, event.version)
    made, circle = await kanoon.offer_now(SYSTEM, event.offer), await kanoon.circle(SYSTEM, event.kanoon)
    if type(event) is events.HandOverAccepted:
        await post.refresh("kanoon.offer", number)
        to: list[MemberId] = [h for h in circle.hamyars if h != event.member]
    else:
        to = [event.member, *([made.by] if made else [])]
    for member in to:
        await post.card("kanoon.offer", number, member)


@hears(events.OfferDone, events.OfferRefused, events.OfferWithdrawn, events.OfferExpired)
async def an_offer_is_over(event: events.OfferEvent, post: Post, kanoon: KanoonService) -> None:
    number = int(event.offer)
    for clock in ("kanoon.remind_offer", "kanoon.expire_offer"):
        await post.off(clock, number)
    await post.refresh("kanoon.offer", number)
    made = await kanoon.offer_now(SYSTEM, event.offer)
    if made is not None and type(event) in (events.OfferRefused, events.OfferExpired):
        key = "kanoon.notice.offer_refused" if type(event) is events.OfferRefused else "kanoon.notice.offer_expired"
        buttons = ("kanoon.register",) if made.kind.value == "first_hamyar" else ()
        name = await kanoon.name_for_leaders(SYSTEM, event.member)
        await post.tell(made.by, key, buttons=buttons, number=offer_number(number), name=name, reason=made.reason or None)


@hears(events.RoleChanged)
async def a_role_changed_hands(event: events.RoleChanged, post: Post, kanoon: KanoonService) -> None:
    """All three sides are told, and requests that wait move to who may decide now (kanoon:K17)."""
    circle = await kanoon.circle(SYSTEM, event.kanoon)
    name = await kanoon.name_for_leaders(SYSTEM, event.member)
    for member in {circle.rahbar, *circle.hamyars, *([event.instead_of] if event.instead_of is not None else [])}:
        await post.tell(member, "kanoon.notice.role_changed", title=circle.title, role=event.role, name=name)
    await _hand_on(post, kanoon, event.kanoon)


async def _hand_on(post: Post, kanoon: KanoonService, where: KanoonId) -> None:
    """Old cards lose their buttons; who may decide now gets the waiting requests."""
    circle = await kanoon.circle(SYSTEM, where)
    for request in await kanoon.open_requests_in(SYSTEM, where):
        await post.refresh("kanoon.join_request", int(request))
        for member in circle.deciders:
            await post.card("kanoon.join_request", int(request), member)


@hears(events.HamyarAway)
async def a_hamyar_is_away(event: events.HamyarAway, post: Post, kanoon: KanoonService) -> None:
    until = await kanoon.absence_ends(SYSTEM, event.kanoon, event.hamyar)
    if until is None:
        return
    await post.at(until, "kanoon.back", f"{event.kanoon}:{event.hamyar}")
    circle, name = await kanoon.circle(SYSTEM, event.kanoon), await kanoon.name_for_leaders(SYSTEM, event.hamyar)
    await post.tell(event.deputy, "kanoon.notice.deputy", buttons=("kanoon.requests_for_deputy",), title=circle.title, name=name, until=until)
    await post.tell(circle.rahbar, "kanoon.notice.hamyar_away", category=NEWS, title=circle.title, name=name, until=until)
    await _hand_on(post, kanoon, event.kanoon)


@hears(events.HamyarBack)
async def a_hamyar_is_back(event: events.HamyarBack, post: Post, kanoon: KanoonService) -> None:
    await post.off("kanoon.back", f"{event.kanoon}:{event.hamyar}")
    circle = await kanoon.circle(SYSTEM, event.kanoon)
    await post.tell(event.deputy, "kanoon.notice.deputy_thanks", title=circle.title)
    await _hand_on(post, kanoon, event.kanoon)


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


@hears(events.MessageSent)
async def a_message_was_sent(event: events.MessageSent, post: Post) -> None:
    await post.at(post.now, "kanoon.deliver", f"{event.message}:0")
