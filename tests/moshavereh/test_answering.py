"""آزمون پاسخ دادن - what a rahyar sees and does: taking, answering, giving back, closing, being reminded.   Product: handlers/moshavereh/"""

from __future__ import annotations

from domain.moshavereh.model import CaseState
from storage.kit.speed import InProcess
from tests.kanoon.village import NAMES
from tests.moshavereh.desk import CALL, FIRST, SECOND, Desk
from tests.moshavereh.test_calling import sara_answers, zahra_calls


async def test_the_first_who_takes_has_it_and_the_other_reads_who(desk: Desk) -> None:
    await zahra_calls(desk)
    _, late = desk["bahram"].button("برمی‌دارم")
    await desk["rahyar"].taps("برمی‌دارم")
    case = await desk.case()
    assert (case.state, case.rahyar) == (CaseState.TAKEN, NAMES["rahyar"])
    assert "سارا نوری" in desk.card("bahram").text and desk.card("bahram").buttons == []
    assert [b.label for b in desk.card("rahyar").buttons] == ["پاسخ می‌دهم", "برایش پر می‌کنم", "به کاری بفرستمش", "به صف برگردان", "پرونده بسته شود"]
    assert "رهیار، با شماست" in desk["zahra"].last.text
    await desk["bahram"].taps_ref(late.ref)
    assert (await desk.case()).rahyar == NAMES["rahyar"]


async def test_a_case_that_is_given_back_waits_for_another(desk: Desk) -> None:
    await zahra_calls(desk)
    await desk["rahyar"].taps("برمی‌دارم")
    await desk["rahyar"].taps("به صف برگردان")
    assert (await desk.case()).state is CaseState.WAITING
    assert "در صف گفت‌وگو با رهیار" in desk["zahra"].last.text
    await desk["bahram"].taps("برمی‌دارم")
    assert (await desk.case()).rahyar == NAMES["bahram"]


async def test_after_ten_minutes_the_card_comes_again_until_somebody_takes_it(desk: Desk) -> None:
    await zahra_calls(desk)
    await desk["bahram"].opens()
    count = len(desk["bahram"].chat)
    await desk.town.later(minutes=9)
    assert len(desk["bahram"].chat) == count
    await desk.town.later(minutes=2)
    assert len(desk["bahram"].chat) == count + 1 and FIRST in desk["bahram"].last.text
    assert [bool(m.buttons) for m in desk["bahram"].chat if "درخواست‌کننده" in m.text] == [False, True]
    await desk["rahyar"].taps("برمی‌دارم")
    count = len(desk["bahram"].chat)
    await desk.town.later(minutes=30)
    assert len(desk["bahram"].chat) == count


async def test_every_screen_of_answering_shows_whose_words_are_passed_on(desk: Desk) -> None:
    await sara_answers(desk)
    for _ in range(2):
        assert FIRST in desk["rahyar"].last.text and "به عضو می‌رسد" in desk["rahyar"].last.text
        await desk["rahyar"].says("سلام")


async def test_everyday_words_of_an_answering_rahyar_go_to_the_member(desk: Desk) -> None:
    await sara_answers(desk)
    for words in ("چرا", "کمک", "رهیار", "خانه", "بازگشت", "ویرایش"):
        await desk["rahyar"].says(words)
        assert desk["zahra"].last.text.endswith(f"{words}\u2069"), words


async def test_lagv_and_the_menu_leave_answering_for_good(desk: Desk) -> None:
    for way_out in ("لغو", "/menu", "منو", "/cancel"):
        await desk["zahra"].taps(CALL)
        await desk["rahyar"].taps("برمی‌دارم")
        await desk["rahyar"].taps("پاسخ می‌دهم")
        await desk["rahyar"].says("سلام")
        await desk["rahyar"].says(way_out)
        seen = len(desk["zahra"].chat)
        await desk["rahyar"].says("این دیگر برای عضو نیست")
        assert len(desk["zahra"].chat) == seen, way_out
        assert not any("پیش‌نویس" in label for label in desk["rahyar"].labels)
        await desk["zahra"].says("لغو")


async def test_answering_goes_on_from_the_card_without_a_question_about_drafts(desk: Desk) -> None:
    await sara_answers(desk)
    await desk["rahyar"].says("یک")
    await desk["rahyar"].says("لغو")
    await desk["rahyar"].taps("پاسخ می‌دهم")
    await desk["rahyar"].says("دو")
    assert "دو" in desk["zahra"].last.text


