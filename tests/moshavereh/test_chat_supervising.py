"""آزمون سرپرستی در گفت‌وگو - the live board, listening in, whispering, taking over, late alerts, reports, who sees what.   Product: handlers/moshavereh/supervising.py"""

from __future__ import annotations

from datetime import timedelta

from domain.kernel.people import Role
from tests.kanoon.village import NAMES
from tests.moshavereh.desk import CALL, FIRST, Desk
from tests.moshavereh.test_calling import sara_answers, zahra_calls


async def test_the_board_is_edited_in_place_and_comes_to_rest(desk: Desk) -> None:
    ali = desk["dabir"]
    await desk.open("dabir")
    await desk.give("dabir", Role.DABIR)
    await ali.opens("moshavereh_board")
    board = next(m for m in ali.chat if "تابلوی میز" in m.text and "در صف" in m.text)
    assert "کسی در صف نیست" in board.text and "در صف: ۰" in board.text
    await zahra_calls(desk)
    await desk.town.later(minutes=5)
    assert "در صف: ۱" in board.text and "۵ دقیقه" in board.text and board in ali.chat
    await desk["rahyar"].taps("برمی‌دارم")
    await desk["rahyar"].taps("پاسخ می‌دهم")
    await desk["rahyar"].says("سلام")
    await desk["rahyar"].says("/پایان حل شد")
    await desk["zahra"].taps("۴ خوب")
    await desk.town.later(minutes=1)
    assert "رضایت: ۴ از ۵" in board.text and "امروز ۱ گفت‌وگو" in board.text and "به‌موقع: ۰٪" in board.text
    for _ in range(750):
        desk.town.now += timedelta(seconds=20)
        await desk.town.settle()
    await desk["maryam"].taps(CALL)
    await desk.town.later(minutes=1)
    assert "در صف: ۰" in board.text
    await ali.taps("تابلوی تازه")
    assert "در صف: ۱" in [m for m in ali.chat if "در حال زنگ:" in m.text][-1].text
    await ali.taps("گفت‌وگوهای زیر نظر")
    assert any("مریم" in label for label in ali.labels)


async def test_a_supervisor_listens_whispers_and_takes_over_unseen_by_the_member(desk: Desk) -> None:
    ali = desk["dabir"]
    await desk.open("dabir")
    await desk.give("dabir", Role.DABIR)
    await sara_answers(desk)
    await ali.says("/نظارت")
    await ali.taps("زهرا")
    await ali.taps("می‌شنوم")
    seen = len(desk["zahra"].chat)
    await desk["zahra"].says("کد نرسید")
    await desk["rahyar"].says("الان می‌بینم")
    assert "کد نرسید" in ali.text and "الان می‌بینم" in ali.text
    await ali.says("/نظارت")
    await ali.taps("زهرا")
    await ali.taps("درِ گوش رهیار")
    await ali.says("شماره‌اش را بپرسید")
    assert "شماره‌اش را بپرسید" in desk["rahyar"].text and "شماره‌اش" not in desk["zahra"].text
    await ali.says("/نظارت")
    await ali.taps("زهرا")
    await ali.taps("دیگر نمی‌شنوم")
    await desk["zahra"].says("هنوز نیامد")
    assert "هنوز نیامد" not in ali.text
    await ali.says("/نظارت")
    await ali.taps("زهرا")
    await ali.taps("کارت گفت‌وگو")
    assert "هنوز نیامد" in ali.text
    await ali.says("/نظارت")
    await ali.taps("زهرا")
    await ali.taps("خودم به دست می‌گیرم")
    await ali.says("دیر شد")
    assert (await desk.case()).rahyar == NAMES["dabir"] and FIRST in ali.last.text and "حالا با" in ali.last.text
    await ali.says("من پیگیری می‌کنم")
    assert "من پیگیری می‌کنم" in desk["zahra"].text and "دیر شد" in desk["rahyar"].text and "دیر شد" not in desk["zahra"].text
    assert "نظارت" not in desk["zahra"].text and len(desk["zahra"].chat) > seen


async def test_a_late_answer_alarms_once_and_reports_are_told_by_rahyar_and_topic(desk: Desk) -> None:
    ali = desk["dabir"]
    await desk.open("dabir")
    await desk.give("dabir", Role.DABIR)
    await ali.says("/گزارش")
    await ali.taps("امروز")
    await ali.taps("رهیار")
    assert "گفت‌وگویی نبوده" in ali.text
    await zahra_calls(desk)
    await desk.town.later(minutes=11)
    await desk.town.later(minutes=5)
    assert sum("منتظر پاسخ است" in m.text for m in ali.chat) == 1
    await ali.taps("گفت‌وگوهای زیر نظر")
    assert any("زهرا" in label for label in ali.labels)
    await desk["rahyar"].taps("برمی‌دارم")
    await desk["rahyar"].taps("پاسخ می‌دهم")
    await desk["rahyar"].says("سلام")
    for span, by, told in (("امروز", "رهیار", "سارا نوری"), ("۷ روز گذشته", "موضوع", "همیاری و کانون"), ("۳۰ روز گذشته", "رهیار", "سارا نوری")):
        await ali.says("/گزارش")
        await ali.taps(span)
        await ali.taps(by)
        assert told in ali.last.text and "۱۶ دقیقه" in ali.last.text and "۰٪" in ali.last.text


async def test_a_supervisor_sees_only_their_reach_and_a_member_nothing(desk: Desk) -> None:
    await desk.open("dabir")
    await desk.give("dabir", Role.DABIR, "area:kerman")
    await zahra_calls(desk)
    await desk["dabir"].says("/نظارت")
    assert "گفت‌وگویی در محدوده‌ی شما نیست" in desk["dabir"].text
    for command in ("/میز", "/نظارت", "/تابلو", "/گزارش", "/نوبت", "/آماده"):
        await desk["maryam"].says(command)
        assert "متوجه نشدم" in desk["maryam"].last.text or "خوب متوجه هم نشدیم" in desk["maryam"].last.text
    assert not any(flow in label for label in desk["maryam"].labels for flow in ("میز", "نوبت", "تابلو"))
