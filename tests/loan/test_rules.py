"""حساب وام - every published number of banking.md 7 and 13.6, golden schedules, and what must hold for any loan (rel:M5).   Rules: domain/loan/"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rates import every_rule
from domain.kernel.money import Rial
from domain.kernel.persian.dates import from_jalali, jalali, months_after
from domain.kernel.rates import RateTable
from domain.loan.calculating import Bound, best_term, by_capacity, by_points, limit, points_needed, principal_rows
from domain.loan.scheduling import Row, early_payoff, fees_of, late_fee, schedule
from domain.loan.terms import Terms, Track, terms_of

MILLION = 10_000_000  # rials in a million toman
TODAY = from_jalali(1405, 9, 5)
TABLE = RateTable(0, TODAY, {r.key: (r.measure, r.value) for r in every_rule()})
NO_FEE, FEE = terms_of(Track.NO_FEE, TABLE), terms_of(Track.FEE, TABLE)


def m(toman: float) -> Rial:
    """Millions of toman as rials."""
    return Rial(round(toman * MILLION))


@pytest.mark.parametrize(("months", "loan"), [(10, 200), (20, 100)])
def test_two_hundred_points_without_a_fee(months: int, loan: int) -> None:
    assert by_points(200, months, NO_FEE) == m(loan)


@pytest.mark.parametrize(
    ("months", "without", "with_fee"),
    [(10, 100, 120), (12, 83.3, 100), (18, 55.6, 66.7), (20, 50, 60), (24, 41.7, 50), (30, 33.3, 40), (36, 27.8, 33.3), (48, None, 25), (60, None, 20)],
)
def test_the_table_of_a_hundred_points(months: int, without: float | None, with_fee: float) -> None:
    """banking.md 7.1, in millions of toman to one decimal."""
    if without is not None:
        assert round(by_points(100, months, NO_FEE) / MILLION, 1) == without
    assert round(by_points(100, months, FEE) / MILLION, 1) == with_fee


def test_the_best_term_of_nine_hundred_points_and_ten_million_a_month() -> None:
    found = best_term(NO_FEE, 900, m(10))
    assert (found.months, found.amount, points_needed(found.amount, found.months, NO_FEE)) == (30, m(300), 900)


def test_three_hundred_million_in_two_years_need_six_hundred_points_with_a_fee_and_more_without() -> None:
    assert points_needed(m(300), 24, FEE) == 600
    assert points_needed(m(300), 24, NO_FEE) == 720
    assert points_needed(Rial(m(300) + 1), 24, FEE) == 601


@pytest.mark.parametrize(
    ("loan", "months", "part", "fees"),
    [
        (20, 18, 1_250_000, [400_000, 62_500]),
        (300, 24, 13_636_364, [6_000_000, 3_000_000]),
        (100, 36, 3_030_303, [2_000_000, 1_333_333, 666_667]),
    ],
)
def test_published_schedules_with_a_fee(loan: int, months: int, part: int, fees: list[int]) -> None:
    rows = schedule(m(loan), months, FEE, TODAY)
    assert [row.amount // 10 for row in rows if row.kind is Row.FEE] == fees
    assert rows[1].amount // 10 == part and [row.number for row in rows if row.kind is Row.FEE] == list(range(1, months, 12))


GOLDEN = {
    # months: (principal rows, usual part, last part, fees) in toman, of 100 million with a fee
    12: (11, 9_090_909, 9_090_910, [2_000_000]),
    18: (16, 6_250_000, 6_250_000, [2_000_000, 312_500]),
    24: (22, 4_545_455, 4_545_445, [2_000_000, 1_000_000]),
    36: (33, 3_030_303, 3_030_304, [2_000_000, 1_333_333, 666_667]),
    60: (55, 1_818_182, 1_818_172, [2_000_000, 1_600_000, 1_200_000, 800_000, 400_000]),
}


@pytest.mark.parametrize("months", list(GOLDEN))
def test_golden_schedules(months: int) -> None:
    count, part, last, fees = GOLDEN[months]
    rows = schedule(m(100), months, FEE, TODAY)
    principal = [row.amount // 10 for row in rows if row.kind is Row.PRINCIPAL]
    assert (len(principal), principal[0], principal[-1], set(principal[:-1])) == (count, part, last, {part})
    assert [row.amount // 10 for row in rows if row.kind is Row.FEE] == fees
    assert rows[-1].left == 0 and len(rows) == months


def test_without_a_fee_every_instalment_is_principal() -> None:
    rows = schedule(m(100), 30, NO_FEE, TODAY)
    assert {row.kind for row in rows} == {Row.PRINCIPAL} and rows[0].amount // 10 == 3_333_333 and sum(row.amount for row in rows) == m(100)


def test_late_by_ten_days() -> None:
    assert late_fee(m(2.5), 10, FEE) // 10 == 5_479
    assert late_fee(m(2.5), 10, NO_FEE) // 10 == 4_110
    assert late_fee(m(2.5), 0, FEE) == late_fee(m(2.5), -3, FEE) == 0


def test_settling_early_costs_what_is_left_and_no_fee_of_a_later_year() -> None:
    rows = schedule(m(20), 18, FEE, TODAY)
    assert early_payoff(rows, 0) == m(20)
    assert early_payoff(rows, 12) == m(6.25)
    assert early_payoff(rows, 18) == 0


def test_what_is_in_the_way_is_named() -> None:
    assert limit(20, NO_FEE, 100, None) == limit(20, NO_FEE, 100, m(100))
    assert (limit(20, NO_FEE, 100, None).bound, limit(20, NO_FEE, 1000, m(1)).bound) == (Bound.POINTS, Bound.CAPACITY)
    assert limit(10, NO_FEE, 10_000, None) == limit(10, NO_FEE, None, None) and limit(10, NO_FEE, None, None).bound is Bound.CEILING
    assert limit(18, NO_FEE, 100, None).amount == m(55.5)  # rounded down to a hundred thousand toman


@pytest.mark.parametrize(
    ("begins", "months", "due"),
    [((1405, 9, 5), 1, (1405, 10, 5)), ((1405, 6, 31), 1, (1405, 7, 30)), ((1403, 11, 30), 1, (1403, 12, 30)), ((1404, 11, 30), 1, (1404, 12, 29)),
     ((1405, 1, 31), 12, (1406, 1, 31)), ((1405, 1, 31), 11, (1405, 12, 29)), ((1405, 12, 29), 60, (1410, 12, 29))],
)  # fmt: skip
def test_the_same_day_of_a_later_month_or_its_last(begins: tuple[int, int, int], months: int, due: tuple[int, int, int]) -> None:
    assert tuple(jalali(months_after(from_jalali(*begins), months))) == due


AMOUNTS, MONTHS = st.integers(1, 10**12), st.integers(6, 60)
RATES = st.integers(0, 400).map(lambda n: Fraction(n, 10_000))
DAYS = st.dates(date(2024, 3, 20), date(2032, 3, 19))


def terms(rate: Fraction) -> Terms:
    return replace(FEE, rate=rate)


@given(AMOUNTS, MONTHS, RATES, DAYS)
@settings(max_examples=300, deadline=None)
def test_for_any_loan_the_principal_adds_up_and_every_row_is_sound(amount: int, months: int, rate: Fraction, begins: date) -> None:
    rows = schedule(Rial(amount), months, terms(rate), begins)
    assert sum(row.amount for row in rows if row.kind is Row.PRINCIPAL) == amount and rows[-1].left == 0
    assert all(row.amount >= 0 and row.left >= 0 for row in rows) and [row.number for row in rows] == list(range(1, months + 1))
    assert [row.number for row in rows if row.kind is Row.FEE] == (list(range(1, months + 1, 12)) if rate else [])
    assert all(a.due < b.due for a, b in pairwise(rows)) and rows == schedule(Rial(amount), months, terms(rate), begins)
    assert amount % 10 or all(row.amount % 10 == 0 for row in rows)  # whole toman stay whole toman
    assert fees_of(rows) <= amount * rate * 5 + 50
    assert all(early_payoff(rows, n) >= early_payoff(rows, n + 1) for n in range(months))


@given(st.integers(1, 100_000), st.integers(12, 60), st.integers(1, 10**10))
@settings(max_examples=200, deadline=None)
def test_more_points_or_more_a_month_never_give_less_and_the_ways_back_agree(points: int, months: int, capacity: int) -> None:
    known = limit(months, FEE, points, Rial(capacity))
    assert known.amount <= limit(months, FEE, points + 1, Rial(capacity)).amount
    assert known.amount <= limit(months, FEE, points, Rial(capacity + 1)).amount
    assert by_points(points, months + 1, FEE) <= by_points(points, months, FEE)
    assert known.amount <= best_term(FEE, points, Rial(capacity)).amount
    if known.amount:
        assert points_needed(known.amount, months, FEE) <= points
        assert known.amount <= by_capacity(Rial(capacity), months, FEE) and principal_rows(months, FEE) < months
