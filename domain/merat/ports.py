"""درگاه‌های مرآت - what evaluations need from others.   Rows: storage/merat/   People, kanoons, money: bot/merat_ports.py   Bureau: bot/outside/bureau.py"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.kernel.fees import Fees
from domain.kernel.people import MemberId
from domain.kernel.rates import Rates
from domain.merat.bureau import Report
from domain.merat.model import Check, CheckId, Improver, ImproverId, Look, Permit, PermitId, Witness, WitnessId


@dataclass(frozen=True, slots=True)
class Known:
    """A member as evaluations know them. `identifier`: national id, fida number or legal id."""

    id: MemberId
    code: str
    name: str
    identifier: str
    joined: datetime


@dataclass(frozen=True, slots=True)
class Leaders:
    """Of the kanoon that a member belongs to now; without one, nobody."""

    kanoon: str = ""
    hamyars: tuple[MemberId, ...] = ()
    rahbar: MemberId | None = None


class People(Protocol):
    """Members who may act now; of others, None."""

    async def known(self, member: MemberId) -> Known | None: ...
    async def by_code(self, code: str) -> Known | None: ...
    async def names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]: ...


class Kanoons(Protocol):
    """Who leads the kanoon of a member."""

    async def leaders_of(self, member: MemberId) -> Leaders: ...


class Debts(Protocol):
    """Loans of this house."""

    async def overdue(self, member: MemberId) -> int:
        """Instalments that are overdue now."""

    async def bounced(self, member: MemberId) -> int:
        """Cheques that bounced and are not settled."""


class Bureau(Protocol):
    """The national bureau of credit. Asked between two transactions; asking twice under a key is harmless. `ready`: whether this house asks one."""

    @property
    def ready(self) -> bool: ...

    @property
    def trial(self) -> bool:
        """Whether its answers are only for trying things out: members are told so."""

    async def report(self, key: str, identifier: str) -> Report | None:
        """None: no answer."""


class Checks(Protocol):
    """Rows of evaluations."""

    async def add_alone(self, thing: Check) -> Check | None:
        """None while the member has one that gathers, or one that is valid or disputed where this one is, too."""

    async def save(self, thing: Check) -> Check:
        """Raises Refusal(`merat.changed_meanwhile`)."""

    async def find(self, number: CheckId, *, lock: bool = False) -> Check | None: ...
    async def gathering_of(self, member: MemberId) -> Check | None: ...
    async def current_of(self, member: MemberId, *, lock: bool = False) -> Check | None:
        """Valid or disputed."""

    async def of_member(self, member: MemberId, limit: int) -> list[Check]:
        """Newest first."""

    async def disputed(self, limit: int) -> list[Check]:
        """Oldest first."""


class Witnesses(Protocol):
    """Rows of questions about members."""

    async def add(self, thing: Witness) -> Witness: ...
    async def save(self, thing: Witness) -> Witness: ...
    async def find(self, number: WitnessId, *, lock: bool = False) -> Witness | None: ...
    async def of_check(self, check: CheckId) -> list[Witness]: ...


class Improvers(Protocol):
    """Rows of whoever was asked to answer for a member."""

    async def add_alone(self, thing: Improver) -> Improver | None:
        """None while the member waits for another one."""

    async def save(self, thing: Improver) -> Improver: ...
    async def find(self, number: ImproverId, *, lock: bool = False) -> Improver | None: ...
    async def asked_of(self, member: MemberId) -> Improver | None: ...
    async def agreed(self, member: MemberId, by: MemberId) -> bool:
        """Whether `by` ever agreed to answer for `member`."""

    async def of_member(self, member: MemberId, limit: int) -> list[Improver]:
        """Asked by this member, newest first."""


class Permits(Protocol):
    """Rows of who may look, and of who did."""

    async def add(self, thing: Permit) -> Permit: ...
    async def save(self, thing: Permit) -> Permit: ...
    async def find(self, number: PermitId, *, lock: bool = False) -> Permit | None: ...
    async def of_member(self, member: MemberId, limit: int) -> list[Permit]:
        """Newest first."""

    async def for_viewer(self, viewer: MemberId, member: MemberId) -> list[Permit]:
        """Newest first."""

    async def looked(self, seen: Look) -> None: ...
    async def looks_at(self, member: MemberId, limit: int) -> list[Look]:
        """Newest first."""


class Forgetting(Protocol):
    """Everything of somebody who is erased."""

    async def forget(self, member: MemberId) -> None: ...


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything the service needs."""

    checks: Checks
    witnesses: Witnesses
    improvers: Improvers
    permits: Permits
    forgetting: Forgetting
    people: People
    kanoons: Kanoons
    money: Fees
    debts: Debts
    bureau: Bureau
    rates: Rates
