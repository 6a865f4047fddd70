"""نماها - tracks and calculations as a member sees them.   Made by: service.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from domain.kernel.money import Rial
from domain.loan.calculating import Bound
from domain.loan.model import QuoteId
from domain.loan.points import Points
from domain.loan.scheduling import Instalment
from domain.loan.terms import Track


@dataclass(frozen=True, slots=True)
class TrackView:
    """What a track allows today; months and rials."""

    track: Track
    least: int
    most: int
    ceiling: Rial
    smallest: Rial
    rate: Fraction


@dataclass(frozen=True, slots=True)
class Offer:
    """What a loan would be: an estimate under the rates of `day`. `instalment` is a usual one, `dearest` the largest, `fees` all of them together, `total` what is
    paid back. `bound`: what kept it from being larger, None where the amount was asked for."""

    track: Track
    amount: Rial
    months: int
    points: int
    instalment: Rial
    dearest: Rial
    fees: Rial
    total: Rial
    day: date
    bound: Bound | None = None


@dataclass(frozen=True, slots=True)
class Shortfall:
    """How many points a loan lacks beside those that may be used, 0 for none, and the longest term for which they would be enough, 0 where there is none."""

    usable: int
    missing: int
    months: int


@dataclass(frozen=True, slots=True)
class KeptOffer:
    """A calculation that was kept, as it was under its own rates."""

    id: QuoteId
    offer: Offer
    made: datetime
    rows: tuple[Instalment, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """The days that count for points: the first of them, the rials at the end of each, and what they gathered. `worth`: rials times days that are one point."""

    first: date
    balances: tuple[Rial, ...]
    points: Points
    worth: Rial

    @property
    def average(self) -> Rial:
        """Over the whole window, to the toman below."""
        days = max(1, len(self.balances))
        return Rial(sum(self.balances) // days // 10 * 10)
