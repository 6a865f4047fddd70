"""سیاست‌های چک - how much, how far ahead, how many leaves.   Source: banking.md 11; limits at the bank are unknown"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from domain.kernel.rates import Measure, Origin, Rule

MILLION = 10_000_000  # toman in rials

RULES = (
    Rule("cheque.least", "cheque", Measure.RIAL, MILLION // 10, 1, 100 * MILLION, Origin.ASSUMPTION, "reality unknown", below="cheque.most"),
    Rule("cheque.most", "cheque", Measure.RIAL, 200 * MILLION, MILLION, 100_000 * MILLION, Origin.ASSUMPTION, "reality unknown"),
    Rule("cheque.ahead", "cheque", Measure.MONTHS, 24, 1, 120, Origin.ASSUMPTION, "reality unknown"),
    Rule("cheque.unused", "cheque", Measure.COUNT, 5, 0, 50, Origin.ASSUMPTION, "blank leaves above which there is no new book", public=False),
)


@dataclass(frozen=True, slots=True)
class Policy:
    """What only the house decides."""

    since: date
    leaves: tuple[int, ...] = (5, 10, 20)  # of a book
    shown: int = 20  # things in a list
    words: tuple[int, int] = (3, 200)  # what it is for, why not
    reminders: tuple[int, ...] = (-3, -1, 0)  # days after it is due
    reminds_at: int = 9  # o'clock in Tehran
    collects_at: int = 18  # of the first working day from its day on, so that the drawer has that day
    ask_again: tuple[timedelta, ...] = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))


POLICIES = (Policy(since=date(2026, 1, 1)),)


def policy_on(day: date) -> Policy:
    """The policy in force on a day; before the first, the first."""
    return max((p for p in POLICIES if p.since <= day), key=lambda p: p.since, default=POLICIES[0])
