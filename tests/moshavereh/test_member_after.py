"""آزمون پس از گفت‌وگو - going on, words that came too late, the score and a word, coming again, «پرونده‌های من».   Product: handlers/moshavereh/cases.py rating.py"""

from __future__ import annotations

from domain.moshavereh.model import CaseState
from handlers.kit.said import Media
from tests.kit.talk import Shown
from tests.moshavereh.desk import CALL, FIRST, Desk
from tests.moshavereh.test_calling import sara_answers, zahra_calls

SEND, NO = "بله، برای رهیار بفرست", "نه، لازم نیست"
TOO_LATE, GO_ON = "کسی آن را نخواند", "ادامه‌ی «"


async def sara_closes(desk: Desk) -> None:
    await sara_answers(desk)
    await desk["rahyar"].says("کد را روی دعوت‌نامه می‌بینید")
    await desk.do("rahyar", "close", 1)


def rating(desk: Desk) -> Shown:
    return next(m for m in reversed(desk["zahra"].chat) if "چطور بود" in m.text or "نظرتان را گفتید" in m.text)


async def test_words_that_came_when_it_was_over_go_to_the_rahyar_if_their_writer_wants(desk: Desk) -> None:
    await sara_closes(desk)
    await desk["zahra"].says("یک سؤال دیگر هم داشتم")
    await desk["zahra"].says(media=Media("photo", "web:p1"))
    assert TOO_LATE in desk["zahra"].last.text and "یک سؤال دیگر هم داشتم" in desk["zahra"].last.text
    assert "یک سؤال دیگر" not in desk["rahyar"].text
    await desk["zahra"].taps(SEND)
    case = await desk.case()
    assert case.state is CaseState.WAITING and "دوباره باز شد" in desk["zahra"].text and FIRST in desk["zahra"].last.text
    assert [line.words for line in await desk.do("zahra", "my_lines", case.number)][-2:] == ["یک سؤال دیگر هم داشتم", ""]
    await desk["rahyar"].taps("برمی‌دارم")
    assert "یک سؤال دیگر هم داشتم" in desk.card("rahyar").text


async def test_or_they_are_let_go_and_the_dialog_goes_on(desk: Desk) -> None:
    await sara_closes(desk)
    await desk["zahra"].says("ممنون، خدانگهدار")
    await desk["zahra"].taps(NO)
    assert "کد کانون" in desk["zahra"].last.text and (await desk.case()).state is CaseState.CLOSED
    await desk["zahra"].says("قورچای")
    assert TOO_LATE not in desk["zahra"].last.text


async def test_a_wish_long_after_the_end_is_for_the_bot(desk: Desk) -> None:
    await desk["zahra"].taps(CALL)
    await desk["rahyar"].taps("برمی‌دارم")
    await desk.do("rahyar", "close", 1)
    await desk.town.later(minutes=30)
    await desk["zahra"].says("می‌خواهم عضو کانون شوم")
    assert TOO_LATE not in desk["zahra"].last.text and "کانون" in desk["zahra"].last.text


async def test_a_closed_case_a_day_later_is_a_new_one(desk: Desk) -> None:
    await sara_closes(desk)
    await desk["zahra"].says("هنوز هستید؟")
    await desk.town.later(hours=25)
    await desk["zahra"].taps(SEND)
    assert (await desk.case()).state is CaseState.CLOSED
    assert [line.words for line in await desk.do("zahra", "my_lines", (await desk.case(2)).number)] == ["هنوز هستید؟"]


async def test_going_on_is_asked_with_the_step_and_the_answers(desk: Desk) -> None:
    await sara_closes(desk)
    screen = desk["zahra"].last
    assert GO_ON in screen.text and "از گام ۲؟" in screen.text and "کد، نام یا جای کانون" in screen.text
    await desk["zahra"].taps("فعلاً نه")
    assert "تا ۷ روز می‌ماند" in desk["zahra"].last.text


