"""کدهای گفتنی - public codes that people say to each other: two letters, digits, one check digit (shared:G6)."""

from __future__ import annotations

FIRST = 1000
"""Numbers start here, so that a code never looks like the count of things."""


class BadCode(ValueError):
    """Not a code of this kind: wrong letters, wrong length or a mistyped digit."""


def luhn(digits: str) -> int:
    """The check digit (0-9) that goes behind `digits`: finds every single wrong digit and nearly every swapped pair."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        n = int(digit) * (2 if place % 2 == 0 else 1)
        total += n - 9 if n > 9 else n
    return -total % 10


def public_code(letters: str, number: int) -> str:
    """The code of thing number `number`, as in KN10007."""
    digits = str(FIRST + number)
    return f"{letters}{digits}{luhn(digits)}"


def read_code(letters: str, text: str) -> int:
    """The number behind a code, with or without its letters, spaces and dashes. `text` has ASCII digits. Raises BadCode."""
    bare = "".join(c for c in text.upper() if c.isalnum()).removeprefix(letters)
    if not (bare.isascii() and bare.isdigit() and 5 <= len(bare) <= 18):
        raise BadCode(text)
    if luhn(bare[:-1]) != int(bare[-1]) or int(bare[:-1]) <= FIRST:
        raise BadCode(text)
    return int(bare[:-1]) - FIRST
