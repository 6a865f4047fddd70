"""آزمون کنار گفت‌وگو - notes, ready answers, the card, identifiers: what never reaches the member.   Product: handlers/moshavereh/notes.py ready.py context.py"""

from __future__ import annotations

from domain.kernel.people import Role
from handlers.kit.said import Media
from tests.moshavereh.desk import FIRST, Desk
from tests.moshavereh.test_calling import sara_answers, zahra_calls

SECRET = "این محرمانه است"


async def test_notes_by_button_command_and_colleague_never_reach_the_member(desk: Desk) -> None:
    sara = desk["rahyar"]
    await sara_answers(desk)
    await sara.says("سلام")
    await desk.do("bahram", "come_on_duty")
    seen = len(desk["zahra"].chat)
    await sara.taps("یادداشت")
    assert "برای عضو فرستاده نمی‌شود" in sara.last.text and FIRST in sara.last.text
    await sara.says(f"{SECRET} یک")
    assert "فقط برای همکاران" in sara.text and "حالا با" in sara.last.text
    await sara.says(f"/یادداشت {SECRET} دو")
    await sara.taps("کارهای دیگر")
    await sara.taps("صفحه‌ی بعد")
    await sara.taps("خبر به همکار")
    await sara.taps("بهرام یزدی")
    await sara.says(f"{SECRET} سه")
    assert f"{SECRET} سه" in desk["bahram"].text
    await desk["bahram"].taps("کارت")
    assert all(f"{SECRET} {n}" in desk["bahram"].text for n in ("یک", "دو", "سه"))
    await sara.says("سلام دوباره")
    assert len(desk["zahra"].chat) == seen + 1
    assert all(SECRET not in m.text for who in ("zahra", "maryam", "reza") for m in desk[who].chat)


async def test_without_a_colleague_there_is_nobody_to_tell(desk: Desk) -> None:
    await sara_answers(desk)
    await desk["rahyar"].says("/همکار")
    assert "همکار دیگری پشت میز نیست" in desk["rahyar"].text


async def test_a_command_without_a_conversation_asks_which(desk: Desk) -> None:
    await zahra_calls(desk)
    await desk["rahyar"].says("/یادداشت")
    assert "گفت‌وگویی با شما نیست" in desk["rahyar"].text
    await desk["rahyar"].taps("برمی‌دارم")
    await desk["rahyar"].says("/یادداشت")
    await desk["rahyar"].taps("زهرا")
    await desk["rahyar"].says(SECRET)
    assert "یادداشت شد" in desk["rahyar"].text and SECRET not in desk["zahra"].text


async def test_a_text_for_the_house_is_proposed(desk: Desk) -> None:
    await sara_answers(desk)
    await desk["rahyar"].taps("کارهای دیگر")
    await desk["rahyar"].taps("صفحه‌ی بعد")
    await desk["rahyar"].taps("پیشنهاد به دانشنامه")
    await desk["rahyar"].says("اگر همیار عوض شود چه می‌شود؟")
    await desk["rahyar"].says("درخواست‌ها سر جایشان می‌مانند.")
    assert "به دست دبیر می‌رسد" in desk["rahyar"].text
    await desk.open("dabir")
    await desk.give("dabir", Role.DABIR)
    await desk["dabir"].opens("moshavereh_knowledge")
    await desk["dabir"].taps("اگر همیار عوض شود")
    assert "درخواست‌ها سر جایشان می‌مانند." in desk["dabir"].last.text


async def sara_keeps(desk: Desk, shortcut: str, words: str) -> None:
    await desk["rahyar"].opens("moshavereh_keep_ready")
    await desk["rahyar"].taps("متن تازه")
    await desk["rahyar"].says(shortcut)
    await desk["rahyar"].says(words)
    assert f"«\u2068{shortcut}\u2069» آماده است" in desk["rahyar"].text


async def test_a_ready_answer_is_found_filled_seen_and_sent(desk: Desk) -> None:
    sara = desk["rahyar"]
    await sara_keeps(desk, "مدارک عضویت", "سلام {نام}، برای {زمان} کارت ملی بیاورید. {رهیار}، پرونده‌ی {شماره}")
    await sara_keeps(desk, "سلام", "سلام، بفرمایید.")
    await sara_answers(desk)
    seen = len(desk["zahra"].chat)
    await sara.says("/آماده كارت ملي")
    assert next(label for label in sara.labels if "مدارک" in label or "سلام" in label).startswith("\u2068مدارک عضویت") and "بفرمایید" not in "".join(sara.labels)
    await sara.taps("مدارک عضویت")
    assert "جای «\u2068زمان\u2069» خالی است" in sara.last.text
    await sara.says("شنبه")
    assert "سلام زهرا کریمی، برای شنبه" in sara.last.text and len(desk["zahra"].chat) == seen
    await sara.taps("بله")
    assert "سلام زهرا کریمی، برای شنبه کارت ملی بیاورید. سارا نوری، پرونده‌ی PR" in desk["zahra"].last.text.replace("\u2068", "").replace("۱", "1")
    assert "حالا با" in sara.last.text


