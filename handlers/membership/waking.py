"""بیدارباش - what happens by the clock among applications and members.   Set by: hearing.py   Rules: domain/membership/"""

from __future__ import annotations

from domain.kernel.people import SYSTEM, MemberId
from domain.membership.model import Stage
from domain.membership.service import MembershipService
from handlers.kit import Post, TimeUp, at_time


@at_time("membership.check_identity")
async def ask_the_registry(time_up: TimeUp, post: Post, membership: MembershipService) -> None:
    await membership.check_identity(SYSTEM, int(time_up.subject), time_up.version)


@at_time("membership.check_change")
async def ask_about_a_change(time_up: TimeUp, post: Post, membership: MembershipService) -> None:
    await membership.check_change(SYSTEM, int(time_up.subject))


@at_time("membership.send_sms")
async def send_a_code(time_up: TimeUp, post: Post, membership: MembershipService) -> None:
    await membership.send_sms(SYSTEM, int(time_up.subject))


@at_time("membership.remind_first")
async def remind_once(time_up: TimeUp, post: Post, membership: MembershipService) -> None:
    await _remind(time_up, post, membership)


@at_time("membership.remind_second")
async def remind_twice(time_up: TimeUp, post: Post, membership: MembershipService) -> None:
    await _remind(time_up, post, membership)


async def _remind(time_up: TimeUp, post: Post, membership: MembershipService) -> None:
    """The card comes up again, below; not when the application has moved on."""
    outcome = await membership.outcome(SYSTEM, int(time_up.subject))
    if outcome.stage is Stage.IN_REVIEW and outcome.version == time_up.version:
        for reviewer in await membership.reviewers(SYSTEM):
            await post.card("membership.review", int(time_up.subject), reviewer)


@at_time("membership.claim_over")
async def nobody_objected(time_up: TimeUp, post: Post, membership: MembershipService) -> None:
    """From now on a poshtiban may approve: the cards get that button."""
    await post.refresh("membership.review", int(time_up.subject))


@at_time("membership.expire")
async def nobody_acted(time_up: TimeUp, post: Post, membership: MembershipService) -> None:
    await membership.expire(SYSTEM, int(time_up.subject))


@at_time("membership.forget_application")
async def forget_what_was_declared(time_up: TimeUp, post: Post, membership: MembershipService) -> None:
    await membership.forget_application(SYSTEM, int(time_up.subject))


@at_time("membership.erase")
async def forget_a_member(time_up: TimeUp, post: Post, membership: MembershipService) -> None:
    """What ties them meanwhile delays it by a day, again and again; the reason is on the screen of `membership.leave`."""
    if again := await membership.erase(SYSTEM, MemberId(int(time_up.subject))):
        await post.at(again, "membership.erase", time_up.subject, time_up.version)
