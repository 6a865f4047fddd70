"""درگاه‌های مرآت - members, the leaders of their kanoon and their debts here, as evaluations need them.   Ports: domain/merat/ports.py"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from domain.kanoon.model import KanoonState
from domain.kernel.people import SYSTEM, MemberId, Role
from domain.membership.model import Member, State
from domain.merat.ports import Known, Leaders
from storage.kanoon import kanoon_store
from storage.kit.unit import UnitOfWork
from storage.membership import MemberCards, MemberRows

if TYPE_CHECKING:
    from bot.services import Services


class PeopleOfMerat:
    """Members who may act now."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._rows, self._cards = MemberRows(unit), MemberCards(unit)

    async def known(self, member: MemberId) -> Known | None:
        return _known(await self._rows.find(member))

    async def by_code(self, code: str) -> Known | None:
        return _known(await self._rows.by_code(code))

    async def names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]:
        return await self._cards.names_of(ids)


def _known(one: Member | None) -> Known | None:
    if one is None or one.state is not State.ACTIVE:
        return None
    return Known(one.id, one.code, one.name, one.identifier, one.joined)


class LeadersOfKanoons:
    """Hamyars and rahbar of the kanoon that a member belongs to now."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._store, self._hats = kanoon_store(unit), unit.hats

    async def leaders_of(self, member: MemberId) -> Leaders:
        home = await self._store.belongings.active_of(member)
        kanoon = await self._store.kanoons.find(home.kanoon) if home is not None else None
        if kanoon is None or kanoon.state is not KanoonState.ACTIVE:
            return Leaders()
        return Leaders(kanoon.title, tuple(await self._hats.wearers(Role.HAMYAR, kanoon.scope)), kanoon.rahbar)


class DebtsOfHouse:
    """What loans and cheques know of a member's debts."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def overdue(self, member: MemberId) -> int:
        found: int = await self._services["loan"].overdue_of(SYSTEM, member)
        return found

    async def bounced(self, member: MemberId) -> int:
        found: int = await self._services["cheque"].bounced_of(SYSTEM, member)
        return found
