"""سیاست‌های وام - the numbers of loans, with their sources, and how many calculations one may keep.   Source: banking.md 13.1"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.kernel.rates import Measure, Origin, Rule

TOMAN = 10  # rials
MILLION = 1_000_000 * TOMAN

RULES = (
    Rule("loan.ceiling.person", "loan", Measure.RIAL, 400 * MILLION, 10 * MILLION, 5_000 * MILLION, Origin.SOURCE, "L11, L14; conflict: 300 (L13), 500 (L9, K2)"),
    Rule("loan.ceiling.legal", "loan", Measure.RIAL, 750 * MILLION, 10 * MILLION, 20_000 * MILLION, Origin.SOURCE, "L13, L14"),
    Rule("loan.rounding", "loan", Measure.RIAL, 100_000 * TOMAN, 1, 10 * MILLION, Origin.ASSUMPTION, "F-5", public=False),
    Rule("loan.idle", "loan", Measure.DAYS, 30, 1, 365, Origin.ASSUMPTION, "13.4"),
    Rule("loan.guarantor_from", "loan", Measure.RIAL, 200 * MILLION, 0, 5_000 * MILLION, Origin.ASSUMPTION, "13.5; reality unknown"),
    Rule("loan.four_eyes_from", "loan", Measure.RIAL, 100 * MILLION, 0, 5_000 * MILLION, Origin.ASSUMPTION, "reality unknown"),
    Rule("loan.review_days", "loan", Measure.DAYS, 3, 1, 60, Origin.ASSUMPTION, "reality unknown"),
    Rule("loan.relief_months", "loan", Measure.MONTHS, 3, 1, 24, Origin.ASSUMPTION, "reality unknown"),
    Rule("loan.reliefs", "loan", Measure.COUNT, 2, 0, 10, Origin.ASSUMPTION, "of one loan; reality unknown"),
    Rule("track.nofee.base_months", "loan", Measure.MONTHS, 10, 1, 60, Origin.SOURCE, "L1, L3, M1; that it is this track is an inference"),
    Rule("track.nofee.min", "loan", Measure.MONTHS, 10, 1, 120, Origin.SOURCE, "L3", below="track.nofee.max"),
    Rule("track.nofee.max", "loan", Measure.MONTHS, 36, 1, 120, Origin.SOURCE, "L3"),
    Rule("track.fee.base_months", "loan", Measure.MONTHS, 12, 1, 60, Origin.SOURCE, "K1, L6; the base is an inference"),
    Rule("track.fee.min", "loan", Measure.MONTHS, 12, 2, 120, Origin.SOURCE, "K1, L6", below="track.fee.max"),
    Rule("track.fee.max", "loan", Measure.MONTHS, 60, 2, 120, Origin.SOURCE, "L5"),
    Rule("fee.rate_year", "loan", Measure.PERCENT, 200, 0, 400, Origin.SOURCE, "seed 001, L11, K1; 4 percent is the cap of the regulator"),
    Rule("late.margin", "loan", Measure.PERCENT, 600, 0, 600, Origin.SOURCE, "F3, K1"),
    Rule("late.nofee_rate", "loan", Measure.PERCENT, 0, 0, 400, Origin.ASSUMPTION, "what a fee-free loan is charged is unknown"),
    Rule("late.grace_days", "loan", Measure.DAYS, 0, 0, 60, Origin.ASSUMPTION, "13.1"),
    Rule("score.window_min", "loan", Measure.DAYS, 90, 1, 180, Origin.SOURCE, "L8, L9", below="score.window_max"),
    Rule("score.window_max", "loan", Measure.DAYS, 180, 30, 730, Origin.SOURCE, "L8, L9; whether more is counted is unknown"),
    Rule("score.divisor", "loan", Measure.COUNT, 180, 30, 730, Origin.SOURCE, "L1, K1", public=False),
    Rule("score.unit", "loan", Measure.RIAL, MILLION, TOMAN, 100 * MILLION, Origin.SOURCE, "L3, L6"),
    Rule("transfer.degree", "loan", Measure.COUNT, 1, 0, 3, Origin.SOURCE, "L8; parents, spouse and children by assumption"),
    Rule("family.marriage.amount", "loan", Measure.RIAL, 300 * MILLION, 10 * MILLION, 2_000 * MILLION, Origin.SOURCE, "M4: of one of the two, in the base case of 1404"),
    Rule("family.child.amount", "loan", Measure.RIAL, 40 * MILLION, MILLION, 2_000 * MILLION, Origin.ASSUMPTION, "of a first child; reality unknown"),
    Rule("family.marriage.months", "loan", Measure.MONTHS, 120, 12, 240, Origin.ASSUMPTION, "reality unknown"),
    Rule("family.child.months", "loan", Measure.MONTHS, 36, 12, 240, Origin.ASSUMPTION, "reality unknown"),
    Rule("family.rate", "loan", Measure.PERCENT, 400, 0, 400, Origin.ASSUMPTION, "the cap of the regulator"),
    Rule("marriage.match_window", "loan", Measure.DAYS, 12, 1, 90, Origin.SOURCE, "M4; working days"),
)


@dataclass(frozen=True, slots=True)
class Policy:
    """What only the house decides."""

    since: date
    kept: int = 20  # calculations of one member
    shown: int = 20  # things in a list
    words: tuple[int, int] = (3, 300)  # of a reviewer, and of who asks for time
    reminders: tuple[int, ...] = (-3, 0, 1, 7)  # days after an instalment is due
    reminds_at: int = 9  # o'clock in Tehran
    warns: tuple[int, ...] = (3, 1)  # working days before papers are too late (13.4)
    mend_days: int = 3  # working days for papers that came back
    asked: tuple[int, ...] = (10, 12, 18, 20, 24, 30, 36, 48, 60)  # terms that are offered as buttons, where the track has them


POLICIES = (Policy(since=date(2026, 1, 1)),)


def policy_on(day: date) -> Policy:
    """The policy in force on a day; before the first, the first."""
    return max((p for p in POLICIES if p.since <= day), key=lambda p: p.since, default=POLICIES[0])
