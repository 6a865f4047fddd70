"""شرط‌ها - what a loan still lacks, with the exact reason and the numbers that a member needs to go on.   Source: banking.md 13.5"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.kernel.money import Rial
from domain.loan.calculating import by_capacity, longest_term, points_needed
from domain.loan.scheduling import Row, largest, schedule
from domain.loan.terms import Terms


class Lack(StrEnum):
    """What is lacking, in the order in which one sees to it."""

    ACCOUNT = "account"  # no open account, or not identified
    OVERDUE = "overdue"  # an instalment of another loan
    MERAT = "merat"  # no result that is valid
    UNFIT = "unfit"  # the grade
    BOUNCED = "bounced"  # a cheque
    CAPACITY = "capacity"  # of a month
    DEBT = "debt"  # capacity in all
    POINTS = "points"
    CERTIFICATE = "certificate"
    NOTE = "note"
    GUARANTOR = "guarantor"  # the note has none
    CONTRACT = "contract"  # everything is there: sign


_ANY_DAY = date(2026, 1, 1)
"""The amounts of a schedule do not depend on when it begins."""


class Gain(StrEnum):
    """What a request may have waited for."""

    ACCOUNT = "account"
    MERAT = "merat"
    CERTIFICATE = "certificate"
    NOTE = "note"
    SUPPORT = "support"


CHANGES = (Lack.CAPACITY, Lack.DEBT, Lack.POINTS)
"""Another amount or term may help."""


@dataclass(frozen=True, slots=True)
class Need:
    """`facts`: rials, points and months that the sentence about it tells."""

    lack: Lack
    facts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Worth:
    """A result of Merat that decisions may use: rials a month, in all; `strong`: a grade for which no guarantor is asked."""

    fit: bool
    strong: bool
    grade: str
    monthly: Rial
    debt: Rial
    bounced: int


@dataclass(frozen=True, slots=True)
class Known:
    """Everything the rules look at. `own`, `lent`: rials of base-term credit of the own points and of supports; `paying`: rials a month of loans that run, `owed`:
    what is left of them. `note`: rials of the largest note that is issued and free, None for none; `guaranteed`: whether it has a guarantor."""

    account: bool
    overdue: int
    worth: Worth | None
    paying: Rial
    owed: Rial
    own: Rial
    lent: Rial
    certificate: bool
    note: Rial | None
    guaranteed: bool


@dataclass(frozen=True, slots=True)
class Measures:
    """Of the policy, in rials: a guarantor is asked above `guarantor_from`; how large the note for this loan must be."""

    guarantor_from: Rial
    note: Rial


def credit_needed(amount: Rial, months: int, terms: Terms) -> Rial:
    """Rials of base-term credit, to the toman above (F-6 before it is rounded to points)."""
    return Rial(-(-amount * months // (terms.base * 10)) * 10) if terms.base else Rial(0)


def needs(amount: Rial, months: int, terms: Terms, known: Known, measures: Measures) -> list[Need]:
    """Everything that is lacking, in order; CONTRACT alone when nothing is."""
    found: list[Need] = []
    if not known.account:
        found.append(Need(Lack.ACCOUNT))
    if known.overdue:
        found.append(Need(Lack.OVERDUE, {"count": known.overdue}))
    if terms.base:
        found += _of_worth(amount, months, terms, known) if known.worth is not None else [Need(Lack.MERAT)]
    have = known.own + known.lent
    if (credit := credit_needed(amount, months, terms)) > have:
        missing = points_needed(amount, months, terms) - have // terms.unit
        found.append(Need(Lack.POINTS, {"missing": missing, "months": longest_term(amount, have // terms.unit, terms), "credit": credit - have}))
    if not known.certificate:
        found.append(Need(Lack.CERTIFICATE))
    found += _of_note(amount, known, measures, always=not terms.base)
    return found or [Need(Lack.CONTRACT)]


def _of_worth(amount: Rial, months: int, terms: Terms, known: Known) -> Sequence[Need]:
    worth = known.worth
    if worth is None or not worth.fit:
        return [Need(Lack.UNFIT)]
    found = [Need(Lack.BOUNCED, {"count": worth.bounced})] if worth.bounced else []
    free = Rial(max(0, worth.monthly - known.paying))
    usual = largest([r for r in schedule(amount, months, terms, _ANY_DAY) if r.kind is Row.PRINCIPAL])
    if usual > free:
        most = by_capacity(free, months, terms) // terms.rounding * terms.rounding
        found.append(Need(Lack.CAPACITY, {"instalment": usual, "free": free, "most": most}))
    left = max(0, worth.debt - known.owed)
    if amount > left:
        found.append(Need(Lack.DEBT, {"most": left // terms.rounding * terms.rounding}))
    return found


def _of_note(amount: Rial, known: Known, measures: Measures, *, always: bool) -> Sequence[Need]:
    """A guarantor for a weak grade, a large amount and, one, for the loans of families (L16)."""
    if known.note is None or known.note < measures.note:
        return [Need(Lack.NOTE, {"note": measures.note})]
    strong = known.worth is not None and known.worth.strong
    if not known.guaranteed and (always or not strong or amount > measures.guarantor_from):
        return [Need(Lack.GUARANTOR, {"note": measures.note})]
    return []
