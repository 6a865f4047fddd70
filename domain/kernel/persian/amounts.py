"""مبلغ - amounts of money in and out: read as people write them, spelt as they say them.   Siblings: number_words.py numbers.py"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from domain.kernel.money import Rial
from domain.kernel.persian.number_words import NotANumber, Quantity, quantities
from domain.kernel.persian.numbers import grouped, in_words

MOST = 10**16  # rials: above this nobody means money, and a bigint of the books is far away


class NotAnAmount(ValueError):
    """`code`: none (no number in it), unclear (several, parts of a rial, or parts that do not add up), too_large."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Amount:
    """Money as it was read. `unit_given`: the unit was said; without one toman was assumed (decision 23). `scaled`: with a word such as «میلیون»."""

    rial: Rial
    unit_given: bool
    scaled: bool = False


def _added(found: list[Quantity]) -> list[Quantity]:
    """«پنج تومان و پنج ریال» is one amount: parts with a unit, joined by «و», from large to small."""
    whole: list[Quantity] = []
    smallest = Fraction(0)
    for quantity in found:
        worth = quantity.value * quantity.unit
        if whole and quantity.joined and quantity.unit and whole[-1].unit and worth < smallest:
            sum_so_far = whole[-1].value * whole[-1].unit + worth
            whole[-1] = Quantity(sum_so_far, 1, scaled=whole[-1].scaled, joined=whole[-1].joined)
        else:
            whole.append(quantity)
        smallest = worth
    return whole


def read_amount(text: str) -> Amount:
    """The amount in a text. A bare number is toman. Raises NotAnAmount.

    Of several numbers the one with a unit counts, else the one with a scale («وام ۳۰۰ میلیونی با ۳ ضامن»); two of the same rank are unclear.
    """
    try:
        found = _added(quantities(text))
    except NotANumber as wrong:
        raise NotAnAmount(wrong.code) from wrong
    if not found:
        raise NotAnAmount("none")
    rank = max((bool(q.unit), q.scaled) for q in found)
    best = {(q.value, q.unit) for q in found if (bool(q.unit), q.scaled) == rank}
    if len(best) > 1:
        raise NotAnAmount("unclear")
    value, unit = best.pop()
    rial = value * (unit or 10)
    if rial.denominator != 1:
        raise NotAnAmount("unclear")
    if rial > MOST:
        raise NotAnAmount("too_large")
    return Amount(Rial(rial.numerator), unit_given=bool(unit), scaled=rank[1])


def amount_in_digits(rial: int) -> str:
    """«۵٬۰۰۰٬۰۰۰ تومان»; single rials are told. Raises ValueError below zero."""
    return _told(rial, grouped)


def amount_in_words(rial: int) -> str:
    """«پنج میلیون تومان»; single rials are told. Raises ValueError below zero and beyond numbers.SPELLABLE toman."""
    return _told(rial, in_words)


def _told(rial: int, say: Callable[[int], str]) -> str:
    if rial < 0:
        raise ValueError("an amount is not negative")
    toman, rest = divmod(rial, 10)
    if not rest:
        return f"{say(toman)} تومان"
    return f"{say(toman)} تومان و {say(rest)} ریال" if toman else f"{say(rest)} ریال"
