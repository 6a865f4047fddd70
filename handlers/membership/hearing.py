"""شنیدن - who is told what when something happens to applications.   Events: domain/membership/events.py   Of members: hearing_members.py"""

from __future__ import annotations

from typing import Any

from domain.kernel.people import SYSTEM
from domain.kernel.persian.dates import day_in_tehran
from domain.membership import events
from domain.membership.model import Kind, Stage
from domain.membership.policy import Policy, policy_on
from domain.membership.reviewing import Outcome
from domain.membership.rules import Category, after_the_night, comes_of_age
from domain.membership.service import MembershipService
from handlers.kit import Post, hears
from handlers.membership.questions import at_noon

REQUESTS = Category.REQUESTS.value


async def tell_applicant(post: Post, outcome: Outcome, key: str, **fields: Any) -> None:
    """To whoever brought it; a newcomer is told in the account the application came from."""
    if outcome.by is not None:
        await post.tell(outcome.by, key, buttons=("membership.my_application",), category=REQUESTS, number=outcome.number, name=outcome.name, **fields)
    else:
        await post.tell_person(outcome.person, key, category=REQUESTS, number=outcome.number, name=outcome.name, **fields)


async def remind(post: Post, policy: Policy, application: int, version: int) -> None:
    """Whoever is to decide is reminded after one and three days, by day; after fourteen it is over (shared:G8)."""
    for name, delay in zip(("membership.remind_first", "membership.remind_second"), policy.reminders, strict=True):
        await post.at(after_the_night(post.now + delay, policy), name, application, version)
    await post.at(post.now + policy.expiry, "membership.expire", application, version)


@hears(events.IdentityAsked)
async def the_registry_is_to_be_asked(event: events.IdentityAsked, post: Post) -> None:
    await post.at(event.due, "membership.check_identity", event.application, event.version)
    await post.refresh("membership.review", event.application)


@hears(events.IdentityDoubted)
async def a_person_is_to_look(event: events.IdentityDoubted, post: Post, membership: MembershipService) -> None:
    """Poshtibans get the card; a claimed member may object; the applicant hears the same whatever the cause (rel:O1)."""
    policy = policy_on(day_in_tehran(post.now))
    for reviewer in await membership.reviewers(SYSTEM):
        await post.card("membership.review", event.application, reviewer)
    await remind(post, policy, event.application, event.version)
    if event.claimed is not None:
        await post.card("membership.claim", event.application, event.claimed)
        await post.at(post.now + policy.takeover_wait, "membership.claim_over", event.application, event.version)
    await tell_applicant(post, await membership.outcome(SYSTEM, event.application), "membership.notice.in_review")


@hears(events.SignaturesAsked)
async def signatories_are_to_say(event: events.SignaturesAsked, post: Post, membership: MembershipService) -> None:
    await post.refresh("membership.review", event.application)
    for signer in event.signers:
        await post.card("membership.signature", event.application, signer)
    await remind(post, policy_on(day_in_tehran(post.now)), event.application, event.version)
    await tell_applicant(post, await membership.outcome(SYSTEM, event.application), "membership.notice.waiting_signatories")


@hears(events.CorrectionAsked)
async def the_applicant_is_to_correct(event: events.CorrectionAsked, post: Post, membership: MembershipService) -> None:
    """Told what and why, and nudged by day until it ends."""
    policy = policy_on(day_in_tehran(post.now))
    outcome = await membership.outcome(SYSTEM, event.application)
    await post.refresh("membership.review", event.application)
    await post.at(after_the_night(post.now + policy.nudges[0], policy), "membership.nudge", event.application, event.version)
    await post.at(post.now + policy.expiry, "membership.expire", event.application, event.version)
    await tell_applicant(
        post, outcome, "membership.notice.needs_correction", reason=outcome.reason, items=[*outcome.wants], until=post.now + policy.expiry
    )  # fmt: skip


@hears(events.PaperWanted)
async def a_poshtiban_looks_at_the_paper(event: events.PaperWanted, post: Post, membership: MembershipService) -> None:
    o = await membership.outcome(SYSTEM, event.application)
    await post.tell(event.by, "membership.notice.paper", media=o.paper, number=o.number, name=o.name, identifier=o.identifier, birth=o.birth)


@hears(events.ApplicationSettled)
async def an_application_is_settled(event: events.ApplicationSettled, post: Post, membership: MembershipService) -> None:
    """Everybody's card shows the end; the new member gets the code, the others the reason."""
    policy = policy_on(day_in_tehran(post.now))
    for name in ("membership.review", "membership.signature", "membership.claim"):
        await post.refresh(name, event.application)
    await post.at(post.now + policy.keep_application, "membership.forget_application", event.application)
    outcome = await membership.outcome(SYSTEM, event.application)
    if outcome.stage is Stage.APPROVED:
        await _welcome(post, outcome, policy, trial=await membership.is_trial(SYSTEM))
    elif outcome.stage is Stage.REJECTED and outcome.reason:
        await tell_applicant(post, outcome, "membership.notice.rejected", reason=outcome.reason)
    elif outcome.stage is Stage.REJECTED:
        await tell_applicant(post, outcome, "membership.notice.refused_by_others")
    elif outcome.stage is Stage.EXPIRED:
        await tell_applicant(post, outcome, "membership.notice.expired")


async def _welcome(post: Post, outcome: Outcome, policy: Policy, *, trial: bool) -> None:
    """`trial`: only the twin of the registry was asked, and the member is told."""
    if outcome.member is not None and outcome.kind is Kind.MINOR and outcome.birth is not None:
        await post.at(at_noon(comes_of_age(outcome.birth, policy)), "membership.grown", int(outcome.member))
    if outcome.by is None and outcome.member is not None:
        buttons = ("kanoon.join", "membership.profile", "membership.link")
        key = "membership.notice.welcome_trial" if trial else "membership.notice.welcome"
        await post.tell(outcome.member, key, buttons=buttons, category=REQUESTS, name=outcome.name, code=outcome.code)
    else:
        await tell_applicant(post, outcome, "membership.notice.welcome_other_trial" if trial else "membership.notice.welcome_other", code=outcome.code)
