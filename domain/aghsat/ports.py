"""درگاه‌های ام‌اقساط - what the service needs from others.   Rows: storage/aghsat/   Others: bot/aghsat_ports.py"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.aghsat.bon import Bon, BonId, BonState
from domain.aghsat.plan import Plan, PlanId, PlanPart, PlanState, PlanUse
from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from domain.kernel.rates import Rates


class Plans(Protocol):
    """Rows of plans, their parts, and what they rely on."""

    async def add(self, thing: Plan) -> Plan: ...
    async def save(self, thing: Plan) -> Plan:
        """Raises Refusal(`aghsat.changed_meanwhile`)."""

    async def find(self, number: PlanId, *, lock: bool = False) -> Plan | None: ...
    async def of_member(self, member: MemberId, states: Collection[PlanState], limit: int) -> list[Plan]:
        """Newest first."""

    async def reserved(self, member: MemberId) -> Rial:
        """Ten-month credit of the own points that plans use now."""

    async def trusted(self, member: MemberId) -> Rial:
        """What is owed on trust only."""

    async def use(self, thing: PlanUse) -> None: ...
    async def uses_of(self, plan: PlanId) -> list[PlanUse]: ...


class Parts(Protocol):
    """Rows of parts."""

    async def add_all(self, things: Sequence[PlanPart]) -> None: ...
    async def save(self, thing: PlanPart) -> PlanPart:
        """Raises Refusal(`aghsat.changed_meanwhile`)."""

    async def of_plan(self, plan: PlanId) -> list[PlanPart]:
        """By number."""

    async def open_of(self, member: MemberId) -> list[PlanPart]:
        """Everything a member still pays, the oldest first."""


class Bons(Protocol):
    """Rows of vouchers."""

    async def add(self, thing: Bon) -> Bon: ...
    async def save(self, thing: Bon) -> Bon:
        """Raises Refusal(`aghsat.changed_meanwhile`)."""

    async def find(self, number: BonId, *, lock: bool = False) -> Bon | None: ...
    async def given_to(self, member: MemberId, states: Collection[BonState], limit: int) -> list[Bon]:
        """Newest first."""

    async def given_by(self, member: MemberId, limit: int) -> list[Bon]:
        """Newest first."""

    async def count_active(self, giver: MemberId) -> int: ...


@dataclass(frozen=True, slots=True)
class Friend:
    """A member who may act now."""

    id: MemberId
    code: str
    short_name: str


@dataclass(frozen=True, slots=True)
class Capacity:
    """What Merat says of somebody. `fit`: credit at all; `strong`: one of the two best grades; `monthly`: rials they can pay back in a month."""

    fit: bool
    strong: bool
    monthly: Rial


@dataclass(frozen=True, slots=True)
class Help:
    """A support for the bazaar of which something is left; `credit` in rials of ten-month credit."""

    support: int
    hami: MemberId
    credit: Rial


@dataclass(frozen=True, slots=True)
class Coming:
    """An instalment of a loan that is to be paid."""

    number: str
    due: date
    amount: Rial


class House(Protocol):
    """What the other subsystems know of a member, and what they lend."""

    async def known(self, member: MemberId) -> Friend | None: ...
    async def by_code(self, code: str) -> Friend | None: ...
    async def short_names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]: ...
    async def stepped_up(self, member: MemberId, about: str) -> bool: ...
    async def overdue(self, member: MemberId) -> int:
        """Instalments of loans that are overdue."""

    async def capacity(self, member: MemberId) -> Capacity | None:
        """None without a result that is valid."""

    async def paying(self, member: MemberId) -> Rial:
        """What loans ask for in a month."""

    async def hold_still(self, member: MemberId) -> None:
        """Until the end of the unit nothing else is signed on what somebody has: points, trust, a month's money."""

    async def points(self, member: MemberId) -> Rial:
        """Ten-month credit of the own points that nothing uses."""

    async def helps(self, member: MemberId) -> list[Help]:
        """Those that end soonest first."""

    async def use_help(self, support: int, member: MemberId, credit: Rial) -> None:
        """Raises the refusals of the supports."""

    async def free_help(self, support: int, credit: Rial) -> None:
        """So much of it is not used any more."""

    async def hami_of(self, support: int) -> MemberId | None: ...
    async def coming(self, member: MemberId) -> list[Coming]:
        """Of loans, the soonest first."""


class Things(Protocol):
    """What is bought by plans, whatever subsystem sells it."""

    async def hold(self, thing: str) -> None:
        """To the end of the unit. Raises a refusal of its subsystem when it does not wait to be paid any more."""

    async def paid(self, thing: str) -> None:
        """A plan pays it, in the same unit."""


class Till(Protocol):
    """The ledger. What a member owes stands on an account of each plan."""

    async def free(self, member: MemberId) -> Rial: ...
    async def begin(self, plan: Plan) -> None:
        """What it costs goes to whoever holds it for what is bought: the advance out of the own money, the rest is owed from now on; the cost of waiting to the house."""

    async def pay(self, plan: Plan, first: int, amount: Rial) -> None:
        """Once for the parts from number `first` on, out of the own money."""

    async def give_back(self, plan: Plan, owed: Rial, cash: Rial) -> None:
        """Out of what is held: `owed` is owed no more, `cash` is own money again. Once for what went back until now (`plan.back`)."""

    async def cost_back(self, plan: Plan) -> None: ...
    async def check_may_leave(self, member: MemberId, amount: Rial) -> None:
        """Raises the refusals of sending money."""

    async def fill(self, bon: Bon) -> None: ...
    async def left(self, bon: Bon) -> Rial: ...
    async def empty(self, bon: Bon, amount: Rial) -> None:
        """Back to the giver, once for each version of it."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything the service needs."""

    plans: Plans
    parts: Parts
    bons: Bons
    house: House
    things: Things
    till: Till
    rates: Rates
