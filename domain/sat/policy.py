"""سیاست‌های سات - how long words may be, how many goods are looked at, what a parcel may weigh.   Source: bazaar:M1-M8, assumed where marked"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from domain.kernel.rates import Measure, Origin, Rule

RULES = (
    Rule("sat.first_goods", "sat", Measure.COUNT, 3, 0, 50, Origin.ASSUMPTION, "M7: the first goods of a sat are looked at before they are shown"),
    Rule("sat.review", "sat", Measure.DAYS, 2, 1, 30, Origin.ASSUMPTION, "reality unknown"),
    Rule("sat.commission", "sat", Measure.PERCENT, 0, 0, 3000, Origin.ASSUMPTION, "M21: the real rate is unknown; shown before anything is listed"),
)

CONTRACT = 1
"""The version of the contract that is signed today; its words: `sat.contract_<version>_*` in sat.po. A new one gets a new number (M4)."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What only the house decides."""

    since: date
    name: tuple[int, int] = (3, 30)  # characters (M3)
    about: tuple[int, int] = (10, 400)
    title: tuple[int, int] = (5, 60)
    told: tuple[int, int] = (0, 1000)  # of a product
    words: tuple[int, int] = (3, 300)  # of a reviewer
    prep_days: tuple[int, int] = (1, 30)
    weight: int = 30_000  # grams: no parcel is heavier (mts:D10)
    stock: int = 100_000
    photos: int = 6
    least: int = 10_000  # rials
    most: int = 20_000_000_000
    goods: int = 500  # of one sat
    shown: int = 20  # things in a list
    found: int = 60  # goods that one search shows
    ask_after: tuple[timedelta, ...] = (timedelta(minutes=2), timedelta(minutes=20), timedelta(hours=2), timedelta(hours=12))


POLICIES = (Policy(since=date(2026, 1, 1)),)


def policy_on(day: date) -> Policy:
    """The policy in force on a day; before the first, the first."""
    return max((p for p in POLICIES if p.since <= day), key=lambda p: p.since, default=POLICIES[0])
