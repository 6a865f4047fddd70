"""سیاست‌های پیشخوان - what an identity check costs, how often one may try, and how long one waits.   Source: banking.md 4, 5, 13.1"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from domain.kernel.rates import Measure, Origin, Rule

TOMAN = 10  # rials
MILLION = 1_000_000 * TOMAN

RULES = (
    Rule("kyc.fee", "pishkhan", Measure.RIAL, 210_200, 0, 5 * MILLION, Origin.SOURCE, "M2; conflict: 100,000 rials"),
    Rule("kyc.attempts", "pishkhan", Measure.COUNT, 3, 1, 20, Origin.ASSUMPTION, "V13 is comparable only"),
)


@dataclass(frozen=True, slots=True)
class Policy:
    """What only the house decides; what the bank really does is unknown (banking.md 4, 11)."""

    since: date
    digits: int = 4  # that are read aloud in the video: nobody can have recorded it before
    serial: tuple[int, int] = (6, 12)  # letters and digits on the back of the national card (13.2)
    job: tuple[int, int] = (2, 60)  # characters
    words: tuple[int, int] = (5, 300)  # characters of what a poshtiban says
    shown: int = 20  # things in a list
    ask_again: tuple[timedelta, ...] = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 360))  # a bank that is silent; then as the last one says
    arrives: timedelta = timedelta(days=15)  # after which the member is asked whether the card came


POLICIES = (Policy(since=date(2026, 1, 1)),)


def policy_on(day: date) -> Policy:
    """The policy in force on a day; before the first, the first."""
    return max((p for p in POLICIES if p.since <= day), key=lambda p: p.since, default=POLICIES[0])
