"""سپردن - offer a conversation to a person, a skill, an area or the پشتیبان of an organisation.   Rules: domain/moshavereh/transferring.py"""

from __future__ import annotations

from domain.kernel.refusal import Refusal
from domain.membership.places import Province
from domain.membership.rules import Organisation
from domain.moshavereh.base import DESK
from domain.moshavereh.service import MoshaverehService
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import text
from handlers.moshavereh.choosing import TOPICS, my_case, topic_key

KINDS = ("member", "topic", "area", "org")
REASON = (3, 300)


@flow("moshavereh.transfer", offers=DESK, drafts=False, command=True)
async def transfer(chat: Chat, moshavereh: MoshaverehService) -> None:
    """It stays mine until somebody says yes."""
    case = await my_case(chat, moshavereh)
    kind = await chat.choose("to_what", [Option(k, f"transfer.{k}") for k in KINDS], columns=2)
    goal = await _goal(chat, moshavereh, kind)
    reason = await chat.ask("why_transfer", text(*REASON))
    try:
        shown_to = await moshavereh.transfer(chat.member, case, f"{kind}:{goal}", reason)
    except Refusal as no:
        if no.code in ("moshavereh.nobody_there", "moshavereh.own_family", "moshavereh.own_case"):
            await chat.again("to_what", no)
        raise
    await chat.stop("offered", n=shown_to)


async def _goal(chat: Chat, moshavereh: MoshaverehService, kind: str) -> int | str:
    if kind == "member":
        there = await moshavereh.colleagues(chat.member)
        return await chat.choose(
            "to_colleague", [Option(int(c.rahyar), "colleague_option", {"name": c.name, "state": f"moshavereh.duty.{c.duty.state.value}"}) for c in there]
        )
    if kind == "topic":
        return await chat.choose("to_topic", [Option(t, topic_key(t)) for t in TOPICS], columns=2)
    if kind == "area":
        return await chat.choose("to_area", [Option(p.value, f"membership.province.{p.value}") for p in Province], search=True, columns=2)
    return await chat.choose("to_org", [Option(o.value, f"membership.organisation.{o.value}") for o in Organisation], columns=2)
