"""کارت تغییر نرخ - a proposal for whoever may approve it, and for who made it; the buttons go when somebody decided.   Shown by: hearing.py"""

from __future__ import annotations

from domain.kernel.refusal import Refusal
from domain.policy import PolicyService
from domain.policy.model import ChangeId
from handlers.kit import Card, card
from handlers.policy.showing import change_fields


@card("policy.change")
async def draw_change(card: Card, policy: PolicyService) -> None:
    """The same words for everybody; what may be done is another's."""
    seen = await policy.find_change(card.viewer, ChangeId(card.subject))
    if seen is None:
        raise Refusal("policy.no_such_change")
    card.show(f"head_{seen.measure.value}", **change_fields(seen), by=seen.by or None, reason=seen.reason)
    card.line(f"is_{seen.state.value}", name=seen.decided_by or None, at=seen.decided, answer=seen.answer or None, until=seen.until, number=seen.number)
    if "approve" in seen.may:
        card.action("approve", "", policy.approve, seen.id)
        card.action("refuse", "policy.refuse")
    if "withdraw" in seen.may:
        card.action("withdraw", "", policy.withdraw, seen.id)
    if seen.decided_by:
        card.over("approve", "decided_already", name=seen.decided_by)
        card.over("withdraw", "decided_already", name=seen.decided_by)
