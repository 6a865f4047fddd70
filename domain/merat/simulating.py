"""آزمودن - what a result would be if one thing were different.   Rules: scorecard.py"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from domain.merat.scorecard import Facts

HALF_A_YEAR = 6


class Change(StrEnum):
    """What one may try out."""

    PAY_ONE = "pay_one"  # one overdue instalment
    PAY_ALL = "pay_all"  # all of them
    CLEAR = "clear"  # bounced cheques
    IN_TIME = "in_time"  # six more instalments in time
    VOUCHED = "vouched"  # hamyar and rahbar say yes
    PAYSLIP = "payslip"
    STAY = "stay"  # half a year more of membership
    IMPROVER = "improver"
    ONE_LATE = "one_late"  # what if I did not pay?


def changed(facts: Facts, change: Change) -> Facts:
    """The facts after it."""
    if change is Change.PAY_ONE:
        return replace(facts, late=max(0, facts.late - 1))
    if change is Change.PAY_ALL:
        return replace(facts, late=0)
    if change is Change.CLEAR:
        return replace(facts, bounced=0)
    if change is Change.IN_TIME:
        return replace(facts, on_time=facts.on_time + HALF_A_YEAR)
    if change is Change.VOUCHED:
        return replace(facts, vouched=2)
    if change is Change.PAYSLIP:
        return replace(facts, payslip=True)
    if change is Change.STAY:
        return replace(facts, months=facts.months + HALF_A_YEAR)
    if change is Change.IMPROVER:
        return replace(facts, improver=True)
    return replace(facts, late=facts.late + 1)


def changes_for(facts: Facts) -> list[Change]:
    """Those that would change the facts at all; paying one of one is paying all."""
    tried = [c for c in Change if changed(facts, c) != facts]
    return [c for c in tried if not (c is Change.PAY_ONE and facts.late == 1)]
