"""سیاست‌های ام‌اقساط - how long, how much at once, when a part is late.   Source: banking.md 10; bazaar:M16, M20, assumed where marked"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.kernel.rates import Measure, Origin, Rule

TOMAN = 10  # rials
MILLION = 1_000_000 * TOMAN

RULES = (
    Rule("aghsat.max_months", "aghsat", Measure.MONTHS, 84, 2, 120, Origin.SOURCE, "D T1: the slider ends there; what is bought may allow fewer"),
    Rule("aghsat.round_up_from", "aghsat", Measure.RATIO, 97, 1, 100, Origin.SOURCE, "D T1; that the last part takes the rest is assumed", public=False),
    Rule("aghsat.least_part", "aghsat", Measure.RIAL, 10_000 * TOMAN, TOMAN, 10 * MILLION, Origin.ASSUMPTION, "reality unknown"),
    Rule("aghsat.most_breath", "aghsat", Measure.MONTHS, 3, 0, 12, Origin.ASSUMPTION, "D T1 names a breathing period; its length is unknown"),
    Rule(
        "aghsat_plus.min_cover", "aghsat", Measure.PERCENT, 5000, 0, 10000, Origin.ASSUMPTION, "T3: half must be covered, inferred; without a hami by own money at once"
    ),
    Rule("aghsat.most_days", "aghsat", Measure.DAYS, 60, 1, 365, Origin.ASSUMPTION, "M16"),
    Rule("aghsat.cost", "aghsat", Measure.PERCENT, 0, 0, 400, Origin.ASSUMPTION, "D T1 names a service cost of deferred buying; unknown, so nothing is taken"),
    Rule("aghsat.trusted", "aghsat", Measure.RIAL, 5 * MILLION, TOMAN, 500 * MILLION, Origin.ASSUMPTION, "M16, T9: the limit is unknown"),
    Rule("aghsat.late", "aghsat", Measure.DAYS, 3, 1, 30, Origin.ASSUMPTION, "M20", below="aghsat.default"),
    Rule("aghsat.default", "aghsat", Measure.DAYS, 30, 2, 365, Origin.ASSUMPTION, "M20"),
)


@dataclass(frozen=True, slots=True)
class Policy:
    """What only the house decides."""

    since: date
    shown: int = 20  # things in a list
    least_months: int = 2  # M20
    reminders: tuple[int, ...] = (-3, 0)  # days before a part is due; later ones are those of the rules
    reminds_at: int = 9  # o'clock in Tehran
    ahead: int = 12  # months in the picture
    months: tuple[int, ...] = (2, 3, 4, 6, 8, 10, 12, 18, 24, 36, 48, 60, 84)  # offered as buttons, as far as one may
    days: tuple[int, ...] = (15, 30, 45, 60)
    bon_days: tuple[int, ...] = (30, 60, 90, 180)  # a voucher may be used
    bon_words: int = 200  # characters beside a voucher
    bons: int = 50  # that one gave and are not over


POLICIES = (Policy(since=date(2026, 1, 1)),)


def policy_on(day: date) -> Policy:
    """The policy in force on a day; before the first, the first."""
    return max((p for p in POLICIES if p.since <= day), key=lambda p: p.since, default=POLICIES[0])
