"""کانون، درخواست، عضویت، پیشنهاد، غیبت - their rows and dataclasses, translated both ways.   Tables: tables.py   Ports: domain/kanoon/ports.py"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import case, delete, func, or_, select

from domain.kanoon.model import (
    OPEN_JOINS,
    OPEN_OFFERS,
    Absence,
    Affinity,
    Belonging,
    BelongingState,
    JoinId,
    JoinRequest,
    JoinState,
    Kanoon,
    KanoonId,
    KanoonState,
    Offer,
    OfferId,
    OfferKind,
    OfferState,
    Reply,
    Why,
    Word,
)
from domain.kanoon.ports import Somewhere
from domain.kernel.people import MemberId
from domain.kernel.persian.letters import match_key
from storage.kanoon.tables import kanoon, kanoon_absence, kanoon_belonging, kanoon_join, kanoon_offer
from storage.kit.rows import Rows, member_of, owner, values_of


def _nearness(near: Somewhere | None) -> list[Any]:
    """Town before province before everywhere; a village names its town in its place."""
    if near is None:
        return []
    k, town = kanoon.c, match_key(near.city)
    same_town = (k.province == near.province) & ((k.city == near.city) | (k.words.contains(town, autoescape=True) if town else False))
    return [case((same_town, 0), (k.province == near.province, 1), else_=2)]


class KanoonRows(Rows[Kanoon]):
    table = kanoon

    async def _values(self, thing: Kanoon) -> dict[str, Any]:
        return {
            "title": thing.title, "affinity": thing.affinity.value, "goal": thing.goal, "place": thing.place, "province": thing.province,
            "words": match_key(f"{thing.title} {thing.goal} {thing.place}"), "rahbar": thing.rahbar, "rahyar": thing.rahyar,
            "capacity": thing.capacity, "state": thing.state.value, "reason": thing.reason, "created": thing.created, "city": thing.city,
            "questions": msgspec.json.encode(thing.questions).decode(),
        }  # fmt: skip

    async def _thing(self, row: Any) -> Kanoon:
        return Kanoon(
            KanoonId(row.id), row.title, Affinity(row.affinity), row.goal, row.place, row.province, MemberId(row.rahbar), member_of(row.rahyar),
            row.capacity, KanoonState(row.state), row.reason, row.created, row.city or "",
            tuple(msgspec.json.decode(row.questions, type=list[str])) if row.questions else (), row.version,
        )  # fmt: skip

    async def search(self, words: str, affinity: Affinity | None, near: Somewhere | None, limit: int) -> list[Kanoon]:
        k = kanoon.c
        rows = select(kanoon).where(k.state == KanoonState.ACTIVE.value, *(k.words.contains(w, autoescape=True) for w in words.split()))
        if affinity is not None:
            rows = rows.where(k.affinity == affinity.value)
        return await self._all(rows.order_by(*_nearness(near), k.title, k.id).limit(limit))

    async def around(self, where: Somewhere, limit: int) -> list[Kanoon]:
        k = kanoon.c
        rows = select(kanoon).where(k.state == KanoonState.ACTIVE.value, k.province == where.province)
        return await self._all(rows.order_by(*_nearness(where), k.title, k.id).limit(limit))

    async def accompanied_by(self, rahyar: MemberId) -> list[Kanoon]:
        return await self._all(select(kanoon).where(kanoon.c.rahyar == rahyar).order_by(kanoon.c.title, kanoon.c.id))

    async def unfinished_of(self, rahbar: MemberId) -> Kanoon | None:
        k = kanoon.c
        return await self._one(select(kanoon).where(k.rahbar == rahbar, k.state.in_(values_of([KanoonState.DRAFT, KanoonState.AWAITING_HAMYAR]))))

    async def led_by_province(self, province: str) -> list[Kanoon]:
        k = kanoon.c
        rows = select(kanoon).where(k.state.in_(values_of([KanoonState.ACTIVE, KanoonState.SUSPENDED])))
        return await self._all((rows.where(k.province == province) if province else rows).order_by(k.title, k.id))


class _StoredWord(msgspec.Struct, array_like=True):
    by_hamyar: bool
    text: str
    at: datetime


class JoinRows(Rows[JoinRequest]):
    table = kanoon_join

    async def _values(self, thing: JoinRequest) -> dict[str, Any]:
        talk = msgspec.json.encode([_StoredWord(w.by_hamyar, w.text, w.at) for w in thing.talk]).decode() if thing.talk else ""
        replies = msgspec.json.encode([(r.question, r.answer) for r in thing.replies]).decode() if thing.replies else ""
        return {
            "kanoon": thing.kanoon, "member": thing.member, "note": await self._seal(owner(thing.member), thing.note), "invited_by": thing.invited_by,
            "state": thing.state.value, "filed": thing.filed, "since": thing.since, "decided_by": thing.decided_by,
            "reason": await self._seal(owner(thing.member), thing.reason), "moved_from": thing.moved_from, "talk": await self._seal(owner(thing.member), talk),
            "replies": await self._seal(owner(thing.member), replies), "why": thing.why.value if thing.why else None,
        }  # fmt: skip

    async def _thing(self, row: Any) -> JoinRequest:
        talk = await self._open(owner(row.member), row.talk)
        words = msgspec.json.decode(talk, type=list[_StoredWord]) if talk else []
        replies = await self._open(owner(row.member), row.replies or b"")
        answers = msgspec.json.decode(replies, type=list[tuple[str, str]]) if replies else []
        return JoinRequest(
            JoinId(row.id), KanoonId(row.kanoon), MemberId(row.member), await self._open(owner(row.member), row.note), member_of(row.invited_by),
            JoinState(row.state), row.filed, row.since, member_of(row.decided_by), await self._open(owner(row.member), row.reason),
            None if row.moved_from is None else KanoonId(row.moved_from), tuple(Word(w.by_hamyar, w.text, w.at) for w in words),
            tuple(Reply(*a) for a in answers), Why(row.why) if row.why else None, row.version,
        )  # fmt: skip

    async def open_of(self, member: MemberId) -> JoinRequest | None:
        j = kanoon_join.c
        return await self._one(select(kanoon_join).where(j.member == member, j.state.in_(values_of(OPEN_JOINS))))

    async def all_of(self, member: MemberId, limit: int) -> list[JoinRequest]:
        j = kanoon_join.c
        return await self._all(select(kanoon_join).where(j.member == member).order_by(j.id.desc()).limit(limit))

    async def waiting_in(self, kanoon: KanoonId) -> list[JoinRequest]:
        j = kanoon_join.c
        return await self._all(select(kanoon_join).where(j.kanoon == kanoon, j.state.in_(values_of(OPEN_JOINS))).order_by(j.id))

    async def over_in(self, kanoons: Collection[KanoonId], skip: int, limit: int) -> list[JoinRequest]:
        j = kanoon_join.c
        rows = select(kanoon_join).where(j.kanoon.in_(kanoons), j.state.not_in(values_of(OPEN_JOINS)))
        return await self._all(rows.order_by(j.since.desc(), j.id.desc()).offset(skip).limit(limit))

    async def decided_in(self, kanoon: KanoonId, since: datetime) -> list[JoinRequest]:
        j = kanoon_join.c
        rows = select(kanoon_join).where(j.kanoon == kanoon, j.state == JoinState.APPROVED.value, j.since >= since)
        return await self._all(rows.order_by(j.since.desc(), j.id.desc()))

    async def rejected_at(self, kanoon: KanoonId, member: MemberId) -> list[datetime]:
        j = kanoon_join.c
        rows = select(j.since).where(j.kanoon == kanoon, j.member == member, j.state == JoinState.REJECTED.value).order_by(j.since.desc())
        return list((await self._conn.execute(rows)).scalars())


class BelongingRows(Rows[Belonging]):
    table = kanoon_belonging

    async def _values(self, thing: Belonging) -> dict[str, Any]:
        return {
            "kanoon": thing.kanoon, "member": thing.member, "state": thing.state.value, "since": thing.since, "request": thing.request,
            "until": thing.until, "reason": await self._seal(owner(thing.member), thing.reason),
        }  # fmt: skip

    async def _thing(self, row: Any) -> Belonging:
        return Belonging(
            row.id, KanoonId(row.kanoon), MemberId(row.member), BelongingState(row.state), row.since,
            None if row.request is None else JoinId(row.request), row.until, await self._open(owner(row.member), row.reason), row.version,
        )  # fmt: skip

    async def active_of(self, member: MemberId, *, lock: bool = False) -> Belonging | None:
        b = kanoon_belonging.c
        return await self._one(select(kanoon_belonging).where(b.member == member, b.state == BelongingState.ACTIVE.value), lock=lock)

    async def all_of(self, member: MemberId) -> list[Belonging]:
        b = kanoon_belonging.c
        return await self._all(select(kanoon_belonging).where(b.member == member).order_by(b.id.desc()))

    async def last_in(self, member: MemberId, kanoon: KanoonId) -> Belonging | None:
        b = kanoon_belonging.c
        return await self._one(select(kanoon_belonging).where(b.member == member, b.kanoon == kanoon).order_by(b.id.desc()).limit(1))

    async def by_request(self, request: JoinId) -> Belonging | None:
        b = kanoon_belonging.c
        return await self._one(select(kanoon_belonging).where(b.request == request).order_by(b.id.desc()).limit(1))

    async def count(self, kanoon: KanoonId) -> int:
        b = kanoon_belonging.c
        rows = select(func.count()).select_from(kanoon_belonging).where(b.kanoon == kanoon, b.state == BelongingState.ACTIVE.value)
        return (await self._conn.execute(rows)).scalar_one()

    async def members_of(self, kanoon: KanoonId, *, after: MemberId | None = None, limit: int | None = None) -> list[MemberId]:
        b = kanoon_belonging.c
        rows = select(b.member).where(b.kanoon == kanoon, b.state == BelongingState.ACTIVE.value).order_by(b.member).limit(limit)
        if after is not None:
            rows = rows.where(b.member > after)
        return [MemberId(m) for m in (await self._conn.execute(rows)).scalars()]

    async def all_in(self, kanoon: KanoonId) -> list[Belonging]:
        b = kanoon_belonging.c
        return await self._all(select(kanoon_belonging).where(b.kanoon == kanoon, b.state == BelongingState.ACTIVE.value).order_by(b.id))


class OfferRows(Rows[Offer]):
    table = kanoon_offer

    async def _values(self, thing: Offer) -> dict[str, Any]:
        return {
            "kind": thing.kind.value, "kanoon": thing.kanoon, "member": thing.member, "by": thing.by, "by_dabir": thing.by_dabir,
            "instead_of": thing.instead_of, "state": thing.state.value, "made": thing.made, "since": thing.since,
            "reason": await self._seal(owner(thing.member), thing.reason),
        }  # fmt: skip

    async def _thing(self, row: Any) -> Offer:
        return Offer(
            OfferId(row.id), OfferKind(row.kind), KanoonId(row.kanoon), MemberId(row.member), MemberId(row.by), row.by_dabir,
            member_of(row.instead_of), OfferState(row.state), row.made, row.since, await self._open(owner(row.member), row.reason), row.version,
        )  # fmt: skip

    async def open_in(self, kanoon: KanoonId) -> list[Offer]:
        o = kanoon_offer.c
        return await self._all(select(kanoon_offer).where(o.kanoon == kanoon, o.state.in_(values_of(OPEN_OFFERS))).order_by(o.id))

    async def open_of(self, member: MemberId) -> list[Offer]:
        o = kanoon_offer.c
        rows = select(kanoon_offer).where(or_(o.member == member, o.by == member), o.state.in_(values_of(OPEN_OFFERS)))
        return await self._all(rows.order_by(o.kanoon, o.id))

    async def all_by(self, member: MemberId, limit: int) -> list[Offer]:
        o = kanoon_offer.c
        return await self._all(select(kanoon_offer).where(o.by == member).order_by(o.id.desc()).limit(limit))


class AbsenceRows(Rows[Absence]):
    table = kanoon_absence

    async def _values(self, thing: Absence) -> dict[str, Any]:
        return {"kanoon": thing.kanoon, "hamyar": thing.hamyar, "deputy": thing.deputy, "until": thing.until}

    async def _thing(self, row: Any) -> Absence:
        return Absence(row.id, KanoonId(row.kanoon), MemberId(row.hamyar), MemberId(row.deputy), row.until, row.version)

    async def of(self, kanoon: KanoonId) -> list[Absence]:
        return await self._all(select(kanoon_absence).where(kanoon_absence.c.kanoon == kanoon).order_by(kanoon_absence.c.id))

    async def drop(self, absence: Absence) -> None:
        await self._conn.execute(delete(kanoon_absence).where(kanoon_absence.c.id == absence.id))
