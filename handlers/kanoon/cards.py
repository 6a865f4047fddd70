"""کارت‌های کانون - a request, my request, an offered role, an activity: each viewer sees their own and may do what they may.   Posted by: hearing.py"""

from __future__ import annotations

from domain.kanoon import KanoonService
from domain.kanoon.groups import ActivityId
from domain.kanoon.model import JoinId, JoinState, OfferId
from domain.kernel.refusal import Refusal
from handlers.kanoon.showing import reason_of
from handlers.kit import Card, card


@card("kanoon.join_request")
async def draw_request(card: Card, kanoon: KanoonService) -> None:
    """For hamyars, deputies, rahbar and rahyar; only who may decide now has buttons (kanoon:K8)."""
    seen = await kanoon.find_request(card.viewer, JoinId(card.subject))
    if seen is None:
        raise Refusal("kanoon.request_not_found")
    card.show("head", number=seen.number, name=seen.name or None, title=seen.kanoon, place=seen.place or None, filed=seen.filed)
    for told in seen.replies:
        card.line("told", question=told.question, answer=told.answer)
    if seen.note:
        card.line("said", note=seen.note)
    if seen.invited_by:
        card.line("invited", name=seen.invited_by)
    if seen.question:
        card.line("question", question=seen.question)
    if seen.answer:
        card.line("reply", answer=seen.answer)
    card.line(f"is_{seen.state.value}", name=seen.decided_by or None, at=seen.since, reason=reason_of(seen), expires=seen.expires)
    if "approve" in seen.may:
        card.action("approve", "", kanoon.approve, seen.id)
    if "ask" in seen.may:
        card.action("ask", "kanoon.ask_more")
    if "reject" in seen.may:
        card.action("reject", "kanoon.reject")
    if "undo" in seen.may:
        card.line("undo_until", until=seen.undo_until)
        card.action("undo", "", kanoon.undo_approval, seen.id)


@card("kanoon.my_request")
async def draw_my_request(card: Card, kanoon: KanoonService) -> None:
    """For the applicant: where the request stands, and what they may do."""
    seen = await kanoon.find_request(card.viewer, JoinId(card.subject))
    if seen is None:
        raise Refusal("kanoon.request_not_found")
    card.show("head", number=seen.number, title=seen.kanoon, filed=seen.filed)
    card.line(f"is_{seen.state.value}", at=seen.since, reason=reason_of(seen), question=seen.question or None, expires=seen.expires)
    if seen.state is JoinState.REJECTED and seen.again_from is not None:
        card.line("again", when=seen.again_from)
    if "answer" in seen.may:
        card.action("answer", "kanoon.answer")
    if "cancel" in seen.may:
        card.action("cancel", "kanoon.withdraw")


@card("kanoon.offer")
async def draw_offer(card: Card, kanoon: KanoonService) -> None:
    """For who is offered a role, who offered it, and the hamyars who confirm a hand-over."""
    seen = await kanoon.find_offer(card.viewer, OfferId(card.subject))
    if seen is None:
        raise Refusal("kanoon.offer_not_found")
    fields = {"title": seen.kanoon, "affinity": seen.affinity, "goal": seen.goal, "name": seen.name or None, "by": seen.by or None, "number": seen.number}
    card.show(f"head_{seen.kind.value}", **fields)
    if seen.instead_of:
        card.line("instead", name=seen.instead_of)
    if seen.by_dabir:
        card.line("by_dabir")
    card.line(f"is_{seen.state.value}", at=seen.since, name=seen.name or None, reason=seen.reason or None)
    if "accept" in seen.may:
        card.action("accept", "", kanoon.accept_offer, seen.id)
        card.action("refuse", "kanoon.refuse_role")
    if "confirm" in seen.may:
        card.action("confirm", "", kanoon.confirm_hand_over, seen.id)
        card.action("decline", "kanoon.decline_hand_over")
    if "withdraw" in seen.may:
        card.action("withdraw", "", kanoon.withdraw_offer, seen.id)


@card("kanoon.proposal")
async def draw_proposal(card: Card, kanoon: KanoonService) -> None:
    """A member's idea, for the rahbar and the hamyars."""
    seen = await kanoon.find_activity(card.viewer, ActivityId(card.subject))
    if seen is None:
        raise Refusal("kanoon.activity_not_found")
    card.show("head", title=seen.title, kind=seen.kind, day=seen.day, place=seen.place or None, by=seen.by, number=seen.number)
    card.line(f"is_{seen.state.value}", reason=seen.reason or None)
    if "approve" in seen.may:
        card.action("approve", "", kanoon.approve_activity, seen.id)
        card.action("decline", "kanoon.activity_decline")
