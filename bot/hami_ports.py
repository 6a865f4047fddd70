"""درگاه‌های حامی - members, the fellows of their kanoon and the points of their deposit, as supports need them.   Ports: domain/hami/ports.py   Proofs: icap_ports.py"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from bot.icap_ports import Signers
from domain.hami.ports import Neighbour
from domain.icap.ports import Signer
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM, MemberId
from storage.kanoon import kanoon_store
from storage.kit.unit import UnitOfWork

if TYPE_CHECKING:
    from bot.services import Services


class Neighbours:
    """Whoever may sign may also lend and be lent to."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._signers = Signers(unit)

    async def known(self, member: MemberId) -> Neighbour | None:
        return _neighbour(await self._signers.known(member))

    async def by_code(self, code: str) -> Neighbour | None:
        return _neighbour(await self._signers.by_code(code))

    async def short_names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]:
        return await self._signers.short_names_of(ids)


def _neighbour(one: Signer | None) -> Neighbour | None:
    return None if one is None else Neighbour(one.id, one.code, one.short_name)


class FellowsOfKanoons:
    """Everybody who belongs to the same kanoon now."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._store = kanoon_store(unit)

    async def fellows_of(self, member: MemberId) -> list[MemberId]:
        home = await self._store.belongings.active_of(member)
        return [] if home is None else [m for m in await self._store.belongings.members_of(home.kanoon) if m != member]


class CreditOfDeposits:
    """Points of the own deposit, as `loan` counts them."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def gathered(self, member: MemberId) -> tuple[Rial, int]:
        found = await self._services["loan"].points_of(SYSTEM, member)
        return Rial(found.credit), found.missing

    async def borrowed(self, member: MemberId) -> Rial:
        return Rial(await self._services["loan"].reserved_of(SYSTEM, member) + await self._services["aghsat"].reserved_of(SYSTEM, member))
