"""نماهای ام‌اقساط - what dialogs show.   Made by: offering.py repaying.py reading.py vouching.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain.aghsat.bon import BonId, BonState
from domain.aghsat.plan import PlanBasis, PlanId, PlanKind, PlanPart, PlanState, PlanTerms
from domain.kernel.money import Rial
from domain.kernel.people import MemberId


@dataclass(frozen=True, slots=True)
class Offer:
    """A way to pay later that is open to a member for something. `advance`: rials at once at least, for the shortest time; over so many months or days at most,
    beginning after up to `breath` months."""

    kind: PlanKind
    basis: PlanBasis
    advance: Rial
    months: int
    days: int
    breath: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What a plan would be. `now`: rials at once (advance, a first part that is due today, the cost of waiting); `parts`: day and rials of each; `free`: the
    own money there is.
    """

    terms: PlanTerms
    total: Rial
    cost: Rial
    credit: Rial
    now: Rial
    parts: tuple[tuple[date, Rial], ...]
    free: Rial


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan as its member sees it. `owed`: rials still to be paid; `next`: what is to be paid next; `late`: days that the oldest part is late, 0 for none."""

    id: PlanId
    number: str
    thing: str
    title: str
    terms: PlanTerms
    total: Rial
    cost: Rial
    credit: Rial
    state: PlanState
    until: datetime
    owed: Rial
    parts: tuple[PlanPart, ...]
    next: PlanPart | None
    late: int


@dataclass(frozen=True, slots=True)
class PlanBill:
    """What is to be paid now. `numbers`: of the parts; `free`: the own money there is."""

    numbers: tuple[int, ...]
    total: Rial
    free: Rial


@dataclass(frozen=True, slots=True)
class MonthAhead:
    """What a month asks for: `first`: its first day; rials of plans and of loans; what is late already belongs to the month that runs."""

    first: date
    plans: Rial
    loans: Rial


@dataclass(frozen=True, slots=True)
class PartReminder:
    """A part that is to be remembered, and by whom; `days`: since it was due, below zero before. `very_late`: nothing more is bought so until it is paid."""

    member: MemberId
    part: PlanPart
    days: int
    very_late: bool


@dataclass(frozen=True, slots=True)
class BonView:
    """A voucher as one of its two sees it; short name of the other. `mine`: the viewer may use it; `left`: rials on it."""

    id: BonId
    number: str
    other: str
    amount: Rial
    left: Rial
    category: str
    words: str
    given: datetime
    until: datetime
    state: BonState
    mine: bool
