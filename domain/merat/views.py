"""نماها - what members, leaders and deciders see of evaluations.   Made by: reading.py witnessing.py disputing.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain.kernel.money import Rial
from domain.merat.model import Asked, CheckId, CheckState, ImproverId, ImproverState, Opinion, PermitId, Purpose, WitnessId
from domain.merat.scorecard import Facts, Grade, Household, TraitPoints


@dataclass(frozen=True, slots=True)
class Before:
    """What is known before one asks: the fee and what is free for it, the own kanoon, and what was declared the last time."""

    fee: Rial
    free: Rial
    kanoon: str
    last: Household | None
    days: tuple[int, int]  # how long it takes
    trial: bool


@dataclass(frozen=True, slots=True)
class GatheringView:
    """An evaluation on its way: who has not answered, and when it goes on without them."""

    id: CheckId
    number: str
    asked: datetime
    until: datetime
    waits_for: tuple[Asked, ...]
    fee: Rial


@dataclass(frozen=True, slots=True)
class ResultView:
    """A result. `costly`: what cost most points; `group` of the national bureau, "" where none is asked; `facts` it is made of."""

    id: CheckId
    number: str
    state: CheckState
    grade: Grade
    score: int
    monthly: Rial
    debt: Rial
    guarantee: Rial
    rank: int | None
    group: str
    decided: datetime
    until: date
    costly: tuple[TraitPoints, ...]
    facts: Facts
    trial: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a member stands: the result in force, and one on its way."""

    result: ResultView | None
    gathering: GatheringView | None


@dataclass(frozen=True, slots=True)
class Simulated:
    """A result as it is and as it would be."""

    score: int
    grade: Grade
    would: int
    would_grade: Grade


@dataclass(frozen=True, slots=True)
class WitnessView:
    """A question about a member. `by`: who answered; `open`: whether it can still be answered; `payslip`: `<kind>|<ref>` to look at."""

    id: WitnessId
    kind: Asked
    name: str
    number: str
    word: Opinion | None
    by: str
    open: bool
    income: Rial  # only for who looks at the payslip, else 0
    payslip: str


@dataclass(frozen=True, slots=True)
class ImproverView:
    """`mine`: asked by the viewer; `name`: the other one."""

    id: ImproverId
    name: str
    mine: bool
    state: ImproverState
    until: datetime


@dataclass(frozen=True, slots=True)
class DisputeView:
    """For who decides. `may`: whether the viewer may."""

    id: CheckId
    number: str
    name: str
    words: str
    facts: Facts
    score: int
    grade: Grade
    state: CheckState
    since: datetime
    may: bool


@dataclass(frozen=True, slots=True)
class PermitView:
    """A permit that holds, or held."""

    id: PermitId
    name: str
    purpose: Purpose
    until: date
    holds: bool


@dataclass(frozen=True, slots=True)
class LookView:
    """Somebody looked."""

    name: str
    purpose: Purpose
    at: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody who may look sees of another: no facts, no reasons, no household."""

    name: str
    grade: Grade
    score: int
    monthly: Rial
    guarantee: Rial
    until: date
    disputed: bool
