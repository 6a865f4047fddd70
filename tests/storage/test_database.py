"""پایگاه داده - connections are given back and closed, whatever becomes of who held them.   Opened by: storage/kit/database.py"""

from __future__ import annotations

import asyncio
from collections import Counter

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.kit.database import close_database, connected, open_database


def count(engine: AsyncEngine) -> Counter[str]:
    """How many connections are made and closed from now on."""
    counted: Counter[str] = Counter()
    event.listen(engine.sync_engine, "connect", lambda *_: counted.update(["made"]))
    event.listen(engine.sync_engine, "close", lambda *_: counted.update(["closed"]))
    return counted


async def hold(engine: AsyncEngine, held: asyncio.Event) -> None:
    async with connected(engine):
        held.set()
        await asyncio.Event().wait()


async def test_who_is_cancelled_gives_the_connection_back_before_it_ends(database_url: str) -> None:
    engine = open_database(database_url)
    counted, held = count(engine), asyncio.Event()
    work = asyncio.create_task(hold(engine, held))
    await held.wait()
    work.cancel()
    await asyncio.wait([work])
    assert engine.pool.checkedin() == 1  # type: ignore[attr-defined]  # the pool of both engines is a queue
    await close_database(engine)
    assert counted == {"made": 1, "closed": 1}


async def test_closing_waits_for_those_who_were_cancelled_a_moment_ago(database_url: str) -> None:
    engine = open_database(database_url)
    counted, held = count(engine), [asyncio.Event() for _ in range(4)]
    works = [asyncio.create_task(hold(engine, here)) for here in held]
    for here in held:
        await here.wait()
    for work in works:
        work.cancel()
    await close_database(engine)
    assert counted == {"made": 4, "closed": 4}
    await asyncio.wait(works)
