"""اندازه‌ها - readers of amounts, numbers, days and times.   Siblings: answer.py typed.py   Reading itself: domain/kernel/persian/"""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from domain.kernel.money import Rial
from domain.kernel.persian.amounts import NotAnAmount, amount_in_digits, amount_in_words, read_amount
from domain.kernel.persian.clock_reading import NotATime, read_time
from domain.kernel.persian.day_reading import NotADay, read_day
from domain.kernel.persian.number_words import NINE_OR_NO, NotANumber, quantities, read_number
from domain.kernel.persian.numbers import SPELLABLE
from handlers.kit.chat import Reader, Unreadable
from handlers.kit.readers.answer import Answer, words_of
from handlers.kit.said import Said

_SHORT = 200  # characters: no amount, number or day is longer


def rials(at_least: int = 1, up_to: int | None = None, *, ask_unit_from: int | None = None) -> Reader[Rial]:
    """An amount in rials. A bare number is toman (decision 23) and is shown back in digits and words.

    The unit is asked for where toman would break the limits and rial would not, and, with `ask_unit_from`, for every bare
    number that is at least so many rials when read as toman while both readings are within the limits.
    """

    def within(rial: int) -> bool:
        return at_least <= rial and (up_to is None or rial <= up_to)

    def take(said: Said, _: date) -> Rial:
        try:
            amount = read_amount(words_of(said, _SHORT))
        except NotAnAmount as no:
            raise Unreadable("common.again.amount" if no.code == "none" else f"common.again.amount_{no.code}") from no
        if not amount.unit_given and not amount.scaled:
            doubtful = ask_unit_from is not None and amount.rial >= ask_unit_from
            if within(amount.rial // 10) and (not within(amount.rial) or doubtful):
                raise Unreadable("common.again.amount_unit", as_toman=int(amount.rial), as_rial=amount.rial // 10)
        return amount.rial

    def fits(value: Rial, _: date) -> None:
        if value < at_least:
            raise Unreadable("common.again.amount_too_low", limit=at_least)
        if up_to is not None and value > up_to:
            raise Unreadable("common.again.amount_too_high", limit=up_to)

    return Answer("amount", Rial, take, fits, _in_both)


def _in_both(value: Rial) -> str:
    return f"{amount_in_digits(value)} ({amount_in_words(value)})" if value // 10 < SPELLABLE else amount_in_digits(value)


def number(low: int = 0, high: int | None = None) -> Reader[int]:
    """A whole number between the limits, in digits or words."""

    def take(said: Said, _: date) -> int:
        words = words_of(said, _SHORT)
        if words == NINE_OR_NO:
            raise Unreadable("common.again.number")
        try:
            return read_number(words)
        except NotANumber as no:
            raise Unreadable("common.again.number" if no.code == "none" else f"common.again.number_{no.code}") from no

    def fits(value: int, _: date) -> None:
        if value < low:
            raise Unreadable("common.again.number_too_low", limit=low)
        if high is not None and value > high:
            raise Unreadable("common.again.number_too_high", limit=high)

    return Answer("number", int, take, fits)


def hundredths(low: int = 0, high: int | None = None) -> Reader[int]:
    """A number with at most two digits behind the point, in digits or words: 250 for «۲٫۵» or «دو و نیم». The limits are in hundredths, too."""

    def take(said: Said, _: date) -> int:
        try:
            found = quantities(words_of(said, _SHORT))
        except NotANumber as no:
            raise Unreadable("common.again.number" if no.code == "none" else f"common.again.number_{no.code}") from no
        if len(found) != 1 or found[0].unit or (found[0].value * 100).denominator != 1:
            raise Unreadable("common.again.number_unclear" if found else "common.again.number")
        return int(found[0].value * 100)

    def fits(value: int, _: date) -> None:
        if value < low:
            raise Unreadable("common.again.number_too_low", limit=_part(low))
        if high is not None and value > high:
            raise Unreadable("common.again.number_too_high", limit=_part(high))

    return Answer("hundredths", int, take, fits, _part)


def _part(value: int) -> Decimal:
    return Decimal(value) / 100


def jalali_day(not_before: date | None = None, not_after: date | None = None) -> Reader[date]:
    """A day; «۱ خرداد» and «شنبه» are the next ones, or the last ones where only the past is possible."""

    def take(said: Said, today: date) -> date:
        past = not_after is not None and not_after <= today and (not_before is None or not_before < today)
        try:
            return read_day(words_of(said, _SHORT), today, past=past)
        except NotADay as no:
            code = ("past" if past else "") if no.code == "none" else no.code
            raise Unreadable(f"common.again.day_{code}" if code else "common.again.day") from no

    def fits(value: date, _: date) -> None:
        if not_before is not None and value < not_before:
            raise Unreadable("common.again.day_too_early", limit=not_before)
        if not_after is not None and value > not_after:
            raise Unreadable("common.again.day_too_late", limit=not_after)

    return Answer("date", date, take, fits)


def clock_time() -> Reader[time]:
    """A time of day, to the minute."""

    def take(said: Said, _: date) -> time:
        try:
            return read_time(words_of(said, _SHORT))
        except NotATime as no:
            raise Unreadable("common.again.time" if no.code == "none" else f"common.again.time_{no.code}") from no

    return Answer("time", time, take)
