"""درگاه‌ها - what hastehs need from others.   Rows: storage/hasteh/   Members and rahyars: bot/hasteh_ports.py"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.hasteh.board import StepState, WayMark, WayStep
from domain.hasteh.model import Fellow, FellowId, FellowState, Hasteh, HastehId
from domain.hasteh.talent import Talent
from domain.hasteh.work_call import WorkCall, WorkCallId
from domain.kernel.people import MemberId
from domain.kernel.rates import Rates


class Hastehs(Protocol):
    """Rows of hastehs and of requests for them."""

    async def add_alone(self, thing: Hasteh) -> Hasteh | None:
        """None while the member leads one, or asks for one."""

    async def save(self, thing: Hasteh) -> Hasteh:
        """Raises Refusal(`hasteh.changed_meanwhile`)."""

    async def find(self, number: HastehId, *, lock: bool = False) -> Hasteh | None: ...
    async def led_by(self, member: MemberId, limit: int) -> list[Hasteh]:
        """Newest first."""

    async def waiting(self, limit: int) -> list[Hasteh]:
        """For who looks at them, oldest first."""

    async def with_id(self, limit: int) -> list[Hasteh]:
        """Latest first."""

    async def of_place(self, province: str, limit: int) -> list[Hasteh]:
        """Active ones, latest first."""

    async def forget(self, member: MemberId) -> None:
        """Hastehs that somebody led who is erased, with their people; and their own belonging to others."""


class Fellows(Protocol):
    """Rows of people in hastehs."""

    async def add_alone(self, thing: Fellow) -> Fellow | None:
        """None while the member belongs to this hasteh, or is invited to it."""

    async def save(self, thing: Fellow) -> Fellow:
        """Raises Refusal(`hasteh.changed_meanwhile`)."""

    async def find(self, number: FellowId, *, lock: bool = False) -> Fellow | None: ...
    async def of_hasteh(self, hasteh: HastehId, states: Sequence[FellowState]) -> list[Fellow]:
        """In the order they were invited."""

    async def of_member(self, member: MemberId, states: Sequence[FellowState]) -> list[Fellow]:
        """Newest first."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person who may act now."""

    id: MemberId
    code: str
    name: str
    province: str
    city: str
    address: str
    postal_code: str


class People(Protocol):
    """Members, and who goes along with them."""

    async def known(self, member: MemberId) -> Person | None: ...
    async def by_code(self, code: str) -> Person | None: ...
    async def short_names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]: ...
    async def rahyar_of(self, member: MemberId) -> MemberId | None: ...
    async def reviewers(self, area: str) -> list[MemberId]:
        """Representatives and dabirs of a place, those of everywhere where it has none, at last admins."""


class Trade(Protocol):
    """What is bought and sold of a hasteh."""

    async def open_orders(self, hasteh: HastehId) -> int:
        """Orders and returns of its booth that are not over."""


class Talents(Protocol):
    """What people answered; one row each, sealed."""

    async def keep(self, thing: Talent) -> None:
        """In place of what was there."""

    async def of(self, member: MemberId) -> Talent | None: ...
    async def latest(self, limit: int) -> list[Talent]:
        """Newest first."""


class WorkCalls(Protocol):
    """Rows of invitations to work."""

    async def add_alone(self, thing: WorkCall) -> WorkCall | None:
        """None while the member has an open one."""

    async def save(self, thing: WorkCall) -> WorkCall:
        """Raises Refusal(`hasteh.changed_meanwhile`)."""

    async def find(self, number: WorkCallId, *, lock: bool = False) -> WorkCall | None: ...
    async def open_of(self, member: MemberId) -> WorkCall | None: ...


class Marks(Protocol):
    """What people wrote on the board."""

    async def of_hasteh(self, hasteh: HastehId) -> list[WayMark]: ...
    async def keep(self, mark: WayMark, leader: MemberId) -> None:
        """In place of what was on that step; sealed with the key of the leader."""


class Journey(Protocol):
    """What happened on the way of a hasteh, as the subsystems know it."""

    async def facts(self, leader: MemberId, hasteh: HastehId) -> Mapping[WayStep, StepState]:
        """Of every step that begun, was done, or waits for somebody."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything the service needs."""

    hastehs: Hastehs
    fellows: Fellows
    people: People
    trade: Trade
    marks: Marks
    journey: Journey
    talents: Talents
    calls: WorkCalls
    rates: Rates