async def test_a_score_and_a_word_are_changed_by_a_second_tap(desk: Desk) -> None:
    await sara_closes(desk)
    await desk["zahra"].taps("۴ خوب")
    await desk["zahra"].taps("با یک جمله هم می‌گویم")
    await desk["zahra"].says("با حوصله جواب دادند")
    assert "ممنون" in desk["zahra"].text
    await desk["zahra"].taps("۵ عالی")
    assert (await desk.do("zahra", "my_cases"))[0].score == 5
    case = await desk.case()
    async with desk.town.house.units.open(desk.town.now) as unit:
        assert (await desk.service(unit).store.promises.ratings([case]))[case.id].words == "با حوصله جواب دادند"
    await desk.town.later(hours=73)
    assert rating(desk).buttons == []


async def test_one_tap_opens_it_again_for_the_same_rahyar(desk: Desk) -> None:
    await desk.do("rahyar", "come_on_duty")
    await desk.do("bahram", "come_on_duty")
    await sara_closes(desk)
    await desk["zahra"].taps("هنوز سؤال دارم، باز شود")
    case = await desk.case()
    assert (case.state, case.rung) == (CaseState.RINGING, case.kept_for) and FIRST in desk["zahra"].last.text
    assert desk["zahra"].labels == ["تماس تلفنی در زمان دلخواه", "از صف بیرون می‌آیم"]


async def test_my_cases_tell_what_was_said_and_what_may_be_done(desk: Desk) -> None:
    await desk["reza"].says("پرونده‌های من")
    assert "هنوز با رهیاری گفت‌وگو نکرده‌اید" in desk["reza"].last.text
    await sara_answers(desk)
    await desk["zahra"].says("کد کانون را ندارم")
    await desk["rahyar"].says("روی دعوت‌نامه است")
    await desk.do("rahyar", "close", 1)
    await desk["zahra"].opens("moshavereh_cases")
    label = desk["zahra"].last.buttons[0].label
    assert "PR" in label and "پایان‌یافته" in label and "سارا نوری" in label, label
    await desk["zahra"].taps(label)
    told = desk["zahra"].last.text
    assert "▸ کد کانون را ندارم" in told and "◂ روی دعوت‌نامه است" in told and "سارا نوری" in told
    await desk["zahra"].taps("امتیاز می‌دهم")
    await desk["zahra"].taps("۳ متوسط")
    await desk["zahra"].says("خوب بود")
    assert (await desk.do("zahra", "my_cases"))[0].score == 3


async def test_a_case_is_opened_again_from_the_list(desk: Desk) -> None:
    await sara_closes(desk)
    await desk["zahra"].opens("moshavereh_cases")
    await desk["zahra"].taps_ref(desk["zahra"].last.buttons[0].ref)
    await desk["zahra"].taps("دوباره باز شود")
    assert FIRST in desk["zahra"].last.text and "در صف" in desk["zahra"].last.text
    await desk.town.later(seconds=1)
    assert desk["zahra"].labels == ["تماس تلفنی در زمان دلخواه", "از صف بیرون می‌آیم"]


async def test_nothing_of_the_desk_is_in_my_cases(desk: Desk) -> None:
    await sara_answers(desk)
    await desk.do("rahyar", "write_note", 1, "به نظر بی‌حوصله است")
    await desk.do("rahyar", "close", 1)
    await desk["zahra"].opens("moshavereh_cases")
    await desk["zahra"].taps_ref(desk["zahra"].last.buttons[0].ref)
    assert "بی‌حوصله" not in desk["zahra"].text


async def test_a_blocked_member_is_told_kindly_and_the_bot_goes_on(desk: Desk) -> None:
    await zahra_calls(desk)
    await desk["rahyar"].taps("برمی‌دارم")
    await desk.do("rahyar", "block", 1, "ناسزا گفت", 2)
    await desk["zahra"].taps("از همان‌جا ادامه می‌دهم")
    await desk["zahra"].says("رهیار")
    assert "بسته است" in desk["zahra"].last.text and "ناسزا گفت" in desk["zahra"].last.text and "بازگشت" in desk["zahra"].labels
