"""آزمون سرپرستی - the board, listening, whispering, taking over, lateness, reports (desk:H24-H25).   Product: domain/moshavereh/supervising.py"""

from __future__ import annotations

from datetime import timedelta

from domain.kernel.people import Role
from domain.moshavereh.desk_events import CaseLate, CaseTakenOver, NoteWritten
from domain.moshavereh.model import CaseState
from tests.moshavereh.room import Room


async def served(room: Room, who: str, flow: str, wait: int, rahyar: str = "rahyar") -> int:
    """Answered after so many minutes, and closed."""
    case = await room.ask(who, flow)
    room.later(minutes=wait)
    await room.do(rahyar, "take", case)
    await room.do(rahyar, "reply", case, "سلام")
    await room.do(rahyar, "close", case)
    return case


async def test_the_board_counts_what_is_in_reach(room: Room) -> None:
    await room.give("reza", Role.DASTYAR, "topic:loan")
    await room.come("rahyar", "bahram")
    await room.do("bahram", "take_break")
    await served(room, "zahra", "loan.ask", 2)
    await room.ask("maryam", "kanoon.join")
    room.later(minutes=11)
    board = await room.do("dabir", "board")
    assert (board.waiting, board.late, board.longest_wait) == (1, 1, timedelta(minutes=11))
    assert (board.online, board.on_break, board.away) == (1, 1, 0)
    assert (board.today.cases, board.today.first_median, board.today.in_time) == (2, timedelta(minutes=2), 100)
    assert (await room.do("reza", "board")).waiting == 0
    assert (await room.do("dabir", "board", "topic:loan")).today.cases == 1
    assert [c.topic for c in await room.do("dabir", "watched_cases")] == ["kanoon"] and await room.do("reza", "watched_cases") == []


async def test_a_report_gives_the_same_numbers_however_often_and_whenever(room: Room) -> None:
    began = room.now
    first = await served(room, "zahra", "loan.ask", 1)
    await served(room, "maryam", "loan.ask", 4)
    await served(room, "reza", "kanoon.join", 2, "bahram")
    await room.do("zahra", "rate", (await room.case(first)).number, 4)
    until = room.now + timedelta(seconds=1)
    rows = await room.do("dabir", "report", began, until)
    assert [(r.name, r.figures.cases, r.figures.first_median, r.figures.in_time, r.figures.score_tenths) for r in rows] == [
        ("سارا نوری", 2, timedelta(minutes=1), 50, 40),
        ("بهرام یزدی", 1, timedelta(minutes=2), 100, None),
    ]
    room.later(days=40)
    assert await room.do("dabir", "report", began, until) == rows
    mine = await room.do("rahyar", "my_figures", began)
    assert (mine.cases, mine.first_median, mine.score_tenths) == (2, timedelta(minutes=1), 40)
    assert [(r.key, r.figures.cases) for r in await room.do("dabir", "report", began, until, "topic")] == [("loan", 2), ("kanoon", 1)]


async def test_a_supervisor_listens_until_it_is_over_and_the_audit_knows(room: Room) -> None:
    await room.give("reza", Role.DABIR, "topic:loan")
    case = await room.taken()
    async with room.unchanged("no_such_case"):
        await room.do("reza", "listen", case)
    before = await room.notes()
    await room.do("dabir", "listen", case)
    assert await room.notes() == before + 1
    assert await room.do("system", "listeners", case) == [room.id("dabir")]
    await room.do("dabir", "stop_listening", case)
    assert await room.do("system", "listeners", case) == []
    await room.do("dabir", "listen", case)
    await room.do("rahyar", "close", case)
    assert await room.do("system", "listeners", case) == []


async def test_a_whisper_is_for_the_rahyar_only(room: Room) -> None:
    case = await room.taken()
    await room.do("dabir", "whisper", case, "شماره‌ی پیگیری را هم بگو")
    told = room.heard(NoteWritten)[0]
    assert (told.rahyar, told.whisper) == (room.id("rahyar"), True) and await room.lines(case) == []
    waiting = await room.ask("maryam")
    async with room.unchanged("no_such_case"):
        await room.do("dabir", "whisper", waiting, "سلام")


async def test_a_supervisor_takes_over_and_who_had_it_is_told(room: Room) -> None:
    case = await room.taken()
    await room.do("dabir", "take_over", case, "عضو ناراضی است")
    told = room.heard(CaseTakenOver)[0]
    assert (told.rahyar, told.by, told.reason) == (room.id("rahyar"), room.id("dabir"), "عضو ناراضی است")
    await room.do("dabir", "reply", case, "من در خدمتم")
    async with room.unchanged("not_assignee"):
        await room.do("rahyar", "reply", case, "ولی")
    async with room.unchanged("cannot_move"):
        await room.do("dabir", "take_over", case, "دوباره")


async def test_a_supervisor_takes_what_rings_sleeps_or_is_offered(room: Room) -> None:
    await room.come("bahram")
    for who, verbs in (("zahra", ()), ("maryam", (("hold", ()),)), ("reza", (("transfer", (f"member:{room.id('bahram')}", "کمک")),))):
        case = await room.taken(who)
        for verb, args in verbs:
            await room.do("rahyar", verb, case, *args)
        await room.do("dabir", "take_over", case, "فوری است")
        assert (await room.case(case)).rahyar == room.id("dabir")
    rings = await room.ask("hassan")
    await room.do("system", "ring_next", rings)
    await room.do("dabir", "take_over", rings, "فوری است")
    assert (await room.case(rings)).state is CaseState.TAKEN


async def test_lateness_is_told_once_for_one_wait(room: Room) -> None:
    case = await room.ask()
    began = room.now
    room.later(minutes=4)
    assert await room.do("system", "find_late", case) == began + timedelta(minutes=10)
    room.later(minutes=6)
    await room.do("system", "find_late", case)
    assert room.heard(CaseLate)[0].since == began
    room.later(minutes=1)
    assert await room.do("system", "find_late", case) is None and not room.heard(CaseLate)
    await room.do("rahyar", "take", case)
    await room.do("rahyar", "reply", case, "سلام")
    assert await room.do("system", "find_late", case) is None
    room.later(minutes=1)
    await room.write("zahra", case, "سؤال دیگر")
    room.later(minutes=10)
    await room.do("system", "find_late", case)
    assert room.heard(CaseLate)[0].rahyar == room.id("rahyar")
