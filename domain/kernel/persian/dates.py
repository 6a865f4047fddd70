"""تاریخ - Jalali days in and out, and the clock of Tehran.   Reading them: day_reading.py   Words: bot/texts/"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from persiantools.jdatetime import JalaliDate

from domain.kernel.persian.letters import PERSIAN_DIGITS

TEHRAN = ZoneInfo("Asia/Tehran")
MONTHS = ("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند")
WEEKDAYS = ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه")  # in the order of date.weekday()


class Jalali(NamedTuple):
    """A day of the Persian calendar."""

    year: int
    month: int
    day: int

    @property
    def month_name(self) -> str:
        return MONTHS[self.month - 1]


@lru_cache(4096)
def jalali(day: date) -> Jalali:
    """The day in the Persian calendar."""
    j = JalaliDate(day)  # type: ignore[no-untyped-call]  # persiantools types no constructor
    return Jalali(j.year, j.month, j.day)


def from_jalali(year: int, month: int, day: int) -> date:
    """The day behind a Persian date. Raises ValueError if there is no such day."""
    if not 1 <= year <= 2999:
        raise ValueError("year out of range")
    return JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]  # persiantools types no constructor


def in_tehran(moment: datetime) -> datetime:
    """The moment on the clock of Tehran. Raises ValueError for a moment without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return moment.astimezone(TEHRAN)


def day_in_tehran(moment: datetime) -> date:
    """The day it is in Tehran at that moment. Raises ValueError for a moment without a zone."""
    return in_tehran(moment).date()


def day_begins(day: date) -> datetime:
    """The moment (UTC) at which a day begins in Tehran."""
    return datetime.combine(day, time(), TEHRAN).astimezone(UTC)


def end_of(day: date) -> datetime:
    """The last minute of a day in Tehran, as UTC has it."""
    return datetime.combine(day, time(23, 59), TEHRAN).astimezone(UTC)


def months_after(day: date, months: int) -> date:
    """The same day of the Jalali month so many months later, or the last one of a shorter month."""
    begun = jalali(day)
    years, month = divmod(begun.month - 1 + months, 12)
    for last in range(begun.day, 28, -1):
        try:
            return from_jalali(begun.year + years, month + 1, last)
        except ValueError:
            continue  # this month is shorter
    return from_jalali(begun.year + years, month + 1, min(begun.day, 28))


FRIDAY = 4
NATIONAL = frozenset({(1, 1), (1, 2), (1, 3), (1, 4), (1, 12), (1, 13), (3, 14), (3, 15), (11, 22), (12, 29)})
"""Days that are holidays by the solar calendar, (month, day); those of the lunar one move and are not known here [assumption]."""


def works(day: date) -> bool:
    """Whether offices are open; Thursdays count [assumption]."""
    found = jalali(day)
    return day.weekday() != FRIDAY and (found.month, found.day) not in NATIONAL


def working_days_after(day: date, count: int) -> date:
    """The last of so many working days after a day."""
    while count > 0:
        day += timedelta(days=1)
        count -= works(day)
    return day


def working_days_before(day: date, count: int) -> date:
    """A day with so many working days from the next one to `day`."""
    while count > 0:
        count -= works(day)
        day -= timedelta(days=1)
    return day


def next_at(moment: datetime, hour: int) -> datetime:
    """When it is that o'clock in Tehran for the next time. Raises ValueError for a moment without a zone."""
    today = datetime.combine(day_in_tehran(moment), time(hour), TEHRAN)
    return (today if today > moment else today + timedelta(days=1)).astimezone(moment.tzinfo)


@lru_cache(4096)
def long_day(day: date) -> str:
    """«دوشنبه ۲ آذر ۱۴۰۵»."""
    j = jalali(day)
    return f"{WEEKDAYS[day.weekday()]} {j.day} {j.month_name} {j.year}".translate(PERSIAN_DIGITS)


def short_day(day: date) -> str:
    """«۱۴۰۵/۰۹/۰۲»."""
    j = jalali(day)
    return f"{j.year}/{j.month:02}/{j.day:02}".translate(PERSIAN_DIGITS)


def month_of(day: date) -> str:
    """«آذر ۱۴۰۵»."""
    j = jalali(day)
    return f"{j.month_name} {j.year}".translate(PERSIAN_DIGITS)


def clock_of(moment: datetime) -> str:
    """«۱۴:۰۵» in Tehran. Raises ValueError for a moment without a zone."""
    return f"{in_tehran(moment):%H:%M}".translate(PERSIAN_DIGITS)
