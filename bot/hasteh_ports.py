"""درگاه‌های هسته - members, and who goes along with them and looks after their place, and their trade.   Ports: domain/hasteh/ports.py"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from domain.hasteh.model import HastehId
from domain.hasteh.ports import Person
from domain.kernel.people import SYSTEM, MemberId, Role
from domain.membership.joining import PERSONAL
from domain.membership.model import Member, State
from storage.membership import MemberRows

if TYPE_CHECKING:
    from bot.services import Services

OF_PLACE = (Role.NAMAYANDE, Role.DABIR)
EVERYWHERE = ""


class PeopleOfHastehs:
    """Persons who may act now: a child or an organisation leads no hasteh by chat."""

    def __init__(self, services: Services) -> None:
        self._services, self._rows, self._hats = services, MemberRows(services.unit), services.unit.hats

    async def known(self, member: MemberId) -> Person | None:
        return _person(await self._rows.find(member))

    async def by_code(self, code: str) -> Person | None:
        return _person(await self._rows.by_code(code))

    async def short_names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]:
        found = [await self._rows.find(one) for one in ids]
        return {one.id: one.short_name for one in found if one is not None}

    async def rahyar_of(self, member: MemberId) -> MemberId | None:
        named = await self._services["rahyar"].rahyar_of(SYSTEM, f"member:{member}")
        return named.rahyar if named is not None else None

    async def reviewers(self, area: str) -> list[MemberId]:
        for scope in (area, EVERYWHERE):
            if found := [m for role in OF_PLACE for m in await self._hats.wearers(role, scope)]:
                return list(dict.fromkeys(found))
        return await self._hats.wearers(Role.ADMIN)


def _person(one: Member | None) -> Person | None:
    if one is None or one.state is not State.ACTIVE or one.kind not in PERSONAL:
        return None
    return Person(one.id, one.code, one.name, one.home.province.value, one.home.city, one.home.address, one.home.postal_code)


class TradeOfHastehs:
    """Asked of its booth, and of the bazaar."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def open_orders(self, hasteh: HastehId) -> int:
        booth = await self._services["sat"].sat_of_hasteh(SYSTEM, int(hasteh))
        found: int = await self._services["bazaar"].open_of_sat(SYSTEM, int(booth.id)) if booth is not None else 0
        return found
