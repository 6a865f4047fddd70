"""خواندن روز - days as people write them: «فردا», «شنبه», «۱ خرداد», «۱۴۰۵/۳/۱», «۳ روز دیگر».   Siblings: dates.py number_words.py"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from domain.kernel.persian.dates import MONTHS, from_jalali, jalali
from domain.kernel.persian.letters import ZWNJ, normalise
from domain.kernel.persian.number_words import NotANumber, read_number


class NotADay(ValueError):
    """`code`: none (no day in it), no_such_day (۳۱ مهر), other_weekday (the weekday said is not that of the date), too_far."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


NEAR = {"پریروز": -2, "دیروز": -1, "دیشب": -1, "امروز": 0, "امشب": 0, "همین امروز": 0, "فردا": 1, "پس فردا": 2, "پسفردا": 2, "پس پردا": 2, "پسون فردا": 3}
AHEAD = r"(?:دیگر|دیگه|بعد|آینده|آتی)"
BEHIND = r"(?:پیش|قبل|گذشته)"
_WEEKDAY = r"(?P<weekday>جمعه|آدینه|(?:(?:یک|دو|سه|چهار|چار|پنج|[1-5]) ?)?شنبه)"
_WEEKDAYS = {"": 5, "یک": 6, "1": 6, "دو": 0, "2": 0, "سه": 1, "3": 1, "چهار": 2, "چار": 2, "4": 2, "پنج": 3, "5": 3}
_MONTH_NAMES = {**{name: number for number, name in enumerate(MONTHS, 1)}, "امرداد": 5}
_FILLERS = re.compile(r"^(?:(?:روز|تاریخ|مورخ|برای|در|از|همین|این) )+|[.!؟?،]+$")
_SEPARATOR = r"(?: ?[/.\-،,٫] ?| )"
_LARGEST_FIRST = re.compile(rf"(?P<y>\d{{4}}|\d\d){_SEPARATOR}(?P<m>\d\d?){_SEPARATOR}(?P<d>\d\d?)")
_SMALLEST_FIRST = re.compile(rf"(?P<d>\d\d?){_SEPARATOR}(?P<m>\d\d?){_SEPARATOR}(?P<y>\d{{4}})")
_TOGETHER = re.compile(r"(?P<y>1[2-5]\d\d)(?P<m>\d\d)(?P<d>\d\d)")
_NAMED = re.compile(rf"(?P<d>.+?) ?(?P<m>{'|'.join(_MONTH_NAMES)})(?: ?ماه)?(?: سال)?(?: (?P<y>.+))?")
_AWAY = re.compile(rf"(?P<n>.*?) ?(?P<unit>روز|هفته|ماه|سال)(?:ی|ه ی)? (?P<way>{AHEAD}|{BEHIND})")
_ON_WEEKDAY = re.compile(rf"{_WEEKDAY}(?: ی)?(?P<week> (?:این )?هفته(?: ی)?)? ?(?P<way>{AHEAD}|{BEHIND})?")
_LED_BY_WEEKDAY = re.compile(rf"{_WEEKDAY} ?،? (?P<rest>.*\d.*|.* (?:{'|'.join(_MONTH_NAMES)}).*)")
_FIRST_WORDS = {"اول": 1, "یکم": 1, "سوم": 3, "دوم": 2}
_FURTHEST = 400  # years from today, in both directions


def read_day(text: str, today: date, *, past: bool = False) -> date:
    """The day that is meant. Raises NotADay.

    What leaves the year or the week open («۱ خرداد», «شنبه») is the next such day after today (a date without a year: today counts),
    or with `past` the last one. Two-digit years lie between 90 years before this one and 9 after. Years above 1700 are Gregorian.
    """
    words = normalise(text, 200).lower().replace(ZWNJ, " ").replace("\n", " ")
    words = " ".join(_FILLERS.sub("", words.strip()).split())
    if words in NEAR:
        return today + timedelta(days=NEAR[words])
    led = _LED_BY_WEEKDAY.fullmatch(words)
    if led and not _ON_WEEKDAY.fullmatch(words):
        day = _read(_FILLERS.sub("", led["rest"]), today, past)
        if day.weekday() != _weekday(led["weekday"]):
            raise NotADay("other_weekday")
    else:
        day = _read(words, today, past)
    if abs(day.year - today.year) > _FURTHEST:
        raise NotADay("too_far")
    return day


