"""شنیدن - who is told what when something happens to applications, accounts and members.   Events: domain/membership/events.py   Timers: waking.py"""

from __future__ import annotations

from typing import Any

from domain.kernel.people import SYSTEM
from domain.kernel.persian.dates import day_in_tehran
from domain.membership import events
from domain.membership.model import Stage
from domain.membership.policy import policy_on
from domain.membership.reviewing import Outcome
from domain.membership.rules import Category
from domain.membership.service import MembershipService
from handlers.kit import Post, hears

SAFETY = Category.SECURITY.value


async def tell_applicant(post: Post, outcome: Outcome, key: str, **fields: Any) -> None:
    """To whoever brought it; a newcomer is told in the account the application came from."""
    if outcome.by is not None:
        await post.tell(outcome.by, key, buttons=("membership.my_application",), number=outcome.number, name=outcome.name, **fields)
    else:
        await post.tell_person(outcome.person, key, number=outcome.number, name=outcome.name, **fields)


@hears(events.IdentityAsked)
async def the_registry_is_to_be_asked(event: events.IdentityAsked, post: Post) -> None:
    await post.at(event.due, "membership.check_identity", event.application, event.version)


@hears(events.IdentityDoubted)
async def a_person_is_to_look(event: events.IdentityDoubted, post: Post, membership: MembershipService) -> None:
    """Poshtibans get the card; a claimed member may object; the applicant hears the same whatever the cause (rel:O1)."""
    policy = policy_on(day_in_tehran(post.now))
    for reviewer in await membership.reviewers(SYSTEM):
        await post.card("membership.review", event.application, reviewer)
    for name, delay in zip(("membership.remind_first", "membership.remind_second"), policy.reminders, strict=True):
        await post.at(post.now + delay, name, event.application, event.version)
    await post.at(post.now + policy.expiry, "membership.expire", event.application, event.version)
    if event.claimed is not None:
        await post.card("membership.claim", event.application, event.claimed)
        await post.at(post.now + policy.takeover_wait, "membership.claim_over", event.application, event.version)
    await tell_applicant(post, await membership.outcome(SYSTEM, event.application), "membership.notice.in_review")


@hears(events.SignaturesAsked)
async def signatories_are_to_say(event: events.SignaturesAsked, post: Post, membership: MembershipService) -> None:
    policy = policy_on(day_in_tehran(post.now))
    await post.refresh("membership.review", event.application)
    for signer in event.signers:
        await post.card("membership.signature", event.application, signer)
    await post.at(post.now + policy.expiry, "membership.expire", event.application, event.version)
    await tell_applicant(post, await membership.outcome(SYSTEM, event.application), "membership.notice.waiting_signatories")


@hears(events.CorrectionAsked)
async def the_applicant_is_to_correct(event: events.CorrectionAsked, post: Post, membership: MembershipService) -> None:
    policy = policy_on(day_in_tehran(post.now))
    outcome = await membership.outcome(SYSTEM, event.application)
    await post.refresh("membership.review", event.application)
    await post.at(post.now + policy.expiry, "membership.expire", event.application, event.version)
    await tell_applicant(post, outcome, "membership.notice.needs_correction", reason=outcome.reason)


@hears(events.ApplicationSettled)
async def an_application_is_settled(event: events.ApplicationSettled, post: Post, membership: MembershipService) -> None:
    """Everybody's card shows the end; the new member gets the code, the others the reason."""
    policy = policy_on(day_in_tehran(post.now))
    for name in ("membership.review", "membership.signature", "membership.claim"):
        await post.refresh(name, event.application)
    await post.at(post.now + policy.keep_application, "membership.forget_application", event.application)
    outcome = await membership.outcome(SYSTEM, event.application)
    trial = await membership.is_trial(SYSTEM)
    if outcome.stage is Stage.APPROVED and outcome.by is None and outcome.member is not None:
        welcome = "membership.notice.welcome_trial" if trial else "membership.notice.welcome"
        await post.tell(outcome.member, welcome, buttons=("membership.profile", "membership.link"), name=outcome.name, code=outcome.code)
    elif outcome.stage is Stage.APPROVED:
        await tell_applicant(post, outcome, "membership.notice.welcome_other_trial" if trial else "membership.notice.welcome_other", code=outcome.code)
    elif outcome.stage is Stage.REJECTED:
        await tell_applicant(post, outcome, "membership.notice.rejected", reason=outcome.reason or None)
    elif outcome.stage is Stage.EXPIRED:
        await tell_applicant(post, outcome, "membership.notice.expired")


@hears(events.AccountLinked)
async def an_account_was_linked(event: events.AccountLinked, post: Post, membership: MembershipService) -> None:
    """Every other account hears of it: an unexpected one is the first sign of a theft."""
    for person in await membership.accounts_of(SYSTEM, event.member):
        if person != event.person:
            await post.tell_person(person, "membership.notice.linked", at=post.now)


@hears(events.AccountUnlinked)
async def an_account_was_unlinked(event: events.AccountUnlinked, post: Post) -> None:
    await post.tell_person(event.person, "membership.notice.unlinked")


@hears(events.CodeMade)
async def a_code_leaves(event: events.CodeMade, post: Post) -> None:
    await post.tell(event.member, "membership.notice.code", code=event.code)


@hears(events.SmsWanted)
async def a_code_leaves_by_sms(event: events.SmsWanted, post: Post) -> None:
    await post.at(post.now, "membership.send_sms", event.challenge)


@hears(events.ChangeAsked)
async def a_change_is_to_be_checked(event: events.ChangeAsked, post: Post) -> None:
    await post.at(event.due, "membership.check_change", event.change)


@hears(events.ChangeDecided)
async def a_change_was_decided(event: events.ChangeDecided, post: Post, membership: MembershipService) -> None:
    changed = "membership.notice.changed_trial" if await membership.is_trial(SYSTEM) else "membership.notice.changed"
    await post.tell(event.member, changed if event.done else "membership.notice.not_changed", buttons=("membership.profile",))


@hears(events.LeavingAsked)
async def somebody_leaves(event: events.LeavingAsked, post: Post) -> None:
    await post.at(event.due, "membership.erase", int(event.member), event.version)


@hears(events.LeavingStopped)
async def somebody_stays(event: events.LeavingStopped, post: Post) -> None:
    await post.off("membership.erase", int(event.member))


@hears(events.MemberErased)
async def somebody_is_forgotten(event: events.MemberErased, post: Post) -> None:
    for person in event.accounts:
        await post.tell_person(person, "membership.notice.erased")


@hears(events.MemberSuspended)
async def a_membership_stops(event: events.MemberSuspended, post: Post) -> None:
    await post.tell(event.member, "membership.notice.suspended", category=SAFETY, reason=event.reason)


@hears(events.MemberRestored)
async def a_membership_goes_on(event: events.MemberRestored, post: Post) -> None:
    await post.tell(event.member, "membership.notice.restored", category=SAFETY)


@hears(events.RoleGranted)
async def a_role_was_given(event: events.RoleGranted, post: Post) -> None:
    await post.tell(event.member, "membership.notice.granted", category=SAFETY, role=event.role)


@hears(events.RoleRevoked)
async def a_role_was_taken(event: events.RoleRevoked, post: Post) -> None:
    await post.tell(event.member, "membership.notice.revoked", category=SAFETY, role=event.role)
