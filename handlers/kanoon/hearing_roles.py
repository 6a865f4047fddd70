"""شنیدن نقش‌ها - offers of roles, changes of hands, deputies, and roles left empty (kanoon:K12, K17; decision 25).   Siblings: hearing.py"""

from __future__ import annotations

from domain.kanoon import KanoonService, events
from domain.kanoon.model import KanoonId
from domain.kanoon.policy import policy_on
from domain.kanoon.rules import offer_number
from domain.kernel.people import SYSTEM, MemberId
from domain.kernel.persian.dates import day_in_tehran
from handlers.kanoon.hearing import NEWS
from handlers.kit import Post, hears

CLOCKS = ("kanoon.remind_offer", "kanoon.remind_offer_again", "kanoon.expire_offer")


@hears(events.HamyarOffered, events.RahbarOffered, events.HandOverAccepted)
async def a_role_is_offered(event: events.OfferEvent, post: Post, kanoon: KanoonService) -> None:
    """A card to who is to answer, and one to who offered it."""
    limits, number = policy_on(day_in_tehran(post.now)), int(event.offer)
    for clock, delay in zip(CLOCKS, (*limits.remind_after, limits.expires_after), strict=True):
        await post.at(post.now + delay, clock, number, event.version)
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
    for clock in CLOCKS:
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


@hears(events.RoleVacant)
async def a_role_is_vacant(event: events.RoleVacant, post: Post, kanoon: KanoonService) -> None:
    """The dabir is to find somebody, and those who are left know why nothing moves (decision 25)."""
    circle = await kanoon.circle(SYSTEM, event.kanoon)
    for dabir in circle.dabirs:
        start = ("kanoon.find_successor", int(event.kanoon))
        await post.tell(dabir, "kanoon.notice.vacant", start=start, title=circle.title, code=circle.code, role=event.role)
    for member in {circle.rahbar, *circle.hamyars} - {event.member}:
        buttons = ("kanoon.replace_hamyar",) if member == circle.rahbar else ()
        await post.tell(member, "kanoon.notice.vacant_here", buttons=buttons, title=circle.title, role=event.role)
