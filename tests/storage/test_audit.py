"""آزمون دفتر وقایع - nobody changes what was written down without being seen.   Tested: storage/kit/audit.py"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from domain.kernel.people import SYSTEM, Actor, MemberId
from domain.kernel.verbs import Note
from storage.kit import audit, house
from storage.kit.audit import BATCH, audit_seal, ranges, seal, spans, verify
from storage.kit.database import is_postgres
from storage.kit.keyring import Keyring
from storage.kit.unit import audit_note
from tests.kit.units import SECRET, House, open_house

RING = Keyring([SECRET])
ZAHRA = Actor(MemberId(7), frozenset(), "bale:12")


@pytest.fixture
async def home(database_url: str) -> AsyncIterator[House]:
    async with open_house(database_url) as opened:
        yield opened


async def write(home: House, *verbs: str) -> None:
    async with home.units.open(home.now) as unit:
        for verb in verbs:
            await unit.note(ZAHRA, Note(verb, "kanoon:join:3", {"reason": "دور است"}))


async def write_at(home: House, number: int, verb: str = "kanoon.late") -> None:
    """A note with an id of our choice: what a transaction that was slow to commit leaves behind."""
    async with home.units.open(home.now) as unit:
        await unit.conn.execute(insert(audit_note).values(id=number, at=home.now, who="system", verb=verb, about="", facts=b"{}"))


async def seal_all(home: House) -> list[int]:
    sealed = []
    while True:
        async with home.units.open(home.now) as unit:
            sealed.append(await seal(unit.conn, RING, home.now))
        if not sealed[-1]:
            return sealed[:-1]


async def look(home: House, ring: Keyring = RING, expect: str = "") -> audit.Verdict:
    async with home.units.open(home.now) as unit:
        return await verify(unit.conn, ring, expect=expect)


async def tamper(home: House, *statements: object) -> None:
    """What somebody with the rights of the database's owner does: the triggers go first."""
    async with home.units.open(home.now) as unit:
        for table in ("audit_note", "audit_seal"):
            if is_postgres(unit.conn):
                await unit.conn.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
            else:
                for verb in ("update", "delete"):
                    await unit.conn.execute(text(f"DROP TRIGGER {table}_keeps_{verb}"))
        for statement in statements:
            await unit.conn.execute(statement)  # type: ignore[call-overload]  # any statement


async def test_notes_are_sealed_when_they_are_old_enough(home: House) -> None:
    await write(home, "kanoon.ask_to_join", "kanoon.approve")
    assert await seal_all(home) == []
    assert (await look(home)).waiting == 2
    home.later(minutes=11)
    await write(home, "kanoon.leave")
    assert await seal_all(home) == [2]
    seen = await look(home)
    assert (seen.broken, seen.seals, seen.notes, seen.waiting) == ("", 1, 2, 1)


async def test_an_empty_book_is_whole(home: House) -> None:
    assert await seal_all(home) == []
    assert (await look(home)).broken == ""


async def test_every_seal_follows_the_one_before_it(home: House) -> None:
    for verb in ("a", "b", "c"):
        await write(home, verb)
        home.later(minutes=11)
        await seal_all(home)
    async with home.units.open(home.now) as unit:
        rows = list(await unit.conn.execute(select(audit_seal).order_by(audit_seal.c.n)))
    assert [row.prev for row in rows] == [audit.GENESIS, rows[0].hash, rows[1].hash]
    assert [(row.first_id, row.last_id, row.covers) for row in rows] == [(1, 1, "1"), (2, 2, "2"), (3, 3, "3")]
    assert (await look(home)).seals == 3


async def test_a_full_batch_ends_a_seal(home: House) -> None:
    async with home.units.open(home.now) as unit:
        rows = [{"id": i, "at": home.now, "who": "system", "verb": "x", "about": "", "facts": b"{}"} for i in range(1, BATCH + 3)]
        await unit.conn.execute(insert(audit_note), rows)
    home.later(minutes=11)
    assert await seal_all(home) == [BATCH, 2]
    assert (await look(home)).notes == BATCH + 2


