"""کار من - the work list of a rahyar, the card of a member, a letter to them, and groups (people:R11).   Rules: domain/rahyar/working.py"""

from __future__ import annotations

from typing import Any

from domain.kernel.people import RAHYARS, MemberId
from domain.kernel.refusal import Refusal
from domain.membership.service import MembershipService
from domain.moshavereh.service import MoshaverehService
from domain.rahyar import RahyarService
from domain.rahyar.model import FollowUpState
from domain.rahyar.policy import policy_on
from domain.rahyar.rules import person
from domain.rahyar.views import WorkLine
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import text

CASES = 3


@flow("rahyar.work", offers=RAHYARS, family="desk", order=20, drafts=False)
async def work(chat: Chat, rahyar: RahyarService) -> None:
    """Active members, applicants, inactive members, who was invited: whom to go to next."""
    seen = await rahyar.work_list(chat.member)
    lines = {w.key: w for w in seen.lines}
    picked = await chat.choose("who", [Option(key, "line", _line(w)) for key, w in lines.items()], search=True, count=len(lines), more=seen.more)
    kind, _, word = picked.partition(":")
    if kind == "member":
        await chat.start("rahyar.member", int(word))
    if kind == "invitation" or picked not in lines:
        await chat.start("rahyar.invitations")
    await chat.stop("applicant", name=lines[picked].name, number=word, since=lines[picked].since)


def _line(w: WorkLine) -> dict[str, object]:
    return {"name": w.name, "tier": w.tier, "reason": w.reason}


@flow("rahyar.member", offers=RAHYARS, drafts=False)
async def member(chat: Chat, rahyar: RahyarService, membership: MembershipService, moshavereh: MoshaverehService) -> None:
    """The card of a member I go along with; that I looked is kept."""
    whom = _whom(chat)
    seen = await rahyar.look_at(chat.member, whom)
    todo = [f for f in await rahyar.follow_ups_of(chat.member, person(whom)) if f.state is FollowUpState.OPEN]
    asked = await membership.requests_of(chat.member, whom) + await moshavereh.requests_of(chat.member, whom)
    fields: dict[str, Any] = {
        "name": seen.name, "code": seen.code, "kind": seen.kind, "employer": seen.employer, "province": f"membership.province.{seen.province}", "town": seen.town,
        "kanoon": seen.kanoon or None, "joined": seen.joined, "seen": seen.seen, "identifier": seen.identifier, "mobile": seen.mobile,
        "todo": [f.topic for f in todo[:CASES]] or None, "asked": [r.number for r in sorted(asked, key=lambda r: r.at, reverse=True) if r.number][:CASES] or None,
    }  # fmt: skip
    deeds = [Option("letter", "rahyar.letter.title"), Option("follow_up", "rahyar.follow_up.title"), Option("work", "back_to_list")]
    deed = await chat.choose("card", deeds, **fields)
    if deed == "letter":
        await chat.start("rahyar.letter", int(whom))
    elif deed == "follow_up":
        await chat.start("rahyar.follow_up", person(whom))
    await chat.start("rahyar.work")


@flow("rahyar.letter", offers=RAHYARS)
async def letter(chat: Chat, rahyar: RahyarService, moshavereh: MoshaverehService) -> None:
    """A letter to a member I go along with: it stands among their cases, and does not disturb what they do."""
    whom = _whom(chat)
    name = await rahyar.check_mine(chat.member, whom)
    words = await chat.ask("letter", text(*policy_on(chat.today).letter), name=name)
    number = await moshavereh.send_letter(chat.member, whom, words)
    await chat.say("sent", name=name, number=number)


def _whom(chat: Chat) -> MemberId:
    """The subject is a member; whoever comes without one came by a stale way."""
    if not isinstance(chat.subject, int):
        raise Refusal("rahyar.not_yours")
    return MemberId(chat.subject)


@flow("rahyar.groups", offers=RAHYARS, family="desk", order=24, drafts=False)
async def groups(chat: Chat, rahyar: RahyarService) -> None:
    """The kanoons I go along with (and other groups, once there are any), and a follow-up for one."""
    kinds = await rahyar.group_kinds(chat.member)
    lines = {g.scope: g for kind in kinds for g in await rahyar.my_groups(chat.member, kind)}
    picked = await chat.choose("which", [Option(g.scope, "line", {"title": g.title, "town": g.town or None}) for g in lines.values()], search=True)
    g = lines[picked]
    todo = [f for f in await rahyar.follow_ups_of(chat.member, picked) if f.state is FollowUpState.OPEN]
    fields: dict[str, Any] = {"title": g.title, "code": g.code, "town": g.town or None, "people": g.people, "todo": [f.topic for f in todo[:CASES]] or None}
    deed = await chat.choose("group", [Option("follow_up", "rahyar.follow_up.title"), Option("leave", "all_well")], **fields)
    if deed == "leave":
        await chat.stop("any_time")
    await chat.start("rahyar.follow_up", picked)
