"""مرتب کردن - the other deeds in a conversation: label, priority, hold, snooze, what was sent last.   Rules: domain/moshavereh/answering.py   Ends: closing.py"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from domain.kernel.persian.dates import TEHRAN
from domain.moshavereh.base import DESK
from domain.moshavereh.model import CaseState, Priority
from domain.moshavereh.service import MoshaverehService
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import jalali_day, text
from handlers.moshavereh.choosing import TOPICS, my_case, topic_key

OFTEN = ("fill", "snooze", "transfer", "take_back", "label", "alarm")
SELDOM = ("reveal", "ask_colleague", "priority", "topic", "resend", "teach", "block")
"""Flows of this name, in the order in which they are offered; a page holds eight."""
HOURS = {"hour": 1, "three_hours": 3}
MORNING, SATURDAY = 9, 5
"""On other days it is at nine in Tehran."""


@flow("moshavereh.more", offers=DESK, drafts=False, command=True)
async def more(chat: Chat, moshavereh: MoshaverehService) -> None:
    """Everything else that may be done in a conversation."""
    case = await my_case(chat, moshavereh)
    seen = (await moshavereh.view(chat.member, case)).case
    at_hand = Option("hold", "more.hold") if seen.state is CaseState.TAKEN else Option("wake", "more.wake")
    often, seldom = ([Option(deed, f"moshavereh.{deed}.title") for deed in deeds] for deeds in (OFTEN, SELDOM))
    deeds = [at_hand, Option("give_back", "case.give_back"), *often, *seldom]
    deed = await chat.choose("which_deed", deeds, columns=2, number=seen.number)
    if deed == "hold":
        await moshavereh.hold(chat.member, case)
        await chat.stop("held")
    if deed == "wake":
        await (moshavereh.call_transfer_back if seen.state is CaseState.TRANSFERRING else moshavereh.wake)(chat.member, case)
        await chat.stop("woken_up")
    if deed == "give_back":
        await moshavereh.give_back(chat.member, case)
        await chat.stop("given_back", number=seen.number)
    await chat.start(f"moshavereh.{deed}", case)


@flow("moshavereh.label", offers=DESK, drafts=False, command=True)
async def label(chat: Chat, moshavereh: MoshaverehService) -> None:
    """What it is about, in a word or two; left out, the name goes."""
    case = await my_case(chat, moshavereh)
    words = await chat.ask("label_words", text(1, 40, lines=False), optional=True)
    await moshavereh.put_label(chat.member, case, words or "")
    await chat.stop("labelled_now" if words else "label_gone", label=words)


@flow("moshavereh.priority", offers=DESK, drafts=False, command=True)
async def priority(chat: Chat, moshavereh: MoshaverehService) -> None:
    case = await my_case(chat, moshavereh)
    chosen = await chat.choose("how_urgent", [Option(p.value, f"moshavereh.priority.{p.value}") for p in reversed(Priority)], columns=2)
    await moshavereh.put_priority(chat.member, case, Priority(chosen))
    await chat.stop("sorted")


@flow("moshavereh.topic", offers=DESK, drafts=False)
async def topic(chat: Chat, moshavereh: MoshaverehService) -> None:
    """Which skill it needs: the queue goes by it."""
    case = await my_case(chat, moshavereh)
    chosen = await chat.choose("which_topic", [Option(t, topic_key(t)) for t in (*TOPICS, "other")], columns=2)
    await moshavereh.put_topic(chat.member, case, "" if chosen == "other" else chosen)
    await chat.stop("sorted")


@flow("moshavereh.snooze", offers=DESK, drafts=False, command=True)
async def snooze(chat: Chat, moshavereh: MoshaverehService) -> None:
    """Put aside until a moment; the person's next word wakes it before."""
    case = await my_case(chat, moshavereh)
    options = [Option(when, f"snooze.{when}") for when in (*HOURS, "tomorrow", "saturday", "day")]
    when = await chat.choose("until_when", options)
    until = await _moment(chat, when)
    await moshavereh.snooze(chat.member, case, until)
    await chat.stop("asleep", until=until)


async def _moment(chat: Chat, when: str) -> datetime:
    if when in HOURS:
        return await chat.pin("until", chat.now + timedelta(hours=HOURS[when]))
    if when == "day":
        day = await chat.ask("which_day", jalali_day(not_before=chat.today + timedelta(days=1)))
    else:
        ahead = 1 if when == "tomorrow" else (SATURDAY - chat.today.weekday() - 1) % 7 + 1
        day = await chat.pin("until_day", chat.today + timedelta(days=ahead))
    return datetime.combine(day, time(MORNING), TEHRAN).astimezone(UTC)


@flow("moshavereh.take_back", offers=DESK, drafts=False, command=True)
async def take_back(chat: Chat, moshavereh: MoshaverehService) -> None:
    """My last message vanishes from the member's chat, within two days."""
    case = await my_case(chat, moshavereh)
    line = await chat.pin("line", await _last(chat, moshavereh, case))
    if not await chat.yes_no("sure_to_take_back", words=line[1]):
        await chat.stop("kept_as_it_is")
    await moshavereh.take_back(chat.member, case, line[0])
    await chat.stop("taken_back")


@flow("moshavereh.resend", offers=DESK, drafts=False, command=True)
async def resend(chat: Chat, moshavereh: MoshaverehService) -> None:
    """My last message once more, when nobody knows whether it arrived."""
    case = await my_case(chat, moshavereh)
    line = await chat.pin("line", await _last(chat, moshavereh, case))
    if not await chat.yes_no("sure_to_resend", words=line[1], delivery=f"moshavereh.delivery.{line[2]}"):
        await chat.stop("kept_as_it_is")
    await moshavereh.resend(chat.member, case, line[0])
    await chat.stop("sent_again")


async def _last(chat: Chat, moshavereh: MoshaverehService, case: int) -> tuple[int, str, str]:
    """The line, its beginning, and what is known of its arrival."""
    line = await moshavereh.last_sent(chat.member, case)
    if line is None:
        await chat.stop("nothing_sent")
        raise AssertionError  # stop does not return
    return int(line.id), line.words[:200], line.delivery.value if line.delivery else "sent"
