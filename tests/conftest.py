"""سفره‌ی مشترک آزمون‌ها - the fixtures every test may ask for, and the rule that a skip may be a failure.   Servers: tests/kit/servers.py"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import create_engine, make_url
from sqlalchemy.ext.asyncio import create_async_engine

from tests.kit.servers import NoServer, PostgresServer, RedisServer

NO_SKIPS = "EMRESALAT_NO_SKIPS"
NewDatabase = Callable[[], Awaitable[str]]
LONGEST = (
    "tests/walk/test_every_screen.py", "tests/walk/", "tests/stories/test_first_door.py", "tests/benchmarks/", "tests/bot/test_program.py",
    "tests/gateways/contract/", "tests/stories/", "tests/architecture/test_imports.py",
)  # fmt: skip
"""Files that take longest begin first, so that no worker is at one alone at the end (needs --no-loadscope-reorder)."""


def pytest_configure(config: pytest.Config) -> None:
    """No setting of the person who runs the tests reaches them."""
    for name in [name for name in os.environ if name.startswith("EMRESALAT_") and name != NO_SKIPS]:
        del os.environ[name]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The rest stays as it is."""

    def turn(item: pytest.Item) -> int:
        return next((n for n, begin in enumerate(LONGEST) if item.nodeid.startswith(begin)), len(LONGEST))

    items.sort(key=turn)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where EMRESALAT_NO_SKIPS=1, a skip without a `may_skip` mark is a failure: there everything a test needs is installed."""
    report = yield
    if os.environ.get(NO_SKIPS) == "1" and report.skipped and not hasattr(report, "wasxfail") and not item.get_closest_marker("may_skip"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped where nothing may be skipped: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a file that skips itself as a whole."""
    report = yield
    if os.environ.get(NO_SKIPS) == "1" and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was skipped where nothing may be skipped: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL of this worker that a test may stop and start again. It must leave it running."""
    try:
        server = PostgresServer()
    except NoServer as missing:
        pytest.skip(str(missing))
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture(scope="session")
def postgres_url(request: pytest.FixtureRequest) -> str:
    """The maintenance database of a PostgreSQL (SQLAlchemy URL for asyncpg): TEST_PG_URL if given, else this worker's own."""
    if given := os.environ.get("TEST_PG_URL"):
        return given
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return server.url


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    """A Redis-protocol server of this worker that a test may flush or restart."""
    try:
        server = RedisServer()
    except NoServer as missing:
        pytest.skip(str(missing))
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture(scope="session")
def redis_url(redis_server: RedisServer) -> str:
    """`unix://…` of this worker's server. What others left there is still there; `empty_redis` begins anew."""
    return redis_server.url


@pytest.fixture
def empty_redis(redis_server: RedisServer) -> str:
    """The same URL with nothing in it."""
    redis_server.flush()
    return redis_server.url


def _dsn(url: str) -> str:
    return url.replace("postgresql+asyncpg://", "postgresql://", 1)


async def _execute(postgres_url: str, statement: str) -> None:
    connection = await asyncpg.connect(_dsn(postgres_url))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture(scope="session")
async def postgres_template(postgres_url: str) -> AsyncIterator[str]:
    """The name of a database that holds the whole schema and no rows."""
    from tests.kit.units import import_all_tables, metadata

    name = f"template_{secrets.token_hex(6)}"
    await _execute(postgres_url, f'CREATE DATABASE "{name}"')
    import_all_tables()
    engine = create_async_engine(make_url(postgres_url).set(database=name))
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    await engine.dispose()
    yield name
    await _execute(postgres_url, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
async def new_database(postgres_url: str, postgres_template: str) -> AsyncIterator[NewDatabase]:
    """`await new_database()` is the URL of a fresh PostgreSQL database with the whole schema; all of them go after the test."""
    made: list[str] = []

    async def make() -> str:
        name = f"test_{secrets.token_hex(6)}"
        await _execute(postgres_url, f'CREATE DATABASE "{name}" TEMPLATE "{postgres_template}"')
        made.append(name)
        return make_url(postgres_url).set(database=name).render_as_string(hide_password=False)

    yield make
    for name in made:
        await _execute(postgres_url, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that holds the whole schema and no rows."""
    from tests.kit.units import import_all_tables, metadata

    import_all_tables()
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    engine = create_engine(f"sqlite:///{file}")
    metadata.create_all(engine)
    engine.dispose()
    return file


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A fresh SQLite file with the whole schema."""
    return f"sqlite+aiosqlite:///{shutil.copy(sqlite_template, tmp_path / 'emresalat.db')}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def _either_database(request: pytest.FixtureRequest) -> str | NewDatabase:
    """Asked for outside the loop: an asynchronous fixture cannot ask for another one by name."""
    value: str | NewDatabase = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "new_database")
    return value


@pytest.fixture
async def database_url(_either_database: str | NewDatabase) -> str:
    """A fresh database with the whole schema, on each of the two kinds: the test runs twice."""
    return _either_database if isinstance(_either_database, str) else await _either_database()
