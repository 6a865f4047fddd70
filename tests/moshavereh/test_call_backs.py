"""آزمون قرار تماس - a call back at a chosen time: promised, due, done, missed.   Product: domain/moshavereh/calling.py"""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.kernel.persian.dates import in_tehran
from domain.moshavereh.desk_events import CallEnded, CallPromised
from domain.moshavereh.events import CaseClosed
from domain.moshavereh.model import CaseState, Channel, Outcome
from tests.moshavereh.room import Room


async def promised(room: Room, who: str = "zahra") -> datetime:
    """A call without a case before."""
    due = (await room.do(who, "call_times"))[0]
    await room.do(who, "ask_call_back", due)
    return due


async def test_the_times_are_full_hours_at_which_somebody_telephones(room: Room) -> None:
    times = await room.do("zahra", "call_times")
    assert [in_tehran(t).hour for t in times] == [11, 12, 13, 16, 17, 18, 19, 8]  # it is half past nine on a Tuesday


async def test_waiting_in_the_queue_may_end_in_a_promise(room: Room) -> None:
    case = await room.case(await room.ask())
    due = (await room.do("zahra", "call_times"))[1]
    assert await room.do("zahra", "ask_call_back", due, case.number) == case.number
    assert room.heard(CallPromised)[0].due == due and not room.heard(CaseClosed)[0].by_member
    case = await room.case(case.id)
    assert (case.state, case.outcome, case.channel) == (CaseState.CLOSED, Outcome.CALL_BACK, Channel.PHONE)
    assert (await room.do("zahra", "my_call")).due == due
    async with room.unchanged("call_waits"):
        await room.do("zahra", "ask_call_back", due)


async def test_a_moment_that_nobody_could_keep_is_not_promised(room: Room) -> None:
    for due, code in ((room.now - timedelta(hours=1), "bad_moment"), (room.now + timedelta(days=30), "bad_moment"), (room.now + timedelta(hours=14), "not_staffed")):
        async with room.unchanged(code):
            await room.do("zahra", "ask_call_back", due)


async def test_a_rahyar_takes_a_call_sees_the_number_and_says_what_came_of_it(room: Room) -> None:
    await promised(room)
    [(call, name)] = await room.do("rahyar", "call_list")
    assert name == "زهرا کریمی"
    async with room.unchanged("no_such_call"):
        await room.do("rahyar", "number_to_call", call.id)
    await room.do("rahyar", "take_call", call.id)
    async with room.unchanged("taken"):
        await room.do("bahram", "take_call", call.id)
    assert await room.do("bahram", "call_list") == []
    assert await room.do("rahyar", "number_to_call", call.id) == "+989121112201"
    assert [look.kind for look in await room.do("dabir", "reveals_of", call.case)] == ["mobile"]
    await room.do("rahyar", "call_done", call.id, "راهنمایی شد")
    assert room.heard(CallEnded)[0].done and await room.do("zahra", "my_call") is None


async def test_who_does_not_answer_is_called_again_and_after_three_tries_no_more(room: Room) -> None:
    due = await promised(room)
    await room.do("rahyar", "take_call", 1)
    room.now = due
    first = await room.do("rahyar", "call_missed", 1)
    assert first == due + timedelta(hours=1) and room.heard(CallPromised)[0].due == first
    assert await room.do("system", "call_due", 1) is None
    room.now = first
    assert (await room.do("system", "call_due", 1)).tries == 1
    assert await room.do("rahyar", "call_missed", 1) is not None
    assert await room.do("rahyar", "call_missed", 1) is None
    assert not room.heard(CallEnded)[0].done
    await promised(room)


async def test_a_promise_is_called_off(room: Room) -> None:
    await promised(room)
    await room.do("zahra", "cancel_call")
    assert room.heard(CallEnded)[0].cancelled
    async with room.unchanged("no_such_call"):
        await room.do("zahra", "cancel_call")
    assert await room.do("system", "call_due", 1) is None


async def test_nobody_calls_their_own_family(room: Room) -> None:
    room.known.families.add(frozenset({room.id("zahra"), room.id("rahyar")}))
    await promised(room)
    assert await room.do("rahyar", "call_list") == []
    async with room.unchanged("own_family"):
        await room.do("rahyar", "take_call", 1)
