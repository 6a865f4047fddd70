"""رهیار من - who goes along with me, how I write to them, what they do for me, and to which organisation I belong (shared:G11; people:R10).
Rules: domain/rahyar/working.py affiliating.py"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.kernel.people import Role
from domain.moshavereh.service import MoshaverehService
from domain.rahyar import RahyarService
from domain.rahyar.model import AffiliationState, Employer
from domain.rahyar.policy import policy_on
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import text
from handlers.rahyar.showing import value_options

NO_CALL = "no"


@flow("rahyar.mine", offers=Role.MEMBER, family="help", order=20, drafts=False)
async def mine(chat: Chat, rahyar: RahyarService) -> None:
    """The one rahyar of mine, by name and role; «در حال تعیین» while there is none."""
    seen = await rahyar.my_rahyar(chat.member)
    options = [Option(deed, f"rahyar.{deed}.title") for deed in ("write", "done_for_me", "organisation")]
    if seen.named is None:
        picked = await chat.choose("page_without", [*options[1:], Option("leave", "all_well")], employer=seen.employer)
    else:
        fields: dict[str, Any] = {"name": seen.named.name, "kind": seen.named.kind, "employer": seen.employer}
        picked = await chat.choose("page", [*options, Option("leave", "all_well")], **fields)
    if picked == "leave":
        await chat.stop("any_time")
    await chat.start(f"rahyar.{picked}")


@flow("rahyar.write", offers=Role.MEMBER)
async def write(chat: Chat, rahyar: RahyarService, moshavereh: MoshaverehService) -> None:
    """«پیام به رهیار»: a case for who is on duty; else a letter that waits on their desk, with a day, and a call back for who wants one."""
    named = (await rahyar.my_rahyar(chat.member)).named
    if named is None:
        await chat.stop("being_found")
        return
    words = await chat.ask("letter", text(*policy_on(chat.today).letter), name=named.name)
    if await moshavereh.is_present(chat.member, named.rahyar):
        number = await moshavereh.ask_for_mine(chat.member, named.rahyar, words)
        await chat.say("called", name=named.name, number=number)
        return
    number = await moshavereh.leave_letter(chat.member, named.rahyar, words)
    due = await rahyar.expect_answer(chat.member, words)
    await chat.say("left", name=named.name, number=number, due=due)
    if await moshavereh.my_call(chat.member) is not None:
        return
    moments = [Option(t.isoformat(), "call_at", {"at": t}) for t in await moshavereh.call_times(chat.member)]
    picked = await chat.choose("call", [Option(NO_CALL, "no_call"), *moments], name=named.name)
    if picked == NO_CALL:
        await chat.stop("no_call_then")
    at = datetime.fromisoformat(picked)
    await moshavereh.ask_call_back(chat.member, at, number)
    await chat.say("call_promised", at=at)


@flow("rahyar.done_for_me", offers=Role.MEMBER, drafts=False)
async def done_for_me(chat: Chat, rahyar: RahyarService) -> None:
    """«پیگیری‌های رهیار من»: what, when, and what came of it."""
    found = {f.number: f for f in await rahyar.own_follow_ups(chat.member)}
    options = [Option(f.number, "line", {"topic": f.topic or None, "state": f.state, "due": f.due}) for f in found.values()]
    one = found[await chat.choose("which", options, search=True)]
    fields: dict[str, Any] = {"number": one.number, "kind": one.kind, "topic": one.topic or None, "due": one.due, "name": one.rahyar or None}
    if one.result:
        await chat.stop("over", **fields, state=one.state, result=one.result)
    await chat.stop("still_open", **fields)


@flow("rahyar.organisation", offers=Role.MEMBER)
async def organisation(chat: Chat, rahyar: RahyarService) -> None:
    """I belong to an organisation, or no more."""
    seen = await rahyar.my_rahyar(chat.member)
    if seen.employer is not None:
        question = "confirmed" if seen.employer_state is AffiliationState.CONFIRMED else "waiting"
        if not await chat.yes_no("leave_it", employer=seen.employer, state=f"rahyar.organisation.{question}"):
            await chat.stop("stays", employer=seen.employer)
        await rahyar.leave_org(chat.member)
        await chat.say("left_it", employer=seen.employer)
        return
    employer = await chat.choose("which", value_options(Employer, "employer"))
    await chat.confirm("sure", employer=employer)
    number = await rahyar.declare_org(chat.member, employer)
    await chat.say("declared", employer=employer, number=number)


@flow("rahyar.invited", offers=(Role.NEWCOMER, Role.MEMBER), links=True, drafts=False)
async def invited(chat: Chat, rahyar: RahyarService) -> None:
    """Somebody followed the link of a rahyar."""
    if chat.member.member is not None:
        await chat.stop("already")
    name = await rahyar.open_invitation(chat.member, str(chat.subject or ""))
    if await chat.choose("come", [Option("join", "membership.join.title"), Option("later", "later")], name=name or None) == "later":
        await chat.stop("any_time")
    await chat.start("membership.join")
