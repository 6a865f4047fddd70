"""امتیاز - points out of the end-of-day balances of the own deposit, and when they can be used.   Source: banking.md 7.1, 13.3 F-1, F-2

That one day with a balance in the window counts as a day held, and that only days that are over count, are assumptions: no source says it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.kernel.money import Rial
from domain.kernel.persian.dates import day_in_tehran
from domain.kernel.rates import RateTable
from domain.loan.policy import TOMAN


@dataclass(frozen=True, slots=True)
class PointRules:
    """Days: `least` to be held before points may be used, `window` that count at most; `divisor` of the sum of balances; `unit`: rials that one point is worth."""

    least: int
    window: int
    divisor: int
    unit: Rial


@dataclass(frozen=True, slots=True)
class Points:
    """What was gathered until the end of the day before `day`. `credit`: rials of a base-term loan, whole toman; `count`: whole points of it; `held`: days with a
    balance; `missing`: days until they may be used, 0 when they may. `balance`: rials at the end of the last day; `steady`: points once it stood for the whole window."""

    day: date
    credit: Rial
    count: int
    held: int
    missing: int
    balance: Rial
    steady: int

    @property
    def usable(self) -> int:
        return 0 if self.missing else self.count


def rules_of(table: RateTable) -> PointRules:
    return PointRules(table.days("score.window_min").days, table.days("score.window_max").days, table.count("score.divisor"), table.rial("score.unit"))


def end_of_day_balances(opening: Rial, changes: Iterable[tuple[datetime, int]], first: date, days: int) -> list[Rial]:
    """What there was at the end of each day in Tehran from `first` on. `changes`: moment and rials, below zero for what went; none before `first`."""
    by_day: dict[date, int] = {}
    for at, amount in changes:
        day = day_in_tehran(at)
        by_day[day] = by_day.get(day, 0) + amount
    balance, found = int(opening), []
    for n in range(days):
        balance += by_day.get(first + timedelta(days=n), 0)
        found.append(Rial(balance))
    return found


def gathered(balances: list[Rial], day: date, rules: PointRules) -> Points:
    """`balances`: of the days of the window, the last of them the day before `day`."""
    total, held = sum(balances), sum(1 for b in balances if b > 0)
    last = balances[-1] if balances else Rial(0)
    worth = rules.divisor * rules.unit
    return Points(day, Rial(total // rules.divisor // TOMAN * TOMAN), total // worth, held, max(0, rules.least - held), last, last * rules.window // worth)
