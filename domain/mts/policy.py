"""سیاست‌های ام‌تی‌اس - the trial tariff, the clocks, how often one may look.   Source: mts:D5-D14; every amount is assumed"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from domain.kernel.rates import Measure, Origin, Rule

TRIAL = "D10: structure of the post [P4], amounts assumed"
RULES = (
    Rule("mts.kilo.city", "mts", Measure.RIAL, 400_000, 0, 100_000_000, Origin.ASSUMPTION, TRIAL),
    Rule("mts.kilo.province", "mts", Measure.RIAL, 550_000, 0, 100_000_000, Origin.ASSUMPTION, TRIAL),
    Rule("mts.kilo.near", "mts", Measure.RIAL, 650_000, 0, 100_000_000, Origin.ASSUMPTION, TRIAL),
    Rule("mts.kilo.far", "mts", Measure.RIAL, 750_000, 0, 100_000_000, Origin.ASSUMPTION, TRIAL),
    Rule("mts.more", "mts", Measure.RIAL, 150_000, 0, 100_000_000, Origin.ASSUMPTION, TRIAL),
    Rule("mts.insurance", "mts", Measure.PERCENT, 50, 0, 2000, Origin.ASSUMPTION, TRIAL),
    Rule("mts.days.city", "mts", Measure.COUNT, 1, 1, 60, Origin.ASSUMPTION, "reality unknown"),
    Rule("mts.days.province", "mts", Measure.COUNT, 2, 1, 60, Origin.ASSUMPTION, "reality unknown"),
    Rule("mts.days.near", "mts", Measure.COUNT, 3, 1, 60, Origin.ASSUMPTION, "reality unknown"),
    Rule("mts.days.far", "mts", Measure.COUNT, 5, 1, 60, Origin.ASSUMPTION, "reality unknown"),
    Rule("mts.uninsured", "mts", Measure.COUNT, 10, 1, 100, Origin.ASSUMPTION, "D14: of a parcel without insurance at most so many times its carriage is paid"),
)


@dataclass(frozen=True, slots=True)
class Policy:
    """What only the house decides."""

    since: date
    heaviest: int = 30_000  # grams (D10)
    longest: int = 150  # centimetres of a side
    declared: int = 20_000_000_000  # rials
    content: tuple[int, int] = (2, 120)  # characters
    words: tuple[int, int] = (3, 300)
    code: int = 6  # digits (D6)
    wrong_codes: int = 5
    locked: timedelta = timedelta(minutes=30)
    offered: timedelta = timedelta(minutes=10)  # D12
    attempts: int = 2  # further visits after the first (D5)
    held: timedelta = timedelta(days=7)
    looks: int = 30  # tracking codes of others that one member may try in a day (rel:O1)
    claim_after: int = 2  # days after the expected one (D14)
    claim_answered: timedelta = timedelta(hours=72)
    photos: int = 3
    shown: int = 20


POLICIES = (Policy(since=date(2026, 1, 1)),)


def policy_on(day: date) -> Policy:
    """The policy in force on a day; before the first, the first."""
    return max((p for p in POLICIES if p.since <= day), key=lambda p: p.since, default=POLICIES[0])
