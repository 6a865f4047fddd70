"""نماهای حامی - what dialogs and cards show.   Made by: helping.py asking.py giving.py reading.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.hami.model import Answer, AskId, AskState, HamiKind, SpentOn, SupportId, SupportState, Trade
from domain.kernel.money import Rial
from domain.kernel.people import MemberId


@dataclass(frozen=True, slots=True)
class CapacityView:
    """Rials of ten-month credit: what the deposit has gathered, what is reserved, what is free; `missing`: days until it may be lent, 0 when it may."""

    gathered: Rial
    reserved: Rial
    free: Rial
    missing: int


@dataclass(frozen=True, slots=True)
class HamiView:
    """How somebody helps; no kinds for who does not."""

    kinds: frozenset[HamiKind]
    trade: Trade
    capacity: CapacityView


@dataclass(frozen=True, slots=True)
class SupportView:
    """A support as its two see it. `mine`: given by the viewer; `other`: the other one."""

    id: SupportId
    number: str
    other: str
    mine: bool
    amount: Rial
    used: Rial
    left: Rial
    spent_on: SpentOn
    state: SupportState
    given: datetime
    until: datetime
    thanks: str


@dataclass(frozen=True, slots=True)
class AskView:
    """A request. `covered`: how much was given; `answers`: of the hamis who were asked; `mine`: of the viewer's own; `my_answer`: of a hami who was asked."""

    id: AskId
    number: str
    name: str
    kind: HamiKind
    amount: Rial
    covered: Rial
    spent_on: SpentOn
    story: str
    state: AskState
    asked: datetime
    until: datetime
    answers: dict[Answer, int]
    mine: bool
    my_answer: Answer | None

    @property
    def missing(self) -> Rial:
        return Rial(max(0, self.amount - self.covered))


@dataclass(frozen=True, slots=True)
class Usable:
    """A support that may be used now: from whom, and how much of it is left, in rials of ten-month credit."""

    id: SupportId
    hami: MemberId
    left: Rial
