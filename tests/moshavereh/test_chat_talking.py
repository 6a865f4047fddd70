"""آزمون گفت‌وگوهای هم‌زمان - the rahyar's chat: switching, commands, edits, taking back, a colleague's case.   Product: handlers/moshavereh/answering.py"""

from __future__ import annotations

import pytest

from bot.gateways.base import Outgoing, Unclear
from domain.kernel.people import Role
from domain.moshavereh.model import CaseState
from handlers.kit.said import Media, Place
from tests.kanoon.village import NAMES
from tests.kit.talk import FakeGateway
from tests.moshavereh.desk import CALL, FIRST, SECOND, Desk
from tests.moshavereh.test_calling import sara_answers, zahra_calls


async def sara_has_two(desk: Desk) -> None:
    """Zahra and Maryam wait; Sara takes Zahra, then Maryam, from her desk."""
    await zahra_calls(desk)
    await desk["maryam"].taps(CALL)
    for name in ("زهرا", "مریم"):
        await desk["rahyar"].opens("moshavereh_desk")
        await desk["rahyar"].taps(f"در صف · {name}")


def speaks_with(desk: Desk, name: str, who: str = "rahyar") -> bool:
    """Whether the newest screen says so."""
    return f"حالا با \u2068{name}\u2069 صحبت می‌کنید" in desk[who].last.text


async def test_the_desk_shows_who_waits_since_when_and_about_what(desk: Desk) -> None:
    await zahra_calls(desk)
    await desk.town.later(minutes=4)
    await desk["rahyar"].opens("moshavereh_desk")
    assert "نوبتتان را هنوز شروع نکرده‌اید" in desk["rahyar"].last.text and "منتظر: ۱" in desk["rahyar"].last.text
    line = next(label for label in desk["rahyar"].labels if "زهرا کریمی" in label)
    assert "در صف" in line and "همیاری و کانون" in line and "۴ دقیقه" in line


async def test_an_empty_desk_says_so_kindly(desk: Desk) -> None:
    await desk["rahyar"].says("/میز")
    assert "الان کسی منتظر نیست" in desk["rahyar"].text


async def test_two_conversations_never_cross(desk: Desk) -> None:
    sara = desk["rahyar"]
    await sara_has_two(desk)
    assert speaks_with(desk, "مریم سادات حسینی")
    await sara.says("برای مریم")
    await sara.says("/سوییچ")
    await sara.taps("زهرا")
    assert speaks_with(desk, "زهرا کریمی") and FIRST in sara.last.text
    await sara.says("برای زهرا")
    await sara.taps("گفت‌وگوی دیگر")
    await sara.taps("مریم")
    assert speaks_with(desk, "مریم سادات حسینی") and SECOND in sara.last.text
    await sara.says("باز هم برای مریم")
    assert "برای زهرا" in desk["zahra"].text and "مریم" not in desk["zahra"].text
    assert "برای زهرا" not in desk["maryam"].text
    assert [m.text.split("\n")[-1].strip("\u2068\u2069") for m in desk["maryam"].chat if "سارا نوری" in m.text and "برای" in m.text] == [
        "برای مریم",
        "باز هم برای مریم",
    ]


async def test_one_tap_on_a_word_of_the_other_goes_to_them(desk: Desk) -> None:
    await sara_has_two(desk)
    await desk["zahra"].says("من هنوز منتظرم")
    assert "زهرا کریمی" in desk["rahyar"].last.text
    await desk["rahyar"].taps("پاسخ به پرونده")
    assert speaks_with(desk, "زهرا کریمی") and "منتظر پاسخ شماست" in desk["rahyar"].last.text
    await desk["rahyar"].says("آمدم")
    assert "آمدم" in desk["zahra"].last.text and "پاسخش را داده‌اید" in desk["rahyar"].last.text


async def test_who_waits_longest_is_first_in_the_switch(desk: Desk) -> None:
    await sara_has_two(desk)
    await desk["rahyar"].says("سلام مریم")
    await desk.town.later(minutes=1)
    await desk["maryam"].says("سؤالم این است")
    await desk["rahyar"].says("لغو")
    await desk["rahyar"].says("/سوییچ")
    assert [name for label in desk["rahyar"].labels for name in ("زهرا", "مریم") if name in label] == ["زهرا", "مریم"]
    await desk["rahyar"].says("مریم")
    assert speaks_with(desk, "مریم سادات حسینی")


async def test_without_another_conversation_there_is_nothing_to_switch_to(desk: Desk) -> None:
    await sara_answers(desk)
    await desk["rahyar"].says("/سوییچ")
    assert "گفت‌وگوی دیگری با شما نیست" in desk["rahyar"].text
    assert speaks_with(desk, "زهرا کریمی")


