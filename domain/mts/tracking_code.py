"""کد رهگیری - twenty digits: the Jalali day, both provinces, a serial number, the kind, a check digit.   Source: mts:D2, D3"""

from __future__ import annotations

from datetime import date

from domain.kernel.codes import luhn
from domain.kernel.persian.dates import jalali
from domain.mts.distance import NUMBERS

LENGTH = 20
POST = (20, 24)
"""Lengths of the codes of the national post, which says nothing of their check digits (P1, P2)."""


def tracking_code(day: date, origin: str, target: str, serial: int, kind: int) -> str:
    """`origin`, `target`: provinces; `serial`: below a hundred million; `kind`: one digit."""
    j = jalali(day)
    bare = f"{j.year % 100:02d}{j.month:02d}{j.day:02d}{NUMBERS[origin]:02d}{NUMBERS[target]:02d}{serial % 100_000_000:08d}{kind}"
    return f"{bare}{luhn(bare)}"


def read_digits(text: str) -> str:
    """The digits of what somebody typed, without spaces and dashes; "" where anything else is in it. `text` has ASCII digits."""
    bare = "".join(c for c in text if not c.isspace() and c not in "-–_/.\u200c")
    return bare if bare.isascii() and bare.isdigit() else ""


def is_ours(digits: str) -> bool:
    return len(digits) == LENGTH and luhn(digits[:-1]) == int(digits[-1])


def is_of_post(digits: str) -> bool:
    """A code of the national post, as far as its length says."""
    return len(digits) in POST and not is_ours(digits)
