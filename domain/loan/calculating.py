"""حساب وام - points, capacity and ceiling: how much they allow, for which term, and which of them is in the way.   Source: banking.md 13.3 F-3 to F-7"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.kernel.money import Rial
from domain.loan.terms import Terms


class Bound(StrEnum):
    """What keeps a loan from being larger."""

    POINTS = "points"
    CAPACITY = "capacity"
    CEILING = "ceiling"


@dataclass(frozen=True, slots=True)
class Limit:
    """The largest loan for a term, in rials (0: none), and what keeps it from being larger."""

    months: int
    amount: Rial
    bound: Bound


def fee_rows(months: int, terms: Terms) -> int:
    """How many instalments are the fee of a year and no principal (F-8): one at the head of each year that is begun."""
    return -(-months // 12) if terms.rate else 0


def principal_rows(months: int, terms: Terms) -> int:
    return months - fee_rows(months, terms)


def points_needed(amount: Rial, months: int, terms: Terms) -> int:
    """Whole points, rounded up (F-6)."""
    return -(-amount * months // (terms.base * terms.unit)) if terms.base else 0


def longest_term(amount: Rial, points: int, terms: Terms) -> int:
    """The longest term for which points are enough for an amount (F-6 turned around); 0 where they are not even for the shortest."""
    if not terms.base:
        return terms.most
    months = min(terms.most, points * terms.base * terms.unit // amount)
    return months if months >= terms.least else 0


def by_points(points: int, months: int, terms: Terms) -> Rial:
    """What points are worth for a term, not rounded (F-3)."""
    return Rial(points * terms.unit * terms.base // months)


def by_capacity(capacity: Rial, months: int, terms: Terms) -> Rial:
    """What somebody who can pay so many rials a month can pay back in a term (F-4)."""
    return Rial(capacity * principal_rows(months, terms))


def limit(months: int, terms: Terms, points: int | None, capacity: Rial | None) -> Limit:
    """The least of what is known, rounded down (F-5). What is not known (None) is not in the way."""
    known = [(terms.ceiling, Bound.CEILING)]
    if points is not None:
        known.append((by_points(points, months, terms), Bound.POINTS))
    if capacity is not None:
        known.append((by_capacity(capacity, months, terms), Bound.CAPACITY))
    amount, bound = min(known, key=lambda one: one[0])
    return Limit(months, Rial(amount // terms.rounding * terms.rounding), bound)


def best_term(terms: Terms, points: int, capacity: Rial) -> Limit:
    """The term with the largest loan, the shortest of several. Every term is tried: the root of F-7 with its neighbours is the same, and rounding is seen."""
    every = (limit(months, terms, points, capacity) for months in range(terms.least, terms.most + 1))
    return max(every, key=lambda one: (one.amount, -one.months))
