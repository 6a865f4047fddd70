"""پیش‌نویس کوچ - writes a draft of the next revision from what the tables and the revisions differ in: `python -m storage.migrations.draft "Why."`.   Then read it.

While nothing is released, `--first` writes the first revisions anew, one for the kit and one for each subsystem.
"""

from __future__ import annotations

import asyncio
import importlib
import sys
import tempfile
from collections.abc import Collection
from pathlib import Path
from textwrap import indent
from typing import Any, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Integer, Table

from storage.kit.audit import KEPT
from storage.kit.database import open_database
from storage.kit.modules import import_every_table, module_names
from storage.kit.tables import Moment, metadata
from storage.migrations import migrate, options, script

GUARD = """
if op.get_bind().dialect.name == "postgresql":
    op.execute(
        "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '42501'; END $$"
    )
    for table in {tables}:
        op.execute(f"CREATE TRIGGER {{table}}_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON {{table}} FOR EACH STATEMENT EXECUTE FUNCTION append_only()")
else:
    for table in {tables}:
        for verb in ("update", "delete"):
            op.execute(f"CREATE TRIGGER {{table}}_keeps_{{verb}} BEFORE {{verb.upper()}} ON {{table}} BEGIN SELECT RAISE(ABORT, '{{table}} is append-only'); END")
"""
UNGUARD = """
if op.get_bind().dialect.name == "postgresql":
    op.execute("DROP FUNCTION append_only()")
"""


def owners() -> dict[str, set[str]]:
    """The tables of the kit, of the chat page and of each subsystem, by its word."""
    found: dict[str, set[str]] = {}
    for name in module_names():
        word = "web" if name.startswith("storage.kit.web") else name.split(".")[1]
        tables = {t.name for t in vars(importlib.import_module(name)).values() if isinstance(t, Table) and t.metadata is metadata}
        found.setdefault(word, set()).update(tables)
    kit = found.pop("kit") - found.get("web", set())
    rest = {word: tables - kit for word, tables in sorted(found.items()) if tables - kit}
    return {"kit": kit, **rest}


async def draft(message: str, tables: Collection[str] | None = None) -> Path:
    """The new file in versions/: what turns the schema of the present revisions into that of the tables (of all of them, or of some)."""
    import_every_table()
    scripts = script()
    first = scripts.get_current_head() is None
    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(f"sqlite+aiosqlite:///{folder}/draft.db")
        try:
            if not first:
                await migrate(engine)
            async with engine.connect() as conn:
                up, down = await conn.run_sync(_compare, metadata.tables if tables is None else tables, not first)
        finally:
            await engine.dispose()
    if first:
        names = repr(tuple(sorted(t.name for t in KEPT)))
        down = "\n".join(line for line in down.splitlines() if "drop_index" not in line)  # an index goes with its table
        up, down = up + indent(GUARD.format(tables=names), "    "), down + indent(UNGUARD, "    ")
    number = f"{len(list(scripts.walk_revisions())) + 1:04}"
    made = scripts.generate_revision(number, message, upgrades=_body(up), downgrades=_body(down), imports="")
    if made is None:
        raise LookupError("Alembic wrote no file")
    return Path(made.path)


async def draft_first() -> list[Path]:
    """The first revisions anew."""
    for old in (Path(__file__).parent / "versions").glob("*.py"):
        old.unlink()
    return [await draft(f"The tables of {word}", tables) for word, tables in owners().items()]


def _compare(conn: Connection, tables: Collection[str], batch: bool) -> tuple[str, str]:
    def ours(_object: object, name: str | None, kind: str, _reflected: bool, _to: object) -> bool:
        return kind != "table" or name in tables

    settings = {**options(), "include_object": ours, "render_as_batch": batch, "target_metadata": metadata, "render_item": _render}
    context = MigrationContext.configure(conn, opts=settings)
    found = produce_migrations(context, metadata)
    ways = found.upgrade_ops, found.downgrade_ops
    up, down = (render_python_code(way, render_as_batch=batch, migration_context=context, render_item=_render) if way else "" for way in ways)
    return up, down


def _render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """A revision keeps its own spelling of our types: it must not change when tables.py does."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(getattr(item, "_variant_mapping", {}).get("sqlite"), Integer):
        return "sa.BigInteger().with_variant(sa.Integer(), 'sqlite')"
    return False


def _body(code: str) -> str:
    """Alembic's lines without its remarks; they come indented, all but the first."""
    lines = [line for line in f"    {code}".splitlines() if line.strip() and "###" not in line]
    return "\n".join(lines).strip()


if __name__ == "__main__":
    if sys.argv[1:] == ["--first"]:
        asyncio.run(draft_first())
    elif len(sys.argv) == 2:
        asyncio.run(draft(sys.argv[1]))
    else:
        raise SystemExit(__doc__)
