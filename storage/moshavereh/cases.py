"""ردیف‌های پرونده - cases, claimed in one statement.   Port: domain/moshavereh/ports.py `Cases`   Tables: tables.py"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Select, and_, func, insert, or_, select, update

from domain.kernel.codes import BadCode, public_code, read_code
from domain.kernel.people import MemberId
from domain.kernel.refusal import Refusal
from domain.moshavereh.model import IN_HAND, IN_THE_QUEUE, OVER, Case, CaseId, CaseState, Channel, Outcome, Priority
from storage.kit.rows import member_of
from storage.kit.unit import UnitOfWork
from storage.moshavereh.tables import moshavereh_case

LETTERS = "PR"
QUEUE, HAND, ENDED = (sorted(s.value for s in states) for states in (IN_THE_QUEUE, IN_HAND, OVER))
LISTED = 50
c = moshavereh_case.c
_waits_since = func.coalesce(c.queued, c.opened)
_urgency = func.coalesce(c.priority, int(Priority.NORMAL))


class CaseRows:
    """The cases of one unit of work."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._conn = unit.conn

    async def add(self, case: Case) -> Case:
        number = (await self._conn.execute(insert(moshavereh_case).values(**_row(case), version=1).returning(c.id))).scalar_one()
        return replace(case, id=CaseId(number), number=public_code(LETTERS, number), version=1)

    async def save(self, case: Case) -> Case:
        change = update(moshavereh_case).where(c.id == case.id, c.version == case.version).values(**_row(case), version=case.version + 1)
        row = (await self._conn.execute(change.returning(*c))).one_or_none()
        if row is None:
            raise Refusal("moshavereh.changed_meanwhile")
        return _case(row)

    async def spoke(self, case: Case, rahyar: MemberId | None, now: datetime) -> Case:
        said: dict[str, Any] = {"member_spoke": now} if rahyar is None else {"rahyar_spoke": now, "answered": func.coalesce(c.answered, now)}
        return _case((await self._conn.execute(update(moshavereh_case).where(c.id == case.id).values(**said).returning(*c))).one())

    async def told_late(self, case: Case, since: datetime) -> None:
        await self._conn.execute(update(moshavereh_case).where(c.id == case.id).values(late_told=since))

    async def claim(self, case: CaseId, rahyar: MemberId, now: datetime) -> Case | None:
        is_free = or_(c.state == CaseState.WAITING.value, and_(c.state == CaseState.RINGING.value, c.rung == rahyar))
        return await self._claimed(rahyar, now, c.id == case, c.rahyar.is_(None), is_free)

    async def claim_transfer(self, case: CaseId, step: int, rahyar: MemberId, now: datetime) -> Case | None:
        return await self._claimed(rahyar, now, c.id == case, c.state == CaseState.TRANSFERRING.value, c.step == step)

    async def _claimed(self, rahyar: MemberId, now: datetime, *where: Any) -> Case | None:
        theirs = {"state": CaseState.TAKEN.value, "rahyar": rahyar, "rung": None, "goes_to": None, "moved": now}
        claim = update(moshavereh_case).where(*where).values(**theirs, version=c.version + 1, step=func.coalesce(c.step, 0) + 1)
        row = (await self._conn.execute(claim.returning(*c))).one_or_none()
        return _case(row) if row else None

    async def is_free(self, case: Case) -> bool:
        """Two units that fill free places never wait for each other."""
        still = select(c.id).where(c.id == case.id, c.version == case.version, c.state == CaseState.WAITING.value).with_for_update(skip_locked=True)
        return (await self._conn.execute(still)).first() is not None

    async def find(self, case: CaseId) -> Case | None:
        return await self._one(select(moshavereh_case).where(c.id == case))

    async def find_by_number(self, number: str) -> Case | None:
        try:
            return await self.find(CaseId(read_code(LETTERS, number)))
        except BadCode:
            return None

    async def open_in(self, talk: int) -> Case | None:
        return await self._one(select(moshavereh_case).where(c.talk == talk, c.state.not_in(ENDED)))

    async def closed_before(self, case: Case, since: datetime) -> Case | None:
        earlier = select(moshavereh_case).where(c.talk == case.talk, c.id < case.id, c.state == CaseState.CLOSED.value, c.moved >= since)
        return await self._one(earlier.order_by(c.id.desc()).limit(1))

    async def waiting(self) -> list[Case]:
        queue = select(moshavereh_case).where(c.state.in_(QUEUE))
        return await self._all(queue.order_by(_urgency.desc(), _waits_since, c.id).limit(LISTED))

    async def place_of(self, case: Case) -> int:
        since = case.queued or case.opened
        first = or_(_urgency > case.priority, and_(_urgency == case.priority, or_(_waits_since < since, and_(_waits_since == since, c.id <= case.id))))
        counted = select(func.count()).select_from(moshavereh_case).where(c.state.in_(QUEUE), first)
        return (await self._conn.execute(counted)).scalar_one()

    async def taken_by(self, rahyar: MemberId) -> list[Case]:
        return await self._all(select(moshavereh_case).where(c.state.in_(HAND), c.rahyar == rahyar).order_by(c.opened, c.id))

    async def in_hand_of(self, rahyars: Collection[MemberId]) -> list[Case]:
        theirs = or_(and_(c.state.in_(HAND), c.rahyar.in_(rahyars)), and_(c.state == CaseState.RINGING.value, c.rung.in_(rahyars)))
        return await self._all(select(moshavereh_case).where(theirs))

    async def offered_to(self, rahyar: MemberId, scopes: Collection[str]) -> list[Case]:
        to_them = or_(c.rung == rahyar, and_(c.rung.is_(None), c.goes_to.in_(scopes)))
        return await self._all(select(moshavereh_case).where(c.state == CaseState.TRANSFERRING.value, to_them).order_by(c.moved, c.id).limit(LISTED))

    async def of_member(self, member: MemberId, limit: int = LISTED) -> list[Case]:
        return await self._all(select(moshavereh_case).where(c.member == member).order_by(c.id.desc()).limit(limit))

    async def blocked_since(self, since: datetime) -> list[Case]:
        blocked = and_(c.outcome == Outcome.BLOCKED.value, c.moved >= since)
        return await self._all(select(moshavereh_case).where(blocked).order_by(c.id.desc()).limit(LISTED))

    async def forget(self, member: MemberId) -> None:
        await self._conn.execute(update(moshavereh_case).where(c.member == member).values(person=""))

    async def not_over(self) -> list[Case]:
        return await self._all(select(moshavereh_case).where(c.state.not_in(ENDED)).order_by(c.opened, c.id))

    async def opened_between(self, since: datetime, until: datetime) -> list[Case]:
        return await self._all(select(moshavereh_case).where(c.opened >= since, c.opened < until).order_by(c.id))

    async def _one(self, rows: Select[Any]) -> Case | None:
        row = (await self._conn.execute(rows)).first()
        return _case(row) if row else None

    async def _all(self, rows: Select[Any]) -> list[Case]:
        return [_case(row) for row in await self._conn.execute(rows)]


