"""ردیف‌های درخواست عضویت - applications and their signatories.   Port: domain/membership/ports.py `Applications`"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Row, insert, or_, select, update

from domain.kernel.people import MemberId
from domain.kernel.refusal import Refusal
from domain.membership.model import OPEN_STAGES, Application, Cause, Form, Kind, Signer, SignerAnswer, SignerRole, Stage
from domain.membership.papers import Item
from domain.membership.places import Home, Province
from storage.kit.unit import UnitOfWork
from storage.membership.members import IDENTIFIER
from storage.membership.tables import application, signer

OPEN = [s.value for s in OPEN_STAGES]


def _key(id: int) -> str:
    return f"application:{id}"


class ApplicationRows:
    """The applications of one unit of work. Their keys are not the members': an application may end without one."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._conn, self._vault = unit.conn, unit.vault

    async def add(self, form: Form, stage: Stage, person: str, by: MemberId | None, now: datetime) -> Application:
        new = Application(0, stage, person, by, form, None, "", 0, now, now, 1)
        id = (await self._conn.execute(insert(application).values(**_open_columns(new)).returning(application.c.id))).scalar_one()
        new = replace(new, id=id)
        await self._conn.execute(update(application).where(application.c.id == id).values(**await self._sealed(new)))
        return new

    async def save(self, one: Application) -> Application:
        """Raises Refusal(membership.changed_meanwhile)."""
        saved = replace(one, version=one.version + 1)
        values = {**_open_columns(saved), **await self._sealed(saved)}
        where = (application.c.id == one.id, application.c.version == one.version)
        if (await self._conn.execute(update(application).where(*where).values(**values))).rowcount == 0:
            raise Refusal("membership.changed_meanwhile")
        return saved

    async def find(self, id: int) -> Application | None:
        row = (await self._conn.execute(select(application).where(application.c.id == id))).one_or_none()
        return await self._read(row) if row else None

    async def open_of(self, person: str, by: MemberId | None) -> Application | None:
        whose = application.c.by == by if by is not None else (application.c.person == person) & application.c.by.is_(None)
        found = await self._all(whose, application.c.stage.in_(OPEN))
        return found[0] if found else None

    async def all_of(self, person: str, member: MemberId | None) -> list[Application]:
        a = application.c
        if member is None:
            return await self._all(a.person == person, a.by.is_(None))
        return await self._all(or_(a.by == member, (a.member == member) & (a.stage == Stage.APPROVED.value)))

    async def in_review(self) -> list[Application]:
        rows = select(application).where(application.c.stage == Stage.IN_REVIEW.value).order_by(application.c.moved, application.c.id)
        return [await self._read(r) for r in (await self._conn.execute(rows)).all()]

    async def open_ones(self, limit: int) -> list[Application]:
        """Of everybody, newest first: for rahyars, who help applicants on."""
        rows = select(application).where(application.c.stage.in_(OPEN)).order_by(application.c.id.desc()).limit(limit)
        return [await self._read(r) for r in (await self._conn.execute(rows)).all()]

    async def rejections(self, identifier: str, person: str) -> list[datetime]:
        a = application.c
        where = (a.person == person, a.stage == Stage.REJECTED.value, a.identifier_index.in_(self._vault.indexes(IDENTIFIER, identifier)))
        return list((await self._conn.execute(select(a.moved).where(*where).order_by(a.moved.desc()))).scalars())

    async def forget(self, one: Application) -> None:
        await self._vault.forget(_key(one.id))
        bare = {"identifier_index": None, "form_sealed": None, "reason": "", "person": ""}
        await self._conn.execute(update(application).where(application.c.id == one.id).values(**bare))

    async def add_signers(self, id: int, signers: Collection[Signer]) -> None:
        if signers:
            rows = [{"application": id, "member": s.member, "role": s.role.value, "answer": s.answer.value} for s in signers]
            await self._conn.execute(insert(signer), rows)

    async def signers(self, id: int) -> list[Signer]:
        rows = await self._conn.execute(select(signer).where(signer.c.application == id).order_by(signer.c.member))
        return [Signer(MemberId(r.member), SignerRole(r.role), SignerAnswer(r.answer)) for r in rows]

    async def sign(self, id: int, member: MemberId, answer: SignerAnswer) -> None:
        s = signer.c
        await self._conn.execute(update(signer).where(s.application == id, s.member == member).values(answer=answer.value))

    async def _all(self, *where: Any) -> list[Application]:
        rows = select(application).where(*where).order_by(application.c.filed.desc(), application.c.id.desc())
        return [await self._read(r) for r in (await self._conn.execute(rows)).all()]

    async def _read(self, row: Row[Any]) -> Application:
        if row.form_sealed is None:
            form = Form(Kind(row.kind), "", "", "", None, "", Home(Province.TEHRAN, ""), 0)
        else:
            form = msgspec.json.decode(await self._vault.open(_key(row.id), row.form_sealed), type=Form)
        return Application(
            row.id, Stage(row.stage), row.person, None if row.by is None else MemberId(row.by), form, Cause(row.cause) if row.cause else None,
            row.reason, row.asked, row.filed, row.moved, row.version, None if row.member is None else MemberId(row.member),
            tuple(Item(word) for word in (row.wants or "").split()),
        )  # fmt: skip

    async def _sealed(self, one: Application) -> dict[str, Any]:
        return {
            "identifier_index": self._vault.index(IDENTIFIER, one.form.identifier),
            "form_sealed": await self._vault.seal(_key(one.id), msgspec.json.encode(one.form)),
        }


def _open_columns(one: Application) -> dict[str, Any]:
    return {
        "kind": one.form.kind.value, "stage": one.stage.value, "person": one.person, "by": one.by, "cause": one.cause.value if one.cause else None,
        "reason": one.reason, "asked": one.asked, "filed": one.filed, "moved": one.moved, "version": one.version, "member": one.member,
        "wants": " ".join(one.wants) or None,
    }  # fmt: skip
