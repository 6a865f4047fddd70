"""آدم‌ها - who acts: a member, their hats, or the clock itself.   Hats are kept by storage/kit/hats.py"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType, Protocol

MemberId = NewType("MemberId", int)
"""The row number of a member. It never leaves the house: people see codes, buttons carry random references."""


class Role(StrEnum):
    """What somebody may be asked to do (seed 002, seed 003; people:R10-R14)."""

    NEWCOMER = "newcomer"  # somebody who talks to us and is not yet a member
    MEMBER = "member"
    RAHBAR = "rahbar"  # scope kanoon:<id>
    HAMYAR = "hamyar"  # scope kanoon:<id>
    RAHYAR_ONLINE = "rahyar_online"
    RAHYAR_AREA = "rahyar_area"  # scope area:<province>
    RAHYAR_ORG = "rahyar_org"  # scope org:<code>
    RAHYAR_SOCIAL = "rahyar_social"  # scope kanoon:<id> or member:<id>
    DABIR = "dabir"  # scope topic:<word>, org:<code> or area:<province>
    DASTYAR = "dastyar"  # the scope of their dabir
    NAMAYANDE = "namayande"  # the scope of their dabir
    POSHTIBAN = "poshtiban"  # scope org:<code>
    RATES_KEEPER = "rates_keeper"  # changes numbers, two together (domain/policy/)
    BAZAAR_MANAGER = "bazaar_manager"  # lets booths and goods in, judges disputes
    CARRIER = "carrier"  # متصدی ام‌تی‌اس
    DISPATCHER = "dispatcher"  # of parcels
    ADMIN = "admin"
    SYSTEM = "system"  # the clock, the command line, an event of an outside service


RAHYARS = (Role.RAHYAR_ONLINE, Role.RAHYAR_AREA, Role.RAHYAR_ORG, Role.RAHYAR_SOCIAL)


@dataclass(frozen=True, slots=True)
class Hat:
    """A role somebody wears now, and where it counts: `scope` is "" (everywhere) or `<kind>:<id>`."""

    role: Role
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something. Every service verb takes one first (decision 13).

    `member` is None for a newcomer and for the system. `person` is the messenger account in use, `<platform>:<id>`; "" for the system.
    """

    member: MemberId | None
    hats: frozenset[Hat]
    person: str = ""

    def has(self, *roles: Role, scope: str | None = None) -> bool:
        """Whether one of the roles is worn; with `scope`, worn exactly there or everywhere."""
        return any(h.role in roles and (scope is None or h.scope in ("", scope)) for h in self.hats)

    @property
    def member_id(self) -> MemberId:
        """The member behind the actor. Raises LookupError for newcomers and the system: a verb that needs a member declares Role.MEMBER."""
        if self.member is None:
            raise LookupError("this actor is not a member")
        return self.member


SYSTEM = Actor(None, frozenset({Hat(Role.SYSTEM)}))


class Hats(Protocol):
    """Port: who wears which hat. One table, written only in the unit of work of the verb that decides."""

    async def give(self, member: MemberId, role: Role, scope: str = "") -> None:
        """Wearing it already is no error."""

    async def take(self, member: MemberId, role: Role, scope: str = "") -> None:
        """Not wearing it is no error."""

    async def wearers(self, role: Role, scope: str | None = None) -> list[MemberId]:
        """Who wears the role (with `scope`: there or everywhere)."""
