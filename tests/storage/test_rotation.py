"""آزمون گردش کلید - a key leaves the house and everything stays readable.   Tested: storage/kit/rotation.py, house.py"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, insert, select, update

from domain.kernel.people import SYSTEM
from domain.kernel.verbs import Note
from storage.kit import audit, house, rotation
from storage.kit.keyring import CannotOpen, Keyring
from storage.kit.rotation import needed, rotate
from storage.kit.sealed import Blind
from storage.kit.unit import Units
from storage.kit.vault import vault_key
from tests.kit.units import START, House, open_house

OLD, NEW = "the first key of the house", "the second key of the house"

card = Table(
    "test_card",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("national_id", LargeBinary),
    Column("national_id_index", LargeBinary, unique=True),
)
BLIND = [Blind(card, "national_id_index", "national_id", "national_id", lambda row: f"member:{row.id}")]


@pytest.fixture
async def home(database_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    monkeypatch.setattr(rotation, "declared", lambda name, kind: BLIND if kind is Blind else [])
    async with open_house(database_url) as opened:
        async with opened.units.engine.begin() as conn:
            await conn.run_sync(card.create)
        yield opened


def units(home: House, *keys: str) -> Units:
    """A process that was started with these keys: nothing opened earlier is remembered."""
    return Units(home.units.engine, Keyring(keys))


async def join(units: Units, member: int, national_id: str) -> None:
    async with units.open(START) as unit:
        sealed = await unit.vault.seal(f"member:{member}", national_id)
        await unit.conn.execute(insert(card).values(id=member, national_id=sealed, national_id_index=unit.vault.index("national_id", national_id)))


async def read(units: Units, member: int) -> str:
    async with units.open(START) as unit:
        row = (await unit.conn.execute(select(card).where(card.c.id == member))).one()
        return await unit.vault.open_text(f"member:{member}", row.national_id)


async def find(units: Units, national_id: str) -> list[int]:
    async with units.open(START) as unit:
        rows = select(card.c.id).where(card.c.national_id_index.in_(unit.vault.indexes("national_id", national_id)))
        return list((await unit.conn.execute(rows)).scalars())


async def turn(units: Units, batch: int = 2) -> int:
    """Rotate to the end; how many rows were moved."""
    moved = 0
    for _ in range(100):
        progress = await rotate(units, START, batch=batch)
        moved += progress.moved
        if progress.done:
            return moved
    raise AssertionError("the rotation does not end")


async def test_the_old_key_can_be_taken_away_after_a_rotation(home: House) -> None:
    before, both, after = units(home, OLD), units(home, NEW, OLD), units(home, NEW)
    for member in range(1, 6):
        await join(before, member, f"00{member}")
    assert [await read(both, m) for m in range(1, 6)] == [f"00{m}" for m in range(1, 6)]
    assert await find(both, "003") == [3]
    with pytest.raises(CannotOpen):
        await read(after, 3)
    assert await needed(both, START)
    assert await turn(both) == 10  # five keys and five indexes
    assert not await needed(both, START)
    assert [await read(units(home, NEW), m) for m in range(1, 6)] == [f"00{m}" for m in range(1, 6)]
    assert await find(after, "003") == [3]
    assert await find(units(home, OLD), "003") == []


async def test_during_a_rotation_new_and_old_rows_are_found_alike(home: House) -> None:
    await join(units(home, OLD), 1, "001")
    both = units(home, NEW, OLD)
    await join(both, 2, "002")
    for _ in range(3):
        assert (await find(both, "001"), await find(both, "002")) == ([1], [2])
        assert (await read(both, 1), await read(both, 2)) == ("001", "002")
        await rotate(both, START, batch=1)


async def test_a_rotation_goes_on_where_a_killed_one_stopped(home: House) -> None:
    for member in range(1, 6):
        await join(units(home, OLD), member, f"00{member}")
    first = await rotate(units(home, NEW, OLD), START, batch=2)
    assert (first.seen, first.moved) == (2, 2)
    assert await turn(units(home, NEW, OLD)) == 8


async def test_a_batch_that_fails_moves_nothing(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    await join(units(home, OLD), 1, "001")
    both = units(home, NEW, OLD)
    async with home.units.engine.connect() as conn:
        before = (await conn.execute(select(vault_key.c.wrapped))).scalars().all()

    async def breaks(*_: Any) -> int:
        raise OSError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(rotation, "_reindex", breaks)
        broken.setattr(rotation, "_rewrap", breaks)
        with pytest.raises(OSError, match="disk"):
            await rotate(both, START)
    async with home.units.engine.connect() as conn:
        assert (await conn.execute(select(vault_key.c.wrapped))).scalars().all() == before
    assert await turn(both) == 2


async def test_what_an_old_process_wrote_meanwhile_is_moved_by_a_second_pass(home: House) -> None:
    for member in (1, 3):
        await join(units(home, OLD), member, f"00{member}")
    both = units(home, NEW, OLD)
    await rotate(both, START, batch=500)
    await join(units(home, OLD), 2, "002")
    await turn(both)
    assert [await read(units(home, NEW), m) for m in (1, 2, 3)] == ["001", "002", "003"]


async def test_two_workers_share_the_steps_and_neither_waits(home: House) -> None:
    await join(units(home, OLD), 1, "001")
    both = units(home, NEW, OLD)
    await rotate(both, START, batch=1)  # the steps are there now
    if home.units.engine.dialect.name == "sqlite":
        await asyncio.gather(*(rotate(both, START, batch=1) for _ in range(4)))  # one writer at a time: the others simply come afterwards
        await turn(both)
        assert await read(units(home, NEW), 1) == "001"
        return
    async with home.units.engine.begin() as busy:
        await busy.execute(select(rotation.rotation_step).where(rotation.rotation_step.c.step == "test_card.national_id_index").with_for_update())
        assert (await rotate(both, START)).seen == 1
        await busy.execute(select(rotation.rotation_step).with_for_update())
        held = await rotate(both, START)
        assert (held.seen, held.moved, held.held) == (0, 0, True)
        assert not held.done
    await turn(both)
    assert await read(units(home, NEW), 1) == "001"


async def test_an_erased_member_stays_erased_and_stops_nobody(home: House) -> None:
    for member in (1, 2):
        await join(units(home, OLD), member, f"00{member}")
    both = units(home, NEW, OLD)
    async with both.open(START) as unit:
        await unit.vault.forget("member:1")
    await turn(both)
    with pytest.raises(CannotOpen):
        await read(units(home, NEW), 1)
    assert await read(units(home, NEW), 2) == "002"


async def test_a_key_that_nothing_opens_is_left_alone(home: House) -> None:
    await join(units(home, "a key that was lost since"), 1, "001")
    await join(units(home, OLD), 2, "002")
    await turn(units(home, NEW, OLD))
    assert await read(units(home, NEW), 2) == "002"
    assert await read(units(home, "a key that was lost since"), 1) == "001"


async def test_a_third_key_begins_a_rotation_of_its_own(home: House) -> None:
    await join(units(home, OLD), 1, "001")
    await turn(units(home, NEW, OLD))
    assert await turn(units(home, "the third key of the house", NEW)) == 2
    assert await read(units(home, "the third key of the house"), 1) == "001"


async def test_members_without_an_identifier_are_passed_over(home: House) -> None:
    await join(units(home, OLD), 1, "001")
    async with home.units.engine.begin() as conn:
        await conn.execute(update(card).values(national_id_index=None))
    assert await turn(units(home, NEW, OLD)) == 1


async def test_what_somebody_wrote_meanwhile_is_not_overwritten(home: House) -> None:
    await join(units(home, OLD), 1, "001")
    async with home.units.open(START) as unit:
        row = (await unit.conn.execute(select(card))).one()
        assert await rotation._replace(unit, BLIND[0], row, b"what stood there before", b"new") == 0
        assert (await unit.conn.execute(select(card))).one() == row
        assert await rotation._replace(unit, BLIND[0], row, row.national_id_index, b"new") == 1


async def test_the_signature_over_the_audit_trail_turns_with_the_key(home: House) -> None:
    async with units(home, OLD).open(START) as unit:
        await unit.note(SYSTEM, Note("kanoon.expire"))
        assert await audit.seal(unit.conn, Keyring([OLD]), START + timedelta(minutes=11)) == 1
    await turn(units(home, NEW, OLD))
    async with units(home, NEW).open(START) as unit:
        assert (await audit.verify(unit.conn, Keyring([NEW]))).broken == ""


async def test_the_lock_of_the_house_turns_with_the_key(home: House) -> None:
    async with home.units.engine.begin() as conn:
        await house.settle(conn, Keyring([OLD]), demo=False)
    await turn(units(home, NEW, OLD))
    async with home.units.engine.begin() as conn:
        await house.settle(conn, Keyring([NEW]), demo=False)
        with pytest.raises(house.WrongHouse, match="no key of EMRESALAT_SECRET_KEY opens"):
            await house.settle(conn, Keyring([OLD]), demo=False)
