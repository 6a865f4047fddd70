"""هسته‌ی من - how it stands, whose turn it is, its people; and everything that may be done with it now.   Rules: domain/hasteh/"""

from __future__ import annotations

from domain.hasteh import HastehService
from domain.hasteh.model import FellowId, FellowState, HastehId, HastehState, Relation
from domain.hasteh.policy import policy_on
from domain.hasteh.views import HastehView, Side
from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from handlers.hasteh.telling import hasteh_fields, invited_fields, write_people
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import text
from handlers.membership.questions import member_code

NEW = 0
"""No hasteh: a new one."""
ABOUT_THE_CODE = ("hasteh.nobody_with_code", "hasteh.not_yourself", "hasteh.invited_already")


@flow("hasteh.mine", offers=Role.MEMBER, family="market", order=11, drafts=False)
async def mine(chat: Chat, hasteh: HastehService) -> None:
    """Led first, then those one belongs to; invitations that wait come before all."""
    invited = await hasteh.invitations(chat.member)
    if invited:
        await chat.start("hasteh.invited_to", int(invited[0].id))
    found = await hasteh.mine(chat.member)
    lines = [Option(int(h.id), "line", hasteh_fields(h)) for h in found]
    ask = [] if any(h.side is Side.LEADER for h in found) else [Option(NEW, "ask_for_one")]
    picked = await chat.choose("which_hasteh", [*lines, *ask])
    if picked == NEW:
        await chat.start("hasteh.ask")
    await chat.start("hasteh.hasteh", picked)


@flow("hasteh.hasteh", offers=Role.MEMBER, drafts=False)
async def one(chat: Chat, hasteh: HastehService) -> None:
    """The subject is the hasteh."""
    number = HastehId(int(chat.subject or 0))
    seen = await hasteh.hasteh(chat.member, number)
    await write_people(chat, seen)
    if seen.why:
        await chat.write("the_reason", why=seen.why)
    await chat.write(f"turn_{seen.state.value}", until=seen.until)
    await chat.say("as_it_is", **hasteh_fields(seen))
    deed = await chat.choose("deed_of_hasteh", [*(Option(d, f"do_{d}") for d in _deeds(seen)), Option("leave_it", "all_for_now")])
    if deed == "leave_it":
        await chat.stop("any_time")
    if deed == "mend":
        await chat.start("hasteh.mend", int(number))
    if deed == "invite":
        await chat.start("hasteh.invite", int(number))
    if deed == "board":
        await chat.start("hasteh.board", int(number))
    if deed == "people":
        await chat.start("hasteh.people", int(number))
    await _does(chat, hasteh, seen, deed)


async def _does(chat: Chat, hasteh: HastehService, seen: HastehView, deed: str) -> None:
    """What needs a yes and nothing else."""
    await chat.confirm("sure", said_as=f"sure_{deed}", **hasteh_fields(seen))
    if deed == "leave":
        fellow = await hasteh.my_place(chat.member, seen.id)
        await hasteh.leave(chat.member, fellow)
    else:
        verbs = {"withdraw": hasteh.withdraw, "pause": hasteh.pause, "resume": hasteh.resume, "close": hasteh.close}
        await verbs[deed](chat.member, seen.id)
    await chat.say("done")


def _deeds(seen: HastehView) -> list[str]:
    """What makes sense now."""
    if seen.side is Side.FELLOW:
        return ["board", "leave"]
    if seen.side is Side.REVIEWER:
        return []
    by_state = {
        HastehState.REVIEW: ["withdraw"], HastehState.NEEDS_EDIT: ["mend", "withdraw"], HastehState.PAUSED: ["resume", "board", "people", "close"],
        HastehState.ACTIVE: ["board", "invite", *(["people"] if seen.people else []), "pause", "close"],
    }  # fmt: skip
    return by_state.get(seen.state, [])


@flow("hasteh.invite", offers=Role.MEMBER)
async def invite(chat: Chat, hasteh: HastehService) -> None:
    """Who is to be one of its people; the subject is the hasteh."""
    seen = await _led(chat, hasteh)
    code = await chat.ask("whom_to_invite", member_code())
    relation = await chat.choose("relation", [Option(r, f"hasteh.relation.{r.value}") for r in Relation], columns=2)
    task = await chat.ask("task", text(*policy_on(chat.today).task, lines=False))
    await chat.confirm("sure_to_invite", title=seen.form.title, code=code, relation=relation, task=task)
    try:
        await hasteh.invite(chat.member, seen.id, code, relation, task)
    except Refusal as no:
        if no.code not in ABOUT_THE_CODE:
            raise
        await chat.again("whom_to_invite", no)
        return
    await chat.say("is_invited")


@flow("hasteh.people", offers=Role.MEMBER, drafts=False)
async def people(chat: Chat, hasteh: HastehService) -> None:
    """One of them goes; the subject is the hasteh."""
    seen = await _led(chat, hasteh)
    options = [Option(int(f.id), "hasteh.person_line", {"name": f.name, "relation": f.relation, "task": f.task, "state": f.state}) for f in seen.people]
    picked = FellowId(await chat.choose("who_goes", options))
    name = next(f.name for f in seen.people if f.id == picked)
    await chat.confirm("sure_to_remove", name=name, title=seen.form.title)
    await hasteh.remove(chat.member, picked)
    await chat.say("is_removed", name=name)


async def _led(chat: Chat, hasteh: HastehService) -> HastehView:
    seen = await hasteh.hasteh(chat.member, HastehId(int(chat.subject or 0)))
    if seen.side is not Side.LEADER:
        await chat.stop("hasteh.refusal.no_such_hasteh")
    return seen


@flow("hasteh.invited_to", offers=Role.MEMBER, drafts=False)
async def invited_to(chat: Chat, hasteh: HastehService) -> None:
    """What it is, and both answers; the subject is the invitation."""
    number = FellowId(int(chat.subject or 0))
    seen = await hasteh.invitation(chat.member, number)
    if seen.state is not FellowState.INVITED:
        await chat.stop("answered_already")
    answer = await chat.choose("will_you", [Option(a, f"will_{a}") for a in ("join", "decline", "later")], **invited_fields(seen))
    if answer == "later":
        await chat.stop("any_time")
    await (hasteh.join(chat.member, number) if answer == "join" else hasteh.decline(chat.member, number))
    if answer == "join":
        await chat.say("you_joined", title=seen.title)
    else:
        await chat.say("you_declined", title=seen.title)
