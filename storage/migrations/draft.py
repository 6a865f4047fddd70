"""پیش‌نویس کوچ - writes a draft of the next revision from what the tables and the revisions differ in: `python -m storage.migrations.draft "Why."`.   Then read it."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import Any, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Integer

from storage.kit.database import open_database
from storage.kit.modules import import_every_table
from storage.kit.tables import Moment, metadata
from storage.migrations import migrate, options, script


def draft(message: str, url: str = "") -> str:
    """The path of the new file in versions/. `url`: an empty database to compare with, by default a SQLite file that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_draft(message, url or f"sqlite+aiosqlite:///{folder}/draft.db"))


async def _draft(message: str, url: str) -> str:
    import_every_table()
    scripts = script()
    engine = open_database(url)
    try:
        if scripts.get_current_head() is not None:
            await migrate(engine)
        async with engine.connect() as conn:
            up, down = await conn.run_sync(_compare)
    finally:
        await engine.dispose()
    number = f"{len(list(scripts.walk_revisions())) + 1:04}"
    made = scripts.generate_revision(number, message, upgrades=up, downgrades=down, imports="")
    if made is None:
        raise LookupError("Alembic wrote no file")
    return made.path


def _compare(conn: Connection) -> tuple[str, str]:
    context = MigrationContext.configure(conn, opts={**options(), "target_metadata": metadata, "render_item": _render})
    script_of = produce_migrations(context, metadata)
    ways = script_of.upgrade_ops, script_of.downgrade_ops
    up, down = (render_python_code(way, render_as_batch=True, migration_context=context, render_item=_render) if way else "pass" for way in ways)
    return up, down


def _render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """A revision keeps its own spelling of our types: it must not change when tables.py does."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(getattr(item, "mapping", {}).get("sqlite"), Integer):
        return "sa.BigInteger().with_variant(sa.Integer(), 'sqlite')"
    return False


if __name__ == "__main__":
    print(Path(draft(" ".join(sys.argv[1:]) or "What changes and why.")).name)
