"""دکان‌های آزمون - the shop of tests/engine/shop.py in one or two houses on one database, in front of one platform.   Told in test_races.py and its siblings"""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import func, select

from bot.audit import audit
from storage.kit.inbox import parked
from storage.kit.outbox import outbox
from storage.kit.speed import InProcess
from storage.kit.unit import audit_note
from tests.engine import shop
from tests.engine.conftest import EXTRA
from tests.kit.talk import Person, Town, open_town
from tests.kit.words import EchoWords

SELL, APPROVE = "engine.sell", "engine.approve"  # the verbs as the audit notes name them


def no_limit() -> InProcess:
    """For people who tap faster than people can."""
    return InProcess(itertools.count(step=1_000).__next__)


@asynccontextmanager
async def open_shop(url: str) -> AsyncIterator[Town]:
    """A house of its own, with an engine of its own, as another process would have it."""
    words = EchoWords("shop.", "common.again.shop", extra=EXTRA)
    async with open_town(url, registry=shop.shop_registry(), texts=words, makers={"shop": shop.make_shop}) as town:
        town.house.speed = no_limit()
        yield town


@asynccontextmanager
async def two_shops(url: str) -> AsyncIterator[tuple[Town, Town]]:
    """Two houses on one database, in front of one platform."""
    async with open_shop(url) as one, open_shop(url) as other:
        other.gateways = one.gateways
        other.house.gateways.update(one.gateways)
        yield one, other


async def buys(person: Person, what: str) -> None:
    """From the menu to the confirm screen."""
    await person.opens()
    await person.taps("Buy")
    await person.says(what)
    await person.says("3")
    await person.taps("shop.buy.blue")


async def noted(town: Town, verb: str) -> int:
    """How often a verb took effect."""
    async with town.house.units.open(town.now) as unit:
        return int((await unit.conn.execute(select(func.count()).where(audit_note.c.verb == verb))).scalar_one())


async def states(town: Town) -> dict[str, int]:
    """How many rows of the outbox there are in each state."""
    async with town.house.units.open(town.now) as unit:
        rows = await unit.conn.execute(select(outbox.c.state, func.count()).group_by(outbox.c.state))
        return {str(row[0]): int(row[1]) for row in rows}


async def check_sound(town: Town) -> None:
    """Everything left, nothing was parked, and the audit finds nothing."""
    said: list[str] = []
    assert await audit(town.house.units.engine, town.house.units.ring, out=said.append) == 0, "\n".join(said)
    assert (await states(town)).keys() <= {"sent"}
    async with town.house.units.open(town.now) as unit:
        assert list((await unit.conn.execute(select(parked.c.error))).scalars()) == []
