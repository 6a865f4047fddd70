"""بررسی هویت - a poshtiban approves, asks for something again, or says no.   Rules: domain/membership/reviewing.py correcting.py   Cards: cards.py"""

from __future__ import annotations

from domain.kernel.people import Role
from domain.membership.rules import ITEMS
from domain.membership.service import MembershipService
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import text
from handlers.membership.questions import REASON_LENGTHS


@flow("membership.reviews", offers=(Role.POSHTIBAN, Role.ADMIN), family="desk", order=50, drafts=False)
async def reviews(chat: Chat, membership: MembershipService) -> None:
    """What waits for a poshtiban, oldest first."""
    waiting = await membership.waiting_reviews(chat.member)
    options = [Option(id, "review_option", {"number": number, "name": name}) for id, number, name in waiting]
    picked = await chat.choose("which_review", options, search=True)
    v = await membership.review(chat.member, picked)
    deeds = [Option(d, f"membership.review.{d}") for d in ("approve", "ask_again", "reject")]
    if v.paper:
        deeds.append(Option("look", "membership.review.look"))
    deed = await chat.choose("deed", deeds, number=v.number, name=v.name, kind=v.kind, cause=v.cause, birth=v.birth, identifier=v.identifier, mobile=v.mobile)
    if deed == "look":
        await membership.look_at_paper(chat.member, picked)
        await chat.stop("paper_comes")
    elif deed != "approve":
        await chat.start(f"membership.{deed}", picked)
    await chat.confirm("sure_to_approve", name=v.name)
    await membership.approve(chat.member, picked)
    await chat.say("approved", name=v.name, number=v.number)


@flow("membership.reject", offers=(Role.POSHTIBAN, Role.ADMIN))
async def reject(chat: Chat, membership: MembershipService) -> None:
    """Say no to an application, with a reason; the subject is the application."""
    v = await membership.review(chat.member, int(chat.subject or 0))
    reason = await chat.ask("reason_to_reject", text(*REASON_LENGTHS), name=v.name, number=v.number)
    await chat.confirm("sure_to_reject", name=v.name)
    await membership.reject(chat.member, int(chat.subject or 0), reason)
    await chat.say("rejected", name=v.name, number=v.number)


@flow("membership.ask_again", offers=(Role.POSHTIBAN, Role.ADMIN))
async def ask_again(chat: Chat, membership: MembershipService) -> None:
    """Ask an applicant for what is wrong, and only for that; the subject is the application."""
    v = await membership.review(chat.member, int(chat.subject or 0))
    items = await chat.choose_many("what_again", [Option(item, f"membership.item.{item.value}") for item in ITEMS[v.kind]], name=v.name, number=v.number)
    reason = await chat.ask("what_to_correct", text(*REASON_LENGTHS), name=v.name)
    await chat.confirm("sure_to_ask_again", name=v.name)
    await membership.ask_again(chat.member, int(chat.subject or 0), tuple(items), reason)
    await chat.say("asked_again", name=v.name, number=v.number)