async def test_a_ready_answer_may_be_left_and_a_search_without_a_find_is_asked_again(desk: Desk) -> None:
    sara = desk["rahyar"]
    await sara_answers(desk)
    await sara.taps("متن آماده")
    await sara.taps("رد شدن")
    assert "هنوز متن آماده‌ای ندارید" in sara.text
    await sara_keeps(desk, "سلام", "سلام، بفرمایید.")
    await desk["rahyar"].taps("پاسخ می‌دهم")
    await sara.says("/آماده خداحافظی")
    assert "با این کلمه‌ها نیست" in sara.last.text
    await sara.taps("رد شدن")
    await sara.taps("سلام")
    await sara.taps("خیر")
    assert "چیزی نفرستادم" in sara.text and "بفرمایید" not in desk["zahra"].last.text


async def test_ready_answers_are_changed_and_dropped_by_their_owner_and_shared_by_a_dabir(desk: Desk) -> None:
    sara = desk["rahyar"]
    await sara_keeps(desk, "سلام", "سلام، بفرمایید.")
    await sara.opens("moshavereh_keep_ready")
    await sara.taps("سلام")
    await sara.taps("عوض شود")
    await sara.says("سلام گرم")
    await sara.says("راهنمای تصویری", media=Media("photo", "web:guide"))
    await sara_answers(desk)
    await sara.says("/آماده گرم")
    await sara.taps("سلام گرم")
    await sara.taps("بله")
    assert desk["zahra"].last.media == Media("photo", "web:guide")
    await sara.opens("moshavereh_keep_ready")
    await sara.taps("سلام گرم")
    await sara.taps("برداشته شود")
    assert await desk.do("rahyar", "ready_answers") == []
    await desk.open("dabir")
    await desk.give("dabir", Role.DABIR)
    await desk["dabir"].opens("moshavereh_keep_ready")
    await desk["dabir"].taps("متن تازه")
    await desk["dabir"].taps("همه‌ی رهیاران")
    await desk["dabir"].says("ساعت کار")
    await desk["dabir"].says("شبانه‌روز هستیم.")
    await sara.opens("moshavereh_keep_ready")
    assert not any("ساعت کار" in label for label in sara.labels)
    await desk["rahyar"].taps("پاسخ می‌دهم")
    await sara.says("/آماده ساعت")
    assert any("ساعت کار\u2069 (مشترک)" in label for label in sara.labels)
    await desk["dabir"].opens("moshavereh_keep_ready")
    await desk["dabir"].taps("متن تازه")
    await desk["dabir"].taps("فقط خودم")


async def test_the_card_tells_who_where_and_what_and_masks_identifiers(desk: Desk) -> None:
    await sara_answers(desk)
    await desk["zahra"].says("کانون را پیدا نمی‌کنم")
    await desk["rahyar"].says("/برچسب کد کانون")
    await desk["rahyar"].taps("کارت")
    text = desk["rahyar"].text
    assert "برچسب: \u2068کد کانون" in text and "میانه‌ی «پیوستن به کانون»" in text and "▸ عضو: \u2068کانون را پیدا نمی‌کنم" in text
    assert "۹۸۹۱۲۱۱۱۲۲۰۱" not in text and "****۲۲۰۱" in text
    assert "حالا با" in desk["rahyar"].last.text


async def test_an_identifier_is_shown_for_a_reason_that_is_kept(desk: Desk) -> None:
    await sara_answers(desk)
    await desk["rahyar"].taps("کارهای دیگر")
    await desk["rahyar"].taps("صفحه‌ی بعد")
    await desk["rahyar"].taps("دیدن شناسه")
    await desk["rahyar"].taps("شماره‌ی همراه")
    await desk["rahyar"].says("و")
    assert "۹۱۲۱۱۱۲۲۰۱" not in desk["rahyar"].text
    await desk["rahyar"].says("پیگیری در بانک")
    assert "۹۸۹۱۲۱۱۱۲۲۰۱" in desk["rahyar"].text and "ثبت شد" in desk["rahyar"].text
    await desk.give("dabir", Role.DABIR)
    kept = await desk.do("dabir", "reveals_of", 1)
    assert [(r.kind, r.reason) for r in kept] == [("mobile", "پیگیری در بانک")]
