"""شرط‌های وام - each with its exact reason and numbers.   Product: domain/loan/guarding.py   Source: banking.md 13.5"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from domain.kernel.money import Rial
from domain.loan.guarding import Known, Lack, Measures, Worth, credit_needed, needs
from domain.loan.terms import Terms, Track
from tests.loan.conftest import MILLION

NO_FEE = Terms(Track.NO_FEE, 10, 10, 36, Fraction(0), Fraction(6, 100), Rial(MILLION), Rial(400 * MILLION), Rial(1_000_000))
FEE = Terms(Track.FEE, 12, 12, 60, Fraction(2, 100), Fraction(8, 100), Rial(MILLION), Rial(400 * MILLION), Rial(1_000_000))
WORTH = Worth(True, True, "good", Rial(10 * MILLION), Rial(600 * MILLION), 0)
ALL = Known(True, 0, WORTH, Rial(0), Rial(0), Rial(500 * MILLION), Rial(0), True, Rial(240 * MILLION), False)
MEASURES = Measures(Rial(200 * MILLION), Rial(120 * MILLION))
HUNDRED = Rial(100 * MILLION)


def lacks(known: Known, amount: Rial = HUNDRED, months: int = 20, terms: Terms = NO_FEE, measures: Measures = MEASURES) -> list[tuple[Lack, dict[str, int]]]:
    return [(n.lack, dict(n.facts)) for n in needs(amount, months, terms, known, measures)]


def test_with_everything_there_only_the_contract_is_left() -> None:
    assert lacks(ALL) == [(Lack.CONTRACT, {})]


CASES = [
    ({"account": False}, [(Lack.ACCOUNT, {})]),
    ({"overdue": 2}, [(Lack.OVERDUE, {"count": 2})]),
    ({"worth": None}, [(Lack.MERAT, {}), (Lack.GUARANTOR, {"note": 120 * MILLION})]),
    ({"worth": replace(WORTH, fit=False, strong=False)}, [(Lack.UNFIT, {}), (Lack.GUARANTOR, {"note": 120 * MILLION})]),
    ({"worth": replace(WORTH, bounced=1)}, [(Lack.BOUNCED, {"count": 1})]),
    ({"paying": Rial(6 * MILLION)}, [(Lack.CAPACITY, {"instalment": 5 * MILLION, "free": 4 * MILLION, "most": 80 * MILLION})]),
    ({"paying": Rial(99 * MILLION)}, [(Lack.CAPACITY, {"instalment": 5 * MILLION, "free": 0, "most": 0})]),
    ({"owed": Rial(550 * MILLION)}, [(Lack.DEBT, {"most": 50 * MILLION})]),
    ({"own": Rial(197 * MILLION)}, [(Lack.POINTS, {"missing": 3, "months": 19, "credit": 3 * MILLION})]),
    ({"own": Rial(197 * MILLION), "lent": Rial(3 * MILLION)}, [(Lack.CONTRACT, {})]),
    ({"own": Rial(50 * MILLION)}, [(Lack.POINTS, {"missing": 150, "months": 0, "credit": 150 * MILLION})]),
    ({"certificate": False}, [(Lack.CERTIFICATE, {})]),
    ({"note": None}, [(Lack.NOTE, {"note": 120 * MILLION})]),
    ({"note": Rial(120 * MILLION - 1)}, [(Lack.NOTE, {"note": 120 * MILLION})]),
    ({"worth": replace(WORTH, strong=False)}, [(Lack.GUARANTOR, {"note": 120 * MILLION})]),
    ({"worth": replace(WORTH, strong=False), "guaranteed": True}, [(Lack.CONTRACT, {})]),
]


@pytest.mark.parametrize(("change", "expected"), CASES)
def test_what_is_lacking_is_said_with_its_numbers(change: dict[str, object], expected: list[tuple[Lack, dict[str, int]]]) -> None:
    assert lacks(replace(ALL, **change)) == expected  # type: ignore[arg-type]  # a field and its value, as the cases pair them


def test_above_an_amount_a_guarantor_is_asked_whatever_the_grade() -> None:
    assert lacks(ALL, measures=Measures(Rial(HUNDRED - 1), Rial(120 * MILLION))) == [(Lack.GUARANTOR, {"note": 120 * MILLION})]


def test_the_track_with_a_fee_counts_instalments_without_the_fees_and_has_its_own_base() -> None:
    assert credit_needed(Rial(300 * MILLION), 24, FEE) == 600 * MILLION, "banking.md 13.6, F-6"
    assert credit_needed(Rial(300 * MILLION), 24, NO_FEE) == 720 * MILLION, "banking.md 7.1"
    assert lacks(replace(ALL, worth=replace(WORTH, monthly=Rial(4 * MILLION))), months=24, terms=FEE)[0] == (
        Lack.CAPACITY, {"instalment": 45_454_550, "free": 4 * MILLION, "most": 88 * MILLION},
    )  # fmt: skip


def test_everything_is_told_at_once() -> None:
    nothing = Known(False, 0, None, Rial(0), Rial(0), Rial(0), Rial(0), False, None, False)
    assert [lack for lack, _ in lacks(nothing)] == [Lack.ACCOUNT, Lack.MERAT, Lack.POINTS, Lack.CERTIFICATE, Lack.NOTE]
