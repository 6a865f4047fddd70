"""آزمون صف - asking, ringing, taking, leaving, coming again, rating.   Product: domain/moshavereh/asking.py assigning.py"""

from __future__ import annotations

from datetime import timedelta

from domain.moshavereh.desk_events import CaseRated, MemberPaused
from domain.moshavereh.events import CaseClosed, CaseOpened, CaseReturned, CaseRung, CaseWoken, LineEdited, MemberWrote, RingEnded
from domain.moshavereh.model import CaseState, Priority
from tests.moshavereh.room import Room


async def closed(room: Room, who: str = "zahra") -> int:
    """Somebody was answered, and it is over."""
    case = await room.taken(who)
    await room.do("rahyar", "reply", case, "بفرمایید")
    await room.do("rahyar", "close", case)
    return case


async def test_a_case_knows_where_it_comes_from(room: Room) -> None:
    room.known.scopes[room.id("zahra")] = ("area:golestan",)
    room.known.kanoons[room.id("zahra")] = ("قورچای", room.id("leila"))
    case = await room.case(await room.ask(words="کد را پیدا نمی‌کنم"))
    assert (case.topic, case.reach, case.kanoon_rahyar) == ("kanoon", ("topic:kanoon", "area:golestan"), room.id("leila"))
    assert [line.words for line in await room.lines(case.id)] == ["کد را پیدا نمی‌کنم"]


async def test_the_one_who_waits_sees_the_place_and_the_wait(room: Room) -> None:
    await room.come("rahyar")
    first, second = await room.ask("zahra"), await room.ask("maryam")
    standing = await room.do("maryam", "standing", (await room.case(second)).number)
    assert (standing.place, standing.wait, standing.anybody, standing.opens) == (2, timedelta(minutes=2), True, None)
    room.later(minutes=1)
    await room.do("rahyar", "take", first)
    await room.do("rahyar", "reply", first, "سلام")
    standing = await room.do("maryam", "standing", (await room.case(second)).number)
    assert (standing.place, standing.wait) == (1, timedelta(minutes=1))
    assert (await room.do("zahra", "standing", (await room.case(first)).number)).place == 0


async def test_where_nobody_is_on_duty_no_wait_is_promised(room: Room) -> None:
    standing = await room.do("zahra", "standing", (await room.case(await room.ask())).number)
    assert (standing.place, standing.wait, standing.anybody) == (1, None, False)


async def test_an_urgent_case_is_in_front(room: Room) -> None:
    await room.ask("zahra")
    urgent = await room.taken("maryam")
    await room.do("rahyar", "put_priority", urgent, Priority.URGENT)
    await room.do("rahyar", "give_back", urgent)
    assert (await room.do("maryam", "standing", (await room.case(urgent)).number)).place == 1


async def test_a_case_rings_at_one_rahyar_who_accepts(room: Room) -> None:
    await room.come("rahyar")
    case = await room.ask()
    assert await room.do("system", "ring_next", case) == room.id("rahyar")
    rung = room.heard(CaseRung)[0]
    assert (rung.rahyar, rung.until) == (room.id("rahyar"), room.now + timedelta(seconds=60))
    async with room.unchanged("rings_at"):
        await room.do("bahram", "take", case)
    await room.do("rahyar", "take", case)
    assert (await room.case(case)).rahyar == room.id("rahyar")
    assert await room.do("system", "ring_timed_out", case, rung.step) is False


async def test_who_lets_it_ring_or_passes_is_followed_by_the_next(room: Room) -> None:
    await room.come("rahyar", "bahram")
    case = await room.ask()
    first = await room.do("system", "ring_next", case)
    step = (await room.case(case)).step
    assert await room.do("system", "ring_timed_out", case, step - 1) is False
    assert await room.do("system", "ring_timed_out", case, step) is True
    assert room.heard(RingEnded)[0].missed
    second = await room.do("system", "ring_next", case)
    assert {first, second} == {room.id("rahyar"), room.id("bahram")}
    who = "rahyar" if second == room.id("rahyar") else "bahram"
    await room.do(who, "pass_on", case)
    assert await room.do("system", "ring_next", case) is None
    room.later(seconds=61)
    assert await room.do("system", "ring_next", case) is not None
    assert (await room.case(case)).rings == 3
    await room.do("system", "ring_timed_out", case, (await room.case(case)).step)
    assert room.heard(RingEnded)[0].offer_call


async def test_a_free_place_is_filled_in_the_order_of_the_queue(room: Room) -> None:
    await room.come("rahyar", capacity=1)
    first, second = await room.ask("zahra"), await room.ask("maryam")
    assert await room.do("system", "drain") == 1
    await room.do("rahyar", "take", first)
    assert await room.do("system", "drain") == 0
    async with room.unchanged("hands_full"):
        await room.do("rahyar", "take", second)
    await room.do("rahyar", "close", first)
    assert await room.do("system", "drain") == 1
    assert (await room.case(second)).rung == room.id("rahyar")


async def test_nobody_takes_the_case_of_their_family(room: Room) -> None:
    room.known.families.add(frozenset({room.id("zahra"), room.id("rahyar")}))
    await room.come("rahyar")
    case = await room.ask()
    assert await room.do("system", "ring_next", case) is None
    async with room.unchanged("own_family"):
        await room.do("rahyar", "take", case)
    assert await room.do("system", "who_may_take", case) == []


