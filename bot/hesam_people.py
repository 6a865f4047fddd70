"""آدم‌ها برای پول - whom money may go to, and how well they are known.   Port: domain/hesam/ports.py `People`"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from domain.hesam.ports import Person
from domain.kernel.people import SYSTEM, MemberId
from domain.membership.model import Kind, Member, State
from storage.membership import MemberCards, MemberRows

if TYPE_CHECKING:
    from bot.services import Services

FULLY = (Kind.NATURAL, Kind.LEGAL)
"""Whose identity the registry confirms in whole; children and foreigners have a basic account (banking.md 4, V10-V12)."""


class PeopleWithMoney:
    """Members as money knows them."""

    def __init__(self, services: Services) -> None:
        self._services, unit = services, services.unit
        self._rows, self._cards = MemberRows(unit), MemberCards(unit)

    async def by_code(self, code: str) -> Person | None:
        return _person(await self._rows.by_code(code))

    async def known(self, member: MemberId) -> Person | None:
        return _person(await self._rows.find(member))

    async def is_blocked(self, member: MemberId) -> bool:
        found: bool = await self._services["pishkhan"].is_blocked(SYSTEM, member)
        return found

    async def identifier_of(self, member: MemberId) -> str:
        one = await self._rows.find(member)
        return one.identifier if one is not None else ""

    async def names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]:
        return await self._cards.names_of(ids)


def _person(one: Member | None) -> Person | None:
    if one is None or one.state is not State.ACTIVE:
        return None
    return Person(one.id, one.code, one.name, one.kind in FULLY)
