"""خواندن شمار و وزن - «۱۲ عدد، ۲ روز، ۵۰۰ گرم» in one message, in any order and with the words people use.   Used by: handlers/sat/reading.py"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from domain.kernel.persian.letters import PERSIAN_DIGITS
from domain.kernel.persian.number_words import NotANumber, quantities

DAY, GRAM, KILO = ("روز", "روزه"), ("گرم", "گرمی", "گ"), ("کیلو", "کیلوگرم", "کیلویی", "ک")
PARTS = re.compile(r"[،؛,;\n]| و (?=[0-9]|یک|دو|سه|چهار|پنج|شش|هفت|هشت|نه|ده)")
GRAMS = 1000  # in a kilo


class NotStock(ValueError):
    """Not the numbers that were asked for, each once."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How many there are, in how many days one can leave, what one weighs with its wrapping (grams; 0 for a service)."""

    stock: int
    days: int
    grams: int


def read_stock(text: str, *, weighs: bool) -> Kept:
    """Three numbers, of what weighs nothing two; what has no word with it is the count. `text` is normalised. Raises NotStock."""
    found: dict[str, int] = {}
    for part in PARTS.split(text):
        if part.strip():
            what, value = _one(part)
            if what in found and what != "grams":
                raise NotStock(text)
            found[what] = found.get(what, 0) + value  # «۱ کیلو و ۲۰۰ گرم»
    if set(found) != ({"stock", "days", "grams"} if weighs else {"stock", "days"}):
        raise NotStock(text)
    return Kept(found["stock"], found["days"], found.get("grams", 0))


def _one(part: str) -> tuple[str, int]:
    try:
        amounts = quantities(part)
    except NotANumber as no:
        raise NotStock(part) from no
    halves = amounts[1:] if len(amounts) == 2 and amounts[1].value == Fraction(1, 2) else []  # «یک کیلو و نیم»
    if len(amounts) - len(halves) != 1 or amounts[0].unit:
        raise NotStock(part)
    words, value = re.findall(r"[^\W\d_]+", part), sum((a.value for a in [amounts[0], *halves]), Fraction(0))
    if any(w in KILO for w in words):
        what, value = "grams", value * GRAMS
    elif any(w in GRAM for w in words):
        what = "grams"
    else:
        what = "days" if any(w in DAY for w in words) else "stock"
    if value.denominator != 1 or value < 0:
        raise NotStock(part)
    return what, value.numerator


def stock_in_words(kept: Kept) -> str:
    """As it is shown back."""
    told = f"{kept.stock} عدد، {kept.days} روز" + (f"، {kept.grams} گرم" if kept.grams else "")
    return told.translate(PERSIAN_DIGITS)
