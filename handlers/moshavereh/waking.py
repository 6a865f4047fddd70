"""ساعت‌های مشاوره - what the clock does at the desk. A clock whose case, duty or call has moved on does nothing (rel:T3).   Set by: hearing.py hearing_desk.py"""

from __future__ import annotations

from domain.kernel.people import SYSTEM, MemberId, Role
from domain.moshavereh.policy import answering_on
from domain.moshavereh.service import MoshaverehService
from handlers.kit import Post, TimeUp, at_time
from handlers.moshavereh.hearing import show_to_all


@at_time("moshavereh.alarm")
async def remind(time_up: TimeUp, post: Post, moshavereh: MoshaverehService) -> None:
    """Ten minutes without anybody: the card comes again, below everything else."""
    if await moshavereh.is_waiting(SYSTEM, int(time_up.subject)):
        await show_to_all(int(time_up.subject), post, moshavereh)
        await post.at(post.now + answering_on(post.now.date()).alarm, "moshavereh.alarm", time_up.subject)


@at_time("moshavereh.next")
async def try_the_next(time_up: TimeUp, post: Post, moshavereh: MoshaverehService) -> None:
    """A wish for somebody near is relaxed with time, and whoever passed may be asked again."""
    case = int(time_up.subject)
    if await moshavereh.is_waiting(SYSTEM, case) and await moshavereh.ring_next(SYSTEM, case) is None:
        await post.at(post.now + answering_on(post.now.date()).relax, "moshavereh.next", case)


@at_time("moshavereh.ring")
async def stop_ringing(time_up: TimeUp, post: Post, moshavereh: MoshaverehService) -> None:
    await moshavereh.ring_timed_out(SYSTEM, int(time_up.subject), time_up.version)


@at_time("moshavereh.transfer")
async def give_the_transfer_back(time_up: TimeUp, post: Post, moshavereh: MoshaverehService) -> None:
    await moshavereh.transfer_timed_out(SYSTEM, int(time_up.subject), time_up.version)


@at_time("moshavereh.snooze")
async def end_the_snooze(time_up: TimeUp, post: Post, moshavereh: MoshaverehService) -> None:
    await moshavereh.snooze_over(SYSTEM, int(time_up.subject), time_up.version)


@at_time("moshavereh.late")
async def find_who_waits_too_long(time_up: TimeUp, post: Post, moshavereh: MoshaverehService) -> None:
    if (again := await moshavereh.find_late(SYSTEM, int(time_up.subject))) is not None:
        await post.at(again, "moshavereh.late", time_up.subject)


@at_time("moshavereh.presence")
async def look_for_the_rahyar(time_up: TimeUp, post: Post, moshavereh: MoshaverehService) -> None:
    if (again := await moshavereh.look_for(SYSTEM, MemberId(int(time_up.subject)), time_up.version)) is not None:
        await post.at(again, "moshavereh.presence", time_up.subject, time_up.version)


@at_time("moshavereh.rating")
async def stop_asking(time_up: TimeUp, post: Post) -> None:
    """The buttons go; what was said stays."""
    await post.refresh("moshavereh.rating", int(time_up.subject))


@at_time("moshavereh.call")
async def say_that_a_call_is_due(time_up: TimeUp, post: Post, moshavereh: MoshaverehService) -> None:
    """Whoever said they would call; while it is nobody's, every rahyar."""
    call = await moshavereh.call_due(SYSTEM, int(time_up.subject))
    if call is None:
        return
    name = await moshavereh.name_of(SYSTEM, call.member) if call.member is not None else ""
    for rahyar in [call.rahyar] if call.rahyar is not None else await post.wearers(Role.RAHYAR_ONLINE):
        await post.tell(rahyar, "moshavereh.call_due", buttons=("moshavereh.calls",), name=name, due=call.due)
