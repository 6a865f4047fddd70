"""خسارت‌ها - their rows and dataclasses, translated both ways.   Tables: tables.py   Port: domain/mts/ports.py `Claims`"""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import select

from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from domain.mts.claim import ClaimId, ClaimKind, ClaimState, ParcelClaim
from domain.mts.parcel import ParcelId
from storage.kit.rows import Rows, member_of, owner
from storage.mts.tables import mts_claim

c = mts_claim.c


class ClaimRows(Rows[ParcelClaim]):
    """Words, photos and ruling are sealed with the key of who claims."""

    table = mts_claim

    async def _values(self, thing: ParcelClaim) -> dict[str, Any]:
        told = msgspec.json.encode((thing.words, thing.photos, thing.ruling)).decode()
        return {
            "parcel": thing.parcel, "member": thing.member, "kind": thing.kind.value, "told": await self._seal(owner(thing.member), told), "state": thing.state.value,
            "asked": thing.asked, "moved": thing.moved, "until": thing.until, "amount": thing.amount, "by": thing.by,
        }  # fmt: skip

    async def _thing(self, row: Any) -> ParcelClaim:
        told = await self._open(owner(row.member), row.told)
        words, photos, ruling = msgspec.json.decode(told, type=tuple[str, tuple[str, ...], str]) if told else ("", (), "")
        return ParcelClaim(
            ClaimId(row.id), ParcelId(row.parcel), MemberId(row.member), ClaimKind(row.kind), words, photos, ClaimState(row.state), row.asked, row.moved, row.until,
            Rial(row.amount), ruling, member_of(row.by), row.version,
        )  # fmt: skip

    async def of_member(self, member: MemberId, limit: int) -> list[ParcelClaim]:
        return await self._all(select(mts_claim).where(c.member == member).order_by(c.id.desc()).limit(limit))

    async def open_ones(self, limit: int) -> list[ParcelClaim]:
        return await self._all(select(mts_claim).where(c.state == ClaimState.OPEN.value).order_by(c.asked, c.id).limit(limit))
