"""سیاست‌های آیکاپ - how long a certificate is valid, how much a note is of a loan, and what the treasury takes.   Source: banking.md 8, 13.1"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from domain.kernel.money import Rial
from domain.kernel.rates import Measure, Origin, RateTable, Rule

MILLION = 10_000_000  # toman in rials

RULES = (
    Rule("note.ratio", "icap", Measure.PERCENT, 12_000, 10_000, 30_000, Origin.SOURCE, "L3"),
    Rule("note.stamp", "icap", Measure.PERMILLE, 50, 0, 1_000, Origin.SOURCE, "S5, S6; conflict: 3 (S6b); rounding up to a rial is assumed"),
    Rule("note.draft_days", "icap", Measure.DAYS, 0, 0, 30, Origin.SOURCE, "S7; 0: to the end of the day it began", public=False),
    Rule("cert.validity", "icap", Measure.MONTHS, 12, 1, 60, Origin.SOURCE, "M3"),
    Rule("cert.remind_before", "icap", Measure.DAYS, 30, 1, 120, Origin.ASSUMPTION, "13.4", public=False),
)


@dataclass(frozen=True, slots=True)
class Policy:
    """What only the house decides."""

    since: date
    least: int = MILLION  # rials of the loan that a note is for
    most: int = 1_000 * MILLION
    shown: int = 20  # things in a list
    reminders: int = 3  # how often a guarantor may be reminded of one note


POLICIES = (Policy(since=date(2026, 1, 1)),)


def policy_on(day: date) -> Policy:
    """The policy in force on a day; before the first, the first."""
    return max((p for p in POLICIES if p.since <= day), key=lambda p: p.since, default=POLICIES[0])


def note_amount(loan: Rial, table: RateTable) -> Rial:
    """F-12, to the rial above."""
    return _up(loan * table.share("note.ratio"))


def stamp_duty(amount: Rial, table: RateTable) -> Rial:
    """F-12: on the amount of the note, to the rial above."""
    return _up(amount * table.share("note.stamp"))


def _up(exact: Fraction) -> Rial:
    return Rial(-(-exact.numerator // exact.denominator))
