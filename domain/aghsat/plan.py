"""قرار اقساط - something is bought now and paid for later, in parts or in one sum.   Table of moves: PLAN_MOVES   Source: banking.md 10; bazaar:M16, M20"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from domain.kernel.codes import public_code
from domain.kernel.money import Rial
from domain.kernel.moves import move
from domain.kernel.people import MemberId

PlanId = NewType("PlanId", int)

LETTERS = "GH"  # قرار اقساط
NOTHING = Rial(0)
NEVER = -1000  # days


class PlanKind(StrEnum):
    """How it is paid for later."""

    INSTALMENTS = "instalments"  # ام‌اقساط: so much every month
    DEFERRED = "deferred"  # ام‌نسیه: all of it on one day


class PlanBasis(StrEnum):
    """On what the house relies until it is paid."""

    POINTS = "points"  # the member's own, reserved
    HAMI = "hami"  # supports that were given for the bazaar
    HALF = "half"  # ام‌اقساط پلاس: without a hami, half of it at once, the rest within what Merat says
    TRUST = "trust"  # deferred only: who is trusted, up to an amount


class PlanState(StrEnum):
    """How a plan stands (M20)."""

    DRAWN = "drawn"  # not signed: nothing is bought, and it lapses with the order
    RUNNING = "running"
    BEHIND = "behind"  # a part is late by some days
    DEFAULTED = "defaulted"  # late by a month: nothing more is bought by instalments
    DONE = "done"  # all of it is paid
    UNDONE = "undone"  # what was bought went back, all of it
    LAPSED = "lapsed"  # never signed


PLAN_MOVES: Mapping[PlanState, frozenset[PlanState]] = {
    PlanState.DRAWN: frozenset({PlanState.RUNNING, PlanState.LAPSED}),
    PlanState.RUNNING: frozenset({PlanState.BEHIND, PlanState.DEFAULTED, PlanState.DONE, PlanState.UNDONE}),
    PlanState.BEHIND: frozenset({PlanState.RUNNING, PlanState.DEFAULTED, PlanState.DONE, PlanState.UNDONE}),
    PlanState.DEFAULTED: frozenset({PlanState.RUNNING, PlanState.BEHIND, PlanState.DONE, PlanState.UNDONE}),
    PlanState.DONE: frozenset({PlanState.UNDONE}),
    PlanState.UNDONE: frozenset(),
    PlanState.LAPSED: frozenset(),
}
OWING = (PlanState.RUNNING, PlanState.BEHIND, PlanState.DEFAULTED)
"""Something of it is still to be paid."""
BEGUN = (*OWING, PlanState.DONE, PlanState.UNDONE)


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """What the buyer chose. `advance`: rials paid at once, beside the parts. INSTALMENTS: so many `months`, the first part after `breath` months (0: at once);
    DEFERRED: all of it after so many `days`.
    """

    kind: PlanKind
    basis: PlanBasis
    advance: Rial = NOTHING
    months: int = 1
    breath: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """`thing`: what is bought, `<subsystem>:<kind>:<id>`, called `title`; `total`: what it costs. `credit`: rials of ten-month credit that it uses, of the own points or
    of hamis. `cost`: what the house takes for waiting. `back`: how much of `total` went back since. `begins`: the day it was signed; `until`: when it lapses unsigned.
    """

    id: PlanId
    member: MemberId
    terms: PlanTerms
    thing: str
    title: str
    total: Rial
    cost: Rial
    credit: Rial
    state: PlanState
    drawn: datetime
    moved: datetime
    until: datetime
    begins: date | None = None
    back: Rial = NOTHING
    version: int = 0

    @property
    def number(self) -> str:
        return public_code(LETTERS, self.id)

    @property
    def about(self) -> str:
        return f"aghsat:plan:{self.id}"

    @property
    def financed(self) -> Rial:
        """What is paid later."""
        return Rial(self.total - self.terms.advance)

    def to(self, state: PlanState, now: datetime) -> Plan:
        return replace(self, state=move(PLAN_MOVES, self.state, state, subsystem="aghsat"), moved=now)


@dataclass(frozen=True, slots=True)
class PlanPart:
    """One payment of a plan. `amount` in rials; `off`: how much of it fell away because goods went back; `said`: what was said of it last, in days after it was due."""

    id: int
    plan: PlanId
    number: int
    due: date
    amount: Rial
    off: Rial = NOTHING
    paid: datetime | None = None
    said: int = NEVER
    version: int = 0

    @property
    def owed(self) -> Rial:
        return Rial(self.amount - self.off) if self.paid is None else NOTHING

    @property
    def open(self) -> bool:
        return self.owed > 0


@dataclass(frozen=True, slots=True)
class PlanUse:
    """A support of a hami that a plan relies on; `credit` in rials of ten-month credit."""

    plan: PlanId
    support: int
    credit: Rial
