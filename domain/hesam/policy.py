"""سیاست‌های پول - limits and windows of money between members.   What names no source is assumed"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from domain.kernel.rates import Measure, Origin, Rule

TOMAN = 10  # rials
MILLION = 1_000_000 * TOMAN

RULES = (
    Rule("hesam.least", "hesam", Measure.RIAL, 1_000 * TOMAN, 1, MILLION, Origin.ASSUMPTION, "reality unknown"),
    Rule("hesam.day.full", "hesam", Measure.RIAL, 100 * MILLION, MILLION, 2_000 * MILLION, Origin.ASSUMPTION, "limits by identity level; reality unknown"),
    Rule(
        "hesam.day.basic",
        "hesam",
        Measure.RIAL,
        10 * MILLION,
        MILLION,
        2_000 * MILLION,
        Origin.ASSUMPTION,
        "V10-V12: a basic account's 10 million",
        below="hesam.day.full",
    ),
    Rule("hesam.pay.least", "hesam", Measure.RIAL, 10_000 * TOMAN, 1, 10 * MILLION, Origin.ASSUMPTION, "reality unknown", below="hesam.pay.most"),
    Rule("hesam.pay.most", "hesam", Measure.RIAL, 50 * MILLION, MILLION, 1_000 * MILLION, Origin.ASSUMPTION, "what one card payment may be; reality unknown"),
)


@dataclass(frozen=True, slots=True)
class Policy:
    """Windows of recalling, looking and listing."""

    since: date
    words: int = 200  # characters beside a transfer
    reason: tuple[int, int] = (5, 300)  # characters
    recall: timedelta = timedelta(hours=72)  # how long a transfer may be asked back
    answer: timedelta = timedelta(days=7)  # how long the recipient has before the house decides
    recalls: int = 2  # how often one transfer may be asked back
    looks: int = 30  # recipients looked up in a day
    page: int = 10  # lines of a statement
    open_payments: int = 3  # of one member at once
    second_thoughts: timedelta = timedelta(minutes=2)  # in which a payout may be stopped
    payable: timedelta = timedelta(hours=1)  # how long the gateway lets somebody pay
    begin_after: tuple[timedelta, ...] = (timedelta(seconds=20), timedelta(minutes=1), timedelta(minutes=3), timedelta(minutes=10))
    ask_after: tuple[timedelta, ...] = tuple(timedelta(minutes=m) for m in (15, 15, 31, 60, 120, 240, 480, 960))
    shown: int = 30  # transfers in a list


POLICIES = (Policy(since=date(2026, 1, 1)),)


def policy_on(day: date) -> Policy:
    """The policy in force on a day; before the first, the first."""
    return max((p for p in POLICIES if p.since <= day), key=lambda p: p.since, default=POLICIES[0])
