"""آزمون دسترسی - who may open a case, and who finds nothing there (desk:H23).   Product: domain/moshavereh/access.py"""

from __future__ import annotations

import pytest

from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from tests.moshavereh.room import Room

READS = (("context", ()), ("transcript", ()), ("look_at", ()), ("write_note", ("سلام",)), ("propose_text", ("چه؟", "این.")))


async def opens(room: Room, who: str, case: int) -> bool:
    """One answer from every door."""
    may = bool(await room.do(who, "may_open", case))
    for verb, args in READS:
        try:
            await room.do(who, verb, case, *args)
        except Refusal as no:
            assert not may and no.code == "moshavereh.no_such_case", f"{who} {verb}: {no.code}"
        else:
            assert may, f"{who} may not open {case}, but {verb} was done"
    return may


async def test_while_it_waits_every_rahyar_may_look_whom_to_help(room: Room) -> None:
    case = await room.ask("zahra")
    assert [who for who in ("rahyar", "bahram", "leila") if await opens(room, who, case)] == ["rahyar", "bahram", "leila"]


async def test_once_taken_it_is_theirs_who_took_it(room: Room) -> None:
    case = await room.taken()
    await room.write("zahra", case, "رازم این است")
    assert await opens(room, "rahyar", case) and await opens(room, "dabir", case)
    for who in ("bahram", "leila"):
        assert not await room.do(who, "may_open", case)
        assert (await room.do(who, "view", case)).lines == ()
        for verb, args in READS:
            async with room.unchanged("no_such_case"):
                await room.do(who, verb, case, *args)
    assert not await room.do("rahyar", "may_open", 99)


async def test_who_had_it_may_look_back_and_who_serves_the_person_now_sees_what_was_before(room: Room) -> None:
    first = await room.taken()
    await room.do("rahyar", "close", first)
    assert await opens(room, "rahyar", first) and not await room.do("bahram", "may_open", first)
    second = await room.ask("zahra")
    await room.do("bahram", "take", second)
    assert await room.do("bahram", "may_open", first)
    await room.do("bahram", "close", second)
    assert not await room.do("bahram", "may_open", first)


async def test_who_is_mentioned_beside_it_may_open_it(room: Room) -> None:
    case = await room.taken()
    await room.do("rahyar", "write_note", case, "لیلا این را بلد است", (room.id("leila"),))
    assert await opens(room, "leila", case) and not await room.do("bahram", "may_open", case)
    async with room.open() as (unit, service):
        (note,) = [n for _, n in (await service.context(await room.actor(unit, "rahyar"), case)).notes if n.mentioned]
    assert note.mentioned == (room.id("leila"),)


async def test_who_goes_along_with_the_kanoon_of_the_person_may_open_it(room: Room) -> None:
    room.known.kanoons[room.id("zahra")] = ("قورچای", room.id("leila"))
    case = await room.taken()
    assert await opens(room, "leila", case)


async def test_to_whom_it_is_offered_may_open_it_until_somebody_has_it(room: Room) -> None:
    await room.come("bahram")
    case = await room.taken()
    await room.do("rahyar", "transfer", case, f"member:{room.id('bahram')}", "کار تو است")
    assert await room.do("bahram", "may_open", case) and not await room.do("leila", "may_open", case)
    await room.do("rahyar", "call_transfer_back", case)
    assert not await room.do("bahram", "may_open", case)


async def test_a_trainee_reads_what_their_mentor_has(room: Room) -> None:
    await room.come("rahyar")
    await room.come("leila")
    case = await room.taken()
    assert not await room.do("leila", "may_open", case)
    await room.do("leila", "learn_beside", room.id("rahyar"))
    assert await room.do("leila", "may_open", case)
    await room.do("rahyar", "close", case)
    assert not await room.do("leila", "may_open", case)


@pytest.mark.parametrize("hat", [Role.RAHYAR_ONLINE, Role.POSHTIBAN])
async def test_nobody_opens_their_own_or_their_familys(room: Room, hat: Role) -> None:
    room.known.families.add(frozenset({room.id("zahra"), room.id("bahram")}))
    case = await room.ask("zahra")
    async with room.open() as (unit, _):
        await unit.hats.give(room.id("bahram"), hat)
        await unit.hats.give(room.id("zahra"), hat)
    assert not await room.do("bahram", "may_open", case) and not await room.do("zahra", "may_open", case)
