"""خانه - what the database knows of itself: whether it is the demo's, and whose key opens it.   Settings: bot/settings.py"""

from __future__ import annotations

from sqlalchemy import Column, Connection, String, Table, inspect, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.kit.database import insert_into
from storage.kit.keyring import CannotOpen, Keyring
from storage.kit.tables import metadata

house = Table(
    "house",
    metadata,
    Column("key", String(60), primary_key=True),
    Column("value", String(400), nullable=False),
)

DEMO, LOCK = "demo", "lock"


class WrongHouse(Exception):
    """This database is not the one that the settings describe; the one-line text says why. Nothing in it was touched."""


async def get(conn: AsyncConnection, key: str) -> str | None:
    return (await conn.execute(select(house.c.value).where(house.c.key == key))).scalar()


async def put(conn: AsyncConnection, key: str, value: str) -> None:
    row = insert_into(conn, house).values(key=key, value=value)
    await conn.execute(row.on_conflict_do_update(index_elements=["key"], set_={"value": value}))


async def check_before(engine: AsyncEngine, *, demo: bool) -> None:
    """Before anything is written, migrations included: the demo enters an empty database or its own, the real house never the demo's.

    Raises WrongHouse.
    """
    async with engine.connect() as conn:
        tables = await conn.run_sync(_tables)
        is_demo = "house" in tables and await get(conn, DEMO) == "1"
    if demo and tables and not is_demo:
        raise WrongHouse("the demo does not enter a database that it did not create")
    if is_demo and not demo:
        raise WrongHouse("this database belongs to the demo; name another one in EMRESALAT_DATABASE_URL")


async def settle(conn: AsyncConnection, ring: Keyring, *, demo: bool) -> None:
    """In the transaction of the migrations: mark a new house with its kind and its lock, and try the lock of an old one.

    Raises WrongHouse when no key opens it: members' data could not be read, and new data would be sealed with the key of another house.
    """
    if demo:
        await put(conn, DEMO, "1")
    if await get(conn, LOCK) is None:
        await put(conn, LOCK, ring.seal(LOCK.encode(), b"house").hex())
    elif not await opened_by(conn, ring):
        raise WrongHouse("no key of EMRESALAT_SECRET_KEY opens this database")


async def opened_by(conn: AsyncConnection, ring: Keyring) -> bool:
    """Whether a key of the ring opens the lock; a house without a lock is open."""
    lock = await get(conn, LOCK)
    try:
        return lock is None or bool(ring.open(bytes.fromhex(lock), b"house"))
    except CannotOpen:
        return False


async def relock(conn: AsyncConnection, ring: Keyring) -> bool:
    """Seal the lock with the newest key; whether it was needed. Part of a rotation."""
    lock = await get(conn, LOCK)
    if lock is not None and ring.newest(bytes.fromhex(lock), b"house"):
        return False
    await put(conn, LOCK, ring.seal(LOCK.encode(), b"house").hex())
    return True


def _tables(conn: Connection) -> list[str]:
    return inspect(conn).get_table_names()
