"""تماس تلفنی - a member asks to be called at a day and hour, also from the queue.   Rules: domain/moshavereh/calling.py   The queue: bot/waiting.py"""

from __future__ import annotations

from datetime import date, datetime

from domain.kernel.people import Role
from domain.moshavereh.model import IN_THE_QUEUE
from domain.moshavereh.service import MoshaverehService
from handlers.kit import Chat, Option, flow


@flow("moshavereh.call_back", offers=Role.MEMBER, family="help", order=20, drafts=False, in_queue=True)
async def call_back(chat: Chat, moshavereh: MoshaverehService) -> None:
    """A day, an hour, the own number confirmed; whoever waits in the queue need not wait any more."""
    if (promised := await moshavereh.my_call(chat.member)) is not None:
        await chat.choose("promised", [Option("cancel", "cancel_it")], due=promised.due)
        await moshavereh.cancel_call(chat.member)
        await chat.stop("cancelled")
    if not (number := await moshavereh.my_number(chat.member)):
        await chat.stop("no_number")
    days = await moshavereh.call_days(chat.member)
    day = await chat.choose("day", [Option(d.isoformat(), "day_option", {"day": d, "now": chat.now}) for d in days], columns=2)
    hours = await moshavereh.call_times(chat.member, date.fromisoformat(day))
    hour = await chat.choose("hour", [Option(h.isoformat(), "hour_option", {"hour": h}) for h in hours], columns=3)
    due = datetime.fromisoformat(hour)
    await chat.confirm("sure", due=due, mobile=number)
    waiting = next((c.number for c in await moshavereh.my_cases(chat.member) if c.state in IN_THE_QUEUE), "")
    case = await moshavereh.ask_call_back(chat.member, due, waiting)
    await chat.say("will_call", due=due, number=case)
