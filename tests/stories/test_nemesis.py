"""دشمن - PostgreSQL and Redis stop, start, forget and cut lines in the middle of a dialog (rel:D7, D8, D9).   Servers: tests/kit/servers.py"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.gateways.base import Incoming, Outgoing
from domain.kernel.people import Actor
from domain.kernel.verbs import Note
from handlers.kit.said import Said
from storage.kit.database import Away
from storage.kit.speed import OnRedis
from storage.kit.unit import UnitOfWork
from tests.conftest import NewDatabase
from tests.kit.servers import PostgresServer, RedisServer
from tests.kit.talk import FakeGateway, Person, Town
from tests.stories.shops import SELL, buys, check_sound, noted, open_shop, states, two_shops

Trouble = Callable[[UnitOfWork], Awaitable[None]]
YES = "بله، درست است"
PATIENCE = 60  # seconds after which a test that waits for another task has failed


@pytest.fixture
async def town(new_database: NewDatabase) -> AsyncIterator[Town]:
    async with open_shop(await new_database()) as opened:
        yield opened


@pytest.fixture
def own_server(request: pytest.FixtureRequest) -> PostgresServer:
    """The server the databases of this test lie on; one that is not ours is not stopped."""
    if os.environ.get("TEST_PG_URL"):
        pytest.skip("TEST_PG_URL is somebody's server")
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return server


def says(town: Town, person: Person, words: str) -> Incoming:
    return Incoming(person.at, str(next(town.updates)), person.key, "text", said=Said(words))


@pytest.mark.postgres
@pytest.mark.may_skip("TEST_PG_URL names a server that is not ours to stop")
async def test_while_the_database_is_away_nothing_is_confirmed_and_afterwards_all_goes_on(own_server: PostgresServer, town: Town) -> None:
    zahra = town.person("zahra")
    await zahra.opens()
    await zahra.taps("Buy")
    await zahra.says("bread")
    before, three = len(zahra.chat), says(town, zahra, "3")
    await asyncio.to_thread(own_server.stop, "fast")
    try:
        for _ in range(2):  # the platform gets no 200 and sends it again
            with pytest.raises(Away):
                await town.house.inbox.receive(three)
        with pytest.raises(Away):
            await town.house.outbox.sweep()
    finally:
        await asyncio.to_thread(own_server.start)
    assert len(zahra.chat) == before
    await town.house.inbox.receive(three)
    await town.settle()
    await zahra.taps("shop.buy.blue")
    await zahra.taps(YES)
    assert await noted(town, SELL) == 1
    await check_sound(town)


@pytest.mark.postgres
@pytest.mark.may_skip("TEST_PG_URL names a server that is not ours to stop")
async def test_a_server_that_changes_between_two_messages_is_not_noticed(own_server: PostgresServer, town: Town) -> None:
    zahra = town.person("zahra")
    await buys(zahra, "bread")
    await asyncio.to_thread(own_server.restart)
    await zahra.taps(YES)
    assert await noted(town, SELL) == 1
    assert zahra.text.count("shop.buy.sold") == 1
    await check_sound(town)


async def cut_myself(unit: UnitOfWork) -> None:
    """The connection of this very transaction is closed from outside."""
    pid = (await unit.conn.execute(text("SELECT pg_backend_pid()"))).scalar_one()
    other = create_async_engine(unit.conn.engine.url)
    async with other.connect() as conn:
        await conn.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
    await other.dispose()


def raises(state: str) -> Trouble:
    async def trouble(unit: UnitOfWork) -> None:
        await unit.conn.exec_driver_sql(f"DO $$ BEGIN RAISE EXCEPTION 'as it happens' USING ERRCODE = '{state}'; END $$")

    return trouble


@pytest.mark.postgres
@pytest.mark.parametrize("trouble", [cut_myself, raises("40001"), raises("40P01")], ids=["cut", "serialization", "deadlock"])
async def test_what_fails_through_no_fault_of_its_own_is_done_again_as_a_whole(town: Town, trouble: Trouble, monkeypatch: pytest.MonkeyPatch) -> None:
    zahra, troubles, note = town.person("zahra"), [trouble, trouble], UnitOfWork.note
    await buys(zahra, "bread")

    async def troubled(unit: UnitOfWork, actor: Actor, what: Note) -> None:
        await note(unit, actor, what)
        if what.verb == SELL and troubles:
            await troubles.pop()(unit)

    monkeypatch.setattr(UnitOfWork, "note", troubled)
    await zahra.taps(YES)
    assert troubles == []
    assert await noted(town, SELL) == 1
    assert zahra.text.count("shop.buy.sold") == 1
    await check_sound(town)


class CuttingGateway(FakeGateway):
    """Accepts a message, and cuts every line to the database before it says so, once."""

    def __init__(self, url: str) -> None:
        super().__init__("web")
        self.url, self.cuts = url, 0

    async def deliver(self, out: Outgoing) -> str:
        message = await super().deliver(out)
        if self.cuts:
            self.cuts -= 1
            other = create_async_engine(self.url)
            async with other.connect() as conn:
                others = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                await conn.execute(text(others))
            await other.dispose()
        return message


@pytest.mark.postgres
async def test_a_message_that_arrived_while_the_database_was_away_is_not_sent_again(new_database: NewDatabase) -> None:
    url = await new_database()
    async with open_shop(url) as town:
        cutting = town.house.gateways["web"] = town.gateways["web"] = CuttingGateway(url)
        zahra = town.person("zahra")
        await zahra.opens()
        cutting.cuts = 1
        await zahra.says("hm")
        before = len(zahra.chat)
        await town.later(minutes=5)
        assert len(zahra.chat) == before, zahra.dump()
        await check_sound(town)


# Redis


@pytest.fixture
async def fast_town(sqlite_url: str, empty_redis: str) -> AsyncIterator[Town]:
    """A shop whose limits and wake-ups are on Redis."""
    async with open_shop(sqlite_url) as opened:
        opened.house.speed = OnRedis(empty_redis)
        yield opened
        await opened.house.speed.close()


@pytest.mark.redis
async def test_a_redis_that_forgets_stops_and_comes_back_costs_no_dialog_anything(fast_town: Town, redis_server: RedisServer) -> None:
    zahra = fast_town.person("zahra")
    await zahra.opens()
    await zahra.taps("Buy")
    await asyncio.to_thread(redis_server.flush)
    await zahra.says("bread")
    await asyncio.to_thread(redis_server.stop)
    try:
        await zahra.says("3")
    finally:
        await asyncio.to_thread(redis_server.start)
    await zahra.taps("shop.buy.blue")
    await asyncio.to_thread(redis_server.restart)
    await zahra.taps(YES)
    assert await noted(fast_town, SELL) == 1
    assert zahra.text.count("shop.buy.sold") == 1
    await check_sound(fast_town)


@pytest.mark.redis
@pytest.mark.postgres
async def test_a_house_that_does_not_send_wakes_one_that_does(new_database: NewDatabase, empty_redis: str, redis_server: RedisServer) -> None:
    async with two_shops(await new_database()) as (receives, sends), asyncio.timeout(PATIENCE):
        for town in (receives, sends):
            town.house.speed = OnRedis(empty_redis)
        receives.house.sends = False
        heard = asyncio.Event()
        sends.house.hears["ping"] = lambda _rest: heard.set()
        heeding = asyncio.create_task(sends.house.heed())
        zahra = receives.person("zahra")
        for words in ("first", "after a restart"):
            heard.clear()
            while not heard.is_set():
                await receives.house.speed.wake("ping")
                await asyncio.sleep(0.02)
            before = len(zahra.chat)
            await receives.house.inbox.receive(says(receives, zahra, words))
            while len(zahra.chat) == before:  # noqa: ASYNC110 - the other house has no event to wait for
                await asyncio.sleep(0.01)
            await sends.house.outbox.drain()
            assert (await states(receives)).keys() == {"sent"}
            await asyncio.to_thread(redis_server.restart)
        for town in (receives, sends):
            await town.house.speed.close()
        await heeding
