"""گواهی‌ها - their rows and dataclasses, translated both ways.   Tables: tables.py   Port: domain/icap/ports.py `Certificates`"""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from domain.icap.certificate import Certificate, CertificateId, CertificateState, KeyPair, RevokeCause
from domain.kernel.people import MemberId
from storage.icap.tables import icap_certificate, icap_note, icap_signature
from storage.kit.rows import Rows, owner

c, n, s = icap_certificate.c, icap_note.c, icap_signature.c


class CertificateRows(Rows[Certificate]):
    """The private key is sealed; without the member's key it is "" and signs nothing."""

    table = icap_certificate

    async def _values(self, thing: Certificate) -> dict[str, Any]:
        return {
            "member": thing.member, "private": await self._seal(owner(thing.member), thing.keys.private.hex()), "public": thing.keys.public,
            "state": thing.state.value, "issued": thing.issued, "until": thing.until, "moved": thing.moved, "cause": thing.cause.value if thing.cause else "",
        }  # fmt: skip

    async def _thing(self, row: Any) -> Certificate:
        keys = KeyPair(bytes.fromhex(await self._open(owner(row.member), row.private)), bytes(row.public))
        cause = RevokeCause(row.cause) if row.cause else None
        return Certificate(CertificateId(row.id), MemberId(row.member), keys, CertificateState(row.state), row.issued, row.until, row.moved, cause, row.version)

    async def valid_of(self, member: MemberId, *, lock: bool = False) -> Certificate | None:
        return await self._one(select(icap_certificate).where(c.member == member, c.state == CertificateState.VALID.value), lock=lock)

    async def of_member(self, member: MemberId, limit: int) -> list[Certificate]:
        return await self._all(select(icap_certificate).where(c.member == member).order_by(c.id.desc()).limit(limit))

    async def forget(self, member: MemberId) -> None:
        """Notes of a member who is erased, and certificates that signed nothing else: by the others the notes of other people are still checked."""
        mine = select(n.id).where(n.member == member)
        await self._conn.execute(delete(icap_signature).where(s.note.in_(mine)))
        await self._conn.execute(delete(icap_note).where(n.member == member))
        await self._conn.execute(delete(icap_certificate).where(c.member == member, c.id.not_in(select(s.certificate))))
