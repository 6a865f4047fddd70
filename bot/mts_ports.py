"""درگاه‌های ام‌تی‌اس - members, who dispatches, and the ledger.   Ports: domain/mts/ports.py"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from domain.hesam.model import CARRIAGE, Posting, Why, own
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM, MemberId, Role
from domain.membership.joining import PERSONAL
from domain.membership.model import Member, State
from domain.mts.claim import ParcelClaim
from domain.mts.parcel import Parcel
from domain.mts.ports import Person
from storage.membership import MemberRows

if TYPE_CHECKING:
    from bot.services import Services


class PeopleOfParcels:
    """Persons who may act now send by themselves."""

    def __init__(self, services: Services) -> None:
        self._services, self._rows = services, MemberRows(services.unit)

    async def known(self, member: MemberId) -> Person | None:
        return _person(await self._rows.find(member))

    async def by_code(self, code: str) -> Person | None:
        return _person(await self._rows.by_code(code))

    async def short_names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]:
        found = [await self._rows.find(one) for one in ids]
        return {one.id: one.short_name for one in found if one is not None}

    async def dispatchers(self) -> list[MemberId]:
        hats = self._services.unit.hats
        return await hats.wearers(Role.DISPATCHER) or await hats.wearers(Role.ADMIN)


def _person(one: Member | None) -> Person | None:
    if one is None or one.state is not State.ACTIVE or one.kind not in PERSONAL:
        return None
    home = one.home
    return Person(one.id, one.code, one.name, one.mobile, one.identifier, home.province.value, home.city, home.address, home.postal_code)


class TillOfParcels:
    """The ledger: what carrying earns is on an account of its own, and claims are paid out of it."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def free(self, member: MemberId) -> Rial:
        return Rial((await self._services["hesam"].balance(SYSTEM, own(member))).free)

    async def hold(self, parcel: Parcel) -> None:
        await self._services["hesam"].hold(SYSTEM, parcel.key, Why.CARRIAGE, own(parcel.sender), CARRIAGE, parcel.price, parcel.about)

    async def settle(self, parcel: Parcel) -> None:
        await self._services["hesam"].settle(SYSTEM, parcel.key)

    async def void(self, parcel: Parcel) -> None:
        await self._services["hesam"].void(SYSTEM, parcel.key)

    async def compensate(self, claim: ParcelClaim, amount: Rial) -> None:
        posting = Posting(CARRIAGE, own(claim.member), amount)
        await self._services["hesam"].post(SYSTEM, f"parcel_claim:{claim.id}", Why.COMPENSATION, (posting,), claim.about)
