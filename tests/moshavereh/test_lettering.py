"""نامه - words for one rahyar who is not there, and of a rahyar for a member who did not ask.   Rules: domain/moshavereh/lettering.py"""

from __future__ import annotations

from domain.moshavereh.events import CaseRung, LetterLeft, RahyarWrote
from domain.moshavereh.model import CaseState, Outcome
from tests.moshavereh.room import Room


async def _spoke(room: Room, who: str = "zahra") -> None:
    """They had a conversation once, and it is the bot's."""
    number = (await room.case(await room.ask(who))).number
    await room.do(who, "leave", number)


async def test_a_letter_waits_and_takes_the_conversation_from_nobody(room: Room) -> None:
    await _spoke(room)
    assert await room.do("zahra", "is_present", room.id("rahyar")) is False
    number = await room.do("zahra", "leave_letter", room.id("rahyar"), " سلام، مدارک وام چیست؟ ")
    left = room.heard(LetterLeft)[0]
    assert (left.rahyar, left.words) == (room.id("rahyar"), "سلام، مدارک وام چیست؟")
    case = await room.by_number(number)
    assert (case.state, case.outcome, case.kept_for) == (CaseState.CLOSED, Outcome.FOLLOWED_UP, room.id("rahyar"))
    assert [line.words for line in await room.lines(case.id)] == ["سلام، مدارک وام چیست؟"]
    assert number in {c.number for c in await room.do("zahra", "my_cases")}


async def test_a_letter_of_a_rahyar_is_recorded_and_may_be_gone_on_from(room: Room) -> None:
    await _spoke(room)
    number = await room.do("rahyar", "send_letter", room.id("zahra"), "مدارک شما کامل شد")
    assert room.heard(RahyarWrote)[0].words == "مدارک شما کامل شد"
    await room.come("rahyar")
    assert await room.do("zahra", "reopen", number) == number
    await room.do("system", "ring_next", (await room.by_number(number)).id)
    assert room.heard(CaseRung)[0].rahyar == room.id("rahyar")


async def test_letters_change_no_service_time(room: Room) -> None:
    await _spoke(room)
    await room.do("rahyar", "send_letter", room.id("zahra"), "سلام")
    await room.do("zahra", "leave_letter", room.id("rahyar"), "سلام")
    today = (await room.do("dabir", "board")).today
    assert (today.first_median, today.in_time, today.resolution_median) == (None, None, None)


async def test_asking_for_ones_own_rahyar_rings_there_first(room: Room) -> None:
    await _spoke(room)
    await room.come("rahyar", "bahram", "leila")
    assert await room.do("zahra", "is_present", room.id("leila")) is True
    number = await room.do("zahra", "ask_for_mine", room.id("leila"), "سلام")
    await room.do("system", "ring_next", (await room.by_number(number)).id)
    assert room.heard(CaseRung)[0].rahyar == room.id("leila")


async def test_who_may_not_write_writes_nothing(room: Room) -> None:
    await _spoke(room)
    room.known.families.add(frozenset({room.id("rahyar"), room.id("zahra")}))
    for who, verb, args, code in (
        ("rahyar", "send_letter", (room.id("rahyar"), "سلام"), "own_case"),
        ("rahyar", "send_letter", (room.id("zahra"), "سلام"), "own_family"),
        ("bahram", "send_letter", (room.id("zahra"), "  "), "nothing_said"),
    ):
        async with room.unchanged(code):
            await room.do(who, verb, *args)
