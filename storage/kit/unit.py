"""واحد کار - one transaction with its moment, its audit notes and its events.   Opened by bot/inbox.py, bot/jobs.py and tests"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

import msgspec
from sqlalchemy import Column, Index, LargeBinary, String, Table, insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from domain.kernel.people import Actor
from domain.kernel.verbs import Event, Note
from storage.kit.database import connected, connected_late
from storage.kit.hats import HatRows
from storage.kit.keyring import Keyring
from storage.kit.lines import Lines, savepoint
from storage.kit.tables import Moment, RowId, metadata
from storage.kit.vault import Opened, Vault

audit_note = Table(
    "audit_note",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("who", String(80), nullable=False),  # member:<id>, <platform>:<id> or system
    Column("verb", String(80), nullable=False),
    Column("about", String(120), nullable=False),
    Column("facts", LargeBinary, nullable=False),  # JSON without personal identifiers
    Index("ix_audit_note_about", "about"),
)

INSERT_NOTE = insert(audit_note)  # made once: building a statement costs as much as sending it


def _plain(value: object) -> object:
    return value.value if isinstance(value, Enum) else str(value)


_json = msgspec.json.Encoder(enc_hook=_plain, order="sorted")


@dataclass(slots=True)
class UnitOfWork:
    """Everything that happens together: committed as a whole or not at all. Implements domain.kernel.verbs.Unit."""

    conn: AsyncConnection
    now: datetime
    vault: Vault
    events: list[Event] = field(default_factory=list)

    @property
    def hats(self) -> HatRows:
        return HatRows(self.conn, self.now)

    def record(self, event: Event) -> None:
        self.events.append(event)

    async def note(self, actor: Actor, note: Note) -> None:
        who = f"member:{actor.member}" if actor.member is not None else actor.person or "system"
        values = {"at": self.now, "who": who, "verb": note.verb, "about": note.about, "facts": _json.encode(note.facts)}
        await self.conn.execute(INSERT_NOTE, values)

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """Inside, either everything or nothing: on an exception its rows and its events vanish and the exception goes on."""
        mark = len(self.events)
        try:
            async with savepoint(self.conn):
                yield
        except BaseException:
            del self.events[mark:]
            raise


@dataclass(slots=True)
class Units:
    """Opens units of work on one database with one ring of keys."""

    engine: AsyncEngine
    ring: Keyring
    kept: Opened = field(default_factory=Opened)
    lines: Lines | None = field(init=False)  # of PostgreSQL: for what every message does
    _plain: AsyncEngine = field(init=False)

    def __post_init__(self) -> None:
        self.lines = Lines(self.engine) if self.postgres else None
        self._plain = self.engine.execution_options(isolation_level="AUTOCOMMIT") if self.postgres else self.engine

    @property
    def postgres(self) -> bool:
        return self.engine.dialect.name == "postgresql"

    @asynccontextmanager
    async def look(self, now: datetime) -> AsyncIterator[UnitOfWork]:
        """A unit that is no transaction: every statement stands for itself. It connects when it is first asked for something."""
        async with connected_late(self._plain) as conn:
            unit = UnitOfWork(conn, now, Vault(conn, self.ring, self.kept))
            yield unit
        unit.vault.share()

    @asynccontextmanager
    async def open(self, now: datetime) -> AsyncIterator[UnitOfWork]:
        """A unit of work that commits at the end of the block, or rolls back when it raises."""
        async with connected(self.engine) as conn, conn.begin():
            unit = UnitOfWork(conn, now, Vault(conn, self.ring, self.kept))
            yield unit
            await unit.vault.flush()
        unit.vault.share()
