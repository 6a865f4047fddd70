"""آزمون کارهای گفت‌وگو - label, urgency, hold, snooze, handing over, the end, alarm, block.   Product: handlers/moshavereh/sorting.py transferring.py closing.py"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.kernel.people import Role
from domain.moshavereh.model import CaseState, Outcome, Priority
from tests.kanoon.village import NAMES
from tests.moshavereh.desk import FIRST, Desk
from tests.moshavereh.test_calling import sara_answers


async def more(desk: Desk, deed: str) -> None:
    """One of «کارهای دیگر», on whichever page."""
    await desk["rahyar"].says("/کارها")
    if not any(deed in label for label in desk["rahyar"].labels):
        await desk["rahyar"].taps("صفحه‌ی بعد")
    await desk["rahyar"].taps(deed)


async def test_a_label_a_topic_and_an_urgency_are_put(desk: Desk) -> None:
    await sara_answers(desk)
    await more(desk, "برچسب")
    await desk["rahyar"].says("کد پیامک نرسید")
    await more(desk, "موضوع")
    await desk["rahyar"].taps("عضویت")
    await more(desk, "فوریت")
    await desk["rahyar"].taps("مهم")
    case = await desk.case()
    assert (case.label, case.topic, case.priority) == ("کد پیامک نرسید", "membership", Priority.HIGH)
    assert "حالا با" in desk["rahyar"].last.text
    await more(desk, "برچسب")
    await desk["rahyar"].taps("رد شدن")
    assert (await desk.case()).label == "" and "برچسب برداشته شد" in desk["rahyar"].text
    await desk["rahyar"].says("/میز")
    assert any(label.startswith("فوری، در گفت‌وگو") for label in desk["rahyar"].labels)


async def test_on_hold_the_banner_says_so_and_it_is_gone_on_with(desk: Desk) -> None:
    await sara_answers(desk)
    await more(desk, "دارم پیگیری می‌کنم")
    assert (await desk.case()).state is CaseState.ON_HOLD and "دارید پیگیری می‌کنید" in desk["rahyar"].last.text
    await more(desk, "از سر می‌گیرم")
    assert (await desk.case()).state is CaseState.TAKEN
    await more(desk, "دارم پیگیری می‌کنم")
    await desk["rahyar"].says("پیدا کردم")
    assert (await desk.case()).state is CaseState.TAKEN and "پیدا کردم" in desk["zahra"].text


@pytest.mark.parametrize(
    ("choice", "until"),
    [
        ("یک ساعت دیگر", datetime(2026, 11, 24, 7, 0, tzinfo=UTC)),
        ("سه ساعت دیگر", datetime(2026, 11, 24, 9, 0, tzinfo=UTC)),
        ("فردا ساعت ۹", datetime(2026, 11, 25, 5, 30, tzinfo=UTC)),
        ("شنبه ساعت ۹", datetime(2026, 11, 28, 5, 30, tzinfo=UTC)),
    ],
)
async def test_it_is_put_aside_until_one_of_four_moments(desk: Desk, choice: str, until: datetime) -> None:
    await sara_answers(desk)
    await desk["rahyar"].says("/بعداً")
    await desk["rahyar"].taps(choice)
    case = await desk.case()
    assert (case.state, case.until) == (CaseState.SNOOZED, until)
    await desk.town.later(seconds=(until - desk.town.now).total_seconds() + 1)
    assert (await desk.case()).state is CaseState.TAKEN and "وقت پرونده" in desk["rahyar"].text


async def test_it_is_put_aside_until_a_day_and_the_member_wakes_it(desk: Desk) -> None:
    await sara_answers(desk)
    await more(desk, "بعداً")
    await desk["rahyar"].taps("روز دیگری")
    await desk["rahyar"].says("۱۴۰۵/۱۲/۲۹")
    assert "نه خیلی دور" in desk["rahyar"].text and (await desk.case()).state is CaseState.TAKEN
    await desk["rahyar"].says("/snooze")
    await desk["rahyar"].taps("روز دیگری")
    await desk["rahyar"].says("۱۰ آذر")
    case = await desk.case()
    assert case.until == datetime(2026, 12, 1, 5, 30, tzinfo=UTC) and "کنار گذاشته‌اید" in desk["rahyar"].last.text
    await desk["zahra"].says("زودتر جواب پیدا شد")
    assert (await desk.case()).state is CaseState.TAKEN


async def test_a_person_is_offered_it_and_accepts_from_the_card(desk: Desk) -> None:
    await sara_answers(desk)
    await desk.do("bahram", "come_on_duty")
    await more(desk, "سپردن به دیگری")
    await desk["rahyar"].taps("یک همکار")
    await desk["rahyar"].taps("بهرام یزدی")
    await desk["rahyar"].says("او بانک را می‌شناسد")
    assert "تا کسی نپذیرد با شماست" in desk["rahyar"].text and "تا پاسخ نیاید" in desk["rahyar"].last.text
    await desk["rahyar"].says("این نباید برسد")
    assert "این نباید برسد" not in desk["zahra"].text
    assert "او بانک را می‌شناسد" in desk["bahram"].text
    await desk["bahram"].taps("می‌پذیرم")
    assert (await desk.case()).rahyar == NAMES["bahram"] and "بهرام یزدی" in desk["zahra"].text
    assert "او بانک را می‌شناسد" not in desk["zahra"].text


async def test_who_declines_leaves_it_with_the_sender(desk: Desk) -> None:
    await sara_answers(desk)
    await desk.do("bahram", "come_on_duty")
    for way in ("card", "desk"):
        await desk["rahyar"].says("/سپردن یک همکار")
        await desk["rahyar"].taps("بهرام یزدی")
        await desk["rahyar"].says("سرم شلوغ است")
        if way == "card":
            await desk["bahram"].taps("نمی‌پذیرم")
        else:
            await desk["bahram"].says("/میز")
            await desk["bahram"].taps("سپردن به شما")
            await desk["bahram"].taps("خیر")
        case = await desk.case()
        assert (case.state, case.rahyar) == (CaseState.TAKEN, NAMES["rahyar"])
        assert "همچنان با شماست" in desk["rahyar"].text
        await desk["rahyar"].begins("moshavereh.answer", 1)
    await desk["rahyar"].says("/سپردن یک همکار")
    await desk["rahyar"].taps("بهرام یزدی")
    await desk["rahyar"].says("سرم شلوغ است")
    await more(desk, "از سر می‌گیرم")
    assert (await desk.case()).state is CaseState.TAKEN


async def test_one_who_knows_the_topic_accepts_from_the_desk(desk: Desk) -> None:
    await sara_answers(desk)
    await desk.do("bahram", "come_on_duty", ("membership",))
    await desk["rahyar"].says("/سپردن بلدِ یک موضوع")
    await desk["rahyar"].taps("عضویت")
    await desk["rahyar"].says("درباره‌ی عضویت است")
    await desk["bahram"].says("/میز")
    await desk["bahram"].taps("سپردن به شما")
    await desk["bahram"].taps("بله")
    assert (await desk.case()).rahyar == NAMES["bahram"] and "حالا با" in desk["bahram"].last.text


async def test_where_nobody_is_the_question_comes_again_kindly(desk: Desk) -> None:
    await sara_answers(desk)
    await desk["rahyar"].says("/سپردن رهیار یک استان")
    await desk["rahyar"].says("گلستان")
    await desk["rahyar"].says("از گلستان است")
    assert "الان کسی آن‌جا حاضر نیست" in desk["rahyar"].last.text and (await desk.case()).state is CaseState.TAKEN
    await desk["rahyar"].taps("پشتیبان یک سازمان")
    await desk["rahyar"].says("بانک")
    assert "الان کسی آن‌جا حاضر نیست" in desk["rahyar"].last.text


async def test_the_poshtiban_of_an_organisation_is_offered_it(desk: Desk) -> None:
    await sara_answers(desk)
    await desk.open("omid")
    await desk.give("omid", Role.POSHTIBAN, "org:bank")
    await desk["rahyar"].says("/سپردن پشتیبان یک سازمان")
    await desk["rahyar"].says("بانک")
    await desk["rahyar"].says("حسابش بسته شده")
    await desk["omid"].taps("می‌پذیرم")
    assert (await desk.case()).rahyar == NAMES["omid"]
    await desk["omid"].says("/میز")
    await desk["omid"].taps("زهرا")
    await desk["omid"].says("درست شد")
    assert "درست شد" in desk["zahra"].last.text


@pytest.mark.parametrize(
    ("label", "outcome"),
    [
        ("حل شد", Outcome.SOLVED),
        ("راهنمایی شد", Outcome.GUIDED),
        ("پیگیری می‌شود", Outcome.FOLLOWED_UP),
        ("با تلفن پاسخ گرفت", Outcome.CALL_BACK),
        ("دیگر پاسخ نداد", Outcome.NOT_REACHED),
    ],
)
async def test_the_end_has_an_outcome(desk: Desk, label: str, outcome: Outcome) -> None:
    await sara_answers(desk)
    await desk["rahyar"].taps("پایان")
    assert FIRST in desk["rahyar"].last.text
    await desk["rahyar"].taps(label)
    case = await desk.case()
    assert (case.state, case.outcome) == (CaseState.CLOSED, outcome)
    assert "به پایان رسید" in desk["zahra"].text


@pytest.mark.parametrize(("label", "told"), [("جان کسی در خطر است", "شاید جان کسی"), ("بدرفتاری", "بدرفتاری")])
async def test_an_alarm_reaches_the_supervisors_at_once(desk: Desk, label: str, told: str) -> None:
    await sara_answers(desk)
    await desk.open("dabir")
    await desk.give("dabir", Role.DABIR)
    await more(desk, "هشدار")
    await desk["rahyar"].taps(label)
    await desk["rahyar"].says("می‌گوید دیگر طاقت ندارد")
    assert told in desk["dabir"].text and "می‌گوید دیگر طاقت ندارد" in desk["dabir"].text
    assert (await desk.case()).priority is Priority.URGENT and "دبیر را خبر کردم" in desk["rahyar"].text
    assert "طاقت" not in desk["zahra"].text and ("۱۱۵" in desk["rahyar"].text) == (label == "جان کسی در خطر است")


async def test_abuse_ends_the_talk_and_the_reason_is_told(desk: Desk) -> None:
    await sara_answers(desk)
    await more(desk, "پایان برای بدرفتاری")
    await desk["rahyar"].taps("۷ روز")
    await desk["rahyar"].says("ناسزا")
    await desk["rahyar"].taps("خیر")
    assert (await desk.case()).state is CaseState.TAKEN
    await more(desk, "پایان برای بدرفتاری")
    await desk["rahyar"].taps("۱ روز")
    await desk["rahyar"].says("ناسزا")
    await desk["rahyar"].taps("بله")
    assert (await desk.case()).outcome is Outcome.BLOCKED and "ناسزا" in desk["zahra"].text
    await desk["zahra"].says("/rahyar")
    assert "برایتان بسته است" in desk["zahra"].last.text
