"""آشنایان - what the desk of the tests knows of members: the port Known over a few people in memory.   Port: domain/moshavereh/ports.py"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from domain.kernel.people import MemberId
from tests.kanoon.village import Cards


@dataclass
class Acquaintances(Cards):
    """Families, homes, kanoons and identifiers are given by the test."""

    others: dict[MemberId, str] = field(default_factory=dict)  # names of people beside the cast
    scopes: dict[MemberId, tuple[str, ...]] = field(default_factory=dict)
    kanoons: dict[MemberId, tuple[str, MemberId | None]] = field(default_factory=dict)

    async def names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]:
        return {**await super().names_of(ids), **{m: self.others[m] for m in ids if m in self.others}}

    async def kin_of(self, member: MemberId) -> set[MemberId]:
        return {m for family in self.families if member in family for m in family} - {member}

    async def scopes_of(self, member: MemberId) -> tuple[str, ...]:
        return self.scopes.get(member, ())

    async def kanoon_of(self, member: MemberId) -> tuple[str, MemberId | None]:
        return self.kanoons.get(member, ("", None))

    async def identifiers_of(self, member: MemberId) -> dict[str, str]:
        return {"identifier": f"00100100{member:02}", "mobile": f"+9891211122{member:02}"}
