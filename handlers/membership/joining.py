"""پیوستن - from «I am new here» to a membership; a child, an organisation, a relative on the same phone.   Following it: following.py"""

from __future__ import annotations

from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from domain.membership.model import Form, Kind, Signatory, SignerRole
from domain.membership.policy import policy_on
from domain.membership.service import MembershipService
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import own_contact
from handlers.membership.questions import agreed, ask_organisation, ask_person, member_code, say_terms, value_options

TERMS = ("rules", "terms_after_reading")
"""Nobody says yes to the rules for somebody else."""


@flow("membership.join", offers=Role.NEWCOMER, family="door", order=1, own=TERMS)
async def join(chat: Chat, membership: MembershipService) -> None:
    """From the first hello to a number, and then to a member code."""
    if await membership.my_application(chat.member):
        await chat.start("membership.my_application")
    kind = await chat.choose("kind", [Option(k, f"membership.joins.{k.value}") for k in Kind])
    if kind is Kind.MINOR:
        await chat.stop("through_guardian")
    elif kind is Kind.LEGAL:
        await chat.stop("through_member")
    terms = await agreed(chat, membership)
    mobile = await chat.ask("mobile", own_contact())
    form = await ask_person(chat, membership, kind, mobile, terms)
    await _file(chat, membership, form)


@flow("membership.join_relative", offers=Role.MEMBER, family="account", order=70, own=TERMS)
async def join_relative(chat: Chat, membership: MembershipService) -> None:
    """An adult of the family joins on a phone that somebody else speaks from already."""
    if await membership.my_application(chat.member):
        await chat.start("membership.my_application")
    kind = await chat.choose("kind_of_relative", [Option(k, f"membership.joins.{k.value}") for k in (Kind.NATURAL, Kind.FOREIGN)])
    terms = await agreed(chat, membership)
    mobile = await chat.ask("mobile", own_contact())
    form = await ask_person(chat, membership, kind, mobile, terms)
    await _file(chat, membership, form)


@flow("membership.join_child", offers=Role.MEMBER, family="account", order=60, own=(*TERMS, "guardian"))
async def join_child(chat: Chat, membership: MembershipService) -> None:
    """A guardian brings a child; the phone and the responsibility are the guardian's."""
    if await membership.my_application(chat.member):
        await chat.start("membership.my_application")
    if not await chat.yes_no("guardian"):
        await chat.stop("guardian_only")
    terms = await agreed(chat, membership)
    form = await ask_person(chat, membership, Kind.MINOR, "", terms)
    await _file(chat, membership, form)


@flow("membership.join_organisation", offers=Role.MEMBER, family="account", order=80, own=TERMS)
async def join_organisation(chat: Chat, membership: MembershipService) -> None:
    """A representative brings an organisation; everybody who signs for it says yes in their own chat."""
    if await membership.my_application(chat.member):
        await chat.start("membership.my_application")
    terms = await agreed(chat, membership)
    signatories = await _signatories(chat, membership)
    form = await ask_organisation(chat, terms, signatories)
    await _file(chat, membership, form)


async def _signatories(chat: Chat, membership: MembershipService) -> tuple[Signatory, ...]:
    """Member codes and roles, one after the other."""
    signatories: list[Signatory] = []
    for n in range(policy_on(chat.today).signatories):
        code = await chat.ask("signatory", member_code(), n=n)
        name = await membership.name_behind(chat.member, code)
        if name is None:
            await chat.again("signatory", "membership.nobody_has_this_code", n=n)
        role = await chat.choose("signatory_role", value_options(SignerRole, "signer_role"), n=n, name=name)
        signatories.append(Signatory(code, role))
        if not await chat.yes_no("one_more", n=n, count=len(signatories)):
            break
    return tuple(signatories)


async def _file(chat: Chat, membership: MembershipService, form: Form) -> None:
    await chat.confirm("sure", name=form.name)
    try:
        filed = await membership.file(chat.member, form)
    except Refusal as no:
        if no.code == "membership.terms_changed":
            await chat.again("rules", no)
        raise
    if filed.known:
        await chat.stop("known")
    await chat.say("filed", number=filed.number)


@flow("membership.terms", offers=(Role.NEWCOMER, Role.MEMBER), family="account", order=95, drafts=False, own=TERMS)
async def terms(chat: Chat, membership: MembershipService) -> None:
    """Read the rules; accept them anew when they have changed."""
    due = None if chat.member.member is None else await membership.terms_due(chat.member)
    if due is not None:
        await chat.say("terms_are_new", version=due)
    await say_terms(chat)
    if due is None:
        await chat.stop("terms_version", version=await membership.terms(chat.member))
        return
    if not await chat.yes_no("terms_after_reading"):
        await chat.stop("terms_later")
    await membership.accept_terms(chat.member, due)
    await chat.say("terms_accepted", version=due)
