"""آزمون پرسه - everybody does anything, in any order: a conversation has one owner, and no note ever reaches a member (rel:I8, handoff.md 3.6, 3.8).

The first walk goes through the verbs alone and asks the audit after every deed; the second goes through the whole house and reads the members' chats.
"""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from domain.moshavereh.beside_model import Danger
from domain.moshavereh.model import Outcome
from tests.kanoon.village import NAMES
from tests.moshavereh.desk import CALL, Desk
from tests.moshavereh.room import Room

MEMBERS, DESK = ("zahra", "maryam", "reza"), ("rahyar", "bahram", "leila")
SECRET = "راز میان رهیاران"
Do = Callable[..., Awaitable[Any]]


def a_deed(dice: random.Random, cases: list[tuple[int, str, int]], now: Any) -> tuple[str, str, tuple[Any, ...]]:
    """Who does what to which case. `cases`: row, number and step of each. Most of it will be refused, which is as good."""
    row, number, step = dice.choice(cases)
    who, goal = dice.choice(DESK), dice.choice(["member:9", "member:10", "topic:loan", "org:bank"])
    return dice.choice(
        [
            (dice.choice(MEMBERS), "write", (number, "سلام", "", "")),
            (dice.choice(MEMBERS), "leave", (number,)),
            (dice.choice(MEMBERS), "reopen", (number,)),
            (dice.choice(MEMBERS), "rate", (number, dice.randint(1, 5), "ممنون")),
            (who, "take", (row,)), (who, "take", (row,)), (who, "pass_on", (row,)), (who, "reply", (row, "بفرمایید")), (who, "hold", (row,)),
            (who, "snooze", (row, now + timedelta(minutes=20))), (who, "wake", (row,)), (who, "give_back", (row,)),
            (who, "close", (row, dice.choice([Outcome.SOLVED, Outcome.GUIDED]))), (who, "transfer", (row, goal, SECRET)),
            (who, "accept_transfer", (row,)), (who, "decline_transfer", (row,)), (who, "call_transfer_back", (row,)),
            (who, "write_note", (row, SECRET, (9, 10))), (who, "raise_alarm", (row, dice.choice(list(Danger)), SECRET)),
            (who, "reveal", (row, "mobile", SECRET)), (who, "learn_beside", (dice.choice([0, 9, 10]),)), (who, "propose_answer", (row, SECRET)),
            (who, "come_on_duty", ((), 2)), (who, "take_break", ()), (who, "be_online", ()), (who, "go_off_duty", ()), (who, "still_here", ()),
            ("dabir", "take_over", (row, SECRET)), ("dabir", "whisper", (row, SECRET)), ("dabir", "listen", (row,)),
            ("system", "ring_next", (row,)), ("system", "drain", ()), ("system", "ring_timed_out", (row, step)),
            ("system", "transfer_timed_out", (row, step)), ("system", "snooze_over", (row, step)), ("system", "find_late", (row,)),
        ]
    )  # fmt: skip


async def tried(do: Do, *deed: Any) -> bool:
    """Whether it was allowed."""
    try:
        await do(deed[0], deed[1], *deed[2])
    except Refusal:
        return False
    return True


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_is_done_a_conversation_has_one_owner(room: Room, seed: int) -> None:
    dice, done = random.Random(seed), 0
    for _ in range(90):
        for who in MEMBERS:
            try:
                await room.ask(who)
            except Refusal as no:
                assert no.code == "moshavereh.blocked"
        async with room.open() as (_, service):
            under_way = await service.store.cases.not_over()
        cases = [(int(c.id), c.number, c.step) for c in under_way]
        done += await tried(room.do, *a_deed(dice, cases, room.now))
        await room.sound()
        room.later(seconds=dice.choice([1, 30, 90]))
    assert done > 25


@pytest.mark.parametrize("seed", range(2))
async def test_no_note_reason_or_whisper_ever_reaches_a_member(desk: Desk, seed: int) -> None:
    dice = random.Random(seed)
    await desk.on_duty("leila")
    await desk.open("dabir")
    await desk.give("dabir", Role.DABIR)
    said = 0
    for _ in range(50):
        under_way = await desk.under_way()
        for who in MEMBERS:
            if NAMES[who] not in {c.member for c in under_way}:
                await desk[who].opens()
                await desk[who].taps(CALL)
        cases = [(int(c.id), c.number, c.step) for c in await desk.under_way()]
        secretly = dice.random() < 0.5
        deed = next(d for _ in range(999) if (SECRET in (d := a_deed(dice, cases, desk.town.now))[2]) == secretly)
        said += await tried(desk.do, *deed) and SECRET in deed[2]
        await desk.town.later(seconds=dice.choice([1, 40]))
        await desk.sound()
    assert said > 3
    for who in MEMBERS:
        assert not any(SECRET in message.text for message in desk[who].chat), who
    assert any(SECRET in message.text for who in (*DESK, "dabir") for message in desk[who].chat)
