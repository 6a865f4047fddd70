"""آزمون هم‌زمانی مشاوره - several people act on one case in the same moment: one owner, nothing lost (rel:C1, C4, I8).   Product: domain/moshavereh/"""

from __future__ import annotations

import asyncio

import msgspec
import pytest

from bot.gateways.base import Incoming
from domain.moshavereh.model import CaseState
from handlers.kit.said import Said
from storage.kit.speed import InProcess
from storage.moshavereh.invariants import INVARIANTS
from tests.kanoon.village import NAMES
from tests.kit.talk import Person
from tests.moshavereh.desk import CALL, Desk, open_desk
from tests.moshavereh.test_calling import zahra_calls

ROUNDS = 15
SARA = "\u2068سارا نوری\u2069"  # isolated
DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def tap(person: Person, label: str) -> Incoming:
    message, button = person.button(label)
    return Incoming(person.at, str(next(person.town.updates)), person.key, "tap", ref=button.ref, message=message.id, tap="t")


def words(person: Person, text: str) -> Incoming:
    return Incoming(person.at, str(next(person.town.updates)), person.key, "text", said=Said(text))


async def at_once(desk: Desk, *incoming: Incoming) -> list[str]:
    """They arrive together; the short words that the taps are answered with."""
    replies = await asyncio.gather(*(desk.town.house.inbox.receive(i) for i in incoming))
    await desk.town.settle()
    return [r.ack.text if r.ack else "" for r in replies]


@pytest.mark.postgres
async def test_two_rahyars_take_at_once_and_the_other_is_told_who_has_it(fresh_postgres: str) -> None:
    async with open_desk(fresh_postgres) as desk:
        await desk.open("zahra")
        await desk.on_duty("rahyar", "bahram")
        names = {NAMES["rahyar"]: "سارا نوری", NAMES["bahram"]: "بهرام یزدی"}
        for number in range(1, ROUNDS + 1):
            await desk["zahra"].taps(CALL)
            told = await at_once(desk, tap(desk["rahyar"], "برمی‌دارم"), tap(desk["bahram"], "برمی‌دارم"))
            case = await desk.case(number)
            assert case.state is CaseState.TAKEN and case.rahyar is not None, told
            assert sorted(bool(word) for word in told) == [False, True]
            assert names[case.rahyar] in "".join(told), told
            await desk.sound()
            await desk["zahra"].taps("پایان گفت‌وگو")
            desk.town.house.speed = InProcess()


async def test_a_thumb_that_comes_after_the_case_was_taken_hears_who_has_it(desk: Desk) -> None:
    await zahra_calls(desk)
    late = tap(desk["bahram"], "برمی‌دارم")
    await desk["rahyar"].taps("برمی‌دارم")
    assert desk.card("bahram").buttons == []
    assert await at_once(desk, late) == [f"این پرونده را {SARA} برداشته است."]
    assert (await desk.case()).rahyar == NAMES["rahyar"]
    await desk["zahra"].taps("پایان گفت‌وگو")
    again = msgspec.structs.replace(late, update="late again")
    assert await at_once(desk, again) == [desk.town.house.texts.plain("engine.card_moved_on")]


async def test_a_thumb_that_comes_while_it_rings_at_another_hears_at_whom(desk: Desk) -> None:
    await zahra_calls(desk)
    late = tap(desk["bahram"], "برمی‌دارم")
    await desk.do("rahyar", "come_on_duty")
    assert (await desk.case()).state is CaseState.RINGING
    assert await at_once(desk, late) == [f"این پرونده الان نزد {SARA} زنگ می‌زند."]
    assert (await desk.case()).rahyar is None


@pytest.mark.postgres
async def test_leaving_taking_and_writing_at_once_lose_nothing(fresh_postgres: str) -> None:
    async with open_desk(fresh_postgres) as desk:
        await desk.open("zahra")
        await desk.on_duty("rahyar", "bahram")
        for number in range(1, ROUNDS + 1):
            await desk["zahra"].taps(CALL)
            await at_once(desk, words(desk["zahra"], f"سؤال {number}"), tap(desk["rahyar"], "برمی‌دارم"))
            assert f"سؤال {number}".translate(DIGITS) in desk["rahyar"].text
            await at_once(desk, tap(desk["zahra"], "پایان گفت‌وگو"), tap(desk["rahyar"], "به صف برگردان"))
            await desk.sound()
            if not (await desk.case(number)).is_over:
                await desk["zahra"].says("پایان گفت‌وگو")
            desk.town.house.speed = InProcess()


async def test_the_audit_finds_a_case_and_a_conversation_that_disagree(desk: Desk) -> None:
    await zahra_calls(desk)
    broken = {
        "UPDATE moshavereh_case SET state = 'closed'": {"moshavereh.nobody_forgotten", "moshavereh.log_ends_with_the_case"},
        "UPDATE moshavereh_case SET state = 'taken', rahyar = 9": {"moshavereh.owner_agrees"},
        "UPDATE moshavereh_case SET state = 'waiting', rahyar = 9": {"moshavereh.taken_by_somebody"},
    }
    for statement, names in broken.items():
        async with desk.town.house.units.open(desk.town.now) as unit:
            await unit.conn.exec_driver_sql(statement)
            assert {i.name for i in INVARIANTS if await i.faults(unit.conn)} == names
    async with desk.town.house.units.open(desk.town.now) as unit:
        await unit.conn.exec_driver_sql("UPDATE moshavereh_case SET state = 'waiting', rahyar = NULL")