async def test_somebody_who_is_no_member_yet_is_named_as_such(desk: Desk) -> None:
    stranger = desk.town.person("stranger")
    await stranger.opens()
    await stranger.taps(CALL)
    await desk["rahyar"].opens("moshavereh_desk")
    await desk["rahyar"].taps("غیرعضو")
    assert "حالا با کسی که هنوز عضو نیست صحبت می‌کنید" in desk["rahyar"].last.text
    await desk["rahyar"].says("خوش آمدید")
    assert "خوش آمدید" in stranger.last.text
    await desk["rahyar"].says("/کارت")
    assert "کسی که هنوز عضو نیست" in desk["rahyar"].text
    await desk["rahyar"].says(place=Place(35.7, 51.4))
    assert "نشانی روی نقشه" in stranger.last.text
    await desk["rahyar"].says("/سوییچ")
    await desk["rahyar"].says("لغو")
    await desk["rahyar"].says("/note")
    assert "غیرعضو" in "".join(desk["rahyar"].labels)


async def test_a_slip_of_a_command_is_not_sent(desk: Desk) -> None:
    await sara_answers(desk)
    seen = len(desk["zahra"].chat)
    await desk["rahyar"].says("/یادداشتت این آدم عصبانی است")
    assert len(desk["zahra"].chat) == seen and "را نمی‌شناسم" in desk["rahyar"].last.text
    assert speaks_with(desk, "زهرا کریمی")


async def test_photos_voices_files_and_places_arrive(desk: Desk) -> None:
    await sara_answers(desk)
    for kind in ("photo", "voice", "file"):
        await desk["rahyar"].says("ببینید", media=Media(kind, f"web:{kind}-1"))
        assert desk["zahra"].last.media == Media(kind, f"web:{kind}-1") and "ببینید" in desk["zahra"].last.text
    await desk["rahyar"].shares_place(36.84, 54.44)
    assert "نشانی روی نقشه" in desk["zahra"].last.text and "۳۶.۸۴۰۰۰" in desk["zahra"].last.text
    await desk["rahyar"].shares_contact("+989121112233")
    assert "نمی‌توانم برسانم" in desk["rahyar"].last.text


async def test_an_edit_changes_what_was_sent_wherever_it_was(desk: Desk) -> None:
    sara = desk["rahyar"]
    await sara_has_two(desk)
    await sara.says("شنبه بیایید")
    first = sara.said
    await sara.says("/سوییچ زهرا")
    assert speaks_with(desk, "زهرا کریمی")
    seen = len(desk["zahra"].chat)
    await sara.edits("یکشنبه بیایید", first)
    assert "یکشنبه بیایید" in desk["maryam"].last.text and len(desk["zahra"].chat) == seen
    assert "برای عضو هم عوض شد" in sara.text and speaks_with(desk, "زهرا کریمی")
    await sara.edits("سلام", "nowhere")
    assert "پیدا نکردم" in sara.text and len(desk["zahra"].chat) == seen


async def test_my_last_message_is_taken_back_within_two_days(desk: Desk) -> None:
    sara, seen = desk["rahyar"], len(desk["zahra"].chat)
    await sara_answers(desk)
    await sara.says("/حذف")
    assert "هنوز پیامی از شما نیست" in sara.text
    await sara.says("اشتباه نوشتم")
    await sara.taps("کارهای دیگر")
    await sara.taps("حذف آخرین پیامم")
    assert "اشتباه نوشتم" in sara.last.text
    await sara.taps("خیر")
    assert "اشتباه نوشتم" in desk["zahra"].text
    await sara.says("/حذف")
    await sara.taps("بله")
    assert "اشتباه نوشتم" not in desk["zahra"].text and speaks_with(desk, "زهرا کریمی")
    assert len(desk["zahra"].chat) > seen


async def test_what_is_too_old_is_not_taken_back_and_the_reason_is_kind(desk: Desk) -> None:
    await sara_answers(desk)
    await desk["rahyar"].says("شنبه بیایید")
    await desk.town.later(hours=49)
    await desk["rahyar"].says("/حذف")
    await desk["rahyar"].taps("بله")
    assert "بیش از دو روز" in desk["rahyar"].text and "شنبه بیایید" in desk["zahra"].text


async def test_an_unknown_arrival_is_told_and_sent_again_on_wish(desk: Desk) -> None:
    await sara_answers(desk)
    gateway = desk.town.gateways["web"]

    async def nobody_knows(out: Outgoing) -> str:
        if out.to.chat == desk["zahra"].at.chat:
            raise Unclear("the line went dead")
        return await FakeGateway.deliver(gateway, out)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gateway, "deliver", nobody_knows)
        await desk["rahyar"].says("کد را بفرستید")
        await desk["rahyar"].says("/label کد")
    assert "معلوم نیست آخرین پیامتان رسیده باشد" in desk["rahyar"].last.text
    await desk["rahyar"].says("/دوباره")
    assert "معلوم نیست رسیده باشد" in desk["rahyar"].last.text
    await desk["rahyar"].taps("خیر")
    assert sum("کد را بفرستید" in m.text for m in desk["zahra"].chat) == 0
    await desk["rahyar"].taps("کارهای دیگر")
    await desk["rahyar"].taps("صفحه‌ی بعد")
    await desk["rahyar"].taps("دوباره فرستادن")
    await desk["rahyar"].taps("بله")
    await desk.town.later(minutes=5)
    assert sum("کد را بفرستید" in m.text for m in desk["zahra"].chat) == 2


