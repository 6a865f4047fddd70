"""کارت‌ها - requests for cards, their rows and dataclasses.   Tables: tables.py   Port: domain/pishkhan/ports.py `BankCards`"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select

from domain.kernel.people import MemberId
from domain.pishkhan.bank_card import BankCard, BankCardId, BankCardState, CardCause
from storage.kit.rows import Rows, owner, values_of
from storage.pishkhan.tables import pishkhan_card

c = pishkhan_card.c
AT_DESK = values_of((BankCardState.ASKED, BankCardState.MADE))


class BankCardRows(Rows[BankCard]):
    """Everything but where it stands is sealed with the key of the member."""

    table = pishkhan_card

    async def _values(self, thing: BankCard) -> dict[str, Any]:
        sealed = json.dumps([thing.address, thing.postal_code, thing.tail, thing.parcel, thing.why_not])
        return {
            "member": thing.member, "cause": thing.cause.value, "sealed": await self._seal(owner(thing.member), sealed), "state": thing.state.value,
            "asked": thing.asked, "moved": thing.moved,
        }  # fmt: skip

    async def _thing(self, row: Any) -> BankCard:
        address, postal_code, tail, parcel, why_not = json.loads(await self._open(owner(row.member), row.sealed) or '["", "", "", "", ""]')
        return BankCard(
            BankCardId(row.id), MemberId(row.member), CardCause(row.cause), address, postal_code, BankCardState(row.state), row.asked, row.moved, tail, parcel,
            why_not, row.version,
        )  # fmt: skip

    async def latest_of(self, member: MemberId, *, lock: bool = False) -> BankCard | None:
        return await self._one(select(pishkhan_card).where(c.member == member).order_by(c.id.desc()).limit(1), lock=lock)

    async def of_member(self, member: MemberId, limit: int) -> list[BankCard]:
        return await self._all(select(pishkhan_card).where(c.member == member).order_by(c.id.desc()).limit(limit))

    async def waiting(self, limit: int) -> list[BankCard]:
        return await self._all(select(pishkhan_card).where(c.state.in_(AT_DESK)).order_by(c.moved, c.id).limit(limit))