def _row(case: Case) -> dict[str, Any]:
    """Without who spoke when: that is written beside the version."""
    return {
        "talk": case.talk, "person": case.person, "member": case.member, "about": case.about[:120], "state": case.state.value, "rahyar": case.rahyar,
        "opened": case.opened, "moved": case.moved, "topic": case.topic[:60], "scopes": _json(case.scopes), "kanoon_rahyar": case.kanoon_rahyar,
        "label": case.label, "priority": int(case.priority), "channel": case.channel.value, "step": case.step, "queued": case.queued, "rung": case.rung,
        "rings": case.rings, "asked": _json(case.asked), "goes_to": case.goes_to[:80], "until": case.until, "kept_for": case.kept_for,
        "outcome": case.outcome.value if case.outcome else None,
    }  # fmt: skip


def _json(values: Collection[object]) -> str:
    return msgspec.json.encode(list(values)).decode()


def _case(r: Any) -> Case:
    scopes = tuple(msgspec.json.decode(r.scopes, type=list[str])) if r.scopes else ()
    asked = tuple(MemberId(m) for m in msgspec.json.decode(r.asked, type=list[int])) if r.asked else ()
    return Case(
        CaseId(r.id), public_code(LETTERS, r.id), r.talk, r.person, member_of(r.member), r.about, CaseState(r.state), member_of(r.rahyar), r.opened, r.moved,
        r.version, r.topic or "", scopes, member_of(r.kanoon_rahyar), r.label or "", Priority.NORMAL if r.priority is None else Priority(r.priority),
        Channel(r.channel or Channel.CHAT), r.step or 0, r.queued, member_of(r.rung), r.rings or 0, asked, r.goes_to or "", r.until, member_of(r.kept_for),
        Outcome(r.outcome) if r.outcome else None, r.answered, r.member_spoke, r.rahyar_spoke, r.late_told,
    )  # fmt: skip
