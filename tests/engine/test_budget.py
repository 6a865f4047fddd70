"""بودجه - a dialog that goes too far is stopped, apologised for, and offered to a person; how far one is is told."""

from __future__ import annotations

import types
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.collect import collect
from bot.engine import budget
from bot.engine.progress import questions_left
from handlers.kit import Chat, Option, flow
from tests.engine import shop
from tests.engine.shop import ALL, ShopService, Words
from tests.kit.talk import Town, open_town
from tests.kit.words import EchoWords

STOPPED = "بیش از اندازه طول کشید"


@flow("far.circle", offers=ALL, family="market")
async def circle(chat: Chat) -> None:
    n = 0
    while True:
        n += 1
        await chat.say("round", n=n)


@flow("far.heavy", offers=ALL, family="market")
async def heavy(chat: Chat) -> None:
    for n in range(HEAVY[0]):
        await chat.pin("sum", sum(range(200_000)), n=n + 1)
    await chat.ask("name", Words())


@flow("far.curious", offers=ALL, family="market")
async def curious(chat: Chat, shop: ShopService) -> None:
    for n in range(budget.QUERIES + 1):
        await shop.priced(chat.member, n)
    await chat.ask("name", Words())


@flow("far.questions", offers=ALL, family="market")
async def questions(chat: Chat) -> None:
    """Six at the most: the shorter side of the branch has one question, the loop counts once."""
    side = await chat.choose("side", [Option("long", "long"), Option("short", "short")])
    if side == "long":
        await _long(chat)
    else:
        await chat.ask("short_one", Words())
    for n in range(3):
        if not await chat.yes_no("more", n=n):
            break
    await chat.confirm("sure")


async def _long(chat: Chat) -> None:
    await chat.ask("first", Words())
    if await chat.yes_no("leave"):
        await chat.stop("left")
    await chat.ask("second", Words())


HEAVY = [0]


@pytest.fixture
async def far_town(tmp_path: Path) -> AsyncIterator[Town]:
    module = types.ModuleType(__name__)
    vars(module).update({f.__name__: f for f in (circle, heavy, curious, questions)})
    words = EchoWords("far.", "common.again.shop")
    async with open_town(f"sqlite+aiosqlite:///{tmp_path}/far.db", registry=collect([module], ["shop"]), texts=words, makers={"shop": shop.make_shop}) as town:
        yield town


async def begins(town: Town, title: str) -> str:
    zahra = town.person("zahra")
    await zahra.opens()
    await zahra.taps(title)
    return zahra.text


async def test_a_dialog_that_never_asks_is_stopped(far_town: Town) -> None:
    assert STOPPED in await begins(far_town, "far.circle")


async def test_a_dialog_that_asks_the_books_too_often_is_stopped(far_town: Town) -> None:
    assert STOPPED in await begins(far_town, "far.curious")


async def test_a_dialog_that_holds_the_thread_is_stopped(far_town: Town) -> None:
    HEAVY[0] = 500
    assert STOPPED in await begins(far_town, "far.heavy")


async def test_a_pause_that_is_not_the_dialogs_fault_is_forgiven_once(far_town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    HEAVY[0] = 1
    ticks = iter([0.0, 10.0])
    monkeypatch.setattr(budget.time, "perf_counter", lambda: next(ticks, 10.0))
    assert "far.heavy.name" in await begins(far_town, "far.heavy")


def test_the_longest_way_through_a_dialog_is_counted() -> None:
    left = questions_left(questions)
    assert left == {"sure": 1, "more": 2, "short_one": 3, "second": 3, "leave": 4, "first": 5, "side": 6}


async def test_a_member_sees_at_which_of_how_many_questions_they_are(far_town: Town) -> None:
    zahra = far_town.person("zahra")
    await zahra.opens()
    await zahra.taps("far.questions")
    assert "گام ۱ از ۶" in zahra.last.text
    await zahra.taps("far.questions.short")
    assert "گام ۲ از ۴" in zahra.last.text
    await zahra.says("bread")
    await zahra.taps("خیر")
    assert "گام ۴ از ۴" in zahra.last.text


async def test_a_short_dialog_counts_nothing(far_town: Town) -> None:
    HEAVY[0] = 0
    assert "گام" not in await begins(far_town, "far.heavy")
