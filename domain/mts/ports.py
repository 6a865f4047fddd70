"""درگاه‌های ام‌تی‌اس - what the service needs from others.   Rows: storage/mts/   People and ledger: bot/mts_ports.py"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from domain.kernel.rates import Rates
from domain.mts.claim import ClaimId, ParcelClaim
from domain.mts.job import Agent, Job, JobId, JobState, Leg
from domain.mts.parcel import Parcel, ParcelEvent, ParcelId, ParcelState


class Parcels(Protocol):
    """Rows of parcels and of what happened to them."""

    async def add(self, thing: Parcel) -> Parcel: ...
    async def save(self, thing: Parcel) -> Parcel:
        """Raises Refusal(`mts.changed_meanwhile`)."""

    async def find(self, number: ParcelId, *, lock: bool = False) -> Parcel | None: ...
    async def by_code(self, code: str) -> Parcel | None: ...
    async def of_order(self, order: int) -> Parcel | None: ...
    async def of_member(self, member: MemberId, limit: int) -> list[Parcel]:
        """Sent or to be received, newest first."""

    async def of_agent(self, member: MemberId) -> list[Parcel]:
        """That they have or fetch now."""

    async def in_states(self, states: Collection[ParcelState], limit: int) -> list[Parcel]:
        """Those that moved longest ago first."""

    async def happened(self, event: ParcelEvent) -> None:
        """Once, however often it is told."""

    async def events(self, parcel: ParcelId) -> list[ParcelEvent]:
        """In the order they happened."""

    async def forget(self, member: MemberId) -> None: ...


class Jobs(Protocol):
    """Rows of متصدیان and of what was offered to them."""

    async def agent(self, member: MemberId) -> Agent | None: ...
    async def keep_agent(self, agent: Agent) -> None: ...
    async def online_in(self, province: str, city: str) -> list[Agent]:
        """Those with the fewest open jobs first, then by score."""

    async def add_alone(self, thing: Job) -> Job | None:
        """None while this leg is offered or accepted already."""

    async def save(self, thing: Job) -> Job:
        """Raises Refusal(`mts.changed_meanwhile`)."""

    async def find(self, number: JobId, *, lock: bool = False) -> Job | None: ...
    async def of_parcel(self, parcel: ParcelId, leg: Leg) -> list[Job]:
        """Oldest first."""

    async def of_agent(self, member: MemberId, states: Sequence[JobState]) -> list[Job]:
        """Newest first."""


class Claims(Protocol):
    """Rows of claims."""

    async def add_alone(self, thing: ParcelClaim) -> ParcelClaim | None:
        """None while this parcel has one that is open or paid."""

    async def save(self, thing: ParcelClaim) -> ParcelClaim:
        """Raises Refusal(`mts.changed_meanwhile`)."""

    async def find(self, number: ClaimId, *, lock: bool = False) -> ParcelClaim | None: ...
    async def of_member(self, member: MemberId, limit: int) -> list[ParcelClaim]: ...
    async def open_ones(self, limit: int) -> list[ParcelClaim]:
        """Oldest first."""


class Looks(Protocol):
    """How often somebody tried a tracking code."""

    async def count(self, member: MemberId, since: datetime) -> int: ...
    async def add(self, member: MemberId, at: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may act now."""

    id: MemberId
    code: str
    name: str
    mobile: str
    identifier: str
    province: str
    city: str
    address: str
    postal_code: str


class People(Protocol):
    """Members."""

    async def known(self, member: MemberId) -> Person | None: ...
    async def by_code(self, code: str) -> Person | None: ...
    async def short_names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]: ...
    async def dispatchers(self) -> list[MemberId]:
        """Admins where nobody dispatches."""


class Till(Protocol):
    """The ledger."""

    async def free(self, member: MemberId) -> Rial: ...
    async def hold(self, parcel: Parcel) -> None:
        """Of the sender's own money, until it is picked up. Raises the refusals of the ledger."""

    async def settle(self, parcel: Parcel) -> None: ...
    async def void(self, parcel: Parcel) -> None: ...
    async def compensate(self, claim: ParcelClaim, amount: Rial) -> None: ...


class Secrets(Protocol):
    """Chance."""

    def digits(self, length: int) -> str: ...


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything the service needs."""

    parcels: Parcels
    jobs: Jobs
    claims: Claims
    looks: Looks
    people: People
    till: Till
    secrets: Secrets
    rates: Rates
