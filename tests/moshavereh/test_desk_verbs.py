"""آزمون میز - what the rahyar who has a case does with it, and what nobody else may.   Product: domain/moshavereh/answering.py transferring.py guarding.py"""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.kernel.people import Role
from domain.moshavereh.beside_model import Danger
from domain.moshavereh.desk_events import AlarmRaised, PersonBlocked
from domain.moshavereh.events import CaseClosed, CaseSnoozed, CaseWoken, RahyarWrote, ReplyEdited, ReplyTakenBack, TransferAsked, TransferEnded
from domain.moshavereh.model import CaseState, Delivery, Outcome, Priority
from tests.moshavereh.room import Room


async def test_only_the_reply_of_who_has_it_goes_out(room: Room) -> None:
    case = await room.taken()
    async with room.unchanged("not_assignee"):
        await room.do("bahram", "reply", case, "من هم هستم")
    await room.do("rahyar", "reply", case, "سلام")
    assert room.heard(RahyarWrote)[0].words == "سلام"
    await room.do("rahyar", "close", case)
    for who in ("rahyar", "bahram"):
        async with room.unchanged("not_yours"):
            await room.do(who, "reply", case, "یک چیز دیگر")
    assert [line.words for line in await room.lines(case)] == ["سلام"]


async def test_what_was_sent_can_be_changed_and_for_two_days_taken_back(room: Room) -> None:
    case = await room.taken()
    line = await room.do("rahyar", "reply", case, "شنبه بیایید")
    await room.do("system", "left_as", case, line, 77)
    await room.do("rahyar", "edit_reply", case, line, "یکشنبه بیایید")
    assert (room.heard(ReplyEdited)[0].sent_as, room.heard(ReplyEdited)[0].words) == (77, "یکشنبه بیایید")
    await room.do("rahyar", "take_back", case, line)
    assert room.heard(ReplyTakenBack)[0].sent_as == 77
    async with room.unchanged("no_such_line"):
        await room.do("rahyar", "take_back", case, line)
    line = await room.do("rahyar", "reply", case, "دیگر")
    room.later(hours=49)
    async with room.unchanged("too_old"):
        await room.do("rahyar", "take_back", case, line)


async def test_nobody_changes_the_words_of_another(room: Room) -> None:
    case = await room.taken()
    await room.write("zahra", case, "سلام")
    theirs = (await room.lines(case))[0].id
    for verb, args in (("edit_reply", ("خداحافظ",)), ("take_back", ()), ("resend", ())):
        async with room.unchanged("no_such_line"):
            await room.do("rahyar", verb, case, theirs, *args)


async def test_a_line_tells_whether_it_arrived(room: Room) -> None:
    case = await room.taken()
    sent, nowhere, fresh = [await room.do("rahyar", "reply", case, words) for words in ("یک", "دو", "سه")]
    await room.do("system", "left_as", case, sent, 5)
    await room.do("system", "left_as", case, nowhere, None)
    assert [line.delivery for line in await room.lines(case)] == [Delivery.SENT, Delivery.NOWHERE, None]
    await room.do("rahyar", "resend", case, fresh)
    assert room.heard(RahyarWrote)[0].line == fresh and len(await room.lines(case)) == 3


async def test_on_hold_is_still_theirs_and_a_reply_goes_on(room: Room) -> None:
    case = await room.taken()
    await room.do("rahyar", "hold", case)
    assert (await room.case(case)).state is CaseState.ON_HOLD
    await room.do("rahyar", "reply", case, "پیدا شد")
    assert (await room.case(case)).state is CaseState.TAKEN


async def test_a_snooze_ends_at_its_moment_unless_it_has_moved_on(room: Room) -> None:
    case = await room.taken()
    async with room.unchanged("bad_moment"):
        await room.do("rahyar", "snooze", case, room.now - timedelta(minutes=1))
    await room.do("rahyar", "snooze", case, room.now + timedelta(hours=1))
    armed = room.heard(CaseSnoozed)[0]
    await room.do("rahyar", "wake", case)
    await room.do("rahyar", "snooze", case, room.now + timedelta(hours=2))
    armed_again = room.heard(CaseSnoozed)[0]
    assert await room.do("system", "snooze_over", case, armed.step) is False
    assert await room.do("system", "snooze_over", case, armed_again.step) is True
    assert room.heard(CaseWoken) and (await room.case(case)).state is CaseState.TAKEN


async def test_a_snooze_of_who_is_away_ends_in_the_queue(room: Room) -> None:
    await room.come("rahyar")
    case = await room.taken()
    await room.do("rahyar", "snooze", case, room.now + timedelta(hours=1))
    step = (await room.case(case)).step
    await room.do("rahyar", "go_off_duty")
    assert (await room.case(case)).state is CaseState.SNOOZED
    assert await room.do("system", "snooze_over", case, step)
    assert (await room.case(case)).state is CaseState.WAITING


async def test_an_outcome_is_one_that_a_rahyar_gives(room: Room) -> None:
    case = await room.taken()
    async with room.unchanged("bad_outcome"):
        await room.do("rahyar", "close", case, Outcome.LEFT)
    await room.do("rahyar", "put_label", case, "  کد   کانون ")
    await room.do("rahyar", "close", case, Outcome.GUIDED)
    done = await room.case(case)
    assert (done.outcome, done.label) == (Outcome.GUIDED, "کد کانون")


