"""آزمون نوبت - coming, going, a break, falling silent.   Product: domain/moshavereh/shifts.py   By the clock of the house: test_clocks.py"""

from __future__ import annotations

from datetime import timedelta

from domain.moshavereh.desk_events import DutyChanged, StillThereAsked
from domain.moshavereh.duty_model import DutyState
from domain.moshavereh.events import CaseReturned
from domain.moshavereh.model import CaseState
from tests.moshavereh.room import Room


async def test_a_shift_has_skills_a_capacity_and_the_scopes_of_the_hats(room: Room) -> None:
    async with room.unchanged("bad_capacity"):
        await room.come("rahyar", capacity=13)
    await room.come("rahyar", skills=("loan", "loan", "kanoon"), capacity=2)
    duty = await room.do("rahyar", "my_duty")
    assert (duty.state, duty.skills, duty.capacity, duty.scopes) == (DutyState.ONLINE, ("loan", "kanoon"), 2, ())
    assert await room.do("bahram", "my_duty") is None


async def test_who_is_not_on_duty_has_nothing_to_end(room: Room) -> None:
    for verb in ("go_off_duty", "take_break", "be_busy", "be_online", "still_here"):
        async with room.unchanged("not_on_duty"):
            await room.do("rahyar", verb)


async def test_on_a_break_members_stay_and_nothing_rings(room: Room) -> None:
    await room.come("rahyar")
    case = await room.taken()
    await room.do("rahyar", "take_break")
    await room.write("zahra", case, "هنوز هستید؟")
    assert (await room.case(case)).rahyar == room.id("rahyar")
    other = await room.ask("maryam")
    assert await room.do("system", "ring_next", other) is None
    await room.do("rahyar", "be_online")
    assert await room.do("system", "drain") == 1


async def test_going_home_sends_the_unanswered_to_the_queue_and_keeps_the_rest(room: Room) -> None:
    await room.come("rahyar")
    waits, answered, asleep = await room.taken("zahra"), await room.taken("maryam"), await room.taken("reza")
    room.later(seconds=5)
    await room.do("rahyar", "reply", answered, "بفرمایید")
    await room.do("rahyar", "snooze", asleep, room.now + timedelta(hours=3))
    assert await room.do("rahyar", "go_off_duty") == 1
    assert [e.case for e in room.heard(CaseReturned)] == [waits]
    states = [(await room.case(c)).state for c in (waits, answered, asleep)]
    assert states == [CaseState.WAITING, CaseState.TAKEN, CaseState.SNOOZED]


async def test_going_home_lets_the_next_one_ring(room: Room) -> None:
    await room.come("rahyar")
    case = await room.ask()
    await room.do("system", "ring_next", case)
    await room.do("rahyar", "go_off_duty")
    assert (await room.case(case)).state is CaseState.WAITING
    await room.come("bahram")
    assert await room.do("system", "ring_next", case) == room.id("bahram")


async def test_after_a_quarter_of_silence_they_are_asked_and_then_away(room: Room) -> None:
    await room.come("rahyar")
    version = room.heard(DutyChanged)[0].version
    case, me = await room.taken(), room.id("rahyar")
    room.later(minutes=10)
    assert await room.do("system", "look_for", me, version) == room.now + timedelta(minutes=5)
    room.later(minutes=5)
    assert await room.do("system", "look_for", me, version) == room.now + timedelta(minutes=2)
    assert room.heard(StillThereAsked)[0].until == room.now + timedelta(minutes=2)
    room.later(minutes=2)
    assert await room.do("system", "look_for", me, version) is None
    assert (await room.do("rahyar", "my_duty")).state is DutyState.AWAY
    assert (await room.case(case)).state is CaseState.WAITING
    assert await room.do("system", "look_for", me, version) is None


async def test_saying_that_one_is_there_and_doing_anything_both_count(room: Room) -> None:
    await room.come("rahyar")
    version, me, case = room.heard(DutyChanged)[0].version, room.id("rahyar"), await room.taken()
    for deed in (("still_here",), ("reply", case, "هستم")):
        room.later(minutes=15)
        await room.do("system", "look_for", me, version)
        assert (await room.do("rahyar", "my_duty")).asked == room.now
        room.later(minutes=1)
        await room.do("rahyar", *deed)
        assert (await room.do("rahyar", "my_duty")).asked is None
        room.later(minutes=1)
        assert await room.do("system", "look_for", me, version) == room.now + timedelta(minutes=14)


async def test_who_was_away_is_back_by_the_first_thing_they_do(room: Room) -> None:
    await room.come("rahyar")
    version, case = room.heard(DutyChanged)[0].version, await room.ask()
    room.later(minutes=15)
    await room.do("system", "look_for", room.id("rahyar"), version)
    room.later(minutes=3)
    await room.do("system", "look_for", room.id("rahyar"), version)
    await room.do("rahyar", "take", case)
    assert room.heard(DutyChanged)[0].look == room.now + timedelta(minutes=15)
    assert (await room.do("rahyar", "my_duty")).state is DutyState.ONLINE


async def test_who_is_no_rahyar_any_more_has_nothing(room: Room) -> None:
    await room.come("rahyar")
    talks, rings = await room.taken("zahra"), await room.ask("maryam")
    await room.do("system", "ring_next", rings)
    await room.do("system", "give_back_all", room.id("rahyar"))
    assert [(await room.case(c)).state for c in (talks, rings)] == [CaseState.WAITING] * 2
    assert await room.do("rahyar", "my_duty") is None
