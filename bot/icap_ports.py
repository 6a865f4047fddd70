"""درگاه‌های آیکاپ - members, and what identity, account and Merat say of them, as signatures need it; and signing for others.   Ports: domain/icap/ports.py"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from domain.icap.certificate import CertificateId
from domain.icap.ports import Signer
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM, MemberId
from domain.membership.joining import PERSONAL
from domain.membership.model import Member, State
from storage.kit.unit import UnitOfWork
from storage.membership import MemberRows

if TYPE_CHECKING:
    from bot.services import Services


class Signers:
    """Persons who may act now: a child or an organisation signs nothing here."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._rows = MemberRows(unit)

    async def known(self, member: MemberId) -> Signer | None:
        return _signer(await self._rows.find(member))

    async def by_code(self, code: str) -> Signer | None:
        return _signer(await self._rows.by_code(code))

    async def short_names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]:
        found = [await self._rows.find(one) for one in ids]
        return {one.id: one.short_name for one in found if one is not None}


def _signer(one: Member | None) -> Signer | None:
    if one is None or one.state is not State.ACTIVE or one.kind not in PERSONAL:
        return None
    return Signer(one.id, one.code, one.name, one.short_name, one.identifier)


class ProofsInHouse:
    """Asked of the subsystems that keep them."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def identified(self, member: MemberId) -> bool:
        found: bool = await self._services["pishkhan"].is_identified(SYSTEM, member)
        return found

    async def has_account(self, member: MemberId) -> bool:
        found: bool = await self._services["pishkhan"].has_account(SYSTEM, member)
        return found

    async def guarantee(self, member: MemberId) -> Rial | None:
        seen = await self._services["merat"].result_for(SYSTEM, member)
        return None if seen is None else Rial(seen.guarantee)

    async def stepped_up(self, member: MemberId, about: str) -> bool:
        found: bool = await self._services["membership"].stepped_up(SYSTEM, member, about)
        return found


class SigningHouse:
    """What a subsystem needs whose documents are signed: who the members are, what they have proven, and their signature."""

    def __init__(self, services: Services, word: str) -> None:
        """`word`: of the subsystem."""
        self._services, self._word = services, word
        self._people, self._proofs = Signers(services.unit), ProofsInHouse(services)

    async def short_names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]:
        return await self._people.short_names_of(ids)

    async def has_account(self, member: MemberId) -> bool:
        return await self._proofs.has_account(member)

    async def stepped_up(self, member: MemberId, about: str) -> bool:
        return await self._proofs.stepped_up(member, about)

    async def has_certificate(self, member: MemberId) -> bool:
        found: bool = await self._services["icap"].can_sign(SYSTEM, member)
        return found

    async def sign(self, member: MemberId, digest: str) -> tuple[int, bytes]:
        done = await self._services["icap"].sign_for(SYSTEM, member, digest, f"{self._word}:member:{member}")
        return int(done.certificate), done.value

    async def fits(self, certificate: int, digest: str, value: bytes) -> tuple[str, bool]:
        found: tuple[str, bool] = await self._services["icap"].fits(SYSTEM, CertificateId(certificate), digest, value)
        return found
