"""عدد - numbers written with Persian digits, and spelt in words.   Siblings: amounts.py number_words.py"""

from __future__ import annotations

from decimal import Decimal

from persiantools.digits import to_word

from domain.kernel.persian.letters import PERSIAN_DIGITS

SPELLABLE = 10**15
"""Numbers below this can be spelt in words."""

_GROUPED = str.maketrans("0123456789,.-", "۰۱۲۳۴۵۶۷۸۹٬٫−")


def to_persian_digits(text: str | int) -> str:
    """The same text with Persian digits."""
    return str(text).translate(PERSIAN_DIGITS)


def _signed(shown: str) -> str:
    # A minus before digits would jump to their right in a right-to-left line.
    return f"\u2066{shown}\u2069" if shown.startswith("−") else shown


def grouped(number: Decimal | float) -> str:
    """«۱٬۲۳۴٬۵۶۷»; a fraction is shown with «٫» as far as it goes (floats: six digits)."""
    if isinstance(number, int):
        return _signed(f"{number:,d}".translate(_GROUPED))
    shown = f"{number:,f}"
    return _signed((shown.rstrip("0").rstrip(".") if "." in shown else shown).translate(_GROUPED))


def in_words(number: int) -> str:
    """«پنجاه و دو». Raises ValueError at SPELLABLE and beyond."""
    if abs(number) >= SPELLABLE:
        raise ValueError("too large to spell")
    return str(to_word(number))
