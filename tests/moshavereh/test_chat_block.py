"""آزمون باز کردن راه - a supervisor sees who is blocked and why, lifts it, and they hear of it and may call.   Product: handlers/moshavereh/closing.py"""

from __future__ import annotations

from domain.kernel.people import Role
from domain.moshavereh.model import CaseState
from tests.kanoon.village import NAMES
from tests.moshavereh.desk import CALL, Desk


async def blocked(desk: Desk) -> None:
    await desk["zahra"].taps(CALL)
    await desk["rahyar"].taps("برمی‌دارم")
    await desk.do("rahyar", "block", 1, "چند بار ناسزا گفت", 7)


async def test_a_supervisor_lifts_a_block_and_its_person_may_call_again(desk: Desk) -> None:
    await desk.open("dabir")
    await desk.give("dabir", Role.DABIR)
    await desk["dabir"].says("/باز_کردن")
    assert "هیچ‌کس" in desk["dabir"].text
    await blocked(desk)
    await desk["zahra"].taps(CALL)
    assert "چند بار ناسزا گفت" in desk["zahra"].text and not await desk.is_waiting(2)
    await desk["dabir"].says("/باز_کردن")
    assert any("زهرا کریمی" in label and "چند بار ناسزا گفت" in label for label in desk["dabir"].labels)
    await desk["dabir"].taps("زهرا کریمی")
    assert "باز شد" in desk["dabir"].text and "دوباره برایتان باز شد" in desk["zahra"].text
    await desk["zahra"].opens()
    await desk["zahra"].taps(CALL)
    assert (await desk.case(2)).state is CaseState.WAITING


async def test_a_supervisor_of_elsewhere_sees_no_block(desk: Desk) -> None:
    await desk.open("dabir")
    await desk.give("dabir", Role.DABIR, "area:yazd")
    await blocked(desk)
    await desk["dabir"].says("/باز_کردن")
    assert "هیچ‌کس" in desk["dabir"].text


async def test_who_learns_beside_a_rahyar_hears_what_is_said(desk: Desk) -> None:
    await desk.do("rahyar", "come_on_duty", (), 2)
    await desk.do("bahram", "come_on_duty", (), 2)
    await desk.do("bahram", "learn_beside", NAMES["rahyar"])
    await desk["zahra"].taps(CALL)
    await desk["rahyar"].taps("برمی‌دارم")
    await desk["zahra"].says("رسیدم را گم کرده‌ام")
    assert "رسیدم را گم کرده‌ام" in desk["bahram"].text
    await desk.do("bahram", "learn_beside", 0)
    await desk["zahra"].says("پیدا شد")
    assert "پیدا شد" not in desk["bahram"].text