async def test_a_seal_stays_in_its_partition(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "SPAN", 3)
    await write(home, *"abcde")
    home.later(minutes=11)
    assert await seal_all(home) == [2, 3]
    async with home.units.open(home.now) as unit:
        assert [(row.partition, row.n, row.covers) for row in await unit.conn.execute(select(audit_seal).order_by(audit_seal.c.partition))] == [
            (0, 0, "1-2"),
            (1, 0, "3-5"),
        ]
    assert (await look(home)).broken == ""


@pytest.mark.parametrize("table", ["audit_note", "audit_seal"])
async def test_the_database_refuses_to_change_or_drop_a_line(home: House, table: str) -> None:
    await write(home, "kanoon.approve")
    home.later(minutes=11)
    await seal_all(home)
    for statement in (f"UPDATE {table} SET at = at", f"DELETE FROM {table}"):
        with pytest.raises(DBAPIError, match="append-only"):
            async with home.units.open(home.now) as unit:
                await unit.conn.execute(text(statement))
    seen = await look(home)
    assert (seen.broken, seen.notes) == ("", 1)


@pytest.mark.parametrize("column", ["at", "who", "verb", "about", "facts"])
async def test_a_changed_note_is_seen(home: House, column: str) -> None:
    await write(home, "kanoon.approve", "kanoon.leave")
    home.later(minutes=11)
    await seal_all(home)
    value = {"at": home.now, "facts": b'{"reason":"-"}'}.get(column, "somebody:else")
    await tamper(home, update(audit_note).where(audit_note.c.id == 2).values({column: value}))
    assert (await look(home)).broken == "seal 0/0, or a note of 1-2 under it, was changed"


@pytest.mark.parametrize("change", [{"first_id": 0}, {"last_id": 9}, {"late": True}, {"covers": "1,2"}], ids=str)
async def test_a_changed_seal_is_seen(home: House, change: dict[str, object]) -> None:
    await write(home, "kanoon.approve", "kanoon.leave")
    home.later(minutes=11)
    await seal_all(home)
    await tamper(home, update(audit_seal).values(change))
    assert (await look(home)).broken == "seal 0/0, or a note of {} under it, was changed".format(change.get("covers", "1-2"))


async def test_a_seal_that_cannot_be_read_is_seen(home: House) -> None:
    await write(home, "kanoon.approve")
    home.later(minutes=11)
    await seal_all(home)
    await tamper(home, update(audit_seal).values(covers="one"))
    assert (await look(home)).broken == "seal 0/0 cannot be read"


async def test_a_note_that_was_taken_out_is_seen(home: House) -> None:
    await write(home, "a", "b", "c")
    home.later(minutes=11)
    await seal_all(home)
    await tamper(home, delete(audit_note).where(audit_note.c.id == 2))
    assert (await look(home)).broken == "note 2 under seal 0/0 is gone"


async def test_a_seal_that_was_taken_out_is_seen(home: House) -> None:
    for verb in "abc":
        await write(home, verb)
        home.later(minutes=11)
        await seal_all(home)
    await tamper(home, delete(audit_seal).where(audit_seal.c.n == 1))
    assert (await look(home)).broken == "seal 0/2 does not follow the seal before it"


async def test_a_book_whose_end_was_torn_off_is_seen(home: House) -> None:
    for verb in "ab":
        await write(home, verb)
        home.later(minutes=11)
        await seal_all(home)
    await tamper(home, delete(audit_seal).where(audit_seal.c.n == 1), delete(audit_note).where(audit_note.c.id == 2))
    assert (await look(home)).broken == "the signature over the last seal does not hold"


async def test_a_book_without_any_seal_left_is_seen(home: House) -> None:
    await write(home, "a")
    home.later(minutes=11)
    await seal_all(home)
    await tamper(home, delete(audit_seal))
    assert (await look(home)).broken == "the seals are gone, but not their signed head"


