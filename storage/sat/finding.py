"""جست‌وجو - the full-text index of goods: to_tsvector with GIN on PostgreSQL, FTS5 on SQLite.   Sounds: domain/kernel/persian/sounds.py   Port: ports.py `Search`

Alembic compares neither (storage/migrations/__init__.py `SEARCH`); migration 0026 makes them with the same words.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import DDL, ColumnElement, Select, case, column, event, func, literal_column, select, table, text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.sat.ports import Search
from storage.sat.tables import sat_product

INDEX = "sat_product_words"
VECTOR = "to_tsvector('simple', sounds)"
_GONE = f"INSERT INTO {INDEX} ({INDEX}, rowid, sounds) VALUES ('delete', old.id, old.sounds)"
_COME = f"INSERT INTO {INDEX} (rowid, sounds) VALUES (new.id, new.sounds)"
MADE = {
    "postgresql": [f"CREATE INDEX {INDEX} ON sat_product USING gin ({VECTOR}) WHERE shown"],
    "sqlite": [
        f"CREATE VIRTUAL TABLE {INDEX} USING fts5 (sounds, content='sat_product', content_rowid='id', tokenize='unicode61 remove_diacritics 0')",
        f"CREATE TRIGGER {INDEX}_added AFTER INSERT ON sat_product BEGIN {_COME}; END",
        f"CREATE TRIGGER {INDEX}_deleted AFTER DELETE ON sat_product BEGIN {_GONE}; END",
        f"CREATE TRIGGER {INDEX}_changed AFTER UPDATE OF sounds ON sat_product WHEN old.sounds <> new.sounds BEGIN {_GONE}; {_COME}; END",
    ],
}
for _dialect, _statements in MADE.items():
    for _statement in _statements:
        event.listen(sat_product, "after_create", DDL(_statement).execute_if(dialect=_dialect))
event.listen(sat_product, "before_drop", DDL(f"DROP TABLE {INDEX}").execute_if(dialect="sqlite"))

p = sat_product.c


def searching(conn: AsyncConnection, wanted: Search, limit: int) -> Select[Any]:
    """Each sound begins a word; near ones first, then the newest."""
    found = select(sat_product).where(p.shown)
    if wanted.sounds:
        found = found.where(_in_postgres(wanted) if conn.dialect.name == "postgresql" else _in_sqlite(wanted))
    if wanted.sections:
        found = found.where(p.section.in_([s.value for s in wanted.sections]))
    if wanted.sat is not None:
        found = found.where(p.sat == wanted.sat)
    if wanted.province:
        found = found.where(p.province == wanted.province)
    if wanted.monthly:
        found = found.where(p.monthly)
    if wanted.in_stock:
        found = found.where(p.stock > 0)
    near = [case((p.province == wanted.near, 0), else_=1)] if wanted.near else []
    order = [p.price, *near, p.id.desc()] if wanted.cheapest_first else [*near, p.id.desc()]
    return found.order_by(*order).limit(limit)


def _in_postgres(wanted: Search) -> ColumnElement[bool]:
    asked = " & ".join(f"{sound}:*" for sound in wanted.sounds)  # a sound has letters and digits only
    return literal_column(VECTOR).op("@@")(func.to_tsquery("simple", asked))


def _in_sqlite(wanted: Search) -> ColumnElement[bool]:
    asked = " AND ".join(f'"{sound}"*' for sound in wanted.sounds)
    words = table(INDEX, column("rowid"))
    return p.id.in_(select(words.c.rowid).where(text(f"{INDEX} MATCH :asked").bindparams(asked=asked)))
