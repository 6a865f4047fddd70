"""درگاه‌های چک - what the house knows of a drawer and does for a cheque, and the ledger.   Ports: domain/cheque/ports.py"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.icap_ports import SigningHouse
from bot.pishkhan_ports import Customers
from domain.cheque.cheque import Cheque
from domain.cheque.ports import Person
from domain.hesam.model import Posting, Why, own
from domain.icap.ports import Signer
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM, MemberId

if TYPE_CHECKING:
    from bot.services import Services


class HouseOfCheques(SigningHouse):
    """Asked of the subsystems that keep it."""

    def __init__(self, services: Services) -> None:
        super().__init__(services, "cheque")
        self._customers = Customers(services.unit)

    async def known(self, member: MemberId) -> Person | None:
        return _person(await self._people.known(member))

    async def by_code(self, code: str) -> Person | None:
        return _person(await self._people.by_code(code))

    async def identity_of(self, member: MemberId) -> tuple[str, str]:
        return await self._customers.identifier_of(member), (await self._customers.names_of([member])).get(member, "")


def _person(one: Signer | None) -> Person | None:
    return None if one is None else Person(one.id, one.code, one.name, one.identifier)


class TillOfCheques:
    """The own money of the drawer goes to the own money of the holder. No limit of a day stands in the way of what was signed."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def free(self, member: MemberId) -> Rial:
        return Rial((await self._services["hesam"].balance(SYSTEM, own(member))).free)

    async def pay(self, cheque: Cheque, to: MemberId) -> None:
        await self._services["hesam"].post(SYSTEM, cheque.key, Why.CHEQUE, (Posting(own(cheque.member), own(to), cheque.amount),), cheque.about)
