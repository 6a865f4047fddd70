"""گشودن - opens the database of the settings, or says in one line why it cannot be opened.   Used by bot/wiring.py, audit.py, rotation.py"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from alembic.script.revision import RevisionError
from alembic.util.exc import CommandError
from sqlalchemy import make_url, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.log import masked
from bot.settings import Settings
from storage import migrations
from storage.kit import house
from storage.kit.database import open_database

log = logging.getLogger(__name__)


class CannotOpen(Exception):
    """The database cannot be worked with; one line that names the setting, and no secret."""


def why_not(error: Exception, settings: Settings) -> str:
    """An error of a driver in one line, without what nobody may see."""
    told = str(getattr(error, "orig", None) or error) or type(error).__name__
    return masked(" ".join(told.split())[:300], settings.secrets)


async def open_engine(settings: Settings) -> AsyncEngine:
    """An engine on a database that answers. Raises CannotOpen."""
    where, engine = settings.database_shown, None
    try:
        engine = open_database(settings.database_url)
        async with engine.connect() as conn:
            await conn.execute(text("SELECT 1"))
    except (SQLAlchemyError, OSError, TimeoutError) as error:
        if engine is not None:
            await engine.dispose()
        raise CannotOpen(f"EMRESALAT_DATABASE_URL {where} does not answer: {why_not(error, settings)}") from None
    return engine


async def prepare(settings: Settings) -> AsyncEngine:
    """What every start does first: open the database, refuse the wrong one, migrate. Raises CannotOpen, storage.kit.house.WrongHouse."""
    engine = await open_engine(settings)
    try:
        if await migrations.prepare(engine, settings.keyring(), demo=settings.demo):
            log.info("the database was migrated to revision %s", migrations.head())
    except (SQLAlchemyError, CommandError, RevisionError) as error:
        await engine.dispose()
        raise CannotOpen(f"EMRESALAT_DATABASE_URL could not be migrated, and is as it was: {why_not(error, settings)}") from None
    except BaseException:
        await engine.dispose()
        raise
    return engine


def hold_alone(settings: Settings) -> int | None:
    """SQLite has one serving process: hold its lock until the process ends, however it ends. Returns the file to close, None on PostgreSQL.

    Raises CannotOpen when somebody else holds it: two would take each other's messages for those of a dead one.
    """
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite" or sys.platform == "win32":
        return None
    import fcntl

    held = os.open(f"{url.database}.lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(held)
        raise CannotOpen(f"EMRESALAT_DATABASE_URL {settings.database_shown} is served by another process already; several need PostgreSQL") from None
    return held


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[AsyncEngine]:
    """A house that was moved into before, at the newest revision and under one of our keys; nothing is changed. Raises CannotOpen, WrongHouse."""
    engine = await open_engine(settings)
    try:
        await house.check_before(engine, demo=settings.demo)
        at, head = await migrations.current(engine), migrations.head()
        if at != head:
            raise CannotOpen(f"EMRESALAT_DATABASE_URL is at revision {at or 'nothing'}, wanted {head}: run `python -m bot migrate`")
        async with engine.connect() as conn:
            if not await house.opened_by(conn, settings.keyring()):
                raise house.WrongHouse("no key of EMRESALAT_SECRET_KEY opens this database")
        yield engine
    finally:
        await engine.dispose()


def media_fault(settings: Settings) -> str:
    """Why no file can be kept; "" when all is well. The folder is made when it is missing."""
    try:
        settings.media_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        return f"{settings.media_dir} cannot be made: {error.strerror}"
    return "" if os.access(settings.media_dir, os.W_OK | os.X_OK) else f"{settings.media_dir} cannot be written to"
