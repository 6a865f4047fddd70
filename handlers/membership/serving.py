"""خادمان - admins grant roles and stop memberships, poshtibans review and freeze.   Rules: domain/membership/granting.py reviewing.py linking.py"""

from __future__ import annotations

from domain.kernel.codes import BadCode, read_code
from domain.kernel.people import MemberId, Role
from domain.kernel.refusal import Refusal
from domain.membership.places import Province
from domain.membership.rules import REASON, SCOPES, Matter, Organisation
from domain.membership.service import MembershipService
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import text
from handlers.membership.questions import value_options

CODE = 8  # letters and digits of a member code
REASON_LENGTHS = (REASON.start, REASON.stop - 1)


async def _whom(chat: Chat, membership: MembershipService) -> tuple[str, str]:
    """A member by code; returns code and full name."""
    code = await chat.ask("member_code", text(CODE, CODE, lines=False))
    name = await membership.member_behind(chat.member, code)
    if name is None:
        await chat.again("member_code", "membership.nobody_has_this_code")
    return code, name or ""


@flow("membership.grant", offers=Role.ADMIN, family="house", order=10)
async def grant(chat: Chat, membership: MembershipService) -> None:
    """Give somebody a role, and say where it counts."""
    code, name = await _whom(chat, membership)
    role = await chat.choose("which_role", [Option(r, f"membership.role.{r.value}") for r in SCOPES], name=name)
    kind = SCOPES[role][0] if len(SCOPES[role]) == 1 else await chat.choose("scope_kind", [Option(k, f"membership.scope.{k or 'all'}") for k in SCOPES[role]])
    scope = await _scope(chat, membership, kind)
    await chat.confirm("sure_to_grant", name=name, role=role)
    await membership.grant(chat.member, code, role, scope)
    await chat.say("granted", name=name, role=role)


async def _scope(chat: Chat, membership: MembershipService, kind: str) -> str:
    if kind == "area":
        return f"area:{(await chat.choose('which_area', value_options(Province, 'province'), search=True, columns=2)).value}"
    if kind == "org":
        return f"org:{(await chat.choose('which_org', value_options(Organisation, 'organisation'))).value}"
    if kind == "topic":
        return f"topic:{(await chat.choose('which_topic', value_options(Matter, 'matter'))).value}"
    if kind == "kanoon":
        typed = await chat.ask("which_kanoon", text(5, 20, lines=False))
        try:
            return f"kanoon:{read_code('KN', typed)}"
        except BadCode:
            await chat.again("which_kanoon", "membership.nothing_has_this_code")
    if kind == "member":
        typed = await chat.ask("which_member", text(CODE, CODE, lines=False))
        try:
            return await membership.scope_of(chat.member, typed)
        except Refusal as no:
            await chat.again("which_member", no)
    return ""


@flow("membership.revoke", offers=Role.ADMIN, family="house", order=20)
async def revoke(chat: Chat, membership: MembershipService) -> None:
    """Who wears which role; take one back."""
    worn = {f"{w.member} {w.role.value} {w.scope}": w for w in await membership.wearers(chat.member)}
    options = [Option(key, "role_option", {"name": w.name, "role": w.role, "scope": _scope_key(w.scope)}) for key, w in worn.items()]
    picked = await chat.choose("which_grant", options, search=True)
    if picked not in worn:
        await chat.stop("no_longer_worn")
    one = worn[picked]
    await chat.confirm("sure_to_revoke", name=one.name, role=one.role)
    await membership.revoke(chat.member, MemberId(one.member), one.role, one.scope)
    await chat.say("revoked", name=one.name, role=one.role)


def _scope_key(scope: str) -> str:
    """The text key of where a role counts; kanoons and members are not named in a list."""
    kind, _, word = scope.partition(":")
    names = {"area": "province", "org": "organisation", "topic": "matter"}
    return f"membership.{names[kind]}.{word}" if kind in names else f"membership.scope.{kind or 'all'}"


@flow("membership.suspend", offers=Role.ADMIN, family="house", order=30)
async def suspend(chat: Chat, membership: MembershipService) -> None:
    """Stop a membership, with a reason the member reads."""
    code, name = await _whom(chat, membership)
    reason = await chat.ask("reason_to_suspend", text(*REASON_LENGTHS), name=name)
    await chat.confirm("sure_to_suspend", name=name)
    await membership.suspend(chat.member, code, reason)
    await chat.say("suspended", name=name)


@flow("membership.restore", offers=Role.ADMIN, family="house", order=40)
async def restore(chat: Chat, membership: MembershipService) -> None:
    """Let a stopped membership go on."""
    code, name = await _whom(chat, membership)
    await chat.confirm("sure_to_restore", name=name)
    await membership.restore(chat.member, code)
    await chat.say("restored", name=name)


@flow("membership.freeze_for", offers=(Role.POSHTIBAN, Role.RAHYAR_ONLINE, Role.ADMIN), family="desk", order=60)
async def freeze_for(chat: Chat, membership: MembershipService) -> None:
    """A member called: the phone is gone."""
    code = await chat.ask("member_code", text(CODE, CODE, lines=False))
    sim_lost = await chat.yes_no("their_sim_lost")
    await chat.confirm("sure_to_freeze_for", code=code)
    await chat.say("frozen_for", name=await membership.freeze_for(chat.member, code, sim_lost))


@flow("membership.trust_sms", offers=(Role.POSHTIBAN, Role.ADMIN), family="desk", order=65)
async def trust_sms(chat: Chat, membership: MembershipService) -> None:
    """The SIM is in the right hands again."""
    code = await chat.ask("member_code", text(CODE, CODE, lines=False))
    await chat.confirm("sure_of_sim", code=code)
    await chat.say("sim_trusted", name=await membership.trust_sms(chat.member, code))


@flow("membership.reviews", offers=(Role.POSHTIBAN, Role.ADMIN), family="desk", order=50)
async def reviews(chat: Chat, membership: MembershipService) -> None:
    """What waits for a poshtiban, oldest first."""
    waiting = await membership.waiting_reviews(chat.member)
    options = [Option(id, "review_option", {"number": number, "name": name}) for id, number, name in waiting]
    picked = await chat.choose("which_review", options, search=True)
    v = await membership.review(chat.member, picked)
    deeds = [Option(d, f"membership.review.{d}") for d in ("approve", "ask_again", "reject")]
    deed = await chat.choose("deed", deeds, number=v.number, name=v.name, kind=v.kind, cause=v.cause, birth=v.birth, identifier=v.identifier, mobile=v.mobile)
    if deed != "approve":
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
    """Ask an applicant to correct something; the subject is the application."""
    v = await membership.review(chat.member, int(chat.subject or 0))
    reason = await chat.ask("what_to_correct", text(*REASON_LENGTHS), name=v.name, number=v.number)
    await membership.ask_again(chat.member, int(chat.subject or 0), reason)
    await chat.say("asked_again", name=v.name, number=v.number)
