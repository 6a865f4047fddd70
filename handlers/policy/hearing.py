"""شنیدن - who is told when a number is to change, and what the clock does.   Events: domain/policy/events.py"""

from __future__ import annotations

from typing import Any

from domain.kernel.people import SYSTEM
from domain.kernel.persian.dates import day_in_tehran
from domain.membership.events import MemberErased
from domain.policy import PolicyService, events
from domain.policy.model import ChangeId, ChangeState
from domain.policy.policy import policy_on
from handlers.kit import Post, TimeUp, at_time, hears

REQUESTS = "requests"


@hears(events.ChangeProposed)
async def a_change_was_proposed(event: events.ChangeProposed, post: Post) -> None:
    """Everybody who may approve gets the card; the proposer has one to take it back."""
    await post.at(event.until, "policy.expire", int(event.change), event.version)
    reminder = post.now + policy_on(day_in_tehran(post.now)).remind_after
    if reminder < event.until:
        await post.at(reminder, "policy.remind", int(event.change), event.version)
    for member in (event.by, *event.may_approve):
        await post.card("policy.change", int(event.change), member)


@hears(events.ChangeSettled)
async def a_change_was_settled(event: events.ChangeSettled, post: Post, policy: PolicyService) -> None:
    """Every copy shows who decided; the proposer is told."""
    await post.off("policy.expire", int(event.change))
    await post.off("policy.remind", int(event.change))
    await post.refresh("policy.change", int(event.change))
    seen = await policy.change_now(SYSTEM, event.change)
    if seen is not None and seen.state is not ChangeState.WITHDRAWN:
        told: dict[str, Any] = {"name": f"policy.rule.{seen.key}", "by": seen.decided_by or None, "answer": seen.answer or None, "since": seen.since}
        await post.tell(event.by, f"policy.notice.{seen.state.value}", buttons=("policy.rules",), category=REQUESTS, **told)


@at_time("policy.remind")
async def remind_to_approve(up: TimeUp, post: Post, policy: PolicyService) -> None:
    seen = await policy.change_now(SYSTEM, ChangeId(int(up.subject)))
    if seen is not None and seen.version == up.version and seen.state is ChangeState.PROPOSED:
        for member in await policy.who_approves(SYSTEM, seen.id):
            await post.card("policy.change", int(seen.id), member)


@at_time("policy.expire")
async def expire(up: TimeUp, post: Post, policy: PolicyService) -> None:
    await policy.expire(SYSTEM, ChangeId(int(up.subject)), up.version)


@hears(MemberErased)
async def somebody_is_forgotten(event: MemberErased, post: Post, policy: PolicyService) -> None:
    await policy.forget(SYSTEM, event.member)