async def test_back_sends_nothing_twice(desk: Desk) -> None:
    await sara_answers(desk)
    await desk["rahyar"].says("فردا بیایید")
    await desk["rahyar"].taps("بازگشت")
    assert "برنمی‌گردد" in desk["rahyar"].toast
    assert sum("فردا بیایید" in m.text for m in desk["zahra"].chat) == 1


async def test_a_long_talk_does_not_end_by_itself(desk: Desk) -> None:
    await sara_answers(desk)
    for n in range(90):
        await desk["rahyar"].says(f"جمله‌ی {n}")
        desk.town.house.speed = InProcess()  # nobody types ninety sentences in a second
    assert "جمله‌ی ۸۹" in desk["zahra"].last.text
    assert FIRST in desk["rahyar"].last.text


async def test_a_removed_rahyar_can_neither_take_nor_answer_and_their_members_wait_for_another(desk: Desk) -> None:
    await sara_answers(desk)
    await desk["maryam"].taps(CALL)
    _, take = next((m, b) for m in reversed(desk["rahyar"].chat) if SECOND in m.text for b in m.buttons if b.label == "برمی‌دارم")
    await desk.off_duty("rahyar")
    assert (await desk.case()).state is CaseState.WAITING and "در صف گفت‌وگو با رهیار" in desk["zahra"].last.text
    seen = len(desk["zahra"].chat)
    await desk["rahyar"].says("هنوز هستم")
    assert len(desk["zahra"].chat) == seen
    await desk["rahyar"].taps_ref(take.ref)
    assert (await desk.case(2)).state is CaseState.WAITING
    assert [b.label for b in desk.card("bahram").buttons] == ["برمی‌دارم"]


async def test_nobody_takes_their_own_case(desk: Desk) -> None:
    await desk["rahyar"].taps(CALL)
    await desk["rahyar"].taps("برمی‌دارم")
    assert "پرونده‌ی خودتان" in desk["rahyar"].toast
    assert (await desk.case()).state is CaseState.WAITING


async def test_the_desk_lists_takes_gives_back_and_closes(desk: Desk) -> None:
    await zahra_calls(desk)
    await desk["maryam"].taps(CALL)
    sara = desk["rahyar"]
    await sara.opens("moshavereh_desk")
    assert len([label for label in sara.labels if "در صف" in label]) == 2
    await sara.taps("در صف · زهرا")
    assert (await desk.case()).rahyar == NAMES["rahyar"] and "به عضو می‌رسد" in sara.last.text
    await sara.taps("کارهای دیگر")
    await sara.taps("به صف برگردان")
    assert (await desk.case()).state is CaseState.WAITING and "به صف برگشت" in sara.text
    await sara.opens("moshavereh_desk")
    await sara.taps("در صف · مریم")
    await sara.says("/پایان حل شد")
    assert (await desk.case(2)).state is CaseState.CLOSED and "به پایان رسید" in desk["maryam"].text


async def test_two_cases_of_one_rahyar_are_not_mixed_up(desk: Desk) -> None:
    await zahra_calls(desk)
    await desk["maryam"].taps(CALL)
    for number in (FIRST, SECOND):
        button = next(b for m in reversed(desk["rahyar"].chat) if number in m.text for b in m.buttons if b.label == "برمی‌دارم")
        await desk["rahyar"].taps_ref(button.ref)
    await desk["zahra"].says("من زهرا")
    await desk["rahyar"].taps("پاسخ به پرونده")
    await desk["rahyar"].says("برای زهرا")
    await desk["maryam"].says("من مریم")
    await desk["rahyar"].taps("پاسخ به پرونده")
    assert SECOND in desk["rahyar"].last.text
    await desk["rahyar"].says("برای مریم")
    assert "برای زهرا" in desk["zahra"].text and "برای زهرا" not in desk["maryam"].text
    assert "برای مریم" in desk["maryam"].text and "برای مریم" not in desk["zahra"].text


async def test_a_word_of_the_member_does_not_take_the_button_from_under_a_thumb(desk: Desk) -> None:
    await zahra_calls(desk)
    message, take = desk["rahyar"].button("برمی‌دارم")
    await desk["zahra"].says("کسی هست؟")
    await desk["rahyar"].taps_ref(take.ref, message.id)
    assert (await desk.case()).rahyar == NAMES["rahyar"]
