"""سرپرستی - the board, listening in, whispering, taking over, and reports of a span.   Rules: domain/moshavereh/supervising.py   The board's card: boards.py"""

from __future__ import annotations

from datetime import timedelta

from domain.kernel.persian.dates import day_begins
from domain.moshavereh.base import SUPERVISORS
from domain.moshavereh.model import IN_HAND
from domain.moshavereh.service import MoshaverehService
from domain.moshavereh.views import ReportRow
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import text
from handlers.moshavereh.choosing import glance_options, topic_key
from handlers.moshavereh.shifts import SPANS, figures

REASON = (3, 300)
ROWS = 12  # of a report, in one message


@flow("moshavereh.board", offers=SUPERVISORS, family="desk", order=15, drafts=False, command=True)
async def board(chat: Chat, moshavereh: MoshaverehService) -> None:
    """The board comes as a card of its own, which is kept true."""
    await moshavereh.open_board(chat.member)
    await chat.stop("board_comes")


@flow("moshavereh.watch", offers=SUPERVISORS, family="desk", order=25, drafts=False, command=True)
async def watch(chat: Chat, moshavereh: MoshaverehService) -> None:
    """What is under way in my reach: look, listen, whisper, take over."""
    seen = {int(g.id): g for g in await moshavereh.glance_watched(chat.member)}
    case = await chat.choose("which_watched", glance_options(seen.values(), chat.now))
    if case not in seen:
        await chat.stop("over_meanwhile")
    one = seen[case]
    in_hand = one.state in IN_HAND and (await moshavereh.view(chat.member, case)).case.rahyar != chat.member.member_id
    hears = await moshavereh.am_listening(chat.member, case)
    deeds = ["stop_listening" if hears else "listen", *(["whisper"] if in_hand else []), "take_over", "look"]
    deed = await chat.choose("what_then", [Option(d, f"watch.{d}") for d in deeds], number=one.number, name=one.rahyar_name or None)
    await _do(chat, moshavereh, case, deed)


async def _do(chat: Chat, moshavereh: MoshaverehService, case: int, deed: str) -> None:
    if deed == "look":
        await chat.start("moshavereh.context", case)
    if deed == "listen":
        await moshavereh.listen(chat.member, case)
        await chat.stop("listening")
    if deed == "stop_listening":
        await moshavereh.stop_listening(chat.member, case)
        await chat.stop("not_listening")
    if deed == "whisper":
        await moshavereh.whisper(chat.member, case, await chat.ask("whisper_words", text(1, 1000)))
        await chat.stop("whispered_now")
    await moshavereh.take_over(chat.member, case, await chat.ask("why_take_over", text(*REASON)))
    await chat.start("moshavereh.answer", case)


@flow("moshavereh.reports", offers=SUPERVISORS, family="desk", order=80, drafts=False, command=True)
async def reports(chat: Chat, moshavereh: MoshaverehService) -> None:
    """Of a span, by rahyar or by topic; out of the log, so the same whenever it is asked."""
    span = await chat.choose("which_span", [Option(s, f"span.{s}") for s in SPANS], columns=3)
    by = await chat.choose("by_what", [Option("rahyar", "by_rahyar"), Option("topic", "by_topic")], columns=2)
    since = day_begins(chat.today) - timedelta(days=SPANS[span])
    rows = await moshavereh.report(chat.member, since, chat.now + timedelta(seconds=1), by)
    if not rows:
        await chat.stop("nothing_yet")
    for row in rows[:ROWS]:
        await _row(chat, row, by)
    await chat.say("report", span=f"moshavereh.span.{span}", by=f"moshavereh.by_{by}")


@flow("moshavereh.knowledge", offers=SUPERVISORS, family="desk", order=85, drafts=False)
async def knowledge(chat: Chat, moshavereh: MoshaverehService) -> None:
    """What rahyars think the house should know, newest first."""
    texts = {t.id: t for t in await moshavereh.proposed_texts(chat.member)}
    chosen = await chat.choose("which_text", [Option(t.id, name=t.question[:60]) for t in texts.values()])
    if chosen in texts:
        await chat.stop("text_shown", question=texts[chosen].question, known=texts[chosen].answer)


async def _row(chat: Chat, row: ReportRow, by: str) -> None:
    if by == "topic":
        await chat.write("topic_row", topic=topic_key(row.key), **figures(row.figures))
    elif row.name:
        await chat.write("rahyar_row", name=row.name, **figures(row.figures))
    else:
        await chat.write("nobodys_row", **figures(row.figures))
