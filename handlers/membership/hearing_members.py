"""شنیدن درباره‌ی عضوها - who is told what when something happens to members, their accounts and their roles.   Of applications: hearing.py"""

from __future__ import annotations

from typing import Any

from domain.kernel.people import SYSTEM
from domain.kernel.persian.dates import day_in_tehran
from domain.membership import events
from domain.membership.model import Purpose, Topic
from domain.membership.policy import policy_on
from domain.membership.rules import Category, after_the_night
from domain.membership.service import MembershipService
from handlers.kit import Post, hears
from handlers.membership.questions import scope_key

SAFETY, REQUESTS = Category.SECURITY.value, Category.REQUESTS.value


@hears(events.AccountLinked)
async def an_account_was_linked(event: events.AccountLinked, post: Post, membership: MembershipService) -> None:
    """Every other account hears of it: an unexpected one is the first sign of a theft."""
    for person in await membership.accounts_of(SYSTEM, event.member):
        if person != event.person:
            await post.tell_person(person, "membership.notice.linked", buttons=("membership.devices", "membership.freeze"), at=post.now)


@hears(events.AccountUnlinked)
async def an_account_was_unlinked(event: events.AccountUnlinked, post: Post) -> None:
    await post.tell_person(event.person, "membership.notice.unlinked")


@hears(events.CodeMade)
async def a_code_leaves(event: events.CodeMade, post: Post) -> None:
    await post.tell(event.member, "membership.notice.step_up_code" if event.purpose is Purpose.STEP_UP else "membership.notice.code", code=event.code)


@hears(events.SmsWanted)
async def a_code_leaves_by_sms(event: events.SmsWanted, post: Post) -> None:
    await post.at(post.now, "membership.send_sms", event.challenge)


@hears(events.ChangeAsked)
async def a_change_is_to_be_checked(event: events.ChangeAsked, post: Post) -> None:
    await post.at(event.due, "membership.check_change", event.change)


@hears(events.ChangeDecided)
async def a_change_was_decided(event: events.ChangeDecided, post: Post, membership: MembershipService) -> None:
    """The member hears how it ended; of a new number every account hears, for a thief would begin with it."""
    how = "not_changed" if not event.done else "changed_trial" if await membership.is_trial(SYSTEM) else "changed"
    key = f"membership.notice.{event.topic.value}_{how}"
    await post.tell(event.member, key, buttons=("membership.profile",), category=REQUESTS, number=event.number)
    if event.done and event.topic is Topic.MOBILE:
        for person in (await membership.accounts_of(SYSTEM, event.member))[1:]:
            await post.tell_person(person, "membership.notice.mobile_changed_elsewhere", buttons=("membership.freeze",))


@hears(events.CameOfAge)
async def a_child_came_of_age(event: events.CameOfAge, post: Post, membership: MembershipService) -> None:
    await post.tell(event.member, "membership.notice.is_adult", buttons=("membership.devices",), category=REQUESTS)
    if event.guardian is not None:
        names = await membership.names_of(SYSTEM, [event.member])
        await post.tell(event.guardian, "membership.notice.child_is_adult", category=REQUESTS, name=names.get(event.member, ""))


@hears(events.GuardianChanged)
async def somebody_else_answers(event: events.GuardianChanged, post: Post, membership: MembershipService) -> None:
    names = await membership.names_of(SYSTEM, [event.ward, event.now])
    fields: dict[str, Any] = {"ward": names.get(event.ward, ""), "guardian": names.get(event.now, "")}
    await post.tell(event.now, "membership.notice.entrusted_to_you", buttons=("membership.switch",), category=SAFETY, **fields)
    if event.before is not None:
        await post.tell(event.before, "membership.notice.entrusted_to_other", category=SAFETY, **fields)


@hears(events.LeavingAsked)
async def somebody_leaves(event: events.LeavingAsked, post: Post) -> None:
    """The day before, while it is day, they are told once more."""
    policy = policy_on(day_in_tehran(post.now))
    await post.at(event.due, "membership.erase", int(event.member), event.version)
    await post.at(after_the_night(event.due - policy.last_call, policy), "membership.last_call", int(event.member), event.version)


@hears(events.LeavingStopped)
async def somebody_stays(event: events.LeavingStopped, post: Post) -> None:
    await post.off("membership.erase", int(event.member))
    await post.off("membership.last_call", int(event.member))


@hears(events.LeavingDelayed)
async def leaving_is_delayed(event: events.LeavingDelayed, post: Post) -> None:
    """Looked at again every day; told once, with what is in the way."""
    await post.at(event.again, "membership.erase", int(event.member))
    for tie in event.ties if event.first else ():
        await post.tell(event.member, "membership.notice.leaving_delayed", buttons=("membership.stay",), category=REQUESTS, why=tie)


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
    await post.tell(event.member, "membership.notice.granted", buttons=("membership.profile",), category=REQUESTS, role=event.role, scope=scope_key(event.scope))


@hears(events.RoleRevoked)
async def a_role_was_taken(event: events.RoleRevoked, post: Post) -> None:
    await post.tell(event.member, "membership.notice.revoked", category=REQUESTS, role=event.role, scope=scope_key(event.scope))
