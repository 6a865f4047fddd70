"""آزمون مسابقه - many rahyars at once on PostgreSQL: one has it, the others hear who, nobody gets too much (rel:C1-C4).   Product: storage/moshavereh/cases.py"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from itertools import product

import pytest

from domain.kernel.people import Actor, Hat, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.moshavereh.model import CaseState
from domain.moshavereh.policy import POLICIES
from domain.moshavereh.routing import load_of
from tests.moshavereh.room import Room, open_room

pytestmark = pytest.mark.postgres
MANY = [MemberId(101 + n) for n in range(20)]


@pytest.fixture
async def room(fresh_postgres: str) -> AsyncIterator[Room]:
    """Twenty more rahyars; after every race the audit finds nothing."""
    async with open_room(fresh_postgres) as made:
        made.known.others = {m: f"رهیار {m}" for m in MANY}
        yield made
        await made.sound()


async def told(room: Room, rahyar: MemberId, verb: str, *args: object) -> str:
    """What a rahyar is answered: "" for a yes, else the code and the name that the refusal tells."""
    try:
        async with room.open() as (_, service):
            await getattr(service, verb)(Actor(rahyar, frozenset({Hat(Role.RAHYAR_ONLINE)}), f"test:{rahyar}"), *args)
    except Refusal as no:
        return f"{no.code} {no.fields.get('name', '')}".strip()
    return ""


async def by_system(room: Room, verb: str, *args: object) -> str:
    try:
        await room.do("system", verb, *args)
    except Refusal as no:
        return no.code
    return ""


async def test_twenty_rahyars_take_one_case_and_nineteen_hear_who_has_it(room: Room) -> None:
    case = await room.ask()
    answers = await asyncio.gather(*(told(room, m, "take", case) for m in MANY))
    taken = await room.case(case)
    assert taken.state is CaseState.TAKEN and answers[MANY.index(taken.rahyar or MemberId(0))] == ""
    assert Counter(answers) == {"": 1, f"moshavereh.taken رهیار {taken.rahyar}": 19}


async def test_a_rahyar_who_takes_many_at_once_gets_no_more_than_fits(room: Room) -> None:
    cases = [await room.ask(who) for who in ("zahra", "maryam", "reza", "hassan")]
    await room.come("rahyar", capacity=2)
    answers = await asyncio.gather(*(told(room, room.id("rahyar"), "take", case) for case in cases))
    assert Counter(answers) == {"": 2, "moshavereh.hands_full": 2}


async def test_several_who_fill_free_places_at_once_ring_each_case_once_and_give_nobody_too_much(room: Room) -> None:
    for who in ("zahra", "maryam", "reza", "hassan", "omid", "narges"):
        await room.ask(who)
    await room.come("rahyar", "bahram", capacity=2)
    for _ in range(3):
        await asyncio.gather(*(by_system(room, "drain") for _ in range(6)))
    async with room.open() as (_, service):
        rings = [c for c in await service.store.cases.waiting() if c.state is CaseState.RINGING]
    assert len(rings) == 4 and {c.rings for c in rings} == {1}
    for who in ("rahyar", "bahram"):
        assert load_of([c for c in rings if c.rung == room.id(who)], POLICIES[-1]) == 8


@pytest.mark.parametrize("n", range(5))
async def test_a_ring_that_times_out_while_it_is_accepted_is_one_of_both(room: Room, n: int) -> None:
    await room.come("rahyar")
    case = await room.ask()
    await room.do("system", "ring_next", case)
    step = (await room.case(case)).step
    await asyncio.gather(by_system(room, "ring_timed_out", case, step), told(room, room.id("rahyar"), "take", case), told(room, MANY[n], "take", case))
    assert (await room.case(case)).state in (CaseState.TAKEN, CaseState.WAITING)


async def test_a_transfer_is_accepted_by_one_or_returns_to_the_sender(room: Room) -> None:
    await room.come("rahyar")
    await room.come("bahram", "leila", skills=("loan",))
    case = await room.taken()
    await room.do("rahyar", "transfer", case, "topic:loan", "درباره‌ی وام است")
    step = (await room.case(case)).step
    others = [told(room, room.id(who), "accept_transfer", case) for who in ("bahram", "leila")]
    answers = await asyncio.gather(*others, by_system(room, "transfer_timed_out", case, step))
    done = await room.case(case)
    assert done.state is CaseState.TAKEN and answers[:2].count("") <= 1
    winner = next((who for who, answer in zip(("bahram", "leila"), answers, strict=False) if answer == ""), "rahyar")
    assert done.rahyar == room.id(winner)


async def test_leaving_closing_and_taking_over_at_once_leave_one_owner(room: Room) -> None:
    for who, verb in product(("zahra", "maryam"), ("close", "give_back", "hold")):
        case = await room.taken(who)
        number = (await room.case(case)).number

        async def leaves(who: str = who, number: str = number) -> None:
            try:
                await room.do(who, "leave", number)
            except Refusal as no:
                assert no.code in ("moshavereh.changed_meanwhile", "moshavereh.no_such_case")

        await asyncio.gather(leaves(), told(room, room.id("rahyar"), verb, case))
        await room.sound()
        if not (await room.case(case)).is_over:
            await room.do(who, "leave", number)


async def test_two_who_speak_at_once_do_not_hinder_each_other(room: Room) -> None:
    case = await room.taken()
    await room.write("zahra", case, "سلام")  # the first secret of somebody makes their key, and two who make it at once are tried again by the house
    await asyncio.gather(*(room.write("zahra", case, f"عضو {n}") for n in range(8)), *(told(room, room.id("rahyar"), "reply", case, f"رهیار {n}") for n in range(8)))
    assert len(await room.lines(case)) == 17
