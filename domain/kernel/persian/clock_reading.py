"""خواندن ساعت - a time of day as people say it: «۱۴:۳۰», «هشت و نیم شب», «۵ عصر».   Siblings: day_reading.py"""

from __future__ import annotations

import re
from datetime import time

from domain.kernel.persian.letters import ZWNJ, normalise
from domain.kernel.persian.number_words import NotANumber, read_number


class NotATime(ValueError):
    """`code`: none (no time in it), no_such_time (۲۵:۰۰), which_half (morning or evening was not said)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


_NAMED = {"نیمه شب": time(0), "نیمه‌شب": time(0), "ظهر": time(12), "سر ظهر": time(12)}
_PART = r"(?P<part>بامداد|صبح|ظهر|بعد ?از ?ظهر|بعدازظهر|عصر|غروب|شب)"
_BEFORE_NOON, _AFTER_NOON = ("بامداد", "صبح"), ("بعدازظهر", "عصر", "غروب")
_DIGITAL = re.compile(rf"(?P<h>\d\d?)[:.](?P<m>\d\d)(?: {_PART})?")
_SPOKEN = re.compile(rf"(?P<h>.+?)(?: و (?P<m>.+?)(?: دقیقه)?)?(?: {_PART})?")
_MINUTES = {"نیم": 30, "ربع": 15, "یک ربع": 15}


def read_time(text: str) -> time:
    """The time of day that is meant, to the minute. Raises NotATime.

    An hour from one to eleven without its part of the day is asked back, unless it is written with minutes, as clocks show it.
    """
    words = " ".join(normalise(text, 100).replace(ZWNJ, " ").replace("\n", " ").split()).strip(".!؟?")
    words = words.removeprefix("ساعت ").strip()
    if words in _NAMED:
        return _NAMED[words]
    digital = _DIGITAL.fullmatch(words)
    match = digital or _SPOKEN.fullmatch(words)
    if match is None:
        raise NotATime("none")
    hour, minute = (int(match["h"]), int(match["m"])) if digital else _spoken(match["h"], match["m"] or "")
    part = (match["part"] or "").replace(" ", "")
    if not digital and not part and 1 <= hour <= 11:
        raise NotATime("which_half")
    if hour > 24 or minute > 59:
        raise NotATime("no_such_time")
    try:
        return time(_hour(hour, part), minute)
    except ValueError as wrong:
        raise NotATime("no_such_time") from wrong


def _spoken(hour: str, minute: str) -> tuple[int, int]:
    try:
        if minute in _MINUTES or not minute:
            return read_number(hour), _MINUTES.get(minute, 0)
        return read_number(hour), read_number(minute)
    except NotANumber as wrong:
        raise NotATime("none") from wrong


def _hour(hour: int, part: str) -> int:
    """The hour of 24 of an hour of a part of the day. Raises ValueError when they do not go together."""
    if not part or hour > 12:
        if hour > 12 and part in _BEFORE_NOON:
            raise ValueError("no such hour of the morning")
        return hour
    if hour == 12:
        return 0 if part in (*_BEFORE_NOON, "شب") else 12
    if part in _AFTER_NOON or (part == "ظهر" and hour <= 3) or (part == "شب" and hour >= 5):
        return hour + 12
    return hour
