"""آزمون ستون‌های مهرشده - what the house's own key sealed in the tables of the kit turns with the key.   Tested: storage/kit/sealed_columns.py, rotation.py"""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Boolean, DateTime, Integer, LargeBinary, String, insert, select

from storage.kit.keyring import Keyring
from storage.kit.modules import declared
from storage.kit.rotation import rotate, steps
from storage.kit.sealed import Blind, Sealed
from storage.kit.sealed_columns import BLIND, SEALED
from storage.kit.unit import Units
from storage.kit.webchat import WebChats
from tests.kit.units import START, open_house

OLD, NEW = "the first key of the house", "the second key of the house"


class Row:
    """A row before it is one: its columns as attributes."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.__dict__.update(values)


def filled(thing: Sealed, ring: Keyring) -> dict[str, Any]:
    """A row of the table with something in every column, and the sealed one sealed."""
    values: dict[str, Any] = {}
    for column in thing.table.columns:
        kind = column.type
        if isinstance(kind, String):
            values[column.name] = {"state": "ready", "owner": "bot"}.get(column.name, "web1")
        elif isinstance(kind, (Integer, Boolean)):
            values[column.name] = 1
        elif isinstance(kind, LargeBinary):
            values[column.name] = b"x"
        else:
            values[column.name] = START if isinstance(getattr(kind, "impl", kind), DateTime) else None
    if "rahyar" in values:
        values["rahyar"] = None
    values[thing.column] = ring.seal("سلام زهرا".encode(), thing.about(Row(values)))  # type: ignore[arg-type]  # attributes are all it reads
    return values


@pytest.mark.parametrize("thing", SEALED, ids=lambda thing: thing.name)
async def test_a_sealed_column_opens_with_the_new_key_alone(database_url: str, thing: Sealed) -> None:
    async with open_house(database_url) as home:
        async with home.units.engine.begin() as conn:
            await conn.execute(insert(thing.table).values(filled(thing, Keyring([OLD]))))
        both = Units(home.units.engine, Keyring([NEW, OLD]))
        moved = 0
        while not (progress := await rotate(both, START)).done:
            moved += progress.moved
        async with home.units.engine.connect() as conn:
            row = (await conn.execute(select(thing.table))).one()
        assert moved >= 1
        assert Keyring([NEW]).open(row._mapping[thing.column], thing.about(row)).decode() == "سلام زهرا"


async def test_a_chat_of_the_page_is_found_and_read_after_the_old_key_has_gone(database_url: str) -> None:
    async with open_house(database_url) as home:
        before = WebChats(home.units.engine, Keyring([OLD]))
        chat = await before.chat_of("+989121234567", "web1", START)
        await before.say(chat, "person", {"text": "سلام"}, START)
        both = Units(home.units.engine, Keyring([NEW, OLD]))
        while not (await rotate(both, START)).done:
            pass
        after = WebChats(home.units.engine, Keyring([NEW]))
        assert await after.chat_of("+989121234567", "web2", START) == chat
        assert [message.body for message in (await after.since(chat, 0))[1]] == [{"text": "سلام"}]


def test_every_declared_column_exists_and_is_a_step() -> None:
    things = [*declared("SEALED", Sealed), *declared("BLIND", Blind)]
    assert {thing.name for thing in (*SEALED, *BLIND)} <= {thing.name for thing in things}
    assert [thing.name for thing in things if thing.column not in thing.table.columns] == []
    assert [b.name for b in things if isinstance(b, Blind) and b.sealed not in b.table.columns] == []
    assert len(steps()) == len(things) + 1
