"""ردیف‌ها - the rows of a walked database: kept, put back, counted from outside of the house.   Used by: world.py"""

from __future__ import annotations

import asyncio
import hashlib
import sqlite3
from collections.abc import Callable
from typing import Any, Protocol

import asyncpg  # type: ignore[import-untyped]  # asyncpg has no types
from sqlalchemy import event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.kit.tables import metadata


class Rows(Protocol):
    """The rows of a database, all of them: taken out and put back from outside of the house."""

    async def keep(self) -> Any: ...
    async def put_back(self, kept: Any) -> None: ...
    async def digest(self, tables: tuple[str, ...]) -> str: ...
    async def count(self, table: str, where: str) -> int: ...
    async def close(self) -> None: ...


class SqliteRows:
    """Whole copies of the file, in memory."""

    def __init__(self, path: str) -> None:
        self._conn = sqlite3.connect(path, isolation_level=None, timeout=15)

    async def keep(self) -> sqlite3.Connection:
        kept = sqlite3.connect(":memory:")
        self._conn.backup(kept)
        return kept

    async def put_back(self, kept: sqlite3.Connection) -> None:
        kept.backup(self._conn)

    async def digest(self, tables: tuple[str, ...]) -> str:
        rows = [repr(self._conn.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()) for table in tables]
        return hashlib.blake2b("\n".join(rows).encode(), digest_size=12).hexdigest()

    async def count(self, table: str, where: str) -> int:
        return int(self._conn.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()[0])

    async def close(self) -> None:
        self._conn.close()


class PostgresRows:
    """Every table read and written whole; triggers and references sleep while it is put back."""

    def __init__(self, conn: Any) -> None:
        self._conn = conn
        self._tables = [table.name for table in metadata.sorted_tables]

    async def keep(self) -> dict[str, list[Any]]:
        return {table: [tuple(row) for row in await self._conn.fetch(f'SELECT * FROM "{table}"')] for table in self._tables}

    async def put_back(self, kept: dict[str, list[Any]]) -> None:
        async with self._conn.transaction():
            await self._conn.execute("SET LOCAL session_replication_role = replica")
            await self._conn.execute(";".join(f'DELETE FROM "{table}"' for table in self._tables))
            for table, rows in kept.items():
                if rows:
                    await self._conn.copy_records_to_table(table, records=rows)

    async def digest(self, tables: tuple[str, ...]) -> str:
        rows = [repr(sorted(map(repr, await self._conn.fetch(f'SELECT * FROM "{table}"')))) for table in tables]
        return hashlib.blake2b("\n".join(rows).encode(), digest_size=12).hexdigest()

    async def count(self, table: str, where: str) -> int:
        return int(await self._conn.fetchval(f"SELECT count(*) FROM {table} WHERE {where}"))

    async def close(self) -> None:
        await self._conn.close()


async def rows_of(url: str) -> Rows:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return SqliteRows(str(parsed.database))
    return PostgresRows(await asyncpg.connect(url.replace("postgresql+asyncpg://", "postgresql://", 1)))


async def at_once(connection: Any, work: Callable[..., Any], *args: Any, **more: Any) -> Any:
    """Does in this thread what aiosqlite gives to another: a walk is tens of thousands of tiny statements, and the way there and back is most of their cost."""
    for _ in range(2_000):
        try:
            return work(*args, **more)
        except sqlite3.OperationalError as busy:
            if "locked" not in str(busy):
                raise
        await asyncio.sleep(0.001)
    raise TimeoutError("somebody keeps the database")


PRAGMAS = ("journal_mode=MEMORY", "foreign_keys=ON", "busy_timeout=0", "synchronous=OFF")
"""Of a database that need not outlive the walk: restarts are of the house, not of the machine (real kills: tests/stories)."""


def _prepare(dbapi: Any, _record: Any) -> None:
    dbapi.isolation_level = None
    cursor = dbapi.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(conn: Any) -> None:
    conn.exec_driver_sql("BEGIN IMMEDIATE")


def quick_sqlite(url: str) -> AsyncEngine:
    """SQLite for ten thousand small acts. Otherwise as `storage.kit.database.open_database`."""
    engine = create_async_engine(url, connect_args={"check_same_thread": False})
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine
