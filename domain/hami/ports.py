"""درگاه‌های حامی - what supports need from others.   Rows: storage/hami/   People, points, kanoons, proofs: bot/hami_ports.py"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.hami.model import Approached, Ask, AskId, HamiKind, Profile, Support, SupportId, Trade
from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from domain.kernel.rates import Rates


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A person who may act now."""

    id: MemberId
    code: str
    short_name: str


class People(Protocol):
    """Members who may act now; of others, None."""

    async def known(self, member: MemberId) -> Neighbour | None: ...
    async def by_code(self, code: str) -> Neighbour | None: ...
    async def short_names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]: ...


class Kanoons(Protocol):
    """Who belongs where."""

    async def fellows_of(self, member: MemberId) -> list[MemberId]:
        """Everybody else of the own kanoon; [] without one."""


class Credit(Protocol):
    """What the own deposit has gathered (F-1)."""

    async def gathered(self, member: MemberId) -> tuple[Rial, int]:
        """Rials of ten-month credit, and the days that are missing until they may be used (0: they may)."""

    async def borrowed(self, member: MemberId) -> Rial:
        """How much of it their own loans use."""


class Proofs(Protocol):
    """Whether somebody proved just now that it is them who does this."""

    async def stepped_up(self, member: MemberId, about: str) -> bool: ...


class Profiles(Protocol):
    """Rows of who helps."""

    async def of(self, member: MemberId, *, lock: bool = False) -> Profile | None: ...
    async def add_alone(self, thing: Profile) -> Profile | None:
        """None when there is one."""

    async def save(self, thing: Profile) -> Profile: ...
    async def helping(self, kind: HamiKind, *, trade: Trade | None, among: Sequence[MemberId] | None, but: MemberId, limit: int) -> list[MemberId]:
        """Who helps so, those with the fewest open requests first."""


class Asks(Protocol):
    """Rows of requests, and of who was asked."""

    async def add_alone(self, thing: Ask) -> Ask | None:
        """None while the member has one of this kind that is open."""

    async def save(self, thing: Ask) -> Ask: ...
    async def find(self, number: AskId, *, lock: bool = False) -> Ask | None: ...
    async def of_member(self, member: MemberId, limit: int) -> list[Ask]:
        """Newest first."""

    async def approach(self, thing: Approached) -> None: ...
    async def approached(self, ask: AskId) -> list[Approached]: ...
    async def answered(self, thing: Approached) -> None: ...
    async def waiting_for(self, hami: MemberId, limit: int) -> list[Ask]:
        """Open ones that a hami has not answered, oldest first."""


class Supports(Protocol):
    """Rows of supports."""

    async def add(self, thing: Support) -> Support: ...
    async def save(self, thing: Support) -> Support:
        """Raises Refusal(`hami.changed_meanwhile`)."""

    async def find(self, number: SupportId, *, lock: bool = False) -> Support | None: ...
    async def given_by(self, hami: MemberId, limit: int) -> list[Support]:
        """Newest first."""

    async def given_to(self, member: MemberId, limit: int) -> list[Support]:
        """Newest first."""

    async def reserved(self, hami: MemberId) -> Rial: ...
    async def covered(self, ask: AskId) -> Rial: ...
    async def supports(self, hami: MemberId, member: MemberId) -> bool:
        """Whether one lends the other something now."""


class Forgetting(Protocol):
    """Everything of somebody who is erased."""

    async def forget(self, member: MemberId) -> None: ...


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything the service needs."""

    profiles: Profiles
    asks: Asks
    supports: Supports
    forgetting: Forgetting
    people: People
    kanoons: Kanoons
    credit: Credit
    proofs: Proofs
    rates: Rates
