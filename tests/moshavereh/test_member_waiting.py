"""آزمون انتظار - a member asks, sees where they stand, leaves, is called back; the bot is silent while a person speaks.   Product: bot/waiting.py bot/engine/beside.py"""

from __future__ import annotations

import pytest

from domain.moshavereh.model import CaseState, Outcome
from tests.moshavereh.desk import CALL, FIRST, SECOND, Desk
from tests.moshavereh.test_calling import zahra_calls

PLACE, NEXT, NOBODY = "نوبت شما در صف", "نفر بعدی شمایید", "رهیاری پشت میز نیست"
CALL_ME, LEAVE, END = "تماس تلفنی در زمان دلخواه", "از صف بیرون می‌آیم", "پایان گفت‌وگو"
KEPT = "نگه داشتم"


async def sara_is_busy(desk: Desk) -> None:
    """She is on duty and has as much as she can."""
    await desk.do("rahyar", "come_on_duty", (), 1)
    await desk["maryam"].taps(CALL)
    await desk["rahyar"].taps("برمی‌دارم")


@pytest.mark.parametrize("words", ["رهیار", "اپراتور", "می‌خواهم با آدم حرف بزنم", "/rahyar"])
async def test_a_word_is_enough_to_be_heard(desk: Desk, words: str) -> None:
    await desk["zahra"].says(words)
    assert (await desk.case()).state is CaseState.WAITING and FIRST in desk["zahra"].last.text


async def test_who_asks_for_a_person_in_spoken_words_is_heard_and_their_sentence_goes_along(desk: Desk) -> None:
    await desk["zahra"].says("سلام میخوام با یه مشاور صحبت کنم")
    assert (await desk.case()).state is CaseState.WAITING and "با یه مشاور صحبت کنم" in desk.card("rahyar").text


async def test_a_sentence_may_come_with_the_word(desk: Desk) -> None:
    await desk["zahra"].says("/rahyar کد کانونم را پیدا نمی‌کنم")
    assert "کد کانونم را پیدا نمی‌کنم" in desk.card("rahyar").text


async def test_the_place_and_the_wait_are_told_and_changed_where_they_stand(desk: Desk) -> None:
    await sara_is_busy(desk)
    await desk["reza"].taps(CALL)
    await desk["zahra"].taps(CALL)
    assert NEXT in desk["reza"].last.text and f"{PLACE}: <b>۲</b>" in desk["zahra"].last.text
    assert "برآورد انتظار: ۲ دقیقه" in desk["zahra"].last.text and "شبانه‌روز" in desk["zahra"].last.text
    count = len(desk["zahra"].chat)
    await desk["reza"].taps(LEAVE)
    await desk.town.later(seconds=30)
    assert NEXT in desk["zahra"].last.text and len(desk["zahra"].chat) == count
    told = desk["zahra"].last.text
    await desk.town.later(seconds=30)
    assert desk["zahra"].last.text == told and len(desk["zahra"].chat) == count


async def test_where_nobody_is_there_they_are_told_so_and_offered_a_call(desk: Desk) -> None:
    await desk["zahra"].taps(CALL)
    assert NOBODY in desk["zahra"].last.text and desk["zahra"].labels == [CALL_ME, LEAVE]
    await desk.do("rahyar", "come_on_duty", (), 1)
    await desk.town.later(seconds=30)
    assert NOBODY not in desk["zahra"].last.text and "برآورد انتظار" in desk["zahra"].last.text


async def test_what_is_written_meanwhile_is_kept_and_said_so_once(desk: Desk) -> None:
    await desk["zahra"].taps(CALL)
    for words in ("کد را پیدا نمی‌کنم", "کسی هست؟", "منتظرم"):
        await desk["zahra"].says(words)
    assert desk["zahra"].text.count(KEPT) == 1
    await desk["rahyar"].taps("برمی‌دارم")
    assert all(words in desk.card("rahyar").text for words in ("کد را پیدا نمی‌کنم", "کسی هست؟", "منتظرم"))


async def test_an_edit_before_anybody_came_changes_the_line(desk: Desk) -> None:
    await desk["zahra"].taps(CALL)
    await desk["zahra"].says("ساعت سه می‌آیم")
    await desk["zahra"].edits("ساعت چهار می‌آیم")
    await desk.town.later(seconds=4)
    assert "ساعت چهار می‌آیم" in desk.card("rahyar").text and "ساعت سه می‌آیم" not in desk.card("rahyar").text


async def test_leaving_the_queue_goes_on_with_the_question(desk: Desk) -> None:
    await desk.asks_for_a_kanoon("zahra")
    before = desk["zahra"].last.text
    await desk["zahra"].taps(CALL)
    await desk["zahra"].taps(LEAVE)
    assert desk["zahra"].last.text == before and (await desk.case()).state is CaseState.ABANDONED


