"""پایگاه داده - opens SQLite (the embedded default) or PostgreSQL.   Schema: storage/kit/tables.py, storage/migrations/"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from asyncpg import InterfaceError, PostgresError  # type: ignore[import-untyped]  # asyncpg has no types
from sqlalchemy import Table, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.exc import TimeoutError as PoolIsEmpty
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

log = logging.getLogger(__name__)

GIVING_BACK = 15.0  # seconds for the last statements of a process that stops
PRAGMAS = ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=15000", "synchronous=NORMAL")


def open_database(url: str, *, pool: int = 16) -> AsyncEngine:
    """An engine for `sqlite+aiosqlite:///path` or `postgresql+asyncpg://…`; a file's folder is made when missing.

    SQLite: the driver's own transactions are switched off, every transaction starts with BEGIN IMMEDIATE: one writer at a time and honest savepoints.
    What a statement carried is never part of an error's text: it may be personal.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_async_engine(parsed, hide_parameters=True)
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
        return engine
    engine = create_async_engine(parsed, pool_size=pool, max_overflow=0, pool_timeout=30, hide_parameters=True)
    event.listen(engine.sync_engine, "checkout", _refuse_closed)
    return engine


class Away(ConnectionError):
    """No connection could be had: the database is down, is starting, or everybody is at it."""


CONNECTING = (OSError, TimeoutError, PoolIsEmpty, PostgresError, InterfaceError, DBAPIError)  # the driver's own errors come through while it connects


class LateConnection(AsyncConnection):
    """Connects with its first statement: a message that asks the database nothing takes no connection. Raises Away when there is none."""

    async def execute(self, *args: Any, **kwargs: Any) -> Any:
        """See AsyncConnection."""
        await self._begin()
        return await super().execute(*args, **kwargs)

    async def exec_driver_sql(self, *args: Any, **kwargs: Any) -> Any:
        """See AsyncConnection."""
        await self._begin()
        return await super().exec_driver_sql(*args, **kwargs)

    async def _begin(self) -> None:
        if self.sync_connection is None:
            try:
                await self.start()
            except CONNECTING as error:
                raise Away(f"no connection: {type(error).__name__}") from error

    @property  # type: ignore[misc]  # there it is a proxy of the connection, which is not there yet
    def dialect(self) -> Any:
        """Known before there is a connection."""
        return self.sync_engine.dialect


@asynccontextmanager
async def connected_late(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A connection for the block, made when it is first used."""
    conn = LateConnection(engine)
    try:
        yield conn
    finally:
        if conn.sync_connection is not None:
            await _give_back(conn)


@asynccontextmanager
async def connected(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A connection for the block. Raises Away when there is none; what happens inside raises as it does."""
    try:
        conn = await engine.connect()
    except CONNECTING as error:
        raise Away(f"no connection: {type(error).__name__}") from error
    try:
        yield conn
    finally:
        await _give_back(conn)


async def _give_back(conn: AsyncConnection) -> None:
    """A cancelled task gives its connection back as well, and ends only then."""
    closing = asyncio.ensure_future(conn.close())
    try:
        await asyncio.shield(closing)
    except asyncio.CancelledError:
        await asyncio.wait([closing])
        raise


async def close_database(engine: AsyncEngine) -> None:
    """Close every connection, also those that somebody holds who was cancelled a moment ago: what comes back after the pool is gone is closed by nobody."""
    pool: Any = engine.pool
    try:
        async with asyncio.timeout(GIVING_BACK):
            while pool.checkedout():  # noqa: ASYNC110 - the pool tells nobody when the last one comes back
                await asyncio.sleep(0.005)
    except TimeoutError:
        log.warning("%d connections were still in use and are given up", pool.checkedout())
    await engine.dispose()


def _refuse_closed(dbapi: Any, _record: Any, _proxy: Any) -> None:
    """A connection that was cut while it lay idle is known to be closed: the pool gives another one, without asking the server anything."""
    if dbapi.driver_connection.is_closed():
        raise DisconnectionError


def _prepare_sqlite(dbapi: Any, _record: Any) -> None:
    dbapi.isolation_level = None
    cursor = dbapi.cursor()
    try:
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
    except BaseException:  # a file that is no database: nobody else knows of this connection yet
        dbapi.close()
        raise
    cursor.close()


def _begin_sqlite(conn: Any) -> None:
    conn.exec_driver_sql("BEGIN IMMEDIATE")


def insert_into(conn: AsyncConnection, table: Table) -> Any:
    """An INSERT that knows `.on_conflict_do_nothing()` and `.on_conflict_do_update()` on both databases."""
    return postgresql.insert(table) if conn.dialect.name == "postgresql" else sqlite.insert(table)


def is_postgres(conn: AsyncConnection) -> bool:
    return conn.dialect.name == "postgresql"


RETRY_STATES = frozenset({"40001", "40P01", "55P03", "57P01", "57P02", "57P03", "08006", "08003", "08000"})
"""SQLSTATEs after which the whole event is tried again: serialization, deadlock, lock time-out, server going down or starting, lost connection."""


def may_retry(error: BaseException) -> bool:
    """Whether the same work may succeed on a new connection: lost connection, deadlock, serialization failure, busy SQLite."""
    if isinstance(error, PostgresError):  # of a plain line (storage/kit/lines.py)
        return error.sqlstate in RETRY_STATES
    if not isinstance(error, DBAPIError):
        return isinstance(error, ConnectionError | InterfaceError)
    state = getattr(error.orig, "sqlstate", None) or getattr(getattr(error.orig, "__cause__", None), "sqlstate", None)
    return error.connection_invalidated or state in RETRY_STATES or "database is locked" in str(error.orig)