async def test_who_leaves_the_queue_has_abandoned_it_and_who_leaves_a_talk_has_ended_it(room: Room) -> None:
    waiting, talking = await room.ask("zahra"), await room.taken("maryam")
    for who, case, state in (("zahra", waiting, CaseState.ABANDONED), ("maryam", talking, CaseState.CLOSED)):
        await room.do(who, "leave", (await room.case(case)).number)
        assert (await room.case(case)).state is state and room.heard(CaseClosed)[0].by_member


async def test_an_edit_keeps_what_was_said_before(room: Room) -> None:
    case = await room.taken()
    await room.write("zahra", case, "ساعت سه", source="m1")
    number = (await room.case(case)).number
    await room.do("zahra", "edit", number, "m1", "ساعت چهار")
    told = room.heard(LineEdited)[0]
    assert (told.before, told.words, told.rahyar) == ("ساعت سه", "ساعت چهار", room.id("rahyar"))
    line = (await room.lines(case))[-1]
    assert (line.words, line.edited) == ("ساعت چهار", room.now)
    assert [v.words for v in await room.do("rahyar", "versions_of", case, line.id)] == ["ساعت سه"]
    async with room.unchanged("no_such_line"):
        await room.do("zahra", "edit", number, "m2", "پنج")


async def test_a_word_wakes_what_slept(room: Room) -> None:
    case = await room.taken()
    await room.do("rahyar", "snooze", case, room.now + timedelta(days=1))
    await room.write("zahra", case, "پیدا کردم")
    assert (await room.case(case)).state is CaseState.TAKEN
    assert room.heard(CaseWoken)[0].by_member and room.heard(MemberWrote)[0].rahyar == room.id("rahyar")


async def test_a_word_to_a_rahyar_who_went_home_goes_to_the_queue(room: Room) -> None:
    await room.come("rahyar")
    case = await room.taken()
    await room.do("rahyar", "reply", case, "سلام")
    room.later(minutes=1)
    assert await room.do("rahyar", "go_off_duty") == 0
    assert (await room.case(case)).state is CaseState.TAKEN
    await room.write("zahra", case, "هنوز هستید؟")
    back = await room.case(case)
    assert (back.state, back.rahyar, back.kept_for) == (CaseState.WAITING, None, room.id("rahyar"))
    assert room.heard(CaseReturned) and room.heard(MemberWrote)[0].rahyar is None


async def test_who_writes_too_fast_is_paused_and_nothing_they_wrote_is_lost(room: Room) -> None:
    case = await room.taken()
    for n in range(40):
        await room.write("zahra", case, f"پیام {n}")
    assert room.heard(MemberPaused)[0].until == room.now + timedelta(minutes=10)
    async with room.unchanged("too_fast"):
        await room.write("zahra", case, "یکی دیگر")
    assert len(await room.lines(case)) == 40
    room.later(minutes=11)
    await room.write("zahra", case, "یکی دیگر")


async def test_a_case_is_opened_again_within_a_day_and_asked_of_who_knows_it(room: Room) -> None:
    await room.come("rahyar", "bahram")
    case = await closed(room)
    number = (await room.case(case)).number
    room.later(hours=23)
    assert await room.do("zahra", "reopen", number) == number
    assert room.heard(CaseOpened)
    await room.do("rahyar", "be_busy")
    await room.do("rahyar", "be_online")
    assert await room.do("system", "ring_next", case) == room.id("rahyar")
    await room.do("zahra", "leave", number)
    assert not room.heard(CaseClosed)[0].may_rate
    async with room.unchanged("cannot_move"):
        await room.do("zahra", "reopen", number)


async def test_a_day_later_a_new_one_is_begun(room: Room) -> None:
    number = (await room.case(await closed(room))).number
    room.later(hours=25)
    async with room.unchanged("too_late"):
        await room.do("zahra", "reopen", number)
    assert await room.ask() == 2
    assert (await room.case(2)).kept_for is None


async def test_one_case_at_a_time_and_nobody_elses(room: Room) -> None:
    old = (await room.case(await closed(room))).number
    await room.ask()
    async with room.unchanged("another_open"):
        await room.do("zahra", "reopen", old)
    for verb, args in (("reopen", ()), ("rate", (5,)), ("standing", ()), ("my_lines", ()), ("leave", ())):
        async with room.unchanged("no_such_case"):
            await room.do("maryam", verb, old, *args)


async def test_a_second_tap_changes_the_score_and_a_low_one_is_told_once(room: Room) -> None:
    case = await closed(room)
    number = (await room.case(case)).number
    await room.do("zahra", "rate", number, 2, "دیر شد")
    assert room.heard(CaseRated)[0].low
    await room.do("zahra", "rate", number, 1)
    assert not room.heard(CaseRated)[0].low
    await room.do("zahra", "rate", number, 5)
    own = (await room.do("zahra", "my_cases"))[0]
    assert (own.score, own.may_rate, own.may_reopen) == (5, True, True)
    async with room.unchanged("bad_score"):
        await room.do("zahra", "rate", number, 6)
    room.later(hours=73)
    async with room.unchanged("too_late"):
        await room.do("zahra", "rate", number, 4)


async def test_what_nobody_answered_is_not_rated(room: Room) -> None:
    case = await room.taken()
    await room.do("rahyar", "close", case)
    assert not room.heard(CaseClosed)[0].may_rate
    async with room.unchanged("not_over"):
        await room.do("zahra", "rate", (await room.case(case)).number, 5)