async def test_a_call_back_is_chosen_from_the_queue_and_the_dialog_goes_on(desk: Desk) -> None:
    await zahra_calls(desk)
    await desk["zahra"].taps(CALL_ME)
    assert "چه روزی" in desk["zahra"].last.text
    await desk["zahra"].taps_ref(desk["zahra"].last.buttons[1].ref)
    assert "چه ساعتی" in desk["zahra"].last.text and (await desk.case()).state is CaseState.WAITING
    await desk["zahra"].taps_ref(desk["zahra"].last.buttons[0].ref)
    assert "****2201" in desk["zahra"].last.text or "****" in desk["zahra"].last.text, desk["zahra"].last.text
    await desk["zahra"].taps("بله، درست است")
    case = await desk.case()
    assert (case.state, case.outcome) == (CaseState.CLOSED, Outcome.CALL_BACK)
    assert "به شما زنگ بزند" in desk["zahra"].text and "به پایان رسید" not in desk["zahra"].text
    assert "بازگشت" in desk["zahra"].labels, desk["zahra"].dump()
    assert await desk.do("bahram", "call_list") != []


async def test_words_at_the_question_of_the_call_are_for_the_rahyar_unless_they_answer_it(desk: Desk) -> None:
    await desk["zahra"].taps(CALL)
    await desk["zahra"].taps(CALL_ME)
    await desk["zahra"].says("راستی کد را پیدا کردم")
    await desk.town.later(seconds=4)
    assert "راستی کد را پیدا کردم" in desk.card("rahyar").text
    await desk["zahra"].says("فردا")
    assert "چه ساعتی" in desk["zahra"].last.text
    await desk["zahra"].says("لغو")
    assert FIRST in desk["zahra"].last.text and (await desk.case()).state is CaseState.WAITING


async def test_a_rahyar_who_comes_ends_the_choosing_of_a_call(desk: Desk) -> None:
    await desk["zahra"].taps(CALL)
    await desk["zahra"].taps(CALL_ME)
    stale = desk["zahra"].last.buttons[0].ref
    await desk["rahyar"].taps("برمی‌دارم")
    assert desk["zahra"].labels == [END] and "سارا نوری" in desk["zahra"].last.text and "شخص" in desk["zahra"].last.text
    await desk["zahra"].taps_ref(stale)
    assert desk["zahra"].labels == [END] and "چه ساعتی" not in desk["zahra"].text


async def test_a_promised_call_can_be_taken_back(desk: Desk) -> None:
    due = (await desk.do("zahra", "call_times"))[0]
    await desk.do("zahra", "ask_call_back", due)
    await desk["zahra"].says("به من زنگ بزنید")
    assert "قرار تماس داریم" in desk["zahra"].last.text
    await desk["zahra"].taps("این قرار را نمی‌خواهم")
    assert "برداشته شد" in desk["zahra"].last.text and await desk.do("zahra", "my_call") is None


async def test_after_three_rings_a_call_is_offered_and_the_button_works_from_the_queue(desk: Desk) -> None:
    await desk.do("rahyar", "come_on_duty")
    await desk.do("bahram", "come_on_duty")
    await desk["zahra"].taps(CALL)
    for _ in range(8):
        await desk.town.later(seconds=61)
    assert "زمانی برای تماس تلفنی بگذارید" in desk["zahra"].text
    offer = next(m for m in desk["zahra"].chat if "هنوز سرگرم دیگران‌اند" in m.text)
    await desk["zahra"].taps_ref(offer.buttons[0].ref, offer.id)
    assert "چه روزی" in desk["zahra"].last.text


async def test_the_bot_is_silent_while_a_rahyar_speaks(desk: Desk) -> None:
    await desk.asks_for_a_kanoon("zahra")
    old = desk["zahra"].button("بازگشت")[1].ref
    await desk["zahra"].taps(CALL)
    await desk["rahyar"].taps("برمی‌دارم")
    count = len(desk["zahra"].chat)
    for words in ("عضو کانون شوم", "/rahyar", "راهنما", "چرا"):
        await desk["zahra"].says(words)
    assert len(desk["zahra"].chat) == count
    await desk["zahra"].taps_ref(old)
    assert desk["zahra"].labels == [END]


async def test_a_second_case_has_its_own_number_and_is_acknowledged_again(desk: Desk) -> None:
    for number in (FIRST, SECOND):
        await desk["zahra"].taps(CALL)
        await desk["zahra"].says("سلام")
        assert number in desk["zahra"].text
        await desk["zahra"].says("پایان گفت‌وگو")
    assert desk["zahra"].text.count(KEPT) == 2
