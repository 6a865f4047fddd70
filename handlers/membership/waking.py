"""بیدارباش - what happens by the clock among applications and members.   Set by: hearing.py   Rules: domain/membership/"""

from __future__ import annotations

from domain.kernel.people import SYSTEM, MemberId
from domain.kernel.persian.dates import day_in_tehran
from domain.membership.model import Stage
from domain.membership.policy import policy_on
from domain.membership.rules import Category, after_the_night
from domain.membership.service import MembershipService
from handlers.kit import Post, TimeUp, at_time
from handlers.membership.hearing import tell_applicant


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
    application = int(time_up.subject)
    outcome = await membership.outcome(SYSTEM, application)
    if outcome.version != time_up.version and outcome.stage is not Stage.WAITING_SIGNATORIES:
        return
    if outcome.stage is Stage.IN_REVIEW:
        for reviewer in await membership.reviewers(SYSTEM):
            await post.card("membership.review", application, reviewer)
    elif outcome.stage is Stage.WAITING_SIGNATORIES:
        for signer in await membership.signers_awaited(SYSTEM, application):
            await post.card("membership.signature", application, signer)


@at_time("membership.nudge")
async def nudge_the_applicant(time_up: TimeUp, post: Post, membership: MembershipService) -> None:
    """They were asked for something and have not sent it: after one day, after three, and the day before it ends."""
    policy = policy_on(day_in_tehran(post.now))
    outcome = await membership.outcome(SYSTEM, int(time_up.subject))
    if outcome.stage is not Stage.NEEDS_CORRECTION or outcome.version != time_up.version:
        return
    until = outcome.moved + policy.expiry
    await tell_applicant(post, outcome, "membership.notice.still_needs_correction", items=[*outcome.wants], until=until)
    later = [due for nudge in policy.nudges if (due := after_the_night(outcome.moved + nudge, policy)) > post.now]
    if later:
        await post.at(later[0], "membership.nudge", time_up.subject, time_up.version)


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


@at_time("membership.grown")
async def a_child_is_grown(time_up: TimeUp, post: Post, membership: MembershipService) -> None:
    """Eighteen today: child and guardian are told how the membership becomes the child's own."""
    child = MemberId(int(time_up.subject))
    guardian = await membership.guardian_of_grown(SYSTEM, child)
    if guardian is not None:
        names = await membership.names_of(SYSTEM, [child])
        for member in (child, guardian):
            await post.tell(member, "membership.notice.grown", category=Category.REQUESTS.value, name=names.get(child, ""))


@at_time("membership.last_call")
async def tomorrow_it_is_too_late(time_up: TimeUp, post: Post, membership: MembershipService) -> None:
    due = await membership.leaves_at(SYSTEM, MemberId(int(time_up.subject)))
    if due is not None and due > post.now:
        await post.tell(MemberId(int(time_up.subject)), "membership.notice.last_call", buttons=("membership.stay",), category=Category.REQUESTS.value, due=due)


@at_time("membership.erase")
async def forget_a_member(time_up: TimeUp, post: Post, membership: MembershipService) -> None:
    await membership.erase(SYSTEM, MemberId(int(time_up.subject)))
