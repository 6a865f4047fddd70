"""درگاه‌های پیشخوان - members as the bank counter knows them.   Ports: domain/pishkhan/ports.py"""

from __future__ import annotations

from collections.abc import Collection

from domain.kernel.people import MemberId
from domain.membership.joining import PERSONAL
from domain.membership.model import Member, State
from domain.pishkhan.ports import Customer
from storage.kit.unit import UnitOfWork
from storage.membership import MemberCards, MemberRows


class Customers:
    """Members who may act now."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._rows, self._cards = MemberRows(unit), MemberCards(unit)

    async def known(self, member: MemberId) -> Customer | None:
        return _customer(await self._rows.find(member))

    async def by_code(self, code: str) -> Customer | None:
        return _customer(await self._rows.by_code(code))

    async def identifier_of(self, member: MemberId) -> str:
        one = await self._rows.find(member)
        return one.identifier if one is not None else ""

    async def names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]:
        return await self._cards.names_of(ids)


def _customer(one: Member | None) -> Customer | None:
    if one is None or one.state is not State.ACTIVE:
        return None
    return Customer(one.id, one.name, one.identifier, one.kind in PERSONAL, one.home.address, one.home.postal_code)