def _read(words: str, today: date, past: bool) -> date:
    for pattern, read in _READERS:
        if match := pattern.fullmatch(words):
            try:
                return read(match, today, past)
            except OverflowError as wrong:
                raise NotADay("too_far") from wrong
    raise NotADay("none")


def _weekday(name: str) -> int:
    name = name.replace(" ", "")
    return 4 if name in ("جمعه", "آدینه") else _WEEKDAYS[name.removesuffix("شنبه")]


def _made(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day) if year > 1700 else from_jalali(year, month, day)
    except ValueError as wrong:
        raise NotADay("no_such_day") from wrong


def _number(words: str) -> int:
    try:
        return read_number(words)
    except NotANumber as wrong:
        raise NotADay("none") from wrong


def _year(words: str, today: date) -> int:
    """A year as said; two digits lie between 90 years before this one and 9 after (a birthday is as likely as a deadline)."""
    year = int(words) if words.isdecimal() and len(words) <= 4 else _number(words)
    if year >= 100:
        return year
    this = jalali(today).year
    return next(full for full in range(this - 90, this + 10) if full % 100 == year)


def _numeric(match: re.Match[str], today: date, _past: bool) -> date:
    return _made(_year(match["y"], today), int(match["m"]), int(match["d"]))


def _ordinal(words: str) -> int:
    """«۱», «اول», «بیست و پنجم», «سی ام» as a number."""
    words = words.strip()
    if words in _FIRST_WORDS:
        return _FIRST_WORDS[words]
    for end, other in ((" ام", ""), (" م", ""), ("ام", ""), ("سوم", "سه"), ("دوم", "دو"), ("م", ""), ("", "")):
        if words.endswith(end):
            try:
                return read_number(words.removesuffix(end) + other if end else words)
            except NotANumber:
                continue  # «هشتم» ends in «م» but not in «ام»
    raise NotADay("none")


def _named(match: re.Match[str], today: date, past: bool) -> date:
    day, month = _ordinal(match["d"]), _MONTH_NAMES[match["m"]]
    if match["y"]:
        return _made(_year(match["y"], today), month, day)
    if not 1 <= day <= 31:
        raise NotADay("no_such_day")
    this = jalali(today).year
    for year in range(this, this - 9, -1) if past else range(this, this + 9):  # ۳۰ اسفند waits for a leap year, at most eight years
        try:
            found = from_jalali(year, month, day)
        except ValueError:
            continue  # not a leap year
        if (found <= today) if past else (found >= today):
            return found
    raise NotADay("no_such_day")


def _months_away(today: date, months: int) -> date:
    j = jalali(today)
    year, month = divmod(j.year * 12 + j.month - 1 + months, 12)
    for day in (j.day, 30, 29):
        try:
            return from_jalali(year, month + 1, min(day, j.day))
        except ValueError:
            continue  # the month is shorter
    raise NotADay("too_far")


def _away(match: re.Match[str], today: date, _past: bool) -> date:
    amount = _number(match["n"]) if match["n"] else 1
    if amount > 100_000:
        raise NotADay("too_far")
    sign = -1 if re.fullmatch(BEHIND, match["way"]) else 1
    if match["unit"] in ("ماه", "سال"):
        return _months_away(today, sign * amount * (12 if match["unit"] == "سال" else 1))
    return today + timedelta(days=sign * amount * (7 if match["unit"] == "هفته" else 1))


def _on_weekday(match: re.Match[str], today: date, past: bool) -> date:
    wanted, way = _weekday(match["weekday"]), match["way"] or ""
    back = bool(re.fullmatch(BEHIND, way)) or (past and not way)
    if match["week"]:  # in the week before or after this one; weeks begin on Saturday
        saturday = today - timedelta(days=(today.weekday() - 5) % 7)
        offset = 0 if not way else -7 if back else 7
        return saturday + timedelta(days=offset + (wanted - 5) % 7)
    if back:
        return today - timedelta(days=(today.weekday() - wanted - 1) % 7 + 1)
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date, bool], date]], ...] = (
    (_LARGEST_FIRST, _numeric),
    (_SMALLEST_FIRST, _numeric),
    (_TOGETHER, _numeric),
    (_ON_WEEKDAY, _on_weekday),
    (_AWAY, _away),
    (_NAMED, _named),
)
