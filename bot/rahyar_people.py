"""آدم‌ها برای رهیاران - what the desk of rahyars may know of members and of their groups, out of what other subsystems keep.   Ports: domain/rahyar/ports.py"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import TypeVar

from sqlalchemy import ColumnElement, func, or_, select

from domain.kanoon.model import Kanoon, KanoonId, KanoonState
from domain.kanoon.rules import kanoon_code
from domain.kernel.people import MemberId
from domain.kernel.persian.identifiers import masked
from domain.membership.model import Application, State
from domain.rahyar.ports import Applicant, Known
from domain.rahyar.views import GroupLine
from storage.kanoon import kanoon_store
from storage.kit.accounts import account, account_member
from storage.kit.unit import UnitOfWork
from storage.membership import ApplicationRows, MemberCards, MemberRows
from storage.membership.tables import member

T = TypeVar("T")
SOME = 500  # ids in one statement


class PeopleOfRahyars:
    """Fulfils domain.rahyar.ports.Members."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._conn, self._rows, self._cards, self._applications = unit.conn, MemberRows(unit), MemberCards(unit), ApplicationRows(unit)

    async def names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]:
        return {m: name for some in _some(ids) for m, name in (await self._cards.names_of(some)).items()}

    async def home_of(self, id: MemberId) -> tuple[str, str] | None:
        home = await self._cards.place_of(id)
        return None if home is None else (home.province, home.city)

    async def homes_of(self, ids: Collection[MemberId]) -> dict[MemberId, tuple[str, str]]:
        found = dict[MemberId, tuple[str, str]]()
        for some in _some(ids):
            rows = select(member.c.id, member.c.province, member.c.city).where(member.c.id.in_(some), member.c.state != State.ERASED.value)
            found |= {MemberId(r.id): (r.province, r.city) for r in await self._conn.execute(rows)}
        return found

    async def is_active(self, id: MemberId) -> bool:
        return await self._cards.is_active(id)

    async def by_code(self, code: str) -> MemberId | None:
        one = await self._rows.by_code(code)
        return one.id if one is not None and one.state is State.ACTIVE else None

    async def known(self, id: MemberId) -> Known | None:
        one = await self._rows.find(id)
        if one is None or one.state is State.ERASED:
            return None
        seen = (await self.seen_of([id])).get(id)
        home = (one.home.province.value, one.home.city)
        return Known(one.name, one.code, home, one.joined, seen, masked("identifier", one.identifier), masked("mobile", one.mobile))

    async def towns_of(self, province: str) -> list[str]:
        rows = select(member.c.city).where(member.c.province == province, member.c.state == State.ACTIVE.value, member.c.city != "")
        return list((await self._conn.execute(rows.distinct().order_by(member.c.city))).scalars())

    async def living_in(self, scopes: Collection[str], limit: int) -> list[MemberId]:
        rows = _with_seen().where(or_(*(_lies_in(s) for s in scopes)), member.c.state == State.ACTIVE.value)
        return [MemberId(r.id) for r in await self._conn.execute(rows.order_by(func.max(account.c.seen).desc().nulls_last(), member.c.id).limit(limit))]

    async def seen_of(self, ids: Collection[MemberId]) -> dict[MemberId, datetime | None]:
        found = dict[MemberId, datetime | None]()
        for some in _some(ids):
            rows = _with_seen().where(member.c.id.in_(some), member.c.state == State.ACTIVE.value)
            found |= {MemberId(r.id): r.seen for r in await self._conn.execute(rows)}
        return found

    async def applicants(self, limit: int) -> list[Applicant]:
        return [_applicant(a) for a in await self._applications.open_ones(limit)]


def _with_seen():  # type: ignore[no-untyped-def]  # the type of a grouped select is SQLAlchemy's own affair
    """Members, and when each spoke last: who shares a phone is seen when that phone is."""
    joined = member.outerjoin(account_member, account_member.c.member == member.c.id).outerjoin(account, account.c.person == account_member.c.person)
    return select(member.c.id, func.max(account.c.seen, type_=account.c.seen.type).label("seen")).select_from(joined).group_by(member.c.id)


def _lies_in(scope: str) -> ColumnElement[bool]:
    province, _, town = scope.partition(":")[2].partition("/")
    return (member.c.province == province) & (member.c.city == town) if town else member.c.province == province


def _applicant(one: Application) -> Applicant:
    form = one.form
    return Applicant(one.number, f"{form.given} {form.family}".strip(), (form.home.province.value, form.home.city), one.filed)


def _some(ids: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(ids)
    while some := list(islice(rest, SOME)):
        yield some


class KanoonsOfRahyars:
    """Fulfils domain.rahyar.ports.Groups for kanoons."""

    kind = "kanoon"

    def __init__(self, unit: UnitOfWork) -> None:
        self._store = kanoon_store(unit)

    async def of_member(self, id: MemberId) -> GroupLine | None:
        home = await self._store.belongings.active_of(id)
        return None if home is None else await self.find(home.kanoon)

    async def find(self, id: int) -> GroupLine | None:
        found = await self._store.kanoons.find(KanoonId(id))
        return None if found is None or found.state not in (KanoonState.ACTIVE, KanoonState.SUSPENDED) else await self._line(found)

    async def of_rahyar(self, rahyar: MemberId) -> list[GroupLine]:
        return [await self._line(k) for k in await self._store.kanoons.accompanied_by(rahyar)]

    async def lying_in(self, province: str) -> list[GroupLine]:
        return [await self._line(k) for k in await self._store.kanoons.led_by_province(province)]

    async def people_of(self, id: int) -> list[MemberId]:
        return await self._store.belongings.members_of(KanoonId(id))

    async def _line(self, k: Kanoon) -> GroupLine:
        people = await self._store.belongings.count(k.id)
        return GroupLine(self.kind, k.id, kanoon_code(k.id), k.title, k.province, k.city, k.rahyar, people)
