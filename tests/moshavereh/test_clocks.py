"""آزمون ساعت‌های میز - rings, shifts, snoozes, transfers, ratings, lateness and calls, by the clock of the house and in the chats.   Product: handlers/moshavereh/"""

from __future__ import annotations

from datetime import timedelta

from domain.kernel.people import Role
from domain.moshavereh.duty_model import DutyState
from domain.moshavereh.model import CaseState
from tests.kanoon.village import NAMES
from tests.kit.talk import Shown
from tests.moshavereh.desk import CALL, FIRST, Desk
from tests.moshavereh.test_calling import zahra_calls


def rating(desk: Desk, who: str = "zahra") -> Shown:
    """The question how it was."""
    return next(m for m in reversed(desk[who].chat) if "امتیاز" in m.text or "چطور بود" in m.text)


async def answered(desk: Desk) -> None:
    await zahra_calls(desk)
    await desk.do("rahyar", "take", 1)
    await desk.do("rahyar", "reply", 1, "بفرمایید")


async def test_a_call_rings_at_one_who_is_on_duty_and_the_others_are_left_in_peace(desk: Desk) -> None:
    await desk.do("rahyar", "come_on_duty")
    await zahra_calls(desk)
    assert [b.label for b in desk.card("rahyar").buttons] == ["برمی‌دارم", "نوبت همکار بعدی"]
    assert all(FIRST not in m.text for m in desk["bahram"].chat)
    await desk["rahyar"].taps("برمی‌دارم")
    assert (await desk.case()).rahyar == NAMES["rahyar"] and "رهیار، با شماست" in desk["zahra"].last.text
    await desk.town.later(minutes=5)
    assert (await desk.case()).state is CaseState.TAKEN


async def test_who_lets_it_ring_for_a_minute_is_followed_by_the_next(desk: Desk) -> None:
    await desk.do("rahyar", "come_on_duty")
    await desk.town.later(seconds=1)
    await desk.do("bahram", "come_on_duty")
    await zahra_calls(desk)
    assert (await desk.case()).rung == NAMES["rahyar"]
    await desk.town.later(seconds=59)
    assert (await desk.case()).rung == NAMES["rahyar"]
    await desk.town.later(seconds=2)
    assert (await desk.case()).rung == NAMES["bahram"]
    assert "برنداشتید" in desk["rahyar"].text and desk.card("rahyar").buttons == []
    await desk["bahram"].taps("نوبت همکار بعدی")
    assert (await desk.case()).state is CaseState.WAITING
    await desk.town.later(seconds=121)
    assert (await desk.case()).state is CaseState.RINGING
    assert (await desk.case()).rings == 3


async def test_whoever_comes_gets_what_waits(desk: Desk) -> None:
    await zahra_calls(desk)
    await desk.do("bahram", "come_on_duty")
    assert (await desk.case()).rung == NAMES["bahram"]


async def test_a_free_place_is_filled_at_once(desk: Desk) -> None:
    await desk.do("rahyar", "come_on_duty", (), 1)
    await zahra_calls(desk)
    await desk["rahyar"].taps("برمی‌دارم")
    await desk["maryam"].taps(CALL)
    assert (await desk.case(2)).state is CaseState.WAITING
    await desk.do("rahyar", "close", 1)
    assert (await desk.case(2)).rung == NAMES["rahyar"]


async def test_a_silent_rahyar_is_asked_and_then_their_members_wait_for_another_and_are_told(desk: Desk) -> None:
    await desk.do("rahyar", "come_on_duty")
    await zahra_calls(desk)
    await desk["rahyar"].taps("برمی‌دارم")
    await desk.town.later(minutes=15, seconds=1)
    assert desk["rahyar"].labels == ["بله، هستم"]
    await desk["rahyar"].taps("بله، هستم")
    await desk.town.later(minutes=14)
    assert (await desk.case()).state is CaseState.TAKEN
    await desk.town.later(minutes=1)
    await desk.town.later(minutes=2, seconds=1)
    assert (await desk.do("system", "duty_of", NAMES["rahyar"])).state is DutyState.AWAY
    assert (await desk.case()).state is CaseState.WAITING
    assert "رهیارتان ناچار شد برود" in desk["zahra"].text and "دور از میز" in desk["rahyar"].text


async def test_a_snooze_ends_by_the_clock(desk: Desk) -> None:
    await answered(desk)
    await desk.do("rahyar", "snooze", 1, desk.town.now + timedelta(hours=1))
    await desk.town.later(minutes=59)
    assert (await desk.case()).state is CaseState.SNOOZED
    await desk.town.later(minutes=2)
    assert (await desk.case()).state is CaseState.TAKEN and "وقت پرونده‌ی" in desk["rahyar"].last.text


