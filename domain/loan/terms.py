"""شرط‌های وام - the two tracks and the numbers of each, out of the table of rates of a day.   Source: banking.md 7, 13.1"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from domain.kernel.money import Rial
from domain.kernel.rates import RateTable


class Track(StrEnum):
    """Which loan; that the base of ten months belongs to the one without a fee is an inference of banking.md 7.1."""

    NO_FEE = "nofee"  # بدون کارمزد
    FEE = "fee"  # با کارمزد
    MARRIAGE = "marriage"  # ازدواج: the central bank says who, and how much
    CHILD = "child"  # فرزندآوری


OFFERED = (Track.NO_FEE, Track.FEE)
"""What one may calculate and ask for."""
FAMILY = (Track.MARRIAGE, Track.CHILD)
"""What begins with a code of the central bank: without points and without Merat (M4, L16)."""


@dataclass(frozen=True, slots=True)
class Terms:
    """One track on a day. Months: `base` of points (0: none), `least` and `most` of the term. `rate` is the yearly fee as a part of one, `late` what is added to it for
    what is overdue. `unit`: rials of a base-term loan that one point is worth; `rounding`: a loan is a multiple of it."""

    track: Track
    base: int
    least: int
    most: int
    rate: Fraction
    late: Fraction
    unit: Rial
    ceiling: Rial
    rounding: Rial


def terms_of(track: Track, table: RateTable) -> Terms:
    """For a person; what is other for organisations comes with their requests."""
    if track in FAMILY:
        return _of_family(track, table)
    word = f"track.{track.value}"
    rate = table.share("fee.rate_year") if track is Track.FEE else Fraction(0)
    late = (rate if track is Track.FEE else table.share("late.nofee_rate")) + table.share("late.margin")
    return Terms(
        track, table.months(f"{word}.base_months"), table.months(f"{word}.min"), table.months(f"{word}.max"), rate, late, table.rial("score.unit"),
        table.rial("loan.ceiling.person"), table.rial("loan.rounding"),
    )  # fmt: skip


def _of_family(track: Track, table: RateTable) -> Terms:
    """One amount, one term."""
    months, rate = table.months(f"family.{track.value}.months"), table.share("family.rate")
    amount = table.rial(f"family.{track.value}.amount")
    return Terms(track, 0, months, months, rate, rate + table.share("late.margin"), table.rial("score.unit"), amount, table.rial("loan.rounding"))
