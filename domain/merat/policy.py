"""سیاست‌های مرآت - the points of the scorecard, its bands, and what of an income can be repaid.   Source: banking.md 6, 13.1, 13.3 F-14 to F-16

Only the first band and the validity are sourced; every other number is assumed and can be changed in chat by two people.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from domain.kernel.rates import Measure, Origin, Rule

TOMAN = 10  # rials
MILLION = 1_000_000 * TOMAN
MOST = 999
"""The highest score there is (E3)."""

RULES = (
    Rule("merat.validity", "merat", Measure.MONTHS, 12, 1, 60, Origin.SOURCE, "I2, E4"),
    Rule("merat.sla_min", "merat", Measure.DAYS, 2, 0, 60, Origin.SOURCE, "I2", below="merat.sla_max"),
    Rule("merat.sla_max", "merat", Measure.DAYS, 3, 1, 90, Origin.SOURCE, "I2"),
    Rule("merat.fee", "merat", Measure.RIAL, 50_000 * TOMAN, 0, 5 * MILLION, Origin.SOURCE, "E4; may be old"),
    Rule("merat.start", "merat", Measure.COUNT, 500, 0, MOST, Origin.ASSUMPTION, "F-14"),
    Rule("merat.on_time_each", "merat", Measure.COUNT, 10, 0, MOST, Origin.ASSUMPTION, "F-14 names only the most"),
    Rule("merat.on_time_most", "merat", Measure.COUNT, 200, 0, MOST, Origin.ASSUMPTION, "F-14"),
    Rule("merat.late_each", "merat", Measure.COUNT, 40, 0, MOST, Origin.ASSUMPTION, "F-14"),
    Rule("merat.bounced_each", "merat", Measure.COUNT, 150, 0, MOST, Origin.ASSUMPTION, "F-14"),
    Rule("merat.vouch_each", "merat", Measure.COUNT, 40, 0, MOST, Origin.ASSUMPTION, "F-14: up to 80, of hamyar and rahbar"),
    Rule("merat.payslip", "merat", Measure.COUNT, 60, 0, MOST, Origin.ASSUMPTION, "F-14"),
    Rule("merat.month_each", "merat", Measure.COUNT, 5, 0, MOST, Origin.ASSUMPTION, "F-14 names only the most"),
    Rule("merat.months_most", "merat", Measure.COUNT, 60, 0, MOST, Origin.ASSUMPTION, "F-14"),
    Rule("merat.improver", "merat", Measure.COUNT, 60, 0, MOST, Origin.ASSUMPTION, "that a surety raises the result is reported (U1), by how much is not"),
    Rule("merat.band.excellent", "merat", Measure.COUNT, 800, 1, MOST, Origin.SOURCE, "E3"),
    Rule("merat.band.good", "merat", Measure.COUNT, 650, 1, MOST, Origin.ASSUMPTION, "F-15", below="merat.band.excellent"),
    Rule("merat.band.fit", "merat", Measure.COUNT, 500, 1, MOST, Origin.ASSUMPTION, "F-15", below="merat.band.good"),
    Rule("merat.income_share", "merat", Measure.PERCENT, 5_000, 100, 10_000, Origin.ASSUMPTION, "F-16"),
    Rule("merat.dependant", "merat", Measure.RIAL, 2 * MILLION, 0, 50 * MILLION, Origin.ASSUMPTION, "F-16 names no amount"),
    Rule("merat.debt_months", "merat", Measure.MONTHS, 60, 1, 120, Origin.ASSUMPTION, "F-16: the longest term"),
    Rule("merat.guarantee_share", "merat", Measure.PERCENT, 5_000, 0, 10_000, Origin.ASSUMPTION, "I2 tells a ceiling as guarantor, and no formula"),
)


@dataclass(frozen=True, slots=True)
class Policy:
    """What only the house decides."""

    since: date
    remind_before: timedelta = timedelta(days=30)  # before a result expires
    improver_answers: timedelta = timedelta(days=14)
    permits: tuple[int, ...] = (7, 30, 90)  # days for which one may let somebody look
    reasons: int = 4  # that are told
    shown: int = 12  # results, looks and permits in a list
    ask_again: tuple[timedelta, ...] = tuple(timedelta(minutes=m) for m in (5, 30, 120, 360))  # an outside bureau that is silent; then as the last one says


POLICIES = (Policy(since=date(2026, 1, 1)),)


def policy_on(day: date) -> Policy:
    """The policy in force on a day; before the first, the first."""
    return max((p for p in POLICIES if p.since <= day), key=lambda p: p.since, default=POLICIES[0])
