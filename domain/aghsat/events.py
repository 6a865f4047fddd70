"""رویدادهای ام‌اقساط - what happened to plans and vouchers.   Heard in: handlers/aghsat/hearing.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.aghsat.bon import BonId, BonState
from domain.aghsat.plan import NOTHING, PlanId, PlanState
from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from domain.kernel.verbs import Event


@dataclass(frozen=True, slots=True)
class PlanMoved(Event):
    """A plan stands otherwise; `hamis`: whose points it relies on."""

    plan: PlanId
    member: MemberId
    state: PlanState
    hamis: tuple[MemberId, ...] = ()


@dataclass(frozen=True, slots=True)
class PartsPaid(Event):
    """Some of a plan was paid, or fell away."""

    plan: PlanId
    member: MemberId
    amount: Rial


@dataclass(frozen=True, slots=True)
class BonMoved(Event):
    """A voucher was given, used up, or is over. `left`: rials that went back to the giver."""

    bon: BonId
    giver: MemberId
    member: MemberId
    state: BonState
    until: datetime
    left: Rial = NOTHING
