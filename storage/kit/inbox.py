"""صندوق ورودی - which updates were taken already, and those that could not be handled.   Used by bot/inbox.py"""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import Column, Integer, LargeBinary, String, Table, Text, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.kit.database import insert_into
from storage.kit.keyring import Keyring
from storage.kit.tables import Moment, metadata

inbox = Table(
    "inbox",
    metadata,
    Column("platform", String(16), primary_key=True),
    Column("bot", String(40), primary_key=True),
    Column("update", String(64), primary_key=True),
    Column("at", Moment, nullable=False, index=True),
)

parked = Table(
    "parked",
    metadata,
    Column("reference", String(12), primary_key=True),  # what the member was told
    Column("platform", String(16), nullable=False),
    Column("bot", String(40), nullable=False),
    Column("update", String(64), nullable=False),
    Column("raw", LargeBinary, nullable=False),  # sealed
    Column("error", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("at", Moment, nullable=False),
)

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is mistaken for another


async def claim(conn: AsyncConnection, platform: str, bot: str, update: str, now: datetime) -> bool:
    """Take an update for this transaction. False: it was taken before (platforms send at least once)."""
    row = insert_into(conn, inbox).values(platform=platform, bot=bot, update=update, at=now)
    return bool((await conn.execute(row.on_conflict_do_nothing())).rowcount)


async def park(conn: AsyncConnection, ring: Keyring, platform: str, bot: str, update: str, raw: bytes, error: str, attempts: int, now: datetime) -> str:
    """Put aside what could not be handled; returns its reference for the member. The update counts as taken."""
    reference = "".join(secrets.choice(LETTERS) for _ in range(8))
    sealed = ring.seal(raw, reference.encode())
    values = {"platform": platform, "bot": bot, "update": update, "raw": sealed, "error": error[:2000], "attempts": attempts, "at": now}
    await conn.execute(insert(parked).values(reference=reference, **values))
    return reference


async def read_parked(conn: AsyncConnection, ring: Keyring, reference: str) -> bytes | None:
    """The raw event behind a reference, for whoever looks into it."""
    row = (await conn.execute(select(parked.c.raw).where(parked.c.reference == reference))).scalar()
    return None if row is None else ring.open(row, reference.encode())
