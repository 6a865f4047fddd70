"""آزمون زمان و وضعیت درخواست - undoing within minutes, expiring, and every state with every deed (kanoon:K7; shared:G8).   Product: domain/kanoon/joining.py"""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.kanoon import events
from domain.kanoon.model import JoinId, JoinState
from domain.kernel.refusal import Refusal
from tests.kanoon.village import Village, settle_village


async def test_an_approval_is_undone_within_minutes_and_the_old_kanoon_takes_the_member_back(village: Village) -> None:
    one, other = await village.kanoon(), await village.kanoon("reza", "leila", "کانون مسجد جامع")
    await village.join("maryam", one)
    request = await village.ask("maryam", other)
    await village.do("leila", "approve", request)
    village.now += timedelta(minutes=9)
    assert "undo" in (await village.do("leila", "find_request", request)).may
    decision = await village.do("leila", "undo_approval", request)
    assert decision.state is JoinState.WAITING and len(village.heard(events.JoinUndone)) == 1
    assert (await village.do("maryam", "mine")).card.title == "کانون روستای قورچای"
    async with village.open() as (_, kanoon):
        assert (await kanoon.store.belongings.count(one), await kanoon.store.belongings.count(other)) == (3, 2)
    assert (await village.do("leila", "approve", request)).state is JoinState.APPROVED


async def test_after_the_window_or_by_another_hamyar_an_approval_stands(village: Village) -> None:
    kanoon = await village.kanoon()
    await village.second_hamyar(kanoon)
    request = await village.join("maryam", kanoon)
    async with village.unchanged("kanoon.too_late_to_undo"):
        await village.do("leila", "undo_approval", request)
    village.now += timedelta(minutes=10, seconds=1)
    async with village.unchanged("kanoon.too_late_to_undo"):
        await village.do("hassan", "undo_approval", request)


async def test_an_approval_is_not_undone_when_the_member_left_or_the_old_place_is_taken(village: Village) -> None:
    small, other = await village.kanoon(capacity=3), await village.kanoon("reza", "leila", "کانون مسجد جامع")
    left = await village.join("omid", other, "leila")
    await village.do("omid", "leave")
    async with village.unchanged("kanoon.cannot_undo"):
        await village.do("leila", "undo_approval", left)
    await village.join("maryam", small)
    moved = await village.ask("maryam", other)
    await village.do("leila", "approve", moved)
    await village.join("narges", small)
    async with village.unchanged("kanoon.cannot_undo"):
        await village.do("leila", "undo_approval", moved)


async def test_a_request_expires_after_fourteen_days_but_not_when_it_moved_meanwhile(village: Village) -> None:
    kanoon = await village.kanoon()
    request = await village.ask("maryam", kanoon)
    first = village.heard(events.JoinAsked)[0].version
    village.now += timedelta(days=13)
    assert await village.do("system", "expire_request", request, first) is False
    await village.do("hassan", "ask_more", request, "از کدام خانواده‌اید؟")
    second = village.heard(events.JoinAnswerWanted)[0].version
    village.now += timedelta(days=1)
    assert await village.do("system", "expire_request", request, first) is False
    village.now += timedelta(days=13)
    assert await village.do("system", "expire_request", request, second) is True
    assert len(village.heard(events.JoinExpired)) == 1
    assert await village.do("system", "expire_request", request, second) is False
    async with village.unchanged("kanoon.request_over"):
        await village.do("hassan", "approve", request)


MATRIX = {
    "approve": {JoinState.WAITING, JoinState.NEEDS_ANSWER},
    "reject": {JoinState.WAITING, JoinState.NEEDS_ANSWER},
    "ask_more": {JoinState.WAITING},
    "answer": {JoinState.NEEDS_ANSWER},
    "cancel_request": {JoinState.WAITING, JoinState.NEEDS_ANSWER},
    "expire_request": {JoinState.WAITING, JoinState.NEEDS_ANSWER},
    "undo_approval": {JoinState.APPROVED},
}
DEEDS = {"approve": ("hassan", ()), "reject": ("hassan", ("در روستا نیستند",)), "ask_more": ("hassan", ("از کدام خانواده‌اید؟",)),
         "answer": ("maryam", ("نوه‌ی حاج کریم",)), "cancel_request": ("maryam", ()), "undo_approval": ("hassan", ())}  # fmt: skip


async def _bring(village: Village, state: JoinState) -> JoinId:
    """A request of Maryam in a state."""
    kanoon = await village.kanoon()
    request = await village.ask("maryam", kanoon)
    if state is JoinState.EXPIRED:
        village.now += timedelta(days=14)
        await village.do("system", "expire_request", request, 1)
    verb = {JoinState.NEEDS_ANSWER: "ask_more", JoinState.APPROVED: "approve", JoinState.REJECTED: "reject", JoinState.CANCELLED: "cancel_request"}.get(state)
    if verb:
        who, words = DEEDS[verb]
        await village.do(who, verb, request, *words)
    return request


@pytest.mark.parametrize("verb", MATRIX)
@pytest.mark.parametrize("state", JoinState)
async def test_only_the_listed_moves_move_a_request(sqlite_url: str, state: JoinState, verb: str) -> None:
    async with settle_village(sqlite_url) as village:
        request = await _bring(village, state)
        async with village.open() as (_, kanoon):
            before = await kanoon.store.joins.find(request)
        assert before is not None and before.state is state
        if verb == "expire_request":
            village.now += timedelta(days=14)
            moved = await village.do("system", verb, request, before.version)
        else:
            who, words = DEEDS[verb]
            try:
                await village.do(who, verb, request, *words)
                moved = True
            except Refusal as no:
                assert no.code.startswith("kanoon.")
                moved = False
        async with village.open() as (_, kanoon):
            after = await kanoon.store.joins.find(request)
        assert moved is (state in MATRIX[verb])
        assert (after == before) is not moved
