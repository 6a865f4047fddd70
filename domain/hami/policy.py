"""سیاست‌های حامی - how long a support waits to be used, whom one may ask, and for how much.   Source: banking.md 9, 13.3 F-13; what names no source is assumed"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from domain.kernel.rates import Measure, Origin, Rule

TOMAN = 10  # rials
MILLION = 1_000_000 * TOMAN

RULES = (
    Rule("hami.least", "hami", Measure.RIAL, MILLION, TOMAN, 100 * MILLION, Origin.ASSUMPTION, "reality unknown", below="hami.most"),
    Rule("hami.most", "hami", Measure.RIAL, 400 * MILLION, MILLION, 2_000 * MILLION, Origin.ASSUMPTION, "the ceiling of a loan", public=False),
    Rule("hami.support_days", "hami", Measure.DAYS, 90, 7, 730, Origin.ASSUMPTION, "11.1: how an unused support ends is unknown"),
    Rule("hami.ask_days", "hami", Measure.DAYS, 30, 3, 180, Origin.ASSUMPTION, "reality unknown"),
)


@dataclass(frozen=True, slots=True)
class Policy:
    """What only the house decides."""

    since: date
    asked: int = 10  # hamis who get one request
    story: tuple[int, int] = (10, 500)  # characters
    words: tuple[int, int] = (3, 300)  # of thanks, questions and answers
    questions: int = 3  # that one hami may ask about one request
    shown: int = 20  # things in a list
    remind_before: timedelta = timedelta(days=7)  # before an unused support ends


POLICIES = (Policy(since=date(2026, 1, 1)),)


def policy_on(day: date) -> Policy:
    """The policy in force on a day; before the first, the first."""
    return max((p for p in POLICIES if p.since <= day), key=lambda p: p.since, default=POLICIES[0])
