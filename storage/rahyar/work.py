"""پیگیری‌ها و معرفی‌ها - their rows and dataclasses, translated both ways.   Tables: tables.py   Ports: domain/rahyar/ports.py"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from domain.kernel.people import MemberId
from domain.rahyar.model import FollowUp, FollowUpId, FollowUpKind, FollowUpState, Invitation, InvitationId, InvitationState
from storage.kit.rows import Rows, member_of, owner
from storage.rahyar.tables import rahyar_follow_up, rahyar_invitation

OPEN = FollowUpState.OPEN.value
f, i = rahyar_follow_up.c, rahyar_invitation.c


class FollowUpRows(Rows[FollowUp]):
    """Words are sealed with the key of whom they are about: of a member, they go with the member."""

    table = rahyar_follow_up

    async def _values(self, thing: FollowUp) -> dict[str, Any]:
        return {
            "about": thing.about, "kind": thing.kind.value, "topic": await self._seal(thing.about, thing.topic), "remark": await self._seal(thing.about, thing.remark),
            "result": await self._seal(thing.about, thing.result), "due": thing.due, "rahyar": thing.rahyar, "opened": thing.opened, "state": thing.state.value,
            "closed": thing.closed,
        }  # fmt: skip

    async def _thing(self, row: Any) -> FollowUp:
        topic, remark, result = [await self._open(row.about, words) for words in (row.topic, row.remark, row.result)]
        return FollowUp(
            FollowUpId(row.id), row.about, FollowUpKind(row.kind), topic, row.due, member_of(row.rahyar), row.opened, remark, FollowUpState(row.state), result,
            row.closed, row.version,
        )  # fmt: skip

    async def open_of(self, rahyar: MemberId | None) -> list[FollowUp]:
        whose = f.rahyar.is_(None) if rahyar is None else f.rahyar == rahyar
        return await self._all(select(rahyar_follow_up).where(whose, f.state == OPEN).order_by(f.due, f.id))

    async def about(self, about: str, limit: int) -> list[FollowUp]:
        mine = select(rahyar_follow_up).where(f.about == about)
        still = await self._all(mine.where(f.state == OPEN).order_by(f.due, f.id).limit(limit))
        return still + await self._all(mine.where(f.state != OPEN).order_by(f.closed.desc(), f.id.desc()).limit(limit))


def _mark(token: str) -> bytes:
    return hashlib.sha256(token.encode(errors="replace")).digest()


class InvitationRows(Rows[Invitation]):
    """Of the token only a digest is kept; saving leaves it as it is."""

    table = rahyar_invitation

    async def _values(self, thing: Invitation) -> dict[str, Any]:
        values = {
            "by": thing.by, "whom": await self._seal(owner(thing.by), thing.whom), "made": thing.made, "until": thing.until, "state": thing.state.value,
            "person": thing.person, "member": thing.member,
        }  # fmt: skip
        return {**values, "mark": _mark(thing.token)} if thing.token else values

    async def _thing(self, row: Any) -> Invitation:
        whom = await self._open(owner(row.by), row.whom)
        return Invitation(
            InvitationId(row.id), MemberId(row.by), whom, "", row.made, row.until, InvitationState(row.state), row.person, member_of(row.member), row.version
        )

    async def add(self, thing: Invitation) -> Invitation:
        return replace(await super().add(thing), token=thing.token)

    async def by_token(self, token: str) -> Invitation | None:
        return await self._one(select(rahyar_invitation).where(i.mark == _mark(token)))

    async def opened_by(self, person: str) -> list[Invitation]:
        return await self._all(select(rahyar_invitation).where(i.person == person, i.person != "").order_by(i.id.desc()))

    async def of(self, rahyar: MemberId) -> list[Invitation]:
        return await self._all(select(rahyar_invitation).where(i.by == rahyar).order_by(i.id.desc()))

    async def of_member(self, member: MemberId) -> list[Invitation]:
        return await self._all(select(rahyar_invitation).where(i.member == member).order_by(i.id.desc()))
