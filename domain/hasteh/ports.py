"""درگاه‌ها - what hastehs need from others.   Rows: storage/hasteh/   Members and rahyars: bot/hasteh_ports.py"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.hasteh.board import StepState, WayMark, WayStep
from domain.hasteh.chain import ChainLink, ChainMatch, ChainSide, LinkId, MatchId
from domain.hasteh.drive import Drive, DriveId, DriveShare
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
    """What is bought and sold of a hasteh, and what is thought of it."""

    async def score(self, hasteh: HastehId) -> int:
        """Stars of its booth in tenths; 0 for none."""

    async def is_trusted(self, leader: MemberId) -> bool: ...

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


class Links(Protocol):
    """Rows of offers and needs."""

    async def add(self, thing: ChainLink) -> ChainLink: ...
    async def save(self, thing: ChainLink) -> ChainLink:
        """Raises Refusal(`hasteh.changed_meanwhile`)."""

    async def find(self, number: LinkId, *, lock: bool = False) -> ChainLink | None: ...
    async def of_leader(self, member: MemberId) -> list[ChainLink]:
        """Open ones, newest first."""

    async def open_ones(self, side: ChainSide, limit: int) -> list[ChainLink]:
        """Newest first."""


class Matches(Protocol):
    """Rows of those who were brought together."""

    async def add_alone(self, thing: ChainMatch) -> ChainMatch | None:
        """None while these two links are brought together already."""

    async def save(self, thing: ChainMatch) -> ChainMatch:
        """Raises Refusal(`hasteh.changed_meanwhile`)."""

    async def find(self, number: MatchId, *, lock: bool = False) -> ChainMatch | None: ...
    async def of_member(self, member: MemberId, limit: int) -> list[ChainMatch]:
        """Newest first."""


class Drives(Protocol):
    """Rows of what is done together, and who takes part."""

    async def add(self, thing: Drive) -> Drive: ...
    async def save(self, thing: Drive) -> Drive:
        """Raises Refusal(`hasteh.changed_meanwhile`)."""

    async def find(self, number: DriveId, *, lock: bool = False) -> Drive | None: ...
    async def open_in(self, province: str, limit: int) -> list[Drive]:
        """Those that end soonest first."""

    async def count_open(self, member: MemberId) -> int: ...
    async def take(self, share: DriveShare) -> None:
        """In place of what was there."""

    async def shares_of(self, drive: DriveId) -> list[DriveShare]:
        """In the order they came."""


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
    links: Links
    matches: Matches
    drives: Drives
    rates: Rates
