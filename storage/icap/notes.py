"""سفته‌ها - notes and signatures, their rows and dataclasses.   Tables: tables.py   Port: domain/icap/ports.py `Notes`"""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, insert, or_, select

from domain.icap.certificate import CertificateId
from domain.icap.note import BINDING, NoteId, NoteState, PromissoryNote, Signature, SignerSide
from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from storage.icap.tables import icap_note, icap_signature
from storage.kit.rows import Rows, member_of, owner, values_of

n, s = icap_note.c, icap_signature.c
BINDS = values_of(BINDING)


class NoteRows(Rows[PromissoryNote]):
    """The words that were signed are sealed with the key of the issuer; their digest is not."""

    table = icap_note

    async def _values(self, thing: PromissoryNote) -> dict[str, Any]:
        return {
            "member": thing.member, "loan": thing.loan, "amount": thing.amount, "guarantor": thing.guarantor, "state": thing.state.value, "asked": thing.asked,
            "until": thing.until, "moved": thing.moved, "day": thing.day, "rates": thing.rates, "token": thing.token,
            "wording": await self._seal(owner(thing.member), thing.text), "digest": thing.digest, "tie": thing.tie, "reminded": thing.reminded,
        }  # fmt: skip

    async def _thing(self, row: Any) -> PromissoryNote:
        return PromissoryNote(
            NoteId(row.id), MemberId(row.member), Rial(row.loan), Rial(row.amount), member_of(row.guarantor), NoteState(row.state), row.asked, row.until,
            row.moved, row.day, row.rates, row.token, await self._open(owner(row.member), row.wording), row.digest, row.tie, row.reminded, row.version,
        )  # fmt: skip

    async def by_token(self, token: str) -> PromissoryNote | None:
        return await self._one(select(icap_note).where(n.token == token))

    async def of_member(self, member: MemberId, limit: int) -> list[PromissoryNote]:
        return await self._all(select(icap_note).where(or_(n.member == member, n.guarantor == member)).order_by(n.id.desc()).limit(limit))

    async def guaranteed(self, member: MemberId, but: NoteId) -> Rial:
        rows = select(func.coalesce(func.sum(n.amount), 0)).where(n.guarantor == member, n.state.in_(BINDS), n.id != but)
        signed = rows.where(n.id.in_(select(s.note).where(s.side == SignerSide.GUARANTOR.value)))
        return Rial(int((await self._conn.execute(signed)).scalar_one()))

    async def add_signature(self, thing: Signature) -> None:
        row = {"note": thing.note, "side": thing.side.value, "certificate": thing.certificate, "value": thing.value, "at": thing.at}
        await self._conn.execute(insert(icap_signature).values(row))

    async def signatures(self, note: NoteId) -> list[Signature]:
        rows = await self._conn.execute(select(icap_signature).where(s.note == note).order_by(s.id))
        return [Signature(NoteId(r.note), SignerSide(r.side), CertificateId(r.certificate), bytes(r.value), r.at) for r in rows]
