"""خرید و فروش امتیاز - whether somebody offers points for money, or asks for them so: they are lent, never sold (banking.md 7.5, 13.5).   Used by: domain/hami/

A net with wide meshes: whoever wants to buy a loom with a loan must never be caught in it, so buying counts only right beside the points.
"""

from __future__ import annotations

import re

from domain.kernel.persian.letters import match_key

_BETWEEN = r"(?:را|رو|شما|خودم|کسی|اضافه|وام|مازاد)"
_POINTS = r"امتیاز\w*"
_DEALS = re.compile(
    rf"\b(?:خرید|فروش|خریدار|فروشنده)\s?(?:و\s?(?:خرید|فروش)\s?)?(?:ی\s)?{_POINTS}"  # خرید امتیاز، خرید و فروش امتیاز
    rf"|\b{_POINTS}\s(?:{_BETWEEN}\s){{0,3}}(?:می\s?(?:خر|فروش)\w*|فروشی|بفروش\w*|خریدار\w*)"  # امتیازم را می‌فروشم
    rf"|\b(?:هر|دانه\s?ای|هر یک)\s{_POINTS}\s\w+\s?(?:هزار|میلیون)?\s?تومان"  # هر امتیاز ۲۰۰ هزار تومان
)


def deals_in_points(text: str) -> bool:
    """Whether it is about points for money."""
    return _DEALS.search(match_key(text)) is not None