async def test_who_rewrites_everything_but_lacks_the_key_is_seen(home: House) -> None:
    await write(home, "kanoon.reject")
    home.later(minutes=11)
    await seal_all(home)
    await tamper(home, update(audit_note).values(verb="kanoon.approve"), delete(audit_seal), delete(house.house))
    async with home.units.open(home.now) as unit:
        assert await seal(unit.conn, Keyring(["the key of a stranger"]), home.now) == 1
    assert (await look(home)).broken == "the signature over the last seal does not hold"


async def test_a_head_kept_elsewhere_shows_that_the_end_was_cut_off_and_signed_again(home: House) -> None:
    await write(home, "a")
    home.later(minutes=11)
    await seal_all(home)
    first = (await look(home)).head
    await write(home, "b")
    home.later(minutes=11)
    await seal_all(home)
    second = (await look(home)).head
    assert (await look(home, expect=first)).broken == ""
    await tamper(home, delete(audit_seal), delete(audit_note).where(audit_note.c.id == 2), delete(house.house))
    await seal_all(home)
    assert (await look(home, expect=first)).seals == 1
    assert (await look(home, expect=second)).broken == f"the head {second} is no longer part of the chain"


async def test_a_note_that_commits_late_gets_a_seal_of_its_own(home: House) -> None:
    await write_at(home, 1, "kanoon.first")
    await write_at(home, 5, "kanoon.fifth")
    home.later(minutes=11)
    assert await seal_all(home) == [2]
    await write_at(home, 3)
    assert await seal_all(home) == [1]
    assert await seal_all(home) == []
    seen = await look(home)
    assert (seen.broken, seen.notes, seen.late, seen.waiting) == ("", 3, 1, 0)
    await tamper(home, delete(audit_note).where(audit_note.c.id == 3))
    assert (await look(home)).broken == "note 3 under seal 0/1 is gone"


async def test_after_late_notes_the_book_goes_on(home: House) -> None:
    await write_at(home, 2)
    home.later(minutes=11)
    await seal_all(home)
    await write_at(home, 1)
    await write_at(home, 3)
    home.later(minutes=11)
    assert await seal_all(home) == [1, 1]
    seen = await look(home)
    assert (seen.broken, seen.seals, seen.notes) == ("", 3, 3)


async def test_of_two_sealers_one_wins_and_nothing_is_sealed_twice(home: House) -> None:
    await write(home, "a", "b")
    home.later(minutes=11)

    async def once() -> int:
        async with home.units.open(home.now) as unit:
            return await seal(unit.conn, RING, home.now)

    told = await asyncio.gather(*(once() for _ in range(5)), return_exceptions=True)
    assert [answer for answer in told if not isinstance(answer, IntegrityError) and answer != 0] == [2]
    seen = await look(home)
    assert (seen.broken, seen.seals, seen.notes) == ("", 1, 2)


async def test_a_new_key_signs_the_head_again_and_then_the_old_one_may_go(home: House) -> None:
    await write(home, "a")
    home.later(minutes=11)
    await seal_all(home)
    both, new = Keyring(["the new key of the house", SECRET]), Keyring(["the new key of the house"])
    assert (await look(home, both)).broken == ""
    assert (await look(home, new)).broken == "the signature over the last seal does not hold"
    async with home.units.open(home.now) as unit:
        assert await audit.resign(unit.conn, both)
        assert not await audit.resign(unit.conn, both)
        assert not await audit.resign(unit.conn, Keyring(["the key of a stranger"]))
    assert (await look(home, new)).broken == ""


async def test_what_the_house_does_by_itself_is_written_as_the_system(home: House) -> None:
    async with home.units.open(home.now) as unit:
        await unit.note(SYSTEM, Note("kanoon.expire"))
        assert (await unit.conn.execute(select(audit_note.c.who))).scalar() == "system"


@pytest.mark.parametrize(("ids", "written"), [([1], "1"), ([1, 2, 3], "1-3"), ([1, 3, 4, 9], "1,3-4,9")])
def test_ids_are_written_as_ranges_and_read_back(ids: list[int], written: str) -> None:
    assert ranges(ids) == written
    assert [i for a, b in spans(written) for i in range(a, b + 1)] == ids
