"""درگاه‌های بازار - goods of the booths, and members.   Ports: domain/bazaar/ports.py"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from domain.bazaar.ports import Good
from domain.kernel.people import SYSTEM, MemberId
from domain.membership.joining import PERSONAL
from domain.membership.model import State
from domain.sat.product import ProductId
from storage.membership import MemberRows

if TYPE_CHECKING:
    from bot.services import Services


class ShopOfSats:
    """Asked of `sat`, which keeps goods and stock."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def good(self, product: int) -> Good | None:
        seen = await self._services["sat"].good_now(SYSTEM, ProductId(product))
        if seen is None:
            return None
        p, home = seen.product, seen.sat
        return Good(int(p.id), p.code, int(p.sat), home.form.name, p.seller, p.form.title, p.price, p.stock, seen.shown, p.form.photos[0])

    async def goods(self, products: Collection[int]) -> list[Good]:
        found = [await self.good(product) for product in products]
        return [good for good in found if good is not None]


class PeopleOfBazaar:
    """Persons who may act now buy and write by themselves."""

    def __init__(self, services: Services) -> None:
        self._rows = MemberRows(services.unit)

    async def active(self, member: MemberId) -> bool:
        found = await self._rows.find(member)
        return found is not None and found.state is State.ACTIVE and found.kind in PERSONAL

    async def short_names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]:
        found = [await self._rows.find(one) for one in ids]
        return {one.id: one.short_name for one in found if one is not None}
