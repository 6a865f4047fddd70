"""زمان‌سنج‌ها - what is due when: reminders, expiry, time-outs, outside events on their way in.   Fired by bot/jobs.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.kit.database import insert_into, is_postgres
from storage.kit.tables import Moment, metadata

timer = Table(
    "timer",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("subject", String(120), primary_key=True),
    Column("due", Moment, nullable=False),
    Column("version", Integer, nullable=False),  # of the object it was set for
    Column("value", LargeBinary),  # sealed JSON, of events that carry one
    Column("leased", Moment, nullable=False),  # until when a worker has it
    Column("tries", Integer, nullable=False),
    Index("ix_timer_due", "due"),
)

LEASE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Due:
    """A timer that is due, leased to us."""

    name: str
    subject: str
    due: datetime
    version: int
    value: bytes | None
    tries: int


async def put(conn: AsyncConnection, name: str, subject: str, due: datetime, version: int = 0, value: bytes | None = None) -> None:
    """Set a timer; setting it again moves it."""
    fields = {"due": due, "version": version, "value": value, "leased": due, "tries": 0}
    row = insert_into(conn, timer).values(name=name, subject=subject, **fields)
    await conn.execute(row.on_conflict_do_update(index_elements=["name", "subject"], set_=fields))


async def begin(conn: AsyncConnection, name: str, subject: str, due: datetime) -> None:
    """Set a timer unless it is set already."""
    row = insert_into(conn, timer).values(name=name, subject=subject, due=due, version=0, value=None, leased=due, tries=0)
    await conn.execute(row.on_conflict_do_nothing())


async def remove(conn: AsyncConnection, name: str, subject: str) -> None:
    await conn.execute(delete(timer).where(timer.c.name == name, timer.c.subject == subject))


async def claim_due(conn: AsyncConnection, now: datetime, limit: int) -> list[Due]:
    """Lease what is due, the longest overdue first; nobody else gets it for a minute."""
    t = timer.c
    pick = select(t.name, t.subject).where(t.due <= now, t.leased <= now).order_by(t.due).limit(limit)
    if is_postgres(conn):
        pick = pick.with_for_update(skip_locked=True)
    due = []
    for name, subject in (await conn.execute(pick)).all():
        taken = update(timer).where(t.name == name, t.subject == subject).values(leased=now + LEASE, tries=t.tries + 1)
        row = (await conn.execute(taken.returning(t.due, t.version, t.value, t.tries))).one()
        due.append(Due(name, subject, row.due, row.version, row.value, row.tries))
    return due


async def fire(conn: AsyncConnection, due: Due) -> bool:
    """Remove a timer in the transaction of its effect. False: it was moved, removed or fired meanwhile, so nothing may happen."""
    t = timer.c
    gone = await conn.execute(delete(timer).where(t.name == due.name, t.subject == due.subject, t.due == due.due, t.version == due.version))
    return bool(gone.rowcount)


async def postpone(conn: AsyncConnection, due: Due, until: datetime) -> None:
    """Try again later."""
    t = timer.c
    await conn.execute(update(timer).where(t.name == due.name, t.subject == due.subject, t.due == due.due).values(leased=until))


async def next_due(conn: AsyncConnection) -> datetime | None:
    """When the next timer may be taken."""
    return (await conn.execute(select(timer.c.leased).order_by(timer.c.leased).limit(1))).scalar()
