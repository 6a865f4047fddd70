"""آزمون کارسازها - the throw-away databases are fresh, whole and can be cut off.   Servers: tests/kit/servers.py"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
import redis
from redis.asyncio import Redis
from sqlalchemy import inspect, text

from storage.kit.database import open_database
from tests.kit.servers import PostgresServer, RedisServer


async def _tables(url: str) -> set[str]:
    engine = open_database(url)
    async with engine.connect() as connection:
        names = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    await engine.dispose()
    return set(names)


async def test_a_new_database_holds_the_whole_schema(database_url: str) -> None:
    assert "audit_note" in await _tables(database_url)


@pytest.mark.postgres
async def test_two_databases_of_one_test_know_nothing_of_each_other(new_database: Callable[[], Awaitable[str]]) -> None:
    here, there = await new_database(), await new_database()
    engine = open_database(here)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE only_here (id int)"))
    await engine.dispose()

    assert "only_here" in await _tables(here)
    assert "only_here" not in await _tables(there)


@pytest.mark.postgres
def test_the_books_survive_a_power_cut() -> None:
    server = PostgresServer()
    try:
        server.start()
        version = (server.folder / "data" / "PG_VERSION").read_text()
        server.stop()
        server.start()
        assert (server.folder / "data" / "postmaster.pid").exists()
        assert (server.folder / "data" / "PG_VERSION").read_text() == version
    finally:
        server.remove()
    assert not server.folder.exists()


@pytest.mark.redis
async def test_a_restarted_redis_has_forgotten_everything(redis_server: RedisServer, empty_redis: str) -> None:
    async with Redis.from_url(empty_redis) as client:
        await client.set("زهرا", "اینجاست")
        assert await client.exists("زهرا")
    redis_server.restart()
    async with Redis.from_url(empty_redis) as client:
        assert not await client.exists("زهرا")


@pytest.mark.redis
def test_a_stopped_redis_is_really_gone() -> None:
    server = RedisServer()
    try:
        server.start()
        server.stop()
        with redis.Redis.from_url(server.url) as client, pytest.raises(redis.ConnectionError):
            client.ping()
    finally:
        server.remove()
