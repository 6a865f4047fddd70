"""آزمون پر کردن برای عضو - a rahyar answers what a member stands at; the member sees it marked, corrects it and says yes.   Product: handlers/moshavereh/filling.py"""

from __future__ import annotations

import pytest

from domain.kernel.refusal import Refusal
from domain.moshavereh.filling_model import Given
from tests.kanoon.village import Village
from tests.moshavereh.desk import CALL, Desk
from tests.moshavereh.test_calling import zahra_calls

GO_ON = "از همان‌جا ادامه می‌دهم"
MARK = "(پرشده به دست رهیار)"


async def sara_fills(desk: Desk, *taps_and_words: str) -> None:
    """By the button of the card; a button where one is called so, else typed."""
    await desk["rahyar"].taps("برایش پر می‌کنم")
    for said in taps_and_words:
        labels = [b.label for m in desk["rahyar"].chat[-1:] for b in m.buttons]
        await (desk["rahyar"].taps(said) if any(said in label for label in labels) else desk["rahyar"].says(said))


async def taken(desk: Desk) -> None:
    """Zahra looks for the kanoon that Reza leads."""
    await Village(desk.town.house.units).kanoon("reza", "hassan")
    await zahra_calls(desk)
    await desk["rahyar"].taps("برمی‌دارم")


async def test_a_rahyar_answers_as_far_as_the_consent_and_the_member_goes_on_there(desk: Desk) -> None:
    await taken(desk)
    await sara_fills(desk, "قورچای")
    assert "قورچای" in desk["rahyar"].last.text and "کدام" in desk["rahyar"].last.text, desk["rahyar"].last.text
    count = len(desk["zahra"].chat)
    await desk["rahyar"].taps("قورچای")
    assert "خودِ عضو باید جواب بدهد" in desk["rahyar"].text
    assert len(desk["zahra"].chat) == count  # the bot is silent while a rahyar speaks
    await desk["rahyar"].says("پر کردم، بقیه‌اش با شما")
    assert "بقیه‌اش با شما" in desk["zahra"].last.text
    await desk["rahyar"].taps("پرونده بسته شود")
    screen = desk["zahra"].last
    assert "ادامه‌ی «" in screen.text and "از گام ۴؟" in screen.text and screen.text.count(MARK) == 2, screen.text
    await desk["zahra"].taps(GO_ON)
    await desk["zahra"].taps("بله")
    await desk["zahra"].says("نوه‌ی حاج کریم هستم")
    assert desk["zahra"].last.text.count(MARK) == 2, desk["zahra"].last.text
    await desk["zahra"].taps("بله، درست است")
    assert "ثبت شد" in desk["zahra"].text


async def test_the_member_corrects_what_was_filled_in_before_going_on(desk: Desk) -> None:
    await taken(desk)
    await sara_fills(desk, "قورچای")
    await desk["rahyar"].taps("پرونده بسته شود")
    await desk["zahra"].taps("اصلاح یک مورد")
    assert "کدام را اصلاح می‌کنید؟" in desk["zahra"].last.text
    await desk["zahra"].taps_ref(desk["zahra"].last.buttons[1].ref)
    assert "همان قبلی: قورچای" in desk["zahra"].dump().replace("\u2068", "").replace("\u2069", "")
    await desk["zahra"].says("روستا")
    await desk["zahra"].taps("کانون روستای قورچای")
    await desk["zahra"].taps("بله")
    await desk["zahra"].taps("رد شدن")
    assert "روستا" in desk["zahra"].last.text and MARK not in desk["zahra"].last.text


async def test_what_the_member_would_be_told_no_to_the_rahyar_is_told_no_to(desk: Desk) -> None:
    await taken(desk)
    await sara_fills(desk, "زیار")
    assert "به جای عضو" in desk["rahyar"].last.text and not desk["rahyar"].last.text.startswith("\n")
    await desk["zahra"].taps("پایان گفت‌وگو")
    assert MARK not in desk["zahra"].last.text


async def test_a_member_in_the_middle_of_nothing_is_sent_into_a_dialog(desk: Desk) -> None:
    await desk["zahra"].taps(CALL)
    await desk["rahyar"].taps("برمی‌دارم")
    await sara_fills(desk)
    await desk["rahyar"].says("پیوستن")
    assert "به جای عضو" in desk["rahyar"].last.text, desk["rahyar"].dump()
    await desk["rahyar"].taps("پرونده بسته شود")
    assert "ادامه‌ی «" in desk["zahra"].last.text
    await desk["zahra"].taps("فعلاً نه")
    assert "پیش‌نویس" in desk["zahra"].dump() or "لغو شد" in desk["zahra"].last.text


async def test_only_who_has_the_case_fills_in_and_only_while_they_have_it(desk: Desk) -> None:
    await taken(desk)
    step = await desk.do("rahyar", "member_step", 1)
    assert (step.flow, step.asked, step.own) == ("kanoon.join", "find", False)
    for verb, args in (("member_step", ()), ("fill", ("find", Given("قورچای"))), ("send_into", ("kanoon.join",)), ("member_flows", ())):
        with pytest.raises(Refusal) as no:
            await desk.do("bahram", verb, 1, *args)
        assert no.value.code == "moshavereh.not_yours"
    with pytest.raises(Refusal) as no:
        await desk.do("rahyar", "fill", 1, "how", Given(picked=('"words"',)))
    assert no.value.code == "moshavereh.question_moved"
    await desk.do("rahyar", "close", 1)
    with pytest.raises(Refusal):
        await desk.do("rahyar", "fill", 1, "find", Given("قورچای"))
    await desk["zahra"].taps(GO_ON)
    assert MARK not in desk["zahra"].text


async def test_the_context_card_tells_choices_too(desk: Desk) -> None:
    await taken(desk)
    at = (await desk.do("rahyar", "context", 1)).at
    assert at is not None and at.flow == "kanoon.join" and "کد، نام یا جای کانون" in at.answers[0][1]