async def test_words_into_a_colleagues_case_become_a_note_and_never_reach_the_member(desk: Desk) -> None:
    await sara_answers(desk)
    await desk["rahyar"].says("سلام")
    await desk.open("dabir")
    await desk.give("dabir", Role.DABIR)
    await desk.do("dabir", "take_over", 1, "عضو ناراحت است")
    seen = len(desk["zahra"].chat)
    await desk["rahyar"].says("این را هم بپرسید")
    assert "با \u2068علی اکبری\u2069 است و پیامتان به عضو نرسید" in desk["rahyar"].last.text
    assert not any("به دست می‌گیرم" in label for label in desk["rahyar"].labels)
    await desk["rahyar"].taps("یادداشت کنار پرونده شود")
    assert "این را هم بپرسید" in desk["dabir"].last.text and len(desk["zahra"].chat) == seen
    await desk["rahyar"].says("این هم به کسی نرسد")
    assert len(desk["zahra"].chat) == seen


async def test_the_banner_of_a_case_that_went_to_another_says_so(desk: Desk) -> None:
    await sara_answers(desk)
    await desk.open("dabir")
    await desk.give("dabir", Role.DABIR)
    await desk.do("dabir", "take_over", 1, "عضو ناراحت است")
    await desk["rahyar"].says("/کارها")
    await desk["rahyar"].says("لغو")
    assert "این گفت‌وگو حالا با \u2068علی اکبری\u2069 است" in desk["rahyar"].last.text and "به عضو نمی‌رسد" in desk["rahyar"].last.text
    await desk["rahyar"].says("چیزی")
    await desk["rahyar"].taps("هیچ‌کدام")
    assert "نه فرستادم و نه یادداشت" in desk["rahyar"].text


async def test_a_supervisor_takes_over_with_one_tap_and_what_they_wrote_is_sent(desk: Desk) -> None:
    await sara_answers(desk)
    await desk.give("rahyar", Role.DABIR)
    await desk.on_duty("leila")
    await desk.do("rahyar", "transfer", 1, f"member:{NAMES['leila']}", "او بهتر می‌داند")
    await desk.do("leila", "accept_transfer", 1)
    await desk["rahyar"].says("خودم ادامه می‌دهم")
    await desk["rahyar"].taps("گفت‌وگو را خودم به دست می‌گیرم")
    assert (await desk.case()).rahyar == NAMES["rahyar"] and "خودم ادامه می‌دهم" in desk["zahra"].text
    assert speaks_with(desk, "زهرا کریمی") and "به دست گرفت" in desk["leila"].text


async def test_a_rahyar_who_lost_the_role_is_refused_everywhere(desk: Desk) -> None:
    await sara_answers(desk)
    await desk.off_duty("rahyar")
    seen = len(desk["zahra"].chat)
    for words in ("سلام", "/یادداشت محرمانه", "/پایان", "/میز", "/آماده سلام"):
        await desk["rahyar"].says(words)
    assert len(desk["zahra"].chat) == seen and "محرمانه" not in desk["zahra"].text
    assert (await desk.case()).state is CaseState.WAITING
    await desk["rahyar"].begins("moshavereh.note", 1)
    assert "برای شما باز نیست" in desk["rahyar"].last.text


async def test_a_rahyar_of_two_kinds_keeps_their_talks_until_the_last_is_gone(desk: Desk) -> None:
    await sara_answers(desk)
    await desk.give("rahyar", Role.RAHYAR_AREA)
    await desk.off_duty("rahyar")
    await desk["rahyar"].says("هنوز هستم")
    assert (await desk.case()).rahyar == NAMES["rahyar"] and "هنوز هستم" in desk["zahra"].text
    await desk.off_duty("rahyar", Role.RAHYAR_AREA)
    assert (await desk.case()).state is CaseState.WAITING
    await desk["rahyar"].says("این نرسد")
    assert "این نرسد" not in desk["zahra"].text


async def test_after_the_end_nobody_is_spoken_with(desk: Desk) -> None:
    await sara_answers(desk)
    await desk["rahyar"].taps("پایان")
    await desk["rahyar"].taps("راهنمایی شد")
    assert (await desk.case()).state is CaseState.CLOSED
    assert "حالا با کسی صحبت نمی‌کنید" in desk["rahyar"].text
    seen = len(desk["zahra"].chat)
    await desk["rahyar"].says("یک چیز دیگر")
    assert len(desk["zahra"].chat) == seen
