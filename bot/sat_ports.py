"""درگاه‌های سات - leaders and their hastehs, and what the bazaar knows of a sat.   Ports: domain/sat/ports.py"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from bot.icap_ports import ProofsInHouse
from domain.hasteh.model import HastehState
from domain.kernel.people import SYSTEM, MemberId, Role
from domain.sat.model import SatId
from domain.sat.ports import Workshop
from storage.membership import MemberRows

if TYPE_CHECKING:
    from bot.services import Services


class HouseOfSats:
    """Asked of the subsystems that keep it."""

    def __init__(self, services: Services) -> None:
        self._services, self._rows, self._proofs = services, MemberRows(services.unit), ProofsInHouse(services)

    async def led_by(self, member: MemberId) -> Workshop | None:
        found = await self._services["hasteh"].with_id_of(SYSTEM, member)
        if found is None:
            return None
        f = found.form
        return Workshop(
            int(found.id), f.title, f.field.value, found.province, found.city, f.address, f.postal_code, found.state is HastehState.ACTIVE
        )  # fmt: skip

    async def identifier_of(self, member: MemberId) -> str:
        found = await self._rows.find(member)
        return found.identifier if found is not None else ""

    async def short_names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]:
        found = [await self._rows.find(one) for one in ids]
        return {one.id: one.short_name for one in found if one is not None}

    async def stepped_up(self, member: MemberId, about: str) -> bool:
        return await self._proofs.stepped_up(member, about)

    async def managers(self) -> list[MemberId]:
        hats = self._services.unit.hats
        return await hats.wearers(Role.BAZAAR_MANAGER) or await hats.wearers(Role.ADMIN)


class OpenOrders:
    """Asked of the bazaar."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def open_orders(self, sat: SatId) -> int:
        found: int = await self._services["bazaar"].open_of_sat(SYSTEM, int(sat))
        return found
