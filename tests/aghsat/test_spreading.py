"""پخش کردن - parts add up to the last rial, fall on the same day of each month, and what goes back takes the last ones off.   Product: domain/aghsat/spreading.py"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.aghsat.plan import PlanBasis, PlanId, PlanKind, PlanPart, PlanTerms
from domain.aghsat.spreading import credit_for, days_of, parts_of, spread, taken_off
from domain.kernel.money import Rial
from domain.kernel.persian.dates import jalali

UP = Fraction(97, 100)
TODAY = date(2026, 11, 28)  # 1405/09/07


def test_the_published_example() -> None:
    parts = spread(Rial(5_000_000), 24, UP)  # 500,000 toman in 24 months (banking.md 10)
    assert set(parts[:-1]) == {208_330} and parts[-1] == 208_410 and sum(parts) == 5_000_000


@pytest.mark.parametrize(("toman", "months", "part", "last"), [(1_000_000, 3, 333_333, 333_334), (299, 100, 3, 2), (296, 100, 2, 98), (10, 1, 10, 10)])
def test_a_toman_that_is_nearly_there_is_taken_whole(toman: int, months: int, part: int, last: int) -> None:
    parts = spread(Rial(toman * 10), months, UP)
    assert (parts[0], parts[-1]) == (part * 10, last * 10)


@given(st.integers(100_000, 10**12), st.integers(2, 84))
def test_whatever_it_is_it_adds_up(amount: int, months: int) -> None:
    parts = spread(Rial(amount), months, UP)
    assert sum(parts) == amount and len(parts) == months and len(set(parts[:-1])) == 1 and min(parts) > 0
    assert abs(parts[-1] - parts[0]) < months * 10, "the last one takes what is left of the tomans, and no more"


def test_less_than_a_toman_a_month_is_nothing() -> None:
    with pytest.raises(ValueError, match="cannot be spread"):
        spread(Rial(50), 12, UP)


def test_days_are_those_of_jalali_months() -> None:
    today = days_of(PlanTerms(PlanKind.INSTALMENTS, PlanBasis.POINTS, months=3), TODAY)
    assert today[0] == TODAY and [(jalali(d).month, jalali(d).day) for d in today] == [(9, 7), (10, 7), (11, 7)]
    rested = days_of(PlanTerms(PlanKind.INSTALMENTS, PlanBasis.POINTS, months=2, breath=2), TODAY)
    assert [jalali(d).month for d in rested] == [11, 12]
    assert days_of(PlanTerms(PlanKind.DEFERRED, PlanBasis.TRUST, days=45), TODAY) == (date(2027, 1, 12),)
    assert parts_of(Rial(900), PlanTerms(PlanKind.DEFERRED, PlanBasis.TRUST, days=45), TODAY, UP) == ((date(2027, 1, 12), 900),)


@pytest.mark.parametrize(
    ("terms", "credit"),
    [
        (PlanTerms(PlanKind.INSTALMENTS, PlanBasis.POINTS, months=10), 1_000_000),  # formula A: as much as itself in ten months
        (PlanTerms(PlanKind.INSTALMENTS, PlanBasis.POINTS, months=5), 500_000),
        (PlanTerms(PlanKind.INSTALMENTS, PlanBasis.POINTS, months=5, breath=1), 600_000),
        (PlanTerms(PlanKind.DEFERRED, PlanBasis.HAMI, days=31), 200_000),
    ],
)
def test_credit_by_the_time_it_is_needed(terms: PlanTerms, credit: int) -> None:
    assert credit_for(Rial(1_000_000), terms) == credit


def test_the_last_ones_fall_away_first() -> None:
    parts = [PlanPart(n, PlanId(1), n, TODAY, Rial(100), paid=None) for n in range(1, 5)]
    assert [(p.number, off) for p, off in taken_off(parts, Rial(250))] == [(4, 100), (3, 100), (2, 50)]
    assert sum(off for _, off in taken_off(parts, Rial(1000))) == 400
    assert taken_off(parts, Rial(0)) == []
