"""ردیف‌های عضو - members, the terms they accepted, their notices and their roles.   Port: domain/membership/ports.py `Members`"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import Row, delete, select, update

from domain.kernel.people import MemberId, Role
from domain.kernel.refusal import Refusal
from domain.membership.model import Application, Grant, Kind, Member, State
from domain.membership.papers import LegalForm
from domain.membership.places import Home, Province
from storage.kit import house
from storage.kit.database import insert_into
from storage.kit.hats import role_grant
from storage.kit.unit import UnitOfWork
from storage.membership.tables import acceptance, choice, member

IDENTIFIER, MOBILE = "identifier", "mobile"
TOLD = "membership.terms"  # in the table `house`: the version that everybody was told of, the one being told, the last member who was


def owner_of_key(id: int) -> str:
    """Whose key seals a member's fields."""
    return f"member:{id}"


class _Person(msgspec.Struct):
    given: str
    family: str
    birth: date | None
    address: str
    postal_code: str
    legal_form: LegalForm | None = None
    registration: str = ""


class MemberRows:
    """The members of one unit of work."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit, self._conn, self._vault = unit, unit.conn, unit.vault

    async def add(self, application: Application, code: str, *, owns_mobile: bool, now: datetime) -> Member | None:
        form = application.form
        guardian = application.by if form.kind in (Kind.MINOR, Kind.LEGAL) else None
        new = Member(
            MemberId(0), form.kind, State.ACTIVE, code, form.identifier, form.given, form.family, form.birth, form.mobile,
            owns_mobile, True, form.home, guardian, form.terms, now, None, 1, form.legal_form, form.registration,
        )  # fmt: skip
        # The row comes first, as its number names the key that seals it; its unique indexes decide between two who come at once.
        bare = insert_into(self._conn, member).values(**_open_columns(new), **self._indexes(new)).on_conflict_do_nothing().returning(member.c.id)
        id = (await self._conn.execute(bare)).scalar()
        if id is None:
            return None
        new = replace(new, id=MemberId(id))
        await self._conn.execute(update(member).where(member.c.id == id).values(**await self._sealed(new)))
        return new

    async def save(self, one: Member) -> Member:
        """Raises Refusal(membership.changed_meanwhile)."""
        saved = replace(one, version=one.version + 1)
        values = {**_open_columns(saved), **self._indexes(saved), **await self._sealed(saved)}
        done = await self._conn.execute(update(member).where(member.c.id == one.id, member.c.version == one.version).values(**values))
        if done.rowcount == 0:
            raise Refusal("membership.changed_meanwhile")
        return saved

    async def find(self, id: MemberId) -> Member | None:
        return await self._one(member.c.id == id)

    async def by_code(self, code: str) -> Member | None:
        return await self._one(member.c.code == "".join(letter for letter in code.upper() if letter.isalnum()))

    async def by_identifier(self, identifier: str) -> Member | None:
        return await self._one(member.c.identifier_index.in_(self._vault.indexes(IDENTIFIER, identifier)))

    async def owner_of(self, mobile: str) -> Member | None:
        return await self._one(member.c.mobile_index.in_(self._vault.indexes(MOBILE, mobile)), member.c.owns_mobile)

    async def with_mobile(self, mobile: str) -> list[Member]:
        found = select(member).where(member.c.mobile_index.in_(self._vault.indexes(MOBILE, mobile))).order_by(member.c.id)
        return [await self._read(row) for row in (await self._conn.execute(found)).all()]

    async def wards(self, guardian: MemberId) -> list[MemberId]:
        rows = select(member.c.id).where(member.c.guardian == guardian, member.c.state != State.ERASED.value).order_by(member.c.id)
        return [MemberId(m) for m in (await self._conn.execute(rows)).scalars()]

    async def erase(self, one: Member) -> None:
        await self._vault.forget(owner_of_key(one.id))
        gone: dict[str, Any] = dict.fromkeys(("identifier_index", "identifier_sealed", "mobile_index", "mobile_sealed", "person_sealed", "guardian", "leaves"))
        await self._conn.execute(update(member).where(member.c.id == one.id).values(city="", owns_mobile=False, **gone))
        await self._conn.execute(delete(choice).where(choice.c.member == one.id))

    async def accept(self, id: MemberId, terms: int, now: datetime) -> None:
        row = insert_into(self._conn, acceptance).values(member=id, terms=terms, at=now)
        await self._conn.execute(row.on_conflict_do_nothing())

    async def behind_terms(self, version: int, after: MemberId, limit: int) -> list[MemberId]:
        m = member.c
        rows = select(m.id).where(m.state == State.ACTIVE.value, m.terms < version, m.id > after).order_by(m.id).limit(limit)
        return [MemberId(id) for id in (await self._conn.execute(rows)).scalars()]

    async def told_of_terms(self) -> tuple[int, int, MemberId]:
        done, under_way, last = (int(n) for n in (await house.get(self._conn, TOLD) or "1 0 0").split())
        return done, under_way, MemberId(last)

    async def tell_of_terms(self, version: int, last: MemberId | None) -> None:
        done = version if last is None else (await self.told_of_terms())[0]
        await house.put(self._conn, TOLD, f"{done} {version} {last or 0}")

    async def accepted(self, id: MemberId) -> list[tuple[int, datetime]]:
        a = acceptance.c
        rows = await self._conn.execute(select(a.terms, a.at).where(a.member == id).order_by(a.terms))
        return [(terms, at) for terms, at in rows]

    async def choices(self, id: MemberId) -> dict[str, bool]:
        rows = await self._conn.execute(select(choice.c.category, choice.c.on).where(choice.c.member == id))
        return {r.category: r.on for r in rows}

    async def choose(self, id: MemberId, category: str, *, on: bool) -> None:
        row = insert_into(self._conn, choice).values(member=id, category=category, on=on)
        await self._conn.execute(row.on_conflict_do_update(index_elements=["member", "category"], set_={"on": on}))

    async def grants(self, id: MemberId | None) -> list[Grant]:
        r = role_grant.c
        rows = select(r.member, r.role, r.scope).order_by(r.role, r.scope, r.member)
        if id is not None:
            rows = rows.where(r.member == id)
        return [Grant(MemberId(m), Role(role), scope) for m, role, scope in await self._conn.execute(rows)]

    async def names_of(self, ids: Iterable[MemberId]) -> dict[MemberId, str]:
        """Full names, read in one go; the erased are left out."""
        m = member.c
        wanted = select(m.id, m.person_sealed).where(m.id.in_(list(ids)), m.person_sealed.is_not(None))
        return {MemberId(id): _name(await self._person(id, sealed)) for id, sealed in (await self._conn.execute(wanted)).all()}

    async def _one(self, *where: Any) -> Member | None:
        row = (await self._conn.execute(select(member).where(*where))).one_or_none()
        return await self._read(row) if row else None

    async def _read(self, row: Row[Any]) -> Member:
        key = owner_of_key(row.id)
        person = await self._person(row.id, row.person_sealed) if row.person_sealed else _Person("", "", None, "", "")
        home = Home(Province(row.province), row.city, person.address, person.postal_code)
        identifier, mobile = await self._vault.open_text(key, row.identifier_sealed), await self._vault.open_text(key, row.mobile_sealed)
        guardian = None if row.guardian is None else MemberId(row.guardian)
        return Member(
            MemberId(row.id), Kind(row.kind), State(row.state), row.code, identifier, person.given, person.family, person.birth, mobile,
            row.owns_mobile, row.sms_trusted, home, guardian, row.terms, row.joined, row.leaves, row.version,
            person.legal_form, person.registration,
        )  # fmt: skip

    async def _person(self, id: int, sealed: bytes) -> _Person:
        return msgspec.json.decode(await self._vault.open(owner_of_key(id), sealed), type=_Person)

    def _indexes(self, one: Member) -> dict[str, Any]:
        return {"identifier_index": self._vault.index(IDENTIFIER, one.identifier), "mobile_index": self._vault.index(MOBILE, one.mobile)}

    async def _sealed(self, one: Member) -> dict[str, Any]:
        key = owner_of_key(one.id)
        person = _Person(one.given, one.family, one.birth, one.home.address, one.home.postal_code, one.legal_form, one.registration)
        return {
            "identifier_sealed": await self._vault.seal(key, one.identifier),
            "mobile_sealed": await self._vault.seal(key, one.mobile),
            "person_sealed": await self._vault.seal(key, msgspec.json.encode(person)),
        }


def _name(person: _Person) -> str:
    return f"{person.given} {person.family}".strip()


def _open_columns(one: Member) -> dict[str, Any]:
    return {
        "kind": one.kind.value, "state": one.state.value, "code": one.code, "owns_mobile": one.owns_mobile, "sms_trusted": one.sms_trusted,
        "province": one.home.province.value, "city": one.home.city, "guardian": one.guardian, "terms": one.terms,
        "joined": one.joined, "leaves": one.leaves, "version": one.version,
    }  # fmt: skip
