"""پیام به رهیار - a member writes to the rahyar of their kanoon, and the answer comes back (shared:G11).   Rules: domain/kanoon/accompanying.py"""

from __future__ import annotations

from domain.kanoon import KanoonService, events
from domain.kanoon.policy import policy_on
from domain.kernel.people import RAHYARS, SYSTEM, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.membership.events import RoleRevoked
from handlers.kit import Chat, Post, flow, hears
from handlers.kit.readers import text


@flow("kanoon.write_to_rahyar", offers=Role.MEMBER)
async def write_to_rahyar(chat: Chat, kanoon: KanoonService) -> None:
    """A letter to the one rahyar of my kanoon; while there is none, the way to an online rahyar (kanoon:K5)."""
    home = (await kanoon.mine(chat.member)).card
    if home is None:
        raise Refusal("kanoon.no_kanoon")
    if home.rahyar_id is None:
        await chat.stop("rahyar_soon", title=home.title)
    words = await chat.ask("letter", text(*policy_on(chat.today).letter), name=home.rahyar or None)
    name = await kanoon.write_to_rahyar(chat.member, words)
    await chat.say("letter_sent", name=name)


@flow("kanoon.answer_member", offers=RAHYARS)
async def answer_member(chat: Chat, kanoon: KanoonService) -> None:
    """The rahyar of a kanoon answers one of its members; the subject is the member."""
    if not chat.subject:
        raise Refusal("kanoon.not_your_member")
    whom = await kanoon.whom_to_answer(chat.member, MemberId(chat.subject))
    words = await chat.ask("answer_to_member", text(*policy_on(chat.today).letter), name=whom.name)
    await kanoon.answer_member(chat.member, whom.id, words)
    await chat.say("answer_sent", name=whom.name)


@hears(events.RahyarAddressed)
async def a_member_wrote_to_the_rahyar(event: events.RahyarAddressed, post: Post, kanoon: KanoonService) -> None:
    circle, name = await kanoon.circle(SYSTEM, event.kanoon), await kanoon.name_for_leaders(SYSTEM, event.member)
    start = ("kanoon.answer_member", int(event.member))
    await post.tell(event.rahyar, "kanoon.notice.letter", start=start, name=name, title=circle.title, words=event.words)


@hears(events.RahyarAnswered)
async def the_rahyar_answered(event: events.RahyarAnswered, post: Post, kanoon: KanoonService) -> None:
    name = await kanoon.name_for_leaders(SYSTEM, event.rahyar)
    await post.tell(event.member, "kanoon.notice.letter_answered", buttons=("kanoon.write_to_rahyar",), name=name, words=event.words)


@hears(RoleRevoked)
async def a_rahyar_is_none_any_more(event: RoleRevoked, post: Post, kanoon: KanoonService) -> None:
    if event.role in RAHYARS:
        await kanoon.let_rahyar_go(SYSTEM, event.member)


@hears(events.RahyarGone)
async def a_kanoon_needs_another_rahyar(event: events.RahyarGone, post: Post, kanoon: KanoonService) -> None:
    """The dabir names another; until then the card says so (kanoon:K5)."""
    circle = await kanoon.circle(SYSTEM, event.kanoon)
    for dabir in circle.dabirs:
        start = ("kanoon.assign_rahyar", int(event.kanoon))
        await post.tell(dabir, "kanoon.notice.needs_rahyar", start=start, title=circle.title, code=circle.code)
    for request in await kanoon.open_requests_in(SYSTEM, event.kanoon):
        await post.refresh("kanoon.join_request", int(request))
