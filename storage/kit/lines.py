"""خط‌های ساده - single statements straight on the driver, without SQLAlchemy: for what every message does (PostgreSQL).   Statements: storage/kit/quick.py"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg  # type: ignore[import-untyped]  # asyncpg has no types
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.kit.database import CONNECTING, Away

_names = itertools.count()


class Lines:
    """A few connections in autocommit: every statement is prepared once on each, and stands for itself. They close with the engine."""

    def __init__(self, engine: AsyncEngine, most: int = 16) -> None:
        self._to = dict(engine.dialect.create_connect_args(engine.url)[1])
        for name in ("prepared_statement_cache_size", "prepared_statement_name_func"):
            self._to.pop(name, None)  # SQLAlchemy's own
        self._free = asyncio.Semaphore(most)
        self._idle: list[Any] = []
        event.listen(engine.sync_engine, "engine_disposed", lambda _: self._close())

    async def rows(self, statement: str, *values: object) -> list[Any]:
        """The rows of one statement. Raises Away without a connection, else what the driver raises (`may_retry` knows)."""
        async with self._free:
            conn = await self._open()
            try:
                found: list[Any] = await conn.fetch(statement, *values)
            except asyncpg.PostgresError:
                self._keep(conn)
                raise
            except BaseException:
                conn.terminate()  # cancelled or cut in the middle: nobody knows what it would answer next
                raise
            self._keep(conn)
            return found

    def _keep(self, conn: Any) -> None:
        if not conn.is_closed():
            self._idle.append(conn)

    async def _open(self) -> Any:
        while self._idle:
            conn = self._idle.pop()
            if not conn.is_closed():
                return conn
        try:
            return await asyncpg.connect(**self._to)
        except CONNECTING as error:
            raise Away(f"no connection: {type(error).__name__}") from error

    def _close(self) -> None:
        while self._idle:
            self._idle.pop().terminate()


async def rows_within(conn: AsyncConnection, statement: str, *values: object) -> list[Any]:
    """The same inside the transaction of a unit of work."""
    found: list[Any] = await (await _driver(conn)).fetch(statement, *values)
    return found


@asynccontextmanager
async def savepoint(conn: AsyncConnection) -> AsyncIterator[None]:
    """What happens inside is undone when it raises; savepoints may lie within each other. On PostgreSQL straight on the driver.

    There each has a name of its own, so that one that held need not be released, which would be one more round trip: the commit ends it.
    """
    if conn.dialect.name != "postgresql":
        async with conn.begin_nested():
            yield
        return
    driver: Any = (await conn.get_raw_connection()).driver_connection
    if driver.is_in_transaction():
        name = f"s{next(_names)}"
        await driver.execute(f"SAVEPOINT {name}")
    else:
        name = "first"
        await conn.exec_driver_sql(f"SAVEPOINT {name}")  # SQLAlchemy lets a transaction begin with its first statement
    try:
        yield
    except BaseException:
        if not driver.is_closed():
            await driver.execute(f"ROLLBACK TO {name}; RELEASE {name}")
        raise


async def _driver(conn: AsyncConnection) -> Any:
    driver: Any = (await conn.get_raw_connection()).driver_connection
    if not driver.is_in_transaction():
        await conn.exec_driver_sql("SELECT 1")  # as above
    return driver
