"""کارت امتیاز - what counts in a score, with how many points, and what a household can repay.   Source: banking.md 13.3 F-14 to F-16   Numbers: policy.py

The same facts under the same table of rates give the same score. A late instalment or a bounced cheque more never raises it; a payment in time, a month of
membership, a voucher or a payslip more never lowers it. Sex, marriage, age, faith, origin and place are not among the facts: nobody is scored by them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.kernel.money import Rial
from domain.kernel.rates import RateTable
from domain.merat.policy import MOST

EDITION = 1
"""Of this file: a result keeps it beside the version of its rates."""


class Trait(StrEnum):
    """What counts."""

    ON_TIME = "on_time"  # instalments paid in time
    LATE = "late"  # instalments that are overdue now
    BOUNCED = "bounced"  # cheques that bounced and were not cleared
    VOUCHED = "vouched"  # hamyar and rahbar of the own kanoon say that they trust
    PAYSLIP = "payslip"  # an income document that somebody looked at
    MONTHS = "months"  # of membership
    IMPROVER = "improver"  # a بهبوددهنده answers for the member


class Grade(StrEnum):
    """The four official results, best first (I2, E3)."""

    EXCELLENT = "excellent"
    GOOD = "good"
    FIT = "fit"
    UNFIT = "unfit"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a score is made of. Counts, none below zero; `vouched`: 0 to 2."""

    on_time: int = 0
    late: int = 0
    bounced: int = 0
    vouched: int = 0
    payslip: bool = False
    months: int = 0
    improver: bool = False


@dataclass(frozen=True, slots=True)
class TraitPoints:
    """One trait: the points it gives (below zero: it takes), and the most it could give."""

    trait: Trait
    points: int
    most: int

    @property
    def lost(self) -> int:
        return self.most - self.points


@dataclass(frozen=True, slots=True)
class Household:
    """What somebody declares of a month, in rials: net income, instalments paid to others, what they can pay; and how many live on it."""

    income: Rial
    instalments: Rial
    dependants: int
    can_pay: Rial


@dataclass(frozen=True, slots=True)
class Capacity:
    """Rials: what can be repaid a month, what may be owed in all, and for how much of others one may answer."""

    monthly: Rial
    debt: Rial
    guarantee: Rial


def lines_of(facts: Facts, table: RateTable) -> tuple[TraitPoints, ...]:
    """Every trait, in the order of Trait."""

    def points(name: str) -> int:
        return table.count(f"merat.{name}")

    on_time, months = points("on_time_most"), points("months_most")
    return (
        TraitPoints(Trait.ON_TIME, min(facts.on_time * points("on_time_each"), on_time), on_time),
        TraitPoints(Trait.LATE, -facts.late * points("late_each"), 0),
        TraitPoints(Trait.BOUNCED, -facts.bounced * points("bounced_each"), 0),
        TraitPoints(Trait.VOUCHED, facts.vouched * points("vouch_each"), 2 * points("vouch_each")),
        TraitPoints(Trait.PAYSLIP, points("payslip") if facts.payslip else 0, points("payslip")),
        TraitPoints(Trait.MONTHS, min(facts.months * points("month_each"), months), months),
        TraitPoints(Trait.IMPROVER, points("improver") if facts.improver else 0, points("improver")),
    )


def score_of(facts: Facts, table: RateTable) -> int:
    """0 to 999."""
    return max(0, min(MOST, table.count("merat.start") + sum(line.points for line in lines_of(facts, table))))


def grade_of(score: int, table: RateTable) -> Grade:
    """The band a score lies in."""
    for grade in (Grade.EXCELLENT, Grade.GOOD, Grade.FIT):
        if score >= table.count(f"merat.band.{grade.value}"):
            return grade
    return Grade.UNFIT


def costliest(lines: Iterable[TraitPoints], most: int) -> list[TraitPoints]:
    """What cost most points, the dearest first. A missing improver is no reason: only who is not trusted yet needs one."""
    return sorted((line for line in lines if line.lost > 0 and line.trait is not Trait.IMPROVER), key=lambda line: -line.lost)[:most]


def capacity_of(home: Household, table: RateTable) -> Capacity:
    """F-16. Whole rials, rounded down."""
    share = int(home.income * table.share("merat.income_share")) - home.instalments - home.dependants * table.rial("merat.dependant")
    monthly = max(0, min(home.can_pay, share))
    debt = monthly * table.months("merat.debt_months")
    return Capacity(Rial(monthly), Rial(debt), Rial(int(debt * table.share("merat.guarantee_share"))))
