"""نرخ‌ها - a number that comes from outside or is assumed, and the table of all of them on a day.   Changed by: domain/policy/   Collected by: bot/rates.py"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Protocol

from domain.kernel.money import Rial


class Measure(StrEnum):
    """In what a number is told. Kept as whole steps: a rial, a day, a month, one; of the last three, a hundredth."""

    RIAL = "rial"
    DAYS = "days"
    MONTHS = "months"
    COUNT = "count"
    PERCENT = "percent"
    PERMILLE = "permille"
    RATIO = "ratio"

    @property
    def steps(self) -> int:
        """Steps in one of it: 250 steps are 2.5 percent."""
        return 100 if self in (Measure.PERCENT, Measure.PERMILLE, Measure.RATIO) else 1


PARTS = {Measure.PERCENT: 100, Measure.PERMILLE: 1000, Measure.RATIO: 1}


class Origin(StrEnum):
    """Where a number comes from."""

    SOURCE = "source"
    ASSUMPTION = "assumption"


@dataclass(frozen=True, slots=True)
class Rule:
    """One number that people may change in chat. `key`: loan.ceiling.person; `home`: the subsystem it belongs to; values in steps of the measure.

    No change is accepted outside of `low` and `high`, and none that would bring it above the number called `below`. `source` names the page, and what conflicts
    with it. `public`: members read it.
    """

    key: str
    home: str
    measure: Measure
    value: int
    low: int
    high: int
    mark: Origin
    source: str
    public: bool = True
    below: str = ""
    since: date = date(2026, 3, 21)


@dataclass(frozen=True, slots=True)
class RateTable:
    """Every number as it is in force on a day, out of the changes that were approved up to `version`: with both, the same table can be made again for ever."""

    version: int
    day: date
    values: Mapping[str, tuple[Measure, int]]

    def rial(self, key: str) -> Rial:
        return Rial(self._value(key, Measure.RIAL))

    def days(self, key: str) -> timedelta:
        return timedelta(days=self._value(key, Measure.DAYS))

    def months(self, key: str) -> int:
        return self._value(key, Measure.MONTHS)

    def count(self, key: str) -> int:
        return self._value(key, Measure.COUNT)

    def share(self, key: str) -> Fraction:
        """Percent, permille or ratio, as an exact part of one."""
        measure, value = self.values[key]
        if measure not in PARTS:
            raise TypeError(f"{key} is told in {measure.value}")
        return Fraction(value, measure.steps * PARTS[measure])

    def _value(self, key: str, measure: Measure) -> int:
        """Raises KeyError for a key that no subsystem declares, TypeError for one that is told otherwise: both are bugs."""
        told, value = self.values[key]
        if told is not measure:
            raise TypeError(f"{key} is told in {told.value}")
        return value


class Rates(Protocol):
    """Port of every subsystem that decides by numbers; a finished request keeps `version` and `day` of the table it was decided under."""

    async def table(self, day: date, version: int | None = None) -> RateTable:
        """As it is on a day; with `version`, as it was known then."""
