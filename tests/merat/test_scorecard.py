"""کارت امتیاز - the same facts, the same score; nothing bad raises it, nothing good lowers it.   Product: domain/merat/scorecard.py simulating.py bureau.py"""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kernel.money import Rial
from domain.kernel.rates import RateTable
from domain.merat.bureau import group_of
from domain.merat.policy import RULES
from domain.merat.scorecard import Facts, Grade, Household, Trait, capacity_of, costliest, grade_of, lines_of, score_of
from domain.merat.simulating import Change, changed, changes_for

TABLE = RateTable(0, date(2026, 11, 24), {r.key: (r.measure, r.value) for r in RULES})
MILLION = 10_000_000  # rials in a million toman

counts = st.integers(0, 200)
facts = st.builds(Facts, counts, counts, counts, st.integers(0, 2), st.booleans(), counts, st.booleans())


@given(facts)
def test_a_score_is_within_its_scale_and_always_the_same(f: Facts) -> None:
    assert 0 <= score_of(f, TABLE) <= 999
    assert score_of(f, TABLE) == score_of(replace(f), TABLE)


@given(facts)
def test_it_is_monotone_where_that_was_promised(f: Facts) -> None:
    now = score_of(f, TABLE)
    for worse in (replace(f, late=f.late + 1), replace(f, bounced=f.bounced + 1)):
        assert score_of(worse, TABLE) <= now
    better: list[Facts] = [replace(f, on_time=f.on_time + 1), replace(f, months=f.months + 1), replace(f, payslip=True), replace(f, vouched=2), replace(f, improver=True)]
    assert all(score_of(b, TABLE) >= now for b in better)


def test_nothing_is_scored_that_one_is_born_with() -> None:
    assert {f.name for f in fields(Facts)} == {"on_time", "late", "bounced", "vouched", "payslip", "months", "improver"}


@pytest.mark.parametrize(
    ("given_facts", "score", "grade"),
    [
        (Facts(), 500, Grade.FIT),
        (Facts(late=1), 460, Grade.UNFIT),
        (Facts(bounced=1, months=12), 410, Grade.UNFIT),
        (Facts(on_time=20, vouched=2, payslip=True, months=12), 900, Grade.EXCELLENT),
        (Facts(on_time=50, months=99), 760, Grade.GOOD),
        (Facts(on_time=20, vouched=2, payslip=True, months=12, improver=True), 960, Grade.EXCELLENT),
        (Facts(late=13), 0, Grade.UNFIT),
    ],
)
def test_points_of_the_scorecard(given_facts: Facts, score: int, grade: Grade) -> None:
    assert (score_of(given_facts, TABLE), grade_of(score_of(given_facts, TABLE), TABLE)) == (score, grade)


@pytest.mark.parametrize(
    ("score", "grade"), [(999, "excellent"), (800, "excellent"), (799, "good"), (650, "good"), (649, "fit"), (500, "fit"), (499, "unfit"), (0, "unfit")]
)
def test_bands(score: int, grade: str) -> None:
    assert grade_of(score, TABLE).value == grade


def test_what_costs_most_is_told_first_and_an_improver_is_no_reason() -> None:
    told = costliest(lines_of(Facts(on_time=3, late=2, bounced=1, months=20), TABLE), 4)
    assert [(line.trait, line.lost) for line in told] == [(Trait.ON_TIME, 170), (Trait.BOUNCED, 150), (Trait.LATE, 80), (Trait.VOUCHED, 80)]
    assert costliest(lines_of(Facts(20, 0, 0, 2, True, 12), TABLE), 4) == []


@pytest.mark.parametrize(
    ("home", "monthly"),
    [
        ((12, 0, 0, 5), 5_000_000),  # as much as they say
        ((12, 0, 0, 50), 6_000_000),  # half of the income
        ((12, 1, 1, 50), 3_000_000),
        ((12, 0, 3, 50), 0),
        ((12, 7, 0, 50), 0),
    ],
)
def test_what_can_be_repaid_a_month(home: tuple[int, int, int, int], monthly: int) -> None:
    income, instalments, dependants, can_pay = home
    found = capacity_of(Household(Rial(income * MILLION), Rial(instalments * MILLION), dependants, Rial(can_pay * MILLION)), TABLE)
    assert (found.monthly, found.debt, found.guarantee) == (monthly * 10, monthly * 10 * 60, monthly * 10 * 30)


@given(facts)
def test_every_if_that_is_offered_changes_something(f: Facts) -> None:
    assert all(changed(f, c) != f for c in changes_for(f))
    assert Change.ONE_LATE in changes_for(f)
    if f.late == 1:
        assert Change.PAY_ONE not in changes_for(f) and Change.PAY_ALL in changes_for(f)


BUREAU: list[tuple[int, Any]] = [
    (900, "A1"), (680, "A1"), (660, "A2"), (640, "A3"), (639, "B1"), (600, "B2"), (580, "B3"), (560, "C1"), (520, "C3"), (519, "D1"), (480, "D2"), (499, "D2"),
    (460, "D3"), (459, "E1"), (440, "E1"), (420, "E2"), (419, "E3"), (0, "E3"),
]  # fmt: skip


@pytest.mark.parametrize(("rank", "group"), BUREAU)
def test_groups_of_the_national_bureau(rank: int, group: str) -> None:
    assert group_of(rank) == group
