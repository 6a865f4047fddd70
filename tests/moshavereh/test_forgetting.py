"""آزمون فراموشی در مشاوره - a member who is erased leaves nothing readable behind, and nobody waits for them.   Product: domain/moshavereh/service.py `forget`"""

from __future__ import annotations

from sqlalchemy import LargeBinary, select

from domain.moshavereh.duty_model import DutyState
from domain.moshavereh.model import CaseState, Outcome
from storage.kit.tables import metadata
from tests.moshavereh.room import Room

WORDS = "حرف من"


async def erased(room: Room, who: str) -> None:
    """As the house does it: the key goes, then everybody hears of it."""
    async with room.open() as (unit, service):
        await unit.vault.forget(f"member:{room.id(who)}")
        await service.forget(await room.actor(unit, "system"), room.id(who))


async def test_a_member_who_is_erased_leaves_no_word_and_no_account(room: Room) -> None:
    first = await room.taken()
    await room.write("zahra", first, WORDS)
    await room.do("rahyar", "reply", first, WORDS)
    await room.do("rahyar", "write_note", first, WORDS)
    await room.do("rahyar", "reveal", first, "mobile", WORDS)
    await room.do("rahyar", "close", first)
    await room.do("zahra", "rate", (await room.case(first)).number, 3, WORDS)
    await room.do("zahra", "ask_call_back", (await room.do("zahra", "call_times"))[0])
    second = await room.taken()
    await erased(room, "zahra")
    assert ((await room.case(second)).state, (await room.case(second)).outcome) == (CaseState.CLOSED, Outcome.FORGOTTEN)
    assert {(await room.case(c)).person for c in (first, second)} == {""}
    assert {line.words for line in await room.lines(first)} == {""}
    assert [n.words for _, n in (await room.do("rahyar", "context", first)).notes] == [""]
    assert [look.reason for look in await room.do("dabir", "reveals_of", first)] == [""]
    assert await room.do("rahyar", "call_list") == []


async def test_no_word_lies_open_in_any_table_of_the_desk(room: Room) -> None:
    await test_a_member_who_is_erased_leaves_no_word_and_no_account(room)
    tables = [t for t in metadata.sorted_tables if t.name.startswith("moshavereh_") and t.name != "moshavereh_ready"]
    assert len(tables) > 10
    async with room.open() as (unit, _):
        for table in tables:
            for row in (await unit.conn.execute(select(table))).all():
                sealed = {c.name for c in table.columns if isinstance(c.type, LargeBinary)}
                assert not any(WORDS in str(value) for name, value in row._mapping.items() if name not in sealed), table.name
                assert not any(WORDS.encode() in (row._mapping[name] or b"") for name in sealed), table.name


async def test_a_rahyar_who_is_erased_leaves_an_empty_desk(room: Room) -> None:
    await room.come("rahyar")
    case, rings = await room.taken(), await room.ask("maryam")
    await room.do("system", "ring_next", rings)
    await room.do("rahyar", "keep_ready", "سلام", "سلام")
    await erased(room, "rahyar")
    assert [(await room.case(c)).state for c in (case, rings)] == [CaseState.WAITING] * 2
    assert await room.do("rahyar", "my_duty") is None and await room.do("rahyar", "ready_answers") == []
    await room.come("bahram")
    assert (await room.do("bahram", "my_duty")).state is DutyState.ONLINE