async def test_a_transfer_is_theirs_until_the_other_accepts(room: Room) -> None:
    await room.come("rahyar", "bahram")
    case = await room.taken()
    assert await room.do("rahyar", "transfer", case, f"member:{room.id('bahram')}", "وام را بهتر می‌داند") == 1
    asked = room.heard(TransferAsked)[0]
    assert (asked.to, asked.until) == ((room.id("bahram"),), room.now + timedelta(minutes=2))
    assert (await room.case(case)).rahyar == room.id("rahyar")
    async with room.unchanged("cannot_move"):
        await room.do("rahyar", "reply", case, "صبر کنید")
    async with room.unchanged("offered_no_more"):
        await room.do("leila", "accept_transfer", case)
    await room.do("bahram", "accept_transfer", case)
    assert (await room.case(case)).rahyar == room.id("bahram") and room.heard(TransferEnded)[0].accepted
    assert [n.words for _, n in (await room.do("bahram", "context", case)).notes] == ["وام را بهتر می‌داند"]
    await room.do("system", "transfer_timed_out", case, asked.step)
    assert (await room.case(case)).rahyar == room.id("bahram")


@pytest.mark.parametrize("way", ["declined", "called back", "timed out"])
async def test_a_transfer_that_nobody_accepts_is_the_senders_again(room: Room, way: str) -> None:
    case = await room.taken()
    await room.do("rahyar", "transfer", case, f"member:{room.id('bahram')}", "کمک می‌خواهم")
    if way == "declined":
        await room.do("bahram", "decline_transfer", case)
    elif way == "called back":
        await room.do("rahyar", "call_transfer_back", case)
    else:
        await room.do("system", "transfer_timed_out", case, (await room.case(case)).step)
    back = await room.case(case)
    assert (back.state, back.rahyar) == (CaseState.TAKEN, room.id("rahyar"))
    assert (room.heard(TransferEnded)[0].accepted, room.heard(TransferEnded)[0].timed_out) == (False, way == "timed out")
    await room.do("rahyar", "reply", case, "برگشتم")


async def test_a_transfer_to_a_skill_goes_to_the_first_who_accepts(room: Room) -> None:
    await room.come("rahyar")
    await room.come("bahram", "leila", skills=("loan",))
    case = await room.taken()
    assert await room.do("rahyar", "transfer", case, "topic:loan", "درباره‌ی وام است") == 2
    await room.do("bahram", "decline_transfer", case)
    assert (await room.case(case)).state is CaseState.TRANSFERRING
    await room.do("leila", "accept_transfer", case)
    async with room.unchanged("offered_no_more"):
        await room.do("bahram", "accept_transfer", case)


async def test_the_poshtiban_of_an_organisation_gets_what_is_sent_there_and_nothing_else(room: Room) -> None:
    await room.give("reza", Role.POSHTIBAN, "org:parat")
    case = await room.taken()
    for goal, code in (("org:bank", "nobody_there"), ("org:", "bad_goal"), ("member:999", "bad_goal"), (f"member:{room.id('zahra')}", "bad_goal")):
        async with room.unchanged(code):
            await room.do("rahyar", "transfer", case, goal, "کار پارت است")
    await room.do("rahyar", "transfer", case, "org:parat", "کار پارت است")
    await room.do("reza", "accept_transfer", case)
    await room.do("reza", "reply", case, "بررسی می‌کنم")
    assert (await room.case(case)).rahyar == room.id("reza")


async def test_an_identifier_is_shown_for_a_reason_and_that_is_kept(room: Room) -> None:
    case = await room.taken()
    shown = dict((await room.do("rahyar", "context", case)).identifiers)
    assert shown["mobile"].endswith("2201") and "+98912" not in shown["mobile"]
    async with room.unchanged("reason_length"):
        await room.do("rahyar", "reveal", case, "mobile", "")
    async with room.unchanged("not_yours"):
        await room.do("bahram", "reveal", case, "mobile", "کنجکاوم")
    assert await room.do("rahyar", "reveal", case, "mobile", "باید زنگ بزنم") == "+989121112201"
    looks = await room.do("dabir", "reveals_of", case)
    assert [(look.by, look.kind, look.reason) for look in looks] == [(room.id("rahyar"), "mobile", "باید زنگ بزنم")]


async def test_who_is_blocked_reads_why_and_may_come_again_afterwards(room: Room) -> None:
    case = await room.taken()
    async with room.unchanged("bad_days"):
        await room.do("rahyar", "block", case, "ناسزا گفت", 91)
    await room.do("rahyar", "block", case, "ناسزا گفت", 3)
    assert room.heard(PersonBlocked)[0].reason == "ناسزا گفت" and not room.heard(CaseClosed)[0].may_rate
    async with room.unchanged("blocked"):
        await room.ask()
    async with room.unchanged("blocked"):
        await room.do("zahra", "reopen", (await room.case(case)).number)
    room.later(days=4)
    await room.ask()


async def test_a_supervisor_lifts_a_block(room: Room) -> None:
    case = await room.taken()
    await room.do("rahyar", "block", case, "اشتباه بود", 30)
    assert await room.do("dabir", "unblock", case) == 1
    await room.ask()


async def test_an_alarm_makes_it_urgent_and_reaches_those_whose_reach_it_is(room: Room) -> None:
    await room.give("reza", Role.DABIR, "topic:kanoon")
    await room.give("hassan", Role.DABIR, "topic:loan")
    case = await room.taken()
    await room.do("rahyar", "raise_alarm", case, Danger.LIFE, "حرف از آسیب زد")
    assert room.heard(AlarmRaised)[0].danger is Danger.LIFE
    assert (await room.case(case)).priority is Priority.URGENT
    assert set(await room.do("system", "who_watches", case)) == {room.id("dabir"), room.id("reza")}
