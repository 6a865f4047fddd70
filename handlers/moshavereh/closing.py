"""پایان - resolve with an outcome, sound the alarm, block for abuse.   Rules: domain/moshavereh/answering.py guarding.py"""

from __future__ import annotations

from domain.moshavereh.base import DESK, SUPERVISORS
from domain.moshavereh.beside_model import Danger
from domain.moshavereh.model import Outcome
from domain.moshavereh.service import MoshaverehService
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import text
from handlers.moshavereh.choosing import my_case

OUTCOMES = (Outcome.SOLVED, Outcome.GUIDED, Outcome.FOLLOWED_UP, Outcome.CALL_BACK, Outcome.NOT_REACHED)
DAYS = (1, 7, 30, 90)
REASON = (3, 300)


@flow("moshavereh.close", offers=DESK, drafts=False, command=True)
async def close(chat: Chat, moshavereh: MoshaverehService) -> None:
    """The talk is over; the bot goes on where it stood."""
    case = await my_case(chat, moshavereh)
    number = (await moshavereh.view(chat.member, case)).case.number
    outcome = await chat.choose("what_came_of_it", [Option(o, f"moshavereh.outcome.{o.value}") for o in OUTCOMES], number=number)
    await moshavereh.close(chat.member, case, outcome)
    await chat.stop("closed", number=number)


@flow("moshavereh.alarm", offers=DESK, drafts=False, command=True)
async def alarm(chat: Chat, moshavereh: MoshaverehService) -> None:
    """Somebody may be in danger, or is abused: supervisors are told at once."""
    case = await my_case(chat, moshavereh)
    danger = await chat.choose("which_danger", [Option(d, f"moshavereh.danger.{d.value}") for d in (Danger.LIFE, Danger.ABUSE)])
    reason = await chat.ask("what_happens", text(*REASON))
    await moshavereh.raise_alarm(chat.member, case, danger, reason)
    await chat.stop("told_supervisors" if danger is Danger.ABUSE else "told_supervisors_life")


@flow("moshavereh.block", offers=DESK, drafts=False, command=True)
async def block(chat: Chat, moshavereh: MoshaverehService) -> None:
    """End the talk for abuse; the reason is told to whom it concerns."""
    case = await my_case(chat, moshavereh)
    days = await chat.choose("how_long", [Option(d, "days_option", {"n": d}) for d in DAYS], columns=2)
    reason = await chat.ask("why_block", text(*REASON))
    if not await chat.yes_no("sure_to_block", days=days, reason=reason):
        await chat.stop("kept_as_it_is")
    await moshavereh.block(chat.member, case, reason, days)
    await chat.stop("blocked_now", days=days)


@flow("moshavereh.unblock", offers=SUPERVISORS, family="desk", order=85, drafts=False, command=True)
async def unblock(chat: Chat, moshavereh: MoshaverehService) -> None:
    """Lift the block of somebody in my reach, who is told that they may call again."""
    people = await moshavereh.blocked(chat.member)
    if not people:
        await chat.stop("none_blocked")
    options = [Option(int(p.case), "blocked_person", {"name": p.name or None, "number": p.number, "reason": p.reason, "until": p.until}) for p in people]
    case = await chat.choose("which_blocked", options)
    await moshavereh.unblock(chat.member, case)
    await chat.stop("block_lifted")
