"""خادمان - admins grant roles and stop memberships, poshtibans freeze and entrust.   Rules: domain/membership/granting.py   Reviews: reviewing.py"""

from __future__ import annotations

from domain.kernel.codes import BadCode, public_code, read_code
from domain.kernel.people import MemberId, Role
from domain.kernel.refusal import Refusal
from domain.membership.granting import Wearer
from domain.membership.places import Province
from domain.membership.rules import SCOPES, Matter, Organisation
from domain.membership.service import MembershipService
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import text
from handlers.membership.questions import REASON_LENGTHS, member_code, scope_key, value_options


async def _whom(chat: Chat, membership: MembershipService) -> tuple[str, str]:
    """A member by code; returns code and full name."""
    code = await chat.ask("member_code", member_code())
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
    await chat.confirm("sure_to_grant", name=name, role=role, scope=scope_key(scope))
    await membership.grant(chat.member, code, role, scope)
    await chat.say("granted", name=name, role=role, scope=scope_key(scope))


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
        typed = await chat.ask("which_member", member_code())
        try:
            return await membership.scope_of(chat.member, typed)
        except Refusal as no:
            await chat.again("which_member", no)
    return ""


@flow("membership.revoke", offers=Role.ADMIN, family="house", order=20, drafts=False)
async def revoke(chat: Chat, membership: MembershipService) -> None:
    """Who wears which role; take one back."""
    worn = {f"{w.member} {w.role.value} {w.scope}": w for w in await membership.wearers(chat.member)}
    options = [Option(key, "role_option_at" if _at(w) else "role_option", _fields(w)) for key, w in worn.items()]
    picked = await chat.choose("which_grant", options, search=True)
    if picked not in worn:
        await chat.stop("no_longer_worn")
    one = worn[picked]
    await chat.confirm("sure_to_revoke", name=one.name, role=one.role, scope=scope_key(one.scope))
    await membership.revoke(chat.member, MemberId(one.member), one.role, one.scope)
    await chat.say("revoked", name=one.name, role=one.role)


def _at(one: Wearer) -> str:
    """Which kanoon or which member a role is about, "" where the scope has a name of its own."""
    kind, _, word = one.scope.partition(":")
    return one.whom or (public_code("KN", int(word)) if kind == "kanoon" else "")


def _fields(one: Wearer) -> dict[str, object]:
    return {"name": one.name, "role": one.role, "scope": scope_key(one.scope), "at": _at(one)}


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


@flow("membership.freeze_for", offers=(Role.POSHTIBAN, Role.RAHYAR_ONLINE, Role.ADMIN), family="desk", order=60, drafts=False)
async def freeze_for(chat: Chat, membership: MembershipService) -> None:
    """A member called: the phone is gone."""
    code = await chat.ask("member_code", member_code())
    sim_lost = await chat.yes_no("their_sim_lost")
    await chat.confirm("sure_to_freeze_for", code=code)
    await chat.say("frozen_for", name=await membership.freeze_for(chat.member, code, sim_lost))


@flow("membership.trust_sms", offers=(Role.POSHTIBAN, Role.ADMIN), family="desk", order=65, drafts=False)
async def trust_sms(chat: Chat, membership: MembershipService) -> None:
    """The SIM is in the right hands again."""
    code = await chat.ask("member_code", member_code())
    await chat.confirm("sure_of_sim", code=code)
    await chat.say("sim_trusted", name=await membership.trust_sms(chat.member, code))


@flow("membership.entrust", offers=(Role.POSHTIBAN, Role.ADMIN), family="desk", order=70)
async def entrust(chat: Chat, membership: MembershipService) -> None:
    """A guardian died, a representative left: somebody else answers for the child or the organisation."""
    ward = await chat.ask("ward_code", member_code())
    to = await chat.ask("new_guardian_code", member_code())
    reason = await chat.ask("reason_to_entrust", text(*REASON_LENGTHS))
    await chat.confirm("sure_to_entrust", ward=ward, to=to)
    child, guardian = await membership.entrust(chat.member, ward, to, reason)
    await chat.say("entrusted", child=child, guardian=guardian)
