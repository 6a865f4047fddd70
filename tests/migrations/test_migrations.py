"""آزمون کوچ‌ها - every revision goes up and down on both databases, and ends where the tables are.   Tested: storage/migrations/"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import Column, Table, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

import storage.migrations
from storage.kit import house
from storage.kit.database import open_database
from storage.kit.keyring import Keyring
from storage.kit.modules import import_every_table
from storage.kit.tables import Moment, RowId, metadata
from storage.migrations import current, differences, draft, head, migrate, prepare, script

RING = Keyring(["the only key of the house"])
REVISIONS = [revision.revision for revision in script().walk_revisions()][::-1]

SCHEMA = {
    "sqlite": "SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_master WHERE tbl_name <> 'alembic_version'",
    "postgresql": """
        SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default, character_maximum_length)
          FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'
        UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'
        UNION ALL SELECT conname || ': ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conname NOT LIKE 'alembic%'
        UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT proname || ': ' || prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    """,
}


async def schema(engine: AsyncEngine) -> list[str]:
    """Everything the database knows of its own shape, one line each: the words in one order, for constraints may be written down in another."""
    async with engine.connect() as conn:
        lines = (await conn.execute(text(SCHEMA[engine.dialect.name]))).scalars()
        return sorted(" ".join(sorted(re.findall(r"[^\s\",()]+", line))) for line in lines)


@pytest.fixture
async def engine(empty_url: str) -> AsyncIterator[AsyncEngine]:
    opened = open_database(empty_url)
    yield opened
    await opened.dispose()


async def test_an_empty_database_gets_the_whole_schema_at_once(engine: AsyncEngine) -> None:
    assert await current(engine) is None
    assert await migrate(engine)
    assert await current(engine) == head()
    assert not await migrate(engine)


async def test_every_revision_goes_up_and_down_and_up_again(engine: AsyncEngine) -> None:
    empty = await schema(engine)
    for revision, before in zip(REVISIONS, ["base", *REVISIONS], strict=False):
        earlier = await schema(engine)
        assert await migrate(engine, revision)
        there = await schema(engine)
        assert await migrate(engine, before)
        assert await schema(engine) == earlier
        assert await migrate(engine, revision)
        assert await schema(engine) == there
    assert await migrate(engine, "base")
    assert await schema(engine) == empty


async def test_the_revisions_end_where_the_tables_are(engine: AsyncEngine) -> None:
    await migrate(engine)
    assert await differences(engine) == []


async def test_indexes_checks_and_triggers_are_those_of_the_tables_too(engine: AsyncEngine) -> None:
    import_every_table()
    async with engine.begin() as conn:
        await conn.run_sync(metadata.create_all)
    by_tables = await schema(engine)
    async with engine.begin() as conn:
        await conn.run_sync(metadata.drop_all)
        if engine.dialect.name == "postgresql":
            await conn.execute(text("DROP FUNCTION append_only()"))
    assert await schema(engine) == []
    await migrate(engine)
    assert await schema(engine) == by_tables


@pytest.mark.parametrize("table", ["audit_note", "audit_seal"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET at = at", "DELETE FROM {}", "TRUNCATE {}"])
async def test_a_migrated_database_refuses_to_forget(engine: AsyncEngine, table: str, verb: str) -> None:
    await migrate(engine)
    note = {"audit_note": "(id, at, who, verb, about, facts) VALUES (1, '2026-11-24', 'system', 'x', '', 'x')"}
    seal = "(partition, n, first_id, last_id, covers, late, prev, hash, at) VALUES (0, 0, 1, 1, '1', false, 'x', 'x', '2026-11-24')"
    async with engine.begin() as conn:
        await conn.execute(text(f"INSERT INTO {table} {note.get(table, seal)}"))
    message = "syntax error" if verb.startswith("TRUNCATE") and engine.dialect.name == "sqlite" else "append-only"
    with pytest.raises(DBAPIError, match=message):
        async with engine.begin() as conn:
            await conn.execute(text(verb.format(table)))
    async with engine.connect() as conn:
        assert (await conn.execute(text(f"SELECT count(*) FROM {table}"))).scalar() == 1


async def test_two_starters_do_not_race(empty_url: str) -> None:
    starters = [open_database(empty_url) for _ in range(4)]
    changed = await asyncio.gather(*(prepare(starter, RING, demo=False) for starter in starters))
    assert sorted(changed) == [False, False, False, True]
    assert await differences(starters[0]) == []
    for starter in starters:
        await starter.dispose()


async def test_a_revision_that_breaks_leaves_nothing_behind(engine: AsyncEngine) -> None:
    async def breaks(_conn: object) -> None:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="disk"):
        await migrate(engine, then=breaks)
    assert await current(engine) is None
    assert await schema(engine) == []


async def test_a_table_in_use_is_not_waited_for(engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    if engine.dialect.name == "sqlite":
        monkeypatch.setattr("storage.kit.database.PRAGMAS", ("busy_timeout=50",))
    monkeypatch.setattr(storage.migrations, "LOCK_TIMEOUT", "50ms")
    await migrate(engine)
    async with engine.connect() as member, member.begin():
        await member.execute(text("INSERT INTO house (key, value) VALUES ('x', 'y')"))
        with pytest.raises(DBAPIError, match=r"lock timeout|database is locked"):
            await migrate(engine, "base")
    assert await current(engine) == head()


async def test_a_table_may_be_made_anew_under_those_that_point_at_it(engine: AsyncEngine) -> None:
    async def rebuild(conn: AsyncConnection) -> None:
        if engine.dialect.name == "sqlite":
            assert (await conn.execute(text("PRAGMA foreign_keys"))).scalar() == 0
        await conn.execute(text("CREATE TABLE street (id INTEGER PRIMARY KEY)"))
        await conn.execute(text("CREATE TABLE door (id INTEGER PRIMARY KEY, street INTEGER REFERENCES street (id))"))
        await conn.execute(text("INSERT INTO street VALUES (1)"))
        await conn.execute(text("INSERT INTO door VALUES (1, 1)"))

    await migrate(engine, then=rebuild)
    async with engine.begin() as conn:
        with pytest.raises(IntegrityError):
            await conn.execute(text("INSERT INTO door VALUES (2, 9)"))


async def test_a_revision_that_loses_a_row_others_point_at_is_undone_on_sqlite_too(tmp_path: Path) -> None:
    async def lose(conn: AsyncConnection) -> None:
        await conn.execute(text("CREATE TABLE street (id INTEGER PRIMARY KEY)"))
        await conn.execute(text("CREATE TABLE door (id INTEGER PRIMARY KEY, street INTEGER REFERENCES street (id))"))
        await conn.execute(text("INSERT INTO door VALUES (1, 1)"))

    engine = open_database(f"sqlite+aiosqlite:///{tmp_path / 'empty.db'}")
    with pytest.raises(LookupError, match="door"):
        await migrate(engine, then=lose)
    assert await schema(engine) == []
    async with engine.connect() as conn:
        assert (await conn.execute(text("PRAGMA foreign_keys"))).scalar() == 1
    await engine.dispose()


async def test_the_demo_comes_back_to_its_own_house(engine: AsyncEngine) -> None:
    assert await prepare(engine, RING, demo=True)
    assert not await prepare(engine, RING, demo=True)


async def test_the_demo_does_not_enter_a_house_that_it_did_not_make(engine: AsyncEngine) -> None:
    await prepare(engine, RING, demo=False)
    before = await schema(engine)
    with pytest.raises(house.WrongHouse, match="did not create"):
        await prepare(engine, RING, demo=True)
    assert await schema(engine) == before


async def test_the_demo_does_not_enter_a_database_of_somebody_else(engine: AsyncEngine) -> None:
    async with engine.begin() as conn:
        await conn.execute(text("CREATE TABLE wages (amount INTEGER)"))
    with pytest.raises(house.WrongHouse, match="did not create"):
        await prepare(engine, RING, demo=True)
    assert await current(engine) is None


async def test_the_real_house_does_not_move_into_the_demo(engine: AsyncEngine) -> None:
    await prepare(engine, RING, demo=True)
    with pytest.raises(house.WrongHouse, match="belongs to the demo"):
        await prepare(engine, RING, demo=False)


async def test_a_stranger_with_another_key_is_refused_before_anything_is_sealed(engine: AsyncEngine) -> None:
    await prepare(engine, RING, demo=False)
    with pytest.raises(house.WrongHouse, match="no key of EMRESALAT_SECRET_KEY opens"):
        await prepare(engine, Keyring(["the key of another house"]), demo=False)
    assert not await prepare(engine, Keyring(["a newer key of the house", "the only key of the house"]), demo=False)


def test_the_revisions_are_one_line_without_branches() -> None:
    assert len(script().get_heads()) == 1
    assert sorted(REVISIONS) == REVISIONS
    names = sorted(p.name for p in Path(storage.migrations.__file__).parent.glob("versions/*.py"))
    assert [name[:4] for name in names] == REVISIONS


async def test_a_draft_holds_what_changed_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = {}

    class Scripts:
        def __init__(self) -> None:
            self.real = script()

        def get_current_head(self) -> str | None:
            return self.real.get_current_head()

        def walk_revisions(self) -> object:
            return self.real.walk_revisions()

        def generate_revision(self, number: str, message: str, **ways: str) -> object:
            made.update(ways, number=number, message=message)
            return type("Made", (), {"path": str(tmp_path / "draft.py")})

    monkeypatch.setattr(draft, "script", Scripts)
    await draft.draft("Nothing.")
    assert (made["upgrades"], made["downgrades"]) == ("pass", "pass")
    garden = Table("garden", metadata, Column("id", RowId, primary_key=True), Column("planted", Moment))
    try:
        await draft.draft("A garden.")
    finally:
        metadata.remove(garden)
    assert (made["number"], made["message"]) == (f"{len(REVISIONS) + 1:04}", "A garden.")
    assert made["downgrades"] == "op.drop_table('garden')"
    assert "sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False)," in made["upgrades"]
    assert "sa.Column('planted', sa.DateTime(timezone=True), nullable=True)," in made["upgrades"]
