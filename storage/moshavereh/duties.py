"""ردیف‌های نوبت - who is on duty; a duty is locked while somebody's load is counted.   Port: domain/moshavereh/ports.py `Duties`"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import delete, select, update

from domain.kernel.people import MemberId
from domain.moshavereh.duty_model import Duty, DutyState
from storage.kit.database import insert_into
from storage.kit.rows import member_of
from storage.kit.unit import UnitOfWork
from storage.moshavereh.tables import moshavereh_duty

c = moshavereh_duty.c


class DutyRows:
    def __init__(self, unit: UnitOfWork) -> None:
        self._conn = unit.conn

    async def find(self, rahyar: MemberId, *, lock: bool = False, free: bool = False) -> Duty | None:
        """On SQLite a whole unit is alone already, and nothing is ever held by another."""
        rows = select(moshavereh_duty).where(c.rahyar == rahyar)
        row = (await self._conn.execute(rows.with_for_update(skip_locked=free) if lock else rows)).one_or_none()
        return _duty(row) if row else None

    async def put(self, duty: Duty) -> Duty:
        kept = replace(duty, version=duty.version + 1)
        values: dict[str, Any] = {
            "state": kept.state.value, "skills": _json(kept.skills), "scopes": _json(kept.scopes), "capacity": kept.capacity, "since": kept.since,
            "acted": kept.acted, "asked": kept.asked, "mentor": kept.mentor, "version": kept.version,
        }  # fmt: skip
        row = insert_into(self._conn, moshavereh_duty).values(rahyar=kept.rahyar, **values)
        await self._conn.execute(row.on_conflict_do_update(index_elements=["rahyar"], set_=values))
        return kept

    async def touch(self, rahyar: MemberId, now: datetime) -> None:
        await self._conn.execute(update(moshavereh_duty).where(c.rahyar == rahyar).values(acted=now, asked=None))

    async def ask(self, rahyar: MemberId, now: datetime) -> None:
        await self._conn.execute(update(moshavereh_duty).where(c.rahyar == rahyar).values(asked=now))

    async def drop(self, rahyar: MemberId) -> None:
        await self._conn.execute(delete(moshavereh_duty).where(c.rahyar == rahyar))

    async def on_duty(self) -> list[Duty]:
        rows = select(moshavereh_duty).where(c.state != DutyState.OFF.value).order_by(c.rahyar)
        return [_duty(r) for r in await self._conn.execute(rows)]


def _json(words: tuple[str, ...]) -> str:
    return msgspec.json.encode(words).decode()


def _words(text: str) -> tuple[str, ...]:
    return tuple(msgspec.json.decode(text, type=list[str]))


def _duty(r: Any) -> Duty:
    return Duty(MemberId(r.rahyar), DutyState(r.state), _words(r.skills), r.capacity, r.since, r.acted, r.asked, member_of(r.mentor), _words(r.scopes), r.version)
