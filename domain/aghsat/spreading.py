"""پخش کردن - parts of a sum, their days, and how much credit that needs.   Source: banking.md 10 (500,000 in 24 months is 20,833 a month), 7.1 formula A"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from domain.aghsat.plan import PlanKind, PlanPart, PlanTerms
from domain.kernel.money import Rial
from domain.kernel.persian.dates import months_after

TOMAN = 10  # rials
MONTH = 30  # days
BASE = 10  # months of the unit of credit (آورده ده ماهه)


def spread(amount: Rial, months: int, up_from: Fraction) -> tuple[Rial, ...]:
    """Equal whole tomans, rounded down, and up where so much of a toman is there (0.97); the last one takes the rest. Raises ValueError for less than a toman each."""
    exact = Fraction(amount, months * TOMAN)
    whole = int(exact)
    part = Rial((whole + (exact - whole >= up_from)) * TOMAN)
    last = Rial(amount - part * (months - 1))
    if part <= 0 or last <= 0:
        raise ValueError(f"{amount} cannot be spread over {months} months")
    return (*[part] * (months - 1), last)


def days_of(terms: PlanTerms, begins: date) -> tuple[date, ...]:
    """When each part is due."""
    if terms.kind is PlanKind.DEFERRED:
        return (begins + timedelta(days=terms.days),)
    return tuple(months_after(begins, terms.breath + n) for n in range(terms.months))


def parts_of(financed: Rial, terms: PlanTerms, begins: date, up_from: Fraction) -> tuple[tuple[date, Rial], ...]:
    """Day and rials of each part."""
    return tuple(zip(days_of(terms, begins), spread(financed, terms.months, up_from), strict=True))


def span_of(terms: PlanTerms) -> int:
    """Months until all of it is paid; a month that has begun counts."""
    return -(-terms.days // MONTH) if terms.kind is PlanKind.DEFERRED else terms.months + terms.breath


def credit_for(financed: Rial, terms: PlanTerms) -> Rial:
    """Ten-month credit that it needs (formula A: a loan over n months needs a tenth of n times itself), in whole tomans, rounded up."""
    return Rial(-(-financed * span_of(terms) // (BASE * TOMAN)) * TOMAN)


def taken_off(parts: Sequence[PlanPart], amount: Rial) -> list[tuple[PlanPart, Rial]]:
    """What is paid last falls away first: parts, and how much of each, until `amount` is reached or nothing is owed."""
    found, left = list[tuple[PlanPart, Rial]](), amount
    for part in sorted((p for p in parts if p.open), key=lambda p: -p.number):
        if left <= 0:
            break
        off = Rial(min(left, part.owed))
        found.append((part, off))
        left = Rial(left - off)
    return found
