"""آزمون مسابقه با عضو - words, edits and taps when a case changes hands or ends, on PostgreSQL (rel:C2-C4, C8, I8, P2, T3).   Product: bot/engine/beside.py"""

from __future__ import annotations

import asyncio
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.gateways.base import Unreachable
from domain.kernel.people import Actor, Hat, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.moshavereh.model import CaseState, What
from domain.moshavereh.policy import POLICIES
from domain.moshavereh.routing import load_of
from storage.kit.speed import InProcess
from storage.kit.talks import TalkRow, TalkRows
from tests.moshavereh.desk import CALL, Desk, open_desk
from tests.moshavereh.room import Room, open_room
from tests.moshavereh.test_together import at_once, tap, words

pytestmark = pytest.mark.postgres
ROUNDS = 6
TOO_LATE, END = "کسی آن را نخواند", "پایان گفت‌وگو"


@pytest.fixture
async def room(fresh_postgres: str) -> AsyncIterator[Room]:
    async with open_room(fresh_postgres) as made:
        yield made
        await made.sound()


@pytest.fixture
async def busy(fresh_postgres: str) -> AsyncIterator[Desk]:
    """A desk on PostgreSQL."""
    async with open_desk(fresh_postgres) as desk:
        await desk.open("zahra")
        await desk.on_duty("rahyar", "bahram")
        yield desk
        await desk.sound()


async def as_rahyar(room: Room, who: MemberId, verb: str, *args: Any) -> str:
    """What a rahyar is answered: "" for a yes, else the code."""
    try:
        async with room.open() as (_, service):
            await getattr(service, verb)(Actor(who, frozenset({Hat(Role.RAHYAR_ONLINE), Hat(Role.MEMBER)}), f"test:{who}"), *args)
    except Refusal as no:
        return no.code
    return ""


async def ask(room: Room, member: int) -> int:
    async with room.open() as (unit, service):
        await TalkRows(unit.conn, unit.vault.ring, room.now).write(TalkRow(member, f"member:{member}", 0, "bot", None, "", b"{}"))
        actor = Actor(MemberId(member), frozenset({Hat(Role.MEMBER)}), f"test:{member}")
        number = await service.ask_for_rahyar(actor, member, "", "")
        found = await service.store.cases.find_by_number(number)
    assert found is not None
    return int(found.id)


async def test_fifty_rahyars_claim_twenty_cases_and_each_has_one_owner(room: Room) -> None:
    cases, rahyars = [await ask(room, 501 + n) for n in range(20)], [MemberId(101 + n) for n in range(50)]
    room.known.others = {m: f"رهیار {m}" for m in rahyars}
    for m in rahyars:
        assert await as_rahyar(room, m, "come_on_duty", (), 1) == ""
    answers = [await asyncio.gather(*(as_rahyar(room, m, "take", cases[(n + turn) % 20]) for n, m in enumerate(rahyars))) for turn in range(2)]
    owners = Counter([(await room.case(case)).rahyar for case in cases])
    assert len(owners) == 20 and None not in owners and max(owners.values()) == 1
    assert sum(answer == "" for turn in answers for answer in turn) == 20
    assert {answer for turn in answers for answer in turn} <= {"", "moshavereh.taken", "moshavereh.hands_full"}
    async with room.open() as (_, service):
        hands = await service.store.cases.in_hand_of(rahyars)
    assert max(load_of([c for c in hands if c.rahyar == m], POLICIES[-1]) for m in rahyars) == 4


@pytest.mark.parametrize("moves", ["give_back", "take_over", "go_off_duty"])
async def test_a_reply_while_the_case_moves_is_delivered_or_refused(room: Room, moves: str) -> None:
    await room.come("rahyar")
    case = await room.taken()
    await room.write("zahra", case, "سلام")  # two who make the first key of somebody at once are tried again by the house

    async def move() -> str:
        try:
            match moves:
                case "give_back":
                    await room.do("rahyar", "give_back", case)
                case "take_over":
                    await room.do("dabir", "take_over", case, "خودم پیگیری می‌کنم")
                case _:
                    await room.do("rahyar", "go_off_duty")
        except Refusal as no:
            return no.code
        return ""

    answer, moved = await asyncio.gather(as_rahyar(room, room.id("rahyar"), "reply", case, "سلام"), move())
    said = [line.words for line in await room.lines(case) if line.by == "rahyar"]
    assert said == (["سلام"] if answer == "" else []), (answer, moved)
    assert answer in ("", "moshavereh.not_yours", "moshavereh.not_assignee", "moshavereh.changed_meanwhile"), answer
    assert moved in ("", "moshavereh.changed_meanwhile"), moved


