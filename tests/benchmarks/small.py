"""سنجه‌های خُرد - single steps: a replay of many questions, decoding an update, the statements of one message.   The whole: scenes.py"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from statistics import median
from typing import Any

import msgspec
from aiogram import types
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.collect import collect
from bot.engine.player import Player
from bot.engine.questions import Pause
from bot.engine.talk import Entry, Run
from bot.gateways.base import Incoming
from bot.gateways.botapi.shapes import update_decoder
from domain.kernel.people import Actor, Hat, Role
from handlers.kit import Chat, Option, Said
from handlers.kit.readers import text
from storage.kit.lines import Lines
from tests.benchmarks.contestants import loan, ours
from tests.benchmarks.dialog import words
from tests.kit.servers import PostgresServer
from tests.kit.talk import Town, open_town

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
UPDATE = {
    "update_id": 1,
    "message": {
        "message_id": 1001,
        "date": 1,
        "chat": {"id": 10_000_001, "type": "private", "first_name": "Zahra"},
        "from": {"id": 10_000_001, "is_bot": False, "first_name": "Zahra", "language_code": "fa"},
        "text": "20000000",
    },
}


async def lines() -> list[str]:
    """Everything that is printed."""
    texts = ours.texts()
    told = ["single steps, microseconds of CPU, medians"]
    for questions in (20, 200):
        told.append(f"  replay of {questions} questions: {await replay(questions, texts):.0f}")
    raw = msgspec.json.encode(UPDATE)
    told.append(f"  decode an update: {_timed(lambda: update_decoder.decode(raw)):.1f} (pydantic {_timed(lambda: types.Update.model_validate_json(raw)):.0f})")
    return told + await statements()


async def replay(questions: int, texts: Any) -> float:
    """A dialog with so many answers is called once more."""

    async def dialog(chat: Chat) -> None:
        for n in range(questions):
            if n % 2:
                await chat.ask("guarantor", text(), n=n)
            else:
                await chat.choose("what_for", [Option("work", "work"), Option("house", "house")], n=n)
        await chat.ask("amount", text())

    journal = {f"{'guarantor' if n % 2 else 'what_for'}#{n}" if n else "what_for": Entry("answer", "x" if n % 2 else ["work", "x"], NOW) for n in range(questions)}
    run, actor = Run("1.1", "bench.loan", NOW, journal=journal), Actor(None, frozenset({Hat(Role.NEWCOMER)}), "telegram:1")

    async def once() -> None:
        try:
            await dialog(Player(run, actor, NOW, NOW.date(), texts))
        except Pause:
            return

    return await _awaited(once)


def _timed(work: Callable[[], object], times: int = 2000) -> float:
    rounds = []
    for _ in range(7):
        began = time.process_time()
        for _ in range(times):
            work()
        rounds.append((time.process_time() - began) / times)
    return median(rounds) * 1e6


async def _awaited(work: Callable[[], Awaitable[None]], times: int = 300) -> float:
    rounds = []
    for _ in range(7):
        began = time.process_time()
        for _ in range(times):
            await work()
        rounds.append((time.process_time() - began) / times)
    return median(rounds) * 1e6


async def statements() -> list[str]:
    """How many statements one message takes until it is committed, and its delivery is written down."""
    told = []
    postgres = PostgresServer()
    try:
        postgres.start()
        with tempfile.TemporaryDirectory() as folder:
            for name, url in (("PostgreSQL", postgres.url), ("SQLite", f"sqlite+aiosqlite:///{folder}/small.db")):
                told.append(f"  statements of one message without an effect on {name}: {await statements_on(url)}")
    finally:
        postgres.remove()
    return told


async def statements_on(url: str) -> int:
    """Those of a tap in the middle of the dialog."""
    makers = {"bench": loan.make_bench}
    async with open_town(url, registry=collect([loan], makers), texts=ours.texts(), makers=makers) as town:
        zahra = town.person("zahra")
        await zahra.opens("bench_loan")
        counted: list[str] = []
        event.listen(town.house.units.engine.sync_engine, "before_cursor_execute", lambda *given: counted.append(given[2]))
        if town.house.units.lines is not None:
            town.house.units.lines = CountedLines(town.house.units.engine, counted)
        return await _tap(town, zahra, counted)


class CountedLines(Lines):
    """They go past SQLAlchemy, so they are counted here."""

    def __init__(self, engine: AsyncEngine, counted: list[str]) -> None:
        super().__init__(engine)
        self._counted = counted

    async def rows(self, statement: str, *values: object) -> list[Any]:
        """See Lines."""
        self._counted.append(statement)
        return await super().rows(statement, *values)


async def _tap(town: Town, zahra: Any, counted: list[str]) -> int:
    _, button = zahra.button(words()["work"])
    await town.house.inbox.receive(Incoming(zahra.at, "1000", zahra.key, "tap", Said(), ref=button.ref, tap="t"))
    await town.house.outbox.drain()
    return len(counted)
