"""سنجش بازار - a search over 200,000 goods on both databases: how long it takes, and by which plan.   `python -m tests.benchmarks --market`; docs/performance.md"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from typing import Any

from sqlalchemy import Select, insert, text
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.kernel.persian.sounds import sounds, sounds_to_find
from domain.sat.ports import Search
from domain.sat.sections import Section
from storage.kit.database import close_database, open_database
from storage.migrations import migrate
from storage.sat.finding import searching
from storage.sat.tables import sat_product
from tests.kit.servers import PostgresServer

GOODS, AT_ONCE, ASKED, SHOWN = 200_000, 5_000, 300, 60
WHAT = (
    "گلیم", "جاجیم", "زعفران", "عسل", "پنیر", "صابون", "سفال", "چادرشب", "خورجین", "مربا", "ترشی", "پسته", "گردو", "برنج", "حوله", "شال", "کیف", "سبد", "شمع", "نبات",
)  # fmt: skip
KINDS = ("پشمی", "دست‌باف", "کوهستان", "خانگی", "سنتی", "کوچک", "بزرگ", "رنگی", "ساده", "درجه‌یک", "محلی", "تازه", "خشک", "چوبی", "چرمی", "نخی")
PLACES = ("کرمان", "یزد", "قائنات", "گرگان", "سیرجان", "اردکان", "زابل", "بجنورد", "زنجان", "همدان", "مشهد", "تبریز", "شیراز", "بوشهر")
PROVINCES = ("kerman", "yazd", "golestan", "fars", "zanjan", "hamadan", "sistan", "gilan")
NOW = datetime(2026, 11, 28, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Found:
    """Milliseconds of many searches of one kind on one database, and the plan of the last of them."""

    where: str
    kind: str
    p50: float
    p95: float
    plan: tuple[str, ...]


def rows(count: int, chance: random.Random) -> list[dict[str, Any]]:
    """Goods as a seller might have named them; every twentieth is not shown."""
    made = []
    for n in range(count):
        title = f"{chance.choice(WHAT)} {chance.choice(KINDS)} {chance.choice(KINDS)} {chance.choice(PLACES)} {chance.randrange(1000)}"
        made.append({
            "sat": 1 + n % 20_000, "seller": 1 + n % 20_000, "section": chance.choice(list(Section)).value, "form": FORM, "wanted": "", "coming": "[]",
            "sounds": " ".join(sounds_to_find(title)), "price": chance.randrange(10_000, 90_000_000), "stock": chance.randrange(20), "state": "live",
            "province": chance.choice(PROVINCES), "shown": n % 20 != 0, "added": NOW, "moved": NOW, "why": b"", "by": None, "tries": 0, "version": 1,
        })  # fmt: skip
    return made


FORM = '{"section":"carpet","title":"x","about":"","prep_days":1,"weight":1,"photos":["goods:x"]}'
KINDS_OF_SEARCH: dict[str, Callable[[random.Random], Search]] = {
    "one word": lambda c: Search(tuple(sounds(c.choice(WHAT))), near=c.choice(PROVINCES)),
    "two words": lambda c: Search(tuple(sounds(f"{c.choice(WHAT)} {c.choice(PLACES)}")), near=c.choice(PROVINCES)),
    "a rare word": lambda c: Search(tuple(sounds(f"{c.choice(WHAT)} {c.randrange(1000)}")), near=c.choice(PROVINCES)),
    "a section": lambda c: Search(sections=(c.choice(list(Section)),), near=c.choice(PROVINCES)),
}


async def measured(goods: int = GOODS, asked: int = ASKED) -> AsyncIterator[Found]:
    """SQLite, then PostgreSQL, each filled and asked by itself."""
    with tempfile.TemporaryDirectory() as folder:
        async for found in _on("SQLite", f"sqlite+aiosqlite:///{Path(folder)}/market.db", goods, asked):
            yield found
    server = PostgresServer()
    try:
        server.start()
        async for found in _on("PostgreSQL", server.url, goods, asked):
            yield found
    finally:
        server.remove()


async def _on(where: str, url: str, goods: int, asked: int) -> AsyncIterator[Found]:
    engine = open_database(url)
    try:
        await migrate(engine)
        await _fill(engine, goods)
        for kind, wanted in KINDS_OF_SEARCH.items():
            yield await _asked(engine, where, kind, wanted, asked)
    finally:
        await close_database(engine)


async def _fill(engine: AsyncEngine, goods: int) -> None:
    chance = random.Random(7)
    for begin in range(0, goods, AT_ONCE):
        async with engine.begin() as conn:
            await conn.execute(insert(sat_product), rows(min(AT_ONCE, goods - begin), chance))
    async with engine.connect() as conn:
        await (await conn.execution_options(isolation_level="AUTOCOMMIT")).execute(text("ANALYZE"))


async def _asked(engine: AsyncEngine, where: str, kind: str, wanted: Callable[[random.Random], Search], asked: int) -> Found:
    chance, took = random.Random(11), []
    async with engine.connect() as conn:
        for _ in range(asked):
            query = searching(conn, wanted(chance), SHOWN)
            begun = time.perf_counter()
            (await conn.execute(query)).all()
            took.append(1000 * (time.perf_counter() - begun))
        plan = await _plan(conn, query)
    parts = quantiles(took, n=20)
    return Found(where, kind, parts[9], parts[18], plan)


async def _plan(conn: Any, query: Select[Any]) -> tuple[str, ...]:
    said = query.compile(dialect=conn.dialect, compile_kwargs={"render_postcompile": True})
    words = "EXPLAIN QUERY PLAN" if conn.dialect.name == "sqlite" else "EXPLAIN"
    found = (await conn.exec_driver_sql(f"{words} {said}", tuple(said.params[name] for name in said.positiontup or ()))).all()
    return tuple(str(row[-1]) for row in found)


def lines(found: Found) -> list[str]:
    """As it is printed."""
    return [f"{found.where}, {found.kind}: p50 {found.p50:.1f} ms, p95 {found.p95:.1f} ms", *(f"    {line}" for line in found.plan)]