async def test_words_in_the_moment_of_the_end_reach_the_rahyar_or_wait_for_their_writer(busy: Desk) -> None:
    for n in range(1, ROUNDS + 1):
        await busy["zahra"].taps(CALL)
        await busy["rahyar"].taps("برمی‌دارم")
        await at_once(busy, words(busy["zahra"], f"حرف آخر {n}ام"), tap(busy["rahyar"], "پرونده بسته شود"))
        last = f"حرف آخر {n}ام".translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
        read = any(last in m.text for m in busy["rahyar"].chat)
        held = any(last in m.text and TOO_LATE in m.text for m in busy["zahra"].chat)
        assert read != held, f"{busy['zahra'].dump()}\n======\n{busy['rahyar'].dump()}"
        assert (await busy.case(n)).state is CaseState.CLOSED
        await busy["zahra"].opens()
        busy.town.house.speed = InProcess()


async def test_words_in_the_moment_of_the_call_are_answered_by_the_bot_or_kept_for_the_rahyar(busy: Desk) -> None:
    for _ in range(ROUNDS):
        await busy["zahra"].opens()
        before = len(busy["zahra"].chat)
        await at_once(busy, tap(busy["zahra"], CALL), words(busy["zahra"], "هوا سرد است"))
        kept = [line.words for case in await busy.under_way() for line in await busy.do("zahra", "my_lines", case.number)] == ["هوا سرد است"]
        answered = any("متوجه نشدم" in m.text or "منظورتان" in m.text for m in busy["zahra"].chat[before:])
        assert kept != answered, busy["zahra"].dump()
        await busy["zahra"].says(END)
        busy.town.house.speed = InProcess()


async def test_a_process_killed_in_the_middle_of_giving_back_has_given_nothing_and_the_next_gives_everything_once(room: Room, fresh_postgres: str) -> None:
    await room.come("rahyar", capacity=6)
    cases = [await ask(room, 501 + n) for n in range(5)]
    for case in cases:
        assert await as_rahyar(room, room.id("rahyar"), "take", case) == ""
    killed = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.moshavereh.dying", fresh_postgres, "rahyar", "3", cwd=Path(__file__).parents[2])
    assert await killed.wait() == -signal.SIGKILL
    assert {(await room.case(case)).state for case in cases} == {CaseState.TAKEN}
    await room.do("rahyar", "go_off_duty")
    assert {(await room.case(case)).state for case in cases} == {CaseState.WAITING}
    async with room.open() as (_, service):
        log = await service.store.log.of([(await room.case(case)).id for case in cases])
    assert {sum(deed.what is What.RETURNED for deed in deeds) for deeds in log.values()} == {1}


async def test_an_edit_changes_no_answer_shows_the_rahyar_both_and_is_not_lost_after_the_end(busy: Desk) -> None:
    await busy.asks_for_a_kanoon("zahra")
    await busy["zahra"].says("زیار")
    question = busy["zahra"].last.text
    await busy["zahra"].edits("روستا")
    assert "پیام قبلی‌تان را عوض کردید" in busy["zahra"].text and "زیار" not in question
    await busy["zahra"].taps(CALL)
    await busy["rahyar"].taps("برمی‌دارم")
    await busy["zahra"].says("ساعت سه می‌آیم")
    await busy["zahra"].edits("ساعت چهار می‌آیم")
    told = busy["rahyar"].text
    assert "ساعت سه می‌آیم" in told and "ساعت چهار می‌آیم" in told and "پیش از این" in told
    await busy["rahyar"].taps("پرونده بسته شود")
    await busy["zahra"].edits("ساعت پنج می‌آیم")
    assert TOO_LATE in busy["zahra"].last.text and "ساعت پنج می‌آیم" in busy["zahra"].last.text
    assert "ساعت پنج می‌آیم" not in busy["rahyar"].text


async def test_who_blocked_the_bot_is_sent_nothing_more_and_the_rahyar_hears_it(busy: Desk) -> None:
    await busy["zahra"].taps(CALL)
    await busy["rahyar"].taps("برمی‌دارم")
    await busy["rahyar"].taps("پاسخ می‌دهم")
    busy.town.gateways["web"].fails = [Unreachable("blocked")]
    await busy.do("rahyar", "reply", 1, "سلام")
    count = len(busy["zahra"].chat)
    await busy["rahyar"].says("هنوز هستید؟")
    await busy.town.later(minutes=5)
    assert len(busy["zahra"].chat) == count and "ربات را بسته است" in busy["rahyar"].text


async def test_a_clock_whose_case_moved_on_does_nothing(room: Room) -> None:
    await room.come("rahyar")
    case = await room.taken()
    step = (await room.case(case)).step
    await room.do("rahyar", "close", case)
    closed = await room.case(case)
    for verb in ("ring_timed_out", "transfer_timed_out", "snooze_over"):
        for armed in (step - 1, step, closed.step):
            assert not await room.do("system", verb, case, armed)
    assert await room.do("system", "ring_next", case) is None
    assert await room.case(case) == closed
