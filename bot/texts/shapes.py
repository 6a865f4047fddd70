"""شکل‌ها - how a value looks in a text: money, days, codes, names, lists.   The table of formats: docs/texts.md"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import partial
from html import escape, unescape
from typing import Any, Literal

from babel.core import Locale
from babel.dates import format_timedelta

from domain.kernel.persian import dates
from domain.kernel.persian.letters import shown_name, shown_text
from domain.kernel.persian.numbers import grouped, in_words, to_persian_digits

Fields = Mapping[str, Any]
Shape = Callable[[Any, Fields], str]

LTR, OWN, END = "\u2066", "\u2068", "\u2069"
"""Isolates: left-to-right, by its own first strong letter, and their end (building-blocks 7: codes print reversed without them)."""

IN_CODE = frozenset(["code", "fours", "mobile"])
"""Formats that a text shows as <code>: a tap copies them."""

_TAG = re.compile(r"</?(?:b|i|code)>")
_CAMEL = re.compile(r"(?<!^)(?=[A-Z])")
_JUST_NOW = timedelta(seconds=45)
_UNITS: tuple[tuple[Literal["day", "hour", "minute", "second"], int], ...] = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))


class Phrase(str):
    """A finished piece of neutral markup (from `Texts.phrase`): it may be put into another text without being escaped again."""

    __slots__ = ()


def without_markup(text: str) -> str:
    """The words of a piece of neutral markup."""
    return unescape(_TAG.sub("", text))


def as_markup(text: str) -> str:
    """Safe inside neutral markup."""
    return text if type(text) is Phrase else escape(text, quote=False)


def as_plain(text: str) -> str:
    """Safe as a label."""
    return without_markup(text) if type(text) is Phrase else text


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"a whole number is needed, not {type(value).__name__}")
    return value


def _day(value: Any) -> date:
    if isinstance(value, datetime):
        return dates.day_in_tehran(value)
    if isinstance(value, date):
        return value
    raise TypeError(f"a day is needed, not {type(value).__name__}")


def _moment(value: Any) -> datetime:
    if not isinstance(value, datetime):
        raise TypeError(f"a moment is needed, not {type(value).__name__}")
    return value


class Shapes:
    """Every format, by name. `word(key)` gives the pattern of a `common.format` key; `find(key)` gives a text or None; `clock` tells the moment."""

    def __init__(self, word: Callable[[str], str], find: Callable[[str], str | None], clock: Callable[[], datetime]) -> None:
        self._word = word
        self._find = find
        self._clock = clock
        self._locale = Locale("fa", "IR")
        self._enums: dict[tuple[str, type[Enum], Enum], str] = {}  # with the class: words of two enums may be equal
        self._by_type: dict[type, Shape] = {
            str: self.name, Phrase: self.as_it_is, int: self.count, bool: self.yes_no, type(None): self.nothing, float: self.count, Decimal: self.count,
            date: self.day, datetime: self.moment, time: self.clock, timedelta: self.span, list: self.all_of, tuple: self.all_of,
        }  # fmt: skip
        self.formats: dict[str, Shape] = {
            "toman": self.toman, "words": self.words, "code": self.code, "link": self.link, "mobile": self.mobile, "fours": self.fours, "number": self.number,
            "percent": self.percent, "day": self.day, "near": self.near, "date": self.short_day, "month": self.month, "clock": self.clock,
            "moment": self.moment, "ago": self.ago, "span": self.span, "list": self.all_of, "or": self.any_of, "text": self.text, "name": self.name,
        }  # fmt: skip
        self.named = frozenset([*self.formats, "", "enum", "key"])

    def shape(self, name: str, subsystem: str) -> Shape:
        """The function behind a format, "" being the one by type. Raises LookupError for an unknown name."""
        if name in ("", "enum"):
            return partial(self._auto, subsystem)
        return partial(self._or_nothing, self.other_text if name == "key" else self.formats[name])

    def _or_nothing(self, shape: Shape, value: Any, fields: Fields) -> str:
        return self.nothing(value, fields) if value is None else shape(value, fields)

    def _auto(self, subsystem: str, value: Any, fields: Fields) -> str:
        shape = self._by_type.get(type(value))
        if shape is not None:
            return shape(value, fields) if shape != self.all_of else self._joined(value, fields, "common.format.list_and", subsystem)
        if isinstance(value, Enum):
            return self._enum(subsystem, value)
        for kind in (datetime, date, str, int, Decimal, timedelta):
            if isinstance(value, kind):
                return self._by_type[kind](value, fields)
        if isinstance(value, (set, frozenset)):
            return self._joined(sorted(value), fields, "common.format.list_and", subsystem)
        raise TypeError(f"no way to show a {type(value).__name__}")

    def _enum(self, subsystem: str, value: Enum) -> str:
        known = self._enums.get((subsystem, type(value), value))
        if known is None:
            parts = type(value).__module__.split(".")
            own = parts[1] if len(parts) > 1 else ""
            tail = f"{_CAMEL.sub('_', type(value).__name__).lower()}.{value.value}"
            keys = [f"{place}.{tail}" for place in (subsystem, own, "common") if place]
            found = next((text for key in keys if (text := self._find(key)) is not None), None)
            if found is None:
                raise LookupError(f"no text {keys[0]}")
            known = self._enums[subsystem, type(value), value] = found
        return known

    def as_it_is(self, value: str, _: Fields) -> str:
        return value

    def name(self, value: Any, _: Fields) -> str:
        """What a person wrote, on one line, isolated."""
        return f"{OWN}{shown_name(str(value))}{END}"

    def text(self, value: Any, _: Fields) -> str:
        """What a person wrote, with its lines; each isolated, since a line break ends an isolate."""
        return "\n".join(f"{OWN}{line}{END}" if line else "" for line in shown_text(str(value)).split("\n"))

    def other_text(self, value: Any, _: Fields) -> str:
        """The text of the key that the value names."""
        found = self._find(str(value))
        if found is None:
            raise LookupError("the value names no text")  # not which: it is logged, and may be somebody's own
        return found

    def yes_no(self, value: Any, _: Fields) -> str:
        return self._word("common.yes") if value else self._word("common.no")

    def nothing(self, _value: Any, _: Fields) -> str:
        return self._word("common.none")

    def count(self, value: Any, _: Fields) -> str:
        """«۱٬۲۳۴»."""
        return grouped(value)

    def number(self, value: Any, _: Fields) -> str:
        """«۱۲۳۴»: years, numbers of requests, ages."""
        return to_persian_digits(_whole(value))

    def percent(self, value: Any, _: Fields) -> str:
        return self._word("common.format.percent").replace("{number}", grouped(value))

    def toman(self, value: Any, _: Fields) -> str:
        """Rials shown as toman; a remainder of single rials is told (decision 23)."""
        sign, rial = ("-", -value) if _whole(value) < 0 else ("", value)
        toman, rest = divmod(rial, 10)
        shown = grouped(-toman) if sign and toman else grouped(toman)
        if not rest:
            return self._word("common.format.toman").replace("{toman}", shown)
        if not toman:
            return self._word("common.format.rial").replace("{rial}", grouped(value))
        return self._word("common.format.toman_rial").replace("{toman}", shown).replace("{rial}", grouped(rest))

    def words(self, value: Any, fields: Fields) -> str:
        """Rials in words, in toman; beyond what can be spelt, in digits."""
        toman, rest = divmod(_whole(value), 10)
        try:
            spelt = in_words(toman)
        except ValueError:
            return self.toman(value, fields)
        return self.toman(value, fields) if rest else self._word("common.format.toman").replace("{toman}", spelt)

    def code(self, value: Any, _: Fields) -> str:
        """Left to right, letters as they are, Persian digits."""
        return f"{LTR}{to_persian_digits(shown_name(str(value)))}{END}"

    def link(self, value: Any, _: Fields) -> str:
        """An address, as it is: an app finds it in the text by itself, and would take a mark beside it or a Persian digit in it for a part of it."""
        return str(value)

    def mobile(self, value: Any, fields: Fields) -> str:
        """«۰۹۱۲ ۳۴۵ ۶۷۸۹»."""
        digits = str(value)
        if digits.startswith("+98") and len(digits) == 13:
            digits = f"0{digits[3:6]} {digits[6:9]} {digits[9:]}"
        return self.code(digits, fields)

    def fours(self, value: Any, fields: Fields) -> str:
        """A card or sheba in groups of four (banking 3)."""
        digits = str(value)
        return self.code(" ".join(digits[at : at + 4] for at in range(0, len(digits), 4)), fields)

    def day(self, value: Any, _: Fields) -> str:
        return dates.long_day(_day(value))

    def short_day(self, value: Any, _: Fields) -> str:
        return dates.short_day(_day(value))

    def month(self, value: Any, _: Fields) -> str:
        return dates.month_of(_day(value))

    def clock(self, value: Any, _: Fields) -> str:
        """«۱۴:۰۵»; a moment is told by the clock of Tehran, a time of day as it is."""
        return to_persian_digits(f"{value:%H:%M}") if isinstance(value, time) else dates.clock_of(_moment(value))

    def moment(self, value: Any, fields: Fields) -> str:
        pattern = self._word("common.format.moment")
        return pattern.replace("{day}", self.day(_moment(value), fields)).replace("{clock}", self.clock(value, fields))

    def _now(self, fields: Fields) -> datetime:
        now = fields.get("now")
        return _moment(now) if now is not None else self._clock()

    def near(self, value: Any, fields: Fields) -> str:
        """«امروز», «فردا», «دیروز», else the day."""
        day = _day(value)
        words = {-1: "common.format.yesterday", 0: "common.format.today", 1: "common.format.tomorrow"}
        away = (day - dates.day_in_tehran(self._now(fields))).days
        return self._word(words[away]) if away in words else dates.long_day(day)

    def ago(self, value: Any, fields: Fields) -> str:
        """«۳ ساعت پیش», «۲ روز دیگر», measured from the field `now`, or from the clock."""
        away = _moment(value) - self._now(fields)
        if abs(away) < _JUST_NOW:
            return self._word("common.format.just_now")
        return to_persian_digits(format_timedelta(away, add_direction=True, locale=self._locale))

    def span(self, value: Any, _: Fields) -> str:
        """«۱ ساعت و ۳۰ دقیقه»: the two largest units."""
        left = int(value.total_seconds())
        told = []
        for unit, seconds in _UNITS:
            amount, left = divmod(left, seconds)
            if amount:
                told.append(self._amount_of(unit, timedelta(seconds=amount * seconds)))
            if len(told) == 2 or (told and not amount):
                break
        return self._chain(told or [self._amount_of("minute", timedelta())], "common.format.list_and")

    def _amount_of(self, unit: Literal["day", "hour", "minute", "second"], length: timedelta) -> str:
        never = 10**9  # the threshold above which Babel would take the larger unit
        return to_persian_digits(format_timedelta(length, granularity=unit, threshold=never, locale=self._locale))

    def _chain(self, parts: list[str], pattern: str) -> str:
        # Not Babel's pattern of fa: it puts a comma before «و» and a direction mark after the others.
        if len(parts) < 2:
            return "".join(parts)
        return self._word(pattern).replace("{first}", self._word("common.format.list_comma").join(parts[:-1])).replace("{last}", parts[-1])

    def _joined(self, value: Any, fields: Fields, pattern: str, subsystem: str = "common") -> str:
        shown = [self._auto(subsystem, item, fields) for item in value]
        if any(type(part) is Phrase for part in shown):
            return Phrase(self._chain([as_markup(part) for part in shown], pattern))
        return self._chain(shown, pattern) if shown else self._word("common.none")

    def all_of(self, value: Any, fields: Fields) -> str:
        """«الف، ب و ج»."""
        return self._joined(value, fields, "common.format.list_and")

    def any_of(self, value: Any, fields: Fields) -> str:
        """«الف، ب یا ج»."""
        return self._joined(value, fields, "common.format.list_or")
