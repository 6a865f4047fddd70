"""جدول اقساط - every instalment of a loan, exact to the last rial, and what is due when one is late or settles early.   Source: banking.md 7.4, 13.3 F-8 to F-11"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from domain.kernel.money import Rial
from domain.kernel.persian.dates import months_after
from domain.loan.calculating import principal_rows
from domain.loan.terms import Terms

TOMAN = 10  # rials


class Row(StrEnum):
    """The two kinds of instalments."""

    PRINCIPAL = "principal"
    FEE = "fee"  # of the year that begins with it, on the balance


@dataclass(frozen=True, slots=True)
class Instalment:
    """`number` from 1 on; `amount` in rials; `left`: principal that is owed after it."""

    number: int
    due: date
    kind: Row
    amount: Rial
    left: Rial


def schedule(amount: Rial, months: int, terms: Terms, begins: date) -> tuple[Instalment, ...]:
    """One instalment a month, the first one a month after `begins`. Parts are rounded to the nearest toman and the last principal row takes what is left, so that
    the principal adds up exactly."""
    parts = principal_rows(months, terms)
    part = _nearest_toman(Fraction(amount, parts))
    rows, left, parts_left = list[Instalment](), amount, parts
    for number in range(1, months + 1):
        due = months_after(begins, number)
        if parts < months and number % 12 == 1:
            fee = _nearest_toman(left * terms.rate * Fraction(min(12, months - number + 1), 12))
            rows.append(Instalment(number, due, Row.FEE, fee, left))
            continue
        parts_left -= 1
        paid = left if parts_left == 0 else Rial(min(part, left))
        left = Rial(left - paid)
        rows.append(Instalment(number, due, Row.PRINCIPAL, paid, left))
    return tuple(rows)


def late_fee(overdue: Rial, days: int, terms: Terms) -> Rial:
    """On overdue principal, by the day (F-10), to the nearest toman. Nothing before the first day."""
    return _nearest_toman(overdue * terms.late * Fraction(max(0, days), 365))


def early_payoff(rows: Sequence[Instalment], paid: int) -> Rial:
    """What settles the loan after so many instalments: the principal that is left. A fee that was taken is not given back, those of later years fall away (F-11)."""
    if not rows:
        return Rial(0)
    return rows[paid - 1].left if paid else Rial(rows[0].left + (rows[0].amount if rows[0].kind is Row.PRINCIPAL else 0))


def fees_of(rows: Sequence[Instalment]) -> Rial:
    return Rial(sum(row.amount for row in rows if row.kind is Row.FEE))


def largest(rows: Sequence[Instalment]) -> Rial:
    """The dearest month."""
    return Rial(max((row.amount for row in rows), default=0))


def _nearest_toman(rials: Fraction) -> Rial:
    """Half a toman goes up."""
    return Rial(int((rials / TOMAN + Fraction(1, 2)) // 1) * TOMAN)
