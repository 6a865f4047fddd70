"""آزمون روز - days in and out of the Persian calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.kernel.persian.dates import clock_of, day_in_tehran, from_jalali, jalali, long_day, short_day
from domain.kernel.persian.day_reading import NotADay, read_day

TODAY = from_jalali(1405, 9, 3)  # سه‌شنبه
DAYS = some.dates(date(1935, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("امروز", (1405, 9, 3)),
        ("فردا", (1405, 9, 4)),
        ("پس‌فردا", (1405, 9, 5)),
        ("دیروز", (1405, 9, 2)),
        ("شنبه", (1405, 9, 7)),
        ("روز شنبه", (1405, 9, 7)),
        ("سه‌شنبه", (1405, 9, 10)),
        ("پنج شنبه", (1405, 9, 5)),
        ("جمعه گذشته", (1405, 8, 29)),
        ("شنبه این هفته", (1405, 8, 30)),
        ("شنبه‌ی هفته‌ی بعد", (1405, 9, 7)),
        ("۳ روز دیگر", (1405, 9, 6)),
        ("سه روز دیگه", (1405, 9, 6)),
        ("هفته آینده", (1405, 9, 10)),
        ("دو هفته پیش", (1405, 8, 19)),
        ("یک ماه دیگر", (1405, 10, 3)),
        ("۱۴۰۵/۳/۱", (1405, 3, 1)),
        ("1405-03-01", (1405, 3, 1)),
        ("14050301", (1405, 3, 1)),
        ("۱/۳/۱۳۶۵", (1365, 3, 1)),
        ("۶۵/۳/۱", (1365, 3, 1)),
        ("۱ خرداد", (1406, 3, 1)),
        ("اول خرداد ۱۴۰۵", (1405, 3, 1)),
        ("بیست و پنجم آذر", (1405, 9, 25)),
        ("سی و یکم خرداد ۱۳۶۵", (1365, 3, 31)),
        ("سوم دی‌ماه سال ۱۴۰۵", (1405, 10, 3)),
        ("شنبه ۷ آذر", (1405, 9, 7)),
        ("۳۰ اسفند", (1408, 12, 30)),
        ("2026-11-24", (1405, 9, 3)),
    ],
)
def test_maryam_names_a_day_in_her_own_way(said: str, meant: tuple[int, int, int]) -> None:
    assert jalali(read_day(said, TODAY)) == meant


def test_a_day_without_a_year_may_be_meant_in_the_past() -> None:
    assert jalali(read_day("۱ خرداد", TODAY, past=True)) == (1405, 3, 1)
    assert jalali(read_day("شنبه", TODAY, past=True)) == (1405, 8, 30)


@pytest.mark.parametrize(
    ("said", "code"),
    [("سلام", "none"), ("", "none"), ("۳۱ مهر", "no_such_day"), ("۱۴۰۴/۱۲/۳۰", "no_such_day"), ("۱۴۰۵/۱۳/۱", "no_such_day"), ("شنبه ۸ آذر", "other_weekday"),
     ("۹۹۹۹۹۹۹ روز دیگر", "too_far"), ("9999/1/1", "too_far")],
)  # fmt: skip
def test_what_is_no_day_is_refused_with_its_reason(said: str, code: str) -> None:
    with pytest.raises(NotADay) as no:
        read_day(said, TODAY)
    assert no.value.code == code


@given(DAYS, DAYS)
def test_a_day_that_is_shown_is_read_back(day: date, today: date) -> None:
    assert read_day(long_day(day), today) == day
    assert read_day(short_day(day), today) == day
    assert from_jalali(*jalali(day)) == day


@given(DAYS, some.integers(1, 60))
def test_days_away_are_counted_from_today(today: date, days: int) -> None:
    assert read_day(f"{days} روز دیگر", today) == today + timedelta(days=days)
    assert read_day(f"{days} روز پیش", today) == today - timedelta(days=days)


@given(some.text() | some.text(alphabet="۰۱۲۳456/-. شنبهخردادروزدیگراولمآذرسال\u200c"), DAYS, some.booleans())
def test_garbage_is_no_day_and_nothing_else_happens(text: str, today: date, past: bool) -> None:
    try:
        assert isinstance(read_day(text, today, past=past), date)
    except NotADay as no:
        assert no.code in ("none", "no_such_day", "other_weekday", "too_far")


def test_the_day_in_tehran_begins_at_half_past_eight_in_the_evening_of_greenwich() -> None:
    before, after = datetime(2026, 11, 23, 20, 29, tzinfo=UTC), datetime(2026, 11, 23, 20, 30, tzinfo=UTC)
    assert day_in_tehran(after) - day_in_tehran(before) == timedelta(days=1)
    assert clock_of(after) == "۰۰:۰۰"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        day_in_tehran(datetime(2026, 11, 23))  # noqa: DTZ001  # the missing zone is what is tested
