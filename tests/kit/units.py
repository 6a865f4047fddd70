"""واحدهای آزمون - a database with the whole schema and units of work on it, for tests of one subsystem.   Product: storage/kit/unit.py"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import storage
from bot.services import Services
from storage.kit.database import close_database, open_database
from storage.kit.keyring import Keyring
from storage.kit.tables import metadata
from storage.kit.unit import Units

START = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
SECRET = "a secret for tests only"


def import_all_tables() -> None:
    """Import every storage module, so that `metadata` knows every table."""
    for module in pkgutil.walk_packages(storage.__path__, "storage."):
        if ".migrations" not in module.name:
            importlib.import_module(module.name)


class House:
    """A database and a clock that tests move by hand.

    >>> async with house.open() as s: number = await s["kanoon"].ask_to_join(zahra, code)
    """

    def __init__(self, units: Units) -> None:
        self.units = units
        self.now = START

    def later(self, **delta: float) -> None:
        """Move the clock: `house.later(hours=25)`."""
        self.now += timedelta(**delta)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Services]:
        """The services in one transaction, committed at the end of the block."""
        async with self.units.open(self.now) as unit:
            yield Services(unit)


@asynccontextmanager
async def open_house(url: str) -> AsyncIterator[House]:
    """A house on an empty database at `url`; the schema is made here."""
    import_all_tables()
    engine = open_database(url)
    try:
        async with engine.begin() as conn:
            await conn.run_sync(metadata.create_all)
        yield House(Units(engine, Keyring([SECRET])))
    finally:
        await close_database(engine)
