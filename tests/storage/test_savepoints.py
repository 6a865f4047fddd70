"""آزمون پله‌ها - what fails is undone as far as its own savepoint, and no further.   Tested: storage/kit/lines.py"""

from __future__ import annotations

import pytest
from sqlalchemy import select

from domain.kernel.people import Actor
from domain.kernel.verbs import Note
from storage.kit.unit import UnitOfWork, audit_note
from tests.kit.units import House, open_house


class Failed(Exception):
    """What happens inside a savepoint does not succeed."""


async def notes(unit: UnitOfWork, *verbs: str, fails: bool = False) -> None:
    async with unit.savepoint():
        for verb in verbs:
            await unit.note(Actor(None, frozenset()), Note(verb))
        if fails:
            raise Failed


async def noted(house: House) -> list[str]:
    async with house.units.open(house.now) as unit:
        return list((await unit.conn.execute(select(audit_note.c.verb).order_by(audit_note.c.id))).scalars())


async def test_what_failed_is_undone_and_what_stood_beside_it_stays(database_url: str) -> None:
    async with open_house(database_url) as house:
        async with house.units.open(house.now) as unit:
            await notes(unit, "first")
            with pytest.raises(Failed):
                await notes(unit, "second", fails=True)
            await notes(unit, "third")
            with pytest.raises(Failed):
                await notes(unit, "fourth", fails=True)
        assert await noted(house) == ["first", "third"]


async def test_what_held_is_undone_with_what_stood_around_it(database_url: str) -> None:
    async with open_house(database_url) as house:
        async with house.units.open(house.now) as unit:
            await notes(unit, "before")
            with pytest.raises(Failed):
                async with unit.savepoint():
                    await notes(unit, "inner")
                    with pytest.raises(Failed):
                        await notes(unit, "innermost", fails=True)
                    await notes(unit, "another")
                    raise Failed
            await unit.note(Actor(None, frozenset()), Note("after"))
        assert await noted(house) == ["before", "after"]


async def test_the_first_of_the_next_transaction_is_its_own(database_url: str) -> None:
    async with open_house(database_url) as house:
        for verb in ("one", "two"):
            async with house.units.open(house.now) as unit:
                with pytest.raises(Failed):
                    await notes(unit, "lost", fails=True)
                await notes(unit, verb)
        assert await noted(house) == ["one", "two"]
