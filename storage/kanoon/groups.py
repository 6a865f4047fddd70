"""فعالیت، پیام، دعوت، توان و نیاز - their rows and dataclasses, translated both ways.   Tables: tables.py   Ports: domain/kanoon/ports.py"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import delete, func, select

from domain.kanoon.groups import Activity, ActivityId, ActivityKind, ActivityState, Message, MessageId, Presence, Tags
from domain.kanoon.model import Invite, KanoonId
from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from storage.kanoon.tables import kanoon_activity, kanoon_invite, kanoon_message, kanoon_mute, kanoon_presence, kanoon_tags
from storage.kit.database import insert_into
from storage.kit.rows import Rows, SealedRows, owner


class ActivityRows(Rows[Activity]):
    table = kanoon_activity

    async def _values(self, thing: Activity) -> dict[str, Any]:
        return {
            "kanoon": thing.kanoon, "kind": thing.kind.value, "title": thing.title, "day": thing.day, "place": thing.place, "budget": thing.budget,
            "by": thing.by, "state": thing.state.value, "made": thing.made, "reason": thing.reason,
            "photos": msgspec.json.encode(thing.photos).decode(),
        }  # fmt: skip

    async def _thing(self, row: Any) -> Activity:
        return Activity(
            ActivityId(row.id), KanoonId(row.kanoon), ActivityKind(row.kind), row.title, row.day, row.place,
            None if row.budget is None else Rial(row.budget), MemberId(row.by), ActivityState(row.state), row.made, row.reason,
            tuple(msgspec.json.decode(row.photos, type=list[str])), row.version,
        )  # fmt: skip

    async def of(self, kanoon: KanoonId, states: Collection[ActivityState], limit: int, skip: int = 0) -> list[Activity]:
        a = kanoon_activity.c
        rows = select(kanoon_activity).where(a.kanoon == kanoon, a.state.in_([s.value for s in states]))
        return await self._all(rows.order_by(a.day.desc(), a.id.desc()).offset(skip).limit(limit))

    async def all_by(self, member: MemberId) -> list[Activity]:
        a = kanoon_activity.c
        return await self._all(select(kanoon_activity).where(a.by == member).order_by(a.id.desc()))

    async def answered_by(self, member: MemberId) -> list[tuple[Activity, Presence]]:
        a, p = kanoon_activity.c, kanoon_presence.c
        found = select(kanoon_activity, p.coming, p.came).join(kanoon_presence, p.activity == a.id).where(p.member == member)
        rows = (await self._conn.execute(found.order_by(a.day.desc(), a.id.desc()))).all()
        return [(await self._thing(r), Presence(member, r.coming, r.came)) for r in rows]

    async def set_presence(self, activity: ActivityId, presence: Presence) -> None:
        told = {"coming": presence.coming, "came": presence.came}
        row = insert_into(self._conn, kanoon_presence).values(activity=activity, member=presence.member, **told)
        await self._conn.execute(row.on_conflict_do_update(index_elements=["activity", "member"], set_=told))

    async def presences(self, activity: ActivityId) -> list[Presence]:
        p = kanoon_presence.c
        rows = await self._conn.execute(select(p.member, p.coming, p.came).where(p.activity == activity).order_by(p.member))
        return [Presence(MemberId(r.member), r.coming, r.came) for r in rows]


class MessageRows(Rows[Message]):
    table = kanoon_message

    async def _values(self, thing: Message) -> dict[str, Any]:
        return {"kanoon": thing.kanoon, "by": thing.by, "text": await self._seal(owner(thing.by), thing.text), "at": thing.at}

    async def _thing(self, row: Any) -> Message:
        return Message(MessageId(row.id), KanoonId(row.kanoon), MemberId(row.by), await self._open(owner(row.by), row.text), row.at, row.version)

    async def all_in(self, kanoon: KanoonId, skip: int, limit: int) -> list[Message]:
        m = kanoon_message.c
        return await self._all(select(kanoon_message).where(m.kanoon == kanoon).order_by(m.id.desc()).offset(skip).limit(limit))

    async def all_by(self, member: MemberId) -> list[Message]:
        m = kanoon_message.c
        return await self._all(select(kanoon_message).where(m.by == member).order_by(m.id.desc()))

    async def count_since(self, kanoon: KanoonId, since: datetime) -> int:
        m = kanoon_message.c
        return (await self._conn.execute(select(func.count()).select_from(kanoon_message).where(m.kanoon == kanoon, m.at >= since))).scalar_one()

    async def mute(self, kanoon: KanoonId, member: MemberId, *, on: bool) -> None:
        m = kanoon_mute.c
        if on:
            await self._conn.execute(insert_into(self._conn, kanoon_mute).values(kanoon=kanoon, member=member).on_conflict_do_nothing())
        else:
            await self._conn.execute(delete(kanoon_mute).where(m.kanoon == kanoon, m.member == member))

    async def muted(self, kanoon: KanoonId) -> frozenset[MemberId]:
        rows = await self._conn.execute(select(kanoon_mute.c.member).where(kanoon_mute.c.kanoon == kanoon))
        return frozenset(MemberId(m) for m in rows.scalars())


def _mark(token: str) -> bytes:
    return hashlib.sha256(token.encode(errors="replace")).digest()


class InviteRows(Rows[Invite]):
    table = kanoon_invite

    async def _values(self, thing: Invite) -> dict[str, Any]:
        return {"kanoon": thing.kanoon, "by": thing.by, "mark": _mark(thing.token), "until": thing.until}

    async def _thing(self, row: Any) -> Invite:
        return Invite(row.id, KanoonId(row.kanoon), MemberId(row.by), "", row.until, row.version)

    async def add(self, thing: Invite) -> Invite:
        return replace(await super().add(thing), token=thing.token)

    async def by_token(self, token: str) -> Invite | None:
        found = await self._one(select(kanoon_invite).where(kanoon_invite.c.mark == _mark(token)))
        return None if found is None else replace(found, token=token)


class TagRows(SealedRows):
    """One row a member, without number and version."""

    async def put(self, tags: Tags) -> None:
        sealed = {"skills": await self._seal(owner(tags.member), tags.skills), "needs": await self._seal(owner(tags.member), tags.needs)}
        row = insert_into(self._conn, kanoon_tags).values(member=tags.member, **sealed)
        await self._conn.execute(row.on_conflict_do_update(index_elements=["member"], set_=sealed))

    async def of(self, members: Collection[MemberId]) -> dict[MemberId, Tags]:
        rows = await self._conn.execute(select(kanoon_tags).where(kanoon_tags.c.member.in_(members)))
        return {MemberId(r.member): Tags(MemberId(r.member), await self._open(owner(r.member), r.skills), await self._open(owner(r.member), r.needs)) for r in rows.all()}
