"""کوچ‌ها - takes the schema from one revision to another, from code and without a configuration file.   Revisions: versions/; draft of a new one: draft.py"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.kit import house
from storage.kit.keyring import Keyring
from storage.kit.modules import import_every_table
from storage.kit.tables import metadata

LOCK = 0x656D72  # the advisory lock under which one starter migrates and the others wait
LOCK_TIMEOUT, STATEMENT_TIMEOUT = "5s", "10min"  # a table in use is never waited for long: everything behind the waiting ALTER would stand still

Then = Callable[[AsyncConnection], Awaitable[None]]


def script() -> ScriptDirectory:
    """The revisions that lie in versions/."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config)


def head() -> str:
    """The newest revision."""
    revision = script().get_current_head()
    if revision is None:
        raise LookupError("there is no revision")
    return revision


async def migrate(engine: AsyncEngine, revision: str = "head", *, then: Then | None = None) -> bool:
    """Bring the schema up (or down: `base` and earlier revisions) to `revision` in one transaction; whether anything had to be done.

    Two starters do not race: the second waits and finds nothing to do. `then` is called in the same transaction. On PostgreSQL a statement that does not get
    its lock within five seconds fails and everything is as it was: start again at a quieter moment.
    """
    async with engine.connect() as conn, _loose(conn), conn.begin():
        if conn.dialect.name == "postgresql":
            await conn.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
            await conn.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"))
            await conn.execute(text(f"SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT}'"))
        changed = await conn.run_sync(_move, revision)
        if then is not None:
            await then(conn)
        if conn.dialect.name == "sqlite" and (lost := (await conn.execute(text("PRAGMA foreign_key_check"))).all()):
            raise LookupError(f"rows that name a row that is not there: {sorted({row[0] for row in lost})}")
    return changed


@asynccontextmanager
async def _loose(conn: AsyncConnection) -> AsyncIterator[None]:
    """SQLite changes a table by making it anew; while foreign keys are watched that would empty or forbid what points at it. They are checked at the end instead."""
    if conn.dialect.name != "sqlite":
        yield
        return
    raw: Any = (await conn.get_raw_connection()).driver_connection  # outside a transaction: inside one the pragma does nothing
    await raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        await raw.execute("PRAGMA foreign_keys=ON")


async def prepare(engine: AsyncEngine, ring: Keyring, *, demo: bool) -> bool:
    """What every start does before anything else: see that this is the right house, migrate, and mark or try its lock; whether the schema changed.

    Raises house.WrongHouse, and then nothing was touched.
    """
    await house.check_before(engine, demo=demo)
    return await migrate(engine, then=lambda conn: house.settle(conn, ring, demo=demo))


async def current(engine: AsyncEngine) -> str | None:
    """The revision the database is at; None for an empty one."""
    async with engine.connect() as conn:
        return await conn.run_sync(lambda sync: MigrationContext.configure(sync).get_current_revision())


async def differences(engine: AsyncEngine) -> list[Any]:
    """What tables.py's metadata and the database do not agree on, as Alembic tells it; [] when they do."""
    import_every_table()
    async with engine.connect() as conn:
        return await conn.run_sync(lambda sync: compare_metadata(MigrationContext.configure(sync, opts=options()), metadata))


def options() -> dict[str, Any]:
    """How Alembic compares and renders here."""
    return {"compare_type": True, "compare_server_default": True, "render_as_batch": True, "transactional_ddl": True, "include_object": _ours}


SEARCH = "sat_product_words"
"""The full-text index of goods, and the tables SQLite keeps it in: not in the metadata (storage/sat/finding.py)."""


def _ours(_object: object, name: str | None, kind: str, _reflected: bool, _compare_to: object) -> bool:
    return not (kind == "table" and name == "alembic_version") and not (name or "").startswith(SEARCH)


def _move(conn: Connection, revision: str) -> bool:
    scripts = script()
    before = MigrationContext.configure(conn).get_current_revision()
    target = None if revision == "base" else scripts.get_revision(revision).revision
    if before == target:
        return False
    down = before is not None and (target is None or target in {s.revision for s in scripts.iterate_revisions(before, "base")})

    def steps(rev: Any, _context: Any) -> Any:
        return scripts._downgrade_revs(revision, rev) if down else scripts._upgrade_revs(revision, rev)

    environment = EnvironmentContext(Config(), scripts, fn=steps, destination_rev=revision)
    with environment:
        environment.configure(connection=conn, target_metadata=metadata, **options())
        environment.run_migrations()
    return True