async def test_a_transfer_is_accepted_on_the_card_and_the_member_reads_one_line(desk: Desk) -> None:
    await answered(desk)
    await desk.do("rahyar", "transfer", 1, f"member:{NAMES['bahram']}", "درباره‌ی وام است")
    assert "درباره‌ی وام است" in desk["bahram"].text and "درباره‌ی وام است" not in desk["zahra"].text
    await desk["bahram"].taps("می‌پذیرم")
    assert (await desk.case()).rahyar == NAMES["bahram"] and "بهرام یزدی" in desk["rahyar"].last.text
    assert sum("از این‌جا به بعد" in m.text for m in desk["zahra"].chat) == 1


async def test_a_transfer_that_nobody_accepts_comes_back_after_two_minutes(desk: Desk) -> None:
    await answered(desk)
    await desk.do("rahyar", "transfer", 1, f"member:{NAMES['bahram']}", "درباره‌ی وام است")
    await desk.town.later(minutes=2, seconds=1)
    assert (await desk.case()).rahyar == NAMES["rahyar"] and "به‌موقع نپذیرفت" in desk["rahyar"].text
    assert desk.card("bahram").buttons == []


async def test_the_score_is_asked_once_changed_by_a_second_tap_and_not_after_three_days(desk: Desk) -> None:
    await desk.open("dabir")
    await desk.give("dabir", Role.DABIR)
    await answered(desk)
    await desk.do("rahyar", "close", 1)
    assert [b.label for b in rating(desk).buttons][4:] == ["۱ بد", "هنوز سؤال دارم، باز شود"]
    await desk["zahra"].taps_ref(rating(desk).buttons[4].ref)
    assert "۱" in rating(desk).text and "امتیاز ۱ گرفت" in desk["dabir"].last.text
    await desk["zahra"].taps_ref(rating(desk).buttons[0].ref)
    assert (await desk.do("zahra", "my_cases"))[0].score == 5
    assert sum("چطور بود" in m.text or "نظرتان" in m.text for m in desk["zahra"].chat) == 1
    await desk.town.later(hours=73)
    assert rating(desk).buttons == []


async def test_supervisors_hear_once_that_somebody_waits_too_long(desk: Desk) -> None:
    await desk.open("dabir")
    await desk.give("dabir", Role.DABIR)
    await zahra_calls(desk)
    await desk.town.later(minutes=10, seconds=1)
    await desk.town.later(minutes=15)
    assert sum("منتظر پاسخ است" in m.text for m in desk["dabir"].chat) == 1


async def test_what_was_sent_is_edited_and_deleted_where_it_stands(desk: Desk) -> None:
    await answered(desk)
    line = await desk.do("rahyar", "reply", 1, "شنبه بیایید")
    count = len(desk["zahra"].chat)
    await desk.do("rahyar", "edit_reply", 1, line, "یکشنبه بیایید")
    assert "یکشنبه بیایید" in desk["zahra"].text and "\u2068شنبه بیایید" not in desk["zahra"].text and len(desk["zahra"].chat) == count
    await desk.do("rahyar", "take_back", 1, line)
    assert "یکشنبه بیایید" not in desk["zahra"].text


async def test_a_listener_hears_both_sides(desk: Desk) -> None:
    await desk.open("dabir")
    await desk.give("dabir", Role.DABIR)
    await answered(desk)
    await desk.do("dabir", "listen", 1)
    await desk["zahra"].says("شماره‌ی کانون؟")
    await desk.do("rahyar", "reply", 1, "پانزده")
    assert "شماره‌ی کانون؟" in desk["dabir"].text and "پانزده" in desk["dabir"].text
    assert "علی اکبری" not in desk["zahra"].text


async def test_a_promised_call_is_told_when_it_is_due(desk: Desk) -> None:
    await zahra_calls(desk)
    due = (await desk.do("zahra", "call_times"))[0]
    await desk.do("zahra", "ask_call_back", due, (await desk.case()).number)
    assert "از صف بیرون می‌آیم" not in desk["zahra"].labels and "به پایان رسید" not in desk["zahra"].text
    await desk.do("bahram", "take_call", 1)
    await desk.town.later(hours=2)
    assert "زمان تماس با" in desk["bahram"].last.text and "زمان تماس با" not in desk["rahyar"].text


async def test_who_is_blocked_is_told_why_when_calling_again(desk: Desk) -> None:
    await answered(desk)
    await desk.do("rahyar", "block", 1, "ناسزا گفت", 2)
    await desk["zahra"].opens()
    await desk["zahra"].taps(CALL)
    assert "ناسزا گفت" in desk["zahra"].last.text and await desk.under_way() == []
