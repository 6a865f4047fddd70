"""تعرفه - what a parcel costs by weight and distance, and what its insurance does; a trial tariff until there is a real one.   Source: mts:D10"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from domain.kernel.money import Rial
from domain.kernel.rates import RateTable
from domain.mts.distance import Band

KILO = 1000  # grams
LIGHT = 5  # cubic centimetres of a large parcel count as a gram (D10: length x width x height / 5000 kilos)


@dataclass(frozen=True, slots=True)
class Quote:
    """What it costs; `days`: until it is expected to be there."""

    carriage: Rial
    insurance: Rial
    days: int

    @property
    def total(self) -> Rial:
        return Rial(self.carriage + self.insurance)


def charged(grams: int, size: tuple[int, int, int]) -> int:
    """Grams that a parcel is charged for: what it weighs, or what its size (centimetres; zeros: not told) counts as, whichever is more."""
    return max(grams, math.ceil(Fraction(math.prod(size), LIGHT)))


def quote(table: RateTable, band: Band, grams: int, declared: Rial) -> Quote:
    """The first kilo by distance, every further one that is begun alike; insurance by declared value, 0 for none."""
    more = max(0, math.ceil(Fraction(grams, KILO)) - 1)
    carriage = table.rial(f"mts.kilo.{band.value}") + more * table.rial("mts.more")
    return Quote(Rial(carriage), Rial(math.ceil(table.share("mts.insurance") * declared)), table.count(f"mts.days.{band.value}"))
