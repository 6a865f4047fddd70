"""سیاست‌های بازار - how much fits into a cart, how often one writes to a seller.   Source: bazaar:M10-M24, assumed where marked"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Policy:
    """What only the house decides."""

    since: date
    cart: int = 40  # different goods
    most: int = 999  # of one
    favourites: int = 100
    letter: tuple[int, int] = (2, 500)  # characters
    letters: int = 20  # to one seller
    letters_within: timedelta = timedelta(days=1)
    shown: int = 20  # things in a list


POLICIES = (Policy(since=date(2026, 1, 1)),)


def policy_on(day: date) -> Policy:
    """The policy in force on a day; before the first, the first."""
    return max((p for p in POLICIES if p.since <= day), key=lambda p: p.since, default=POLICIES[0])
