"""کارت عضو - what other subsystems may know of members.   Ports: domain/kanoon/ports.py `Members`, `Directory`, and their like"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from domain.kernel.people import MemberId
from domain.membership.model import State
from storage.kit.unit import UnitOfWork
from storage.membership.members import MemberRows
from storage.membership.tables import member


@dataclass(frozen=True, slots=True)
class Place:
    """Where a member lives: the word of a province and the name of a town."""

    province: str
    city: str


class MemberCards:
    """Names, towns and whether somebody is a member now."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._conn, self._rows = unit.conn, MemberRows(unit)

    async def names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]:
        """Full names; whoever is gone is left out."""
        return await self._rows.names_of(ids)

    async def place_of(self, member_id: MemberId) -> Place | None:
        row = (await self._conn.execute(select(member.c.province, member.c.city, member.c.state).where(member.c.id == member_id))).one_or_none()
        return None if row is None or row.state == State.ERASED.value else Place(row.province, row.city)

    async def is_active(self, member_id: MemberId) -> bool:
        return (await self._conn.execute(select(member.c.state).where(member.c.id == member_id))).scalar() == State.ACTIVE.value

    async def are_family(self, one: MemberId, other: MemberId) -> bool:
        """Whether one answers for the other as a guardian."""
        return other in await self._rows.wards(one) or one in await self._rows.wards(other)

    async def find_by_identity(self, national_id: str, mobile: str) -> MemberId | None:
        """The active member with both; unknown, wrong and not active are one answer (rel:O1)."""
        found = await self._rows.by_identifier(national_id)
        return found.id if found and found.mobile == mobile and found.state is State.ACTIVE else None
