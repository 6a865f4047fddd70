"""مرسوله‌ها - their rows and dataclasses, translated both ways, and what happened to them.   Tables: tables.py   Port: domain/mts/ports.py `Parcels`"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import msgspec
from sqlalchemy import or_, select, update

from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from domain.mts.parcel import Parcel, ParcelEvent, ParcelId, ParcelKind, ParcelState, Payer, Spot
from storage.kit.database import insert_into
from storage.kit.rows import Rows, member_of, owner, values_of
from storage.mts.tables import mts_event, mts_parcel

p, e = mts_parcel.c, mts_event.c
NOWHERE = Spot("", "", "", "")


class Told(msgspec.Struct, frozen=True):
    """What is sealed of a parcel."""

    content: str
    name: str
    mobile: str
    origin: Spot
    target: Spot
    secret: str
    proof: str
    proof_words: str


GONE = Told("", "", "", NOWHERE, NOWHERE, "", "", "")
"""Of a sender who is erased."""


class ParcelRows(Rows[Parcel]):
    """Everything about its two is sealed with the key of the sender."""

    table = mts_parcel

    async def _values(self, thing: Parcel) -> dict[str, Any]:
        told = Told(thing.content, thing.name, thing.mobile, thing.origin, thing.target, thing.secret, thing.proof, thing.proof_words)
        return {
            "code": thing.code, "kind": thing.kind.value, "sender": thing.sender, "receiver": thing.receiver,
            "told": await self._seal(owner(thing.sender), msgspec.json.encode(told).decode()), "grams": thing.grams, "declared": thing.declared,
            "payer": thing.payer.value, "carriage": thing.carriage, "insurance": thing.insurance, "state": thing.state.value, "made": thing.made, "at": thing.at,
            "expected": thing.expected, "order": thing.order, "agent": thing.agent, "tries": thing.tries, "locked": thing.locked, "attempts": thing.attempts,
            "until": thing.until,
        }  # fmt: skip

    async def _thing(self, row: Any) -> Parcel:
        words = await self._open(owner(row.sender), row.told)
        t = msgspec.json.decode(words, type=Told) if words else GONE
        return Parcel(
            ParcelId(row.id), row.code, ParcelKind(row.kind), t.content, MemberId(row.sender), member_of(row.receiver), t.name, t.mobile, t.origin, t.target, row.grams,
            Rial(row.declared), Payer(row.payer), Rial(row.carriage), Rial(row.insurance), ParcelState(row.state), row.made, row.at, row.expected, row.order,
            member_of(row.agent), t.secret, row.tries, row.locked, row.attempts, row.until, t.proof, t.proof_words, row.version,
        )  # fmt: skip

    async def by_code(self, code: str) -> Parcel | None:
        found = await self._all(select(mts_parcel).where(p.code == code))
        return found[0] if found else None

    async def of_order(self, order: int) -> Parcel | None:
        found = await self._all(select(mts_parcel).where(p.order == order, p.order != 0))
        return found[0] if found else None

    async def of_member(self, member: MemberId, limit: int) -> list[Parcel]:
        mine = or_(p.sender == member, p.receiver == member)
        return await self._all(select(mts_parcel).where(mine).order_by(p.id.desc()).limit(limit))

    async def of_agent(self, member: MemberId) -> list[Parcel]:
        return await self._all(select(mts_parcel).where(p.agent == member).order_by(p.at, p.id))

    async def in_states(self, states: Collection[ParcelState], limit: int) -> list[Parcel]:
        return await self._all(select(mts_parcel).where(p.state.in_(values_of(states))).order_by(p.at, p.id).limit(limit))

    async def happened(self, event: ParcelEvent) -> None:
        values = {"parcel": event.parcel, "state": event.state.value, "at": event.at, "place": event.place, "by": event.by, "noted": event.noted}
        await self._conn.execute(insert_into(self._conn, mts_event).values(values).on_conflict_do_nothing())

    async def events(self, parcel: ParcelId) -> list[ParcelEvent]:
        found = await self._conn.execute(select(mts_event).where(e.parcel == parcel).order_by(e.at, e.noted))
        return [ParcelEvent(parcel, ParcelState(row.state), row.at, row.place, member_of(row.by), row.noted) for row in found]

    async def forget(self, member: MemberId) -> None:
        await self._conn.execute(update(mts_parcel).where(p.sender == member).values(told=b""))
