"""پذیرش قوانین - who is told of new rules, and asked to accept them before what comes next.   Rules: domain/membership/agreeing.py   Dialog: joining.py `terms`"""

from __future__ import annotations

from domain.kernel.people import SYSTEM, Actor
from domain.membership.rules import Category
from domain.membership.service import MembershipService
from handlers.kit import Post, TimeUp, at_time, comes_first
from handlers.kit.registry import Flow

MORNING = 9  # o'clock in Tehran
FREE = frozenset({"membership", "moshavereh"})
"""Whoever has not accepted yet still sees, takes along and ends what is theirs, locks a stolen phone out, and speaks to a person."""


@comes_first
async def rules_come_first(actor: Actor, flow: Flow, membership: MembershipService) -> str | None:
    """Everything else is done under the rules of today."""
    if actor.member is None or flow.subsystem in FREE or await membership.terms_due(actor) is None:
        return None
    return "membership.terms"


@at_time("membership.terms_round", daily=MORNING)
async def look_for_new_rules(time_up: TimeUp, post: Post, membership: MembershipService) -> None:
    if await membership.terms_to_tell(SYSTEM):
        await post.at(post.now, "membership.tell_terms", "")


@at_time("membership.tell_terms")
async def tell_of_new_rules(time_up: TimeUp, post: Post, membership: MembershipService) -> None:
    """A hundred at a time, until everybody has heard."""
    told = await membership.tell_terms(SYSTEM)
    version = await membership.terms(SYSTEM)
    for member in told:
        await post.tell(member, "membership.notice.new_terms", buttons=("membership.terms",), category=Category.REQUESTS.value, version=version)
    if told:
        await post.at(post.now, "membership.tell_terms", "")
