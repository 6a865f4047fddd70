"""وارسی - says what is configured and whether it answers, one line each: `python -m bot check`.   Settings: bot/settings.py"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from redis.asyncio import Redis
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.gateways.base import Gateway, NotSent
from bot.log import masked
from bot.settings import Settings
from storage import migrations
from storage.kit import house
from storage.kit.database import open_database

Out = Callable[[str], None]
PATIENCE = 5  # seconds for Redis to answer


async def run_check(settings: Settings, gateways: Sequence[Gateway], *, out: Out = print) -> int:
    """0 when everything that is configured answers, else 1. Changes nothing, but makes a missing SQLite file empty."""

    def tell(what: str, fault: str, line: str = "") -> int:
        """One line; 1 for a fault. No secret leaves with it, whatever a library put into its error."""
        out(masked(f"{'no' if fault else 'ok'}  {what}: {' '.join((fault or line).split())}", settings.secrets))
        return 1 if fault else 0

    tell("mode", "", "the demo, on this machine only" if settings.demo else f"{', '.join(sorted(settings.parts))}, {len(settings.admins)} admins named")
    faults = await _database(settings, tell)
    faults += await _redis(settings, tell)
    for gateway in gateways:
        try:
            faults += tell(gateway.name, "", await gateway.check())
        except (NotSent, OSError) as error:
            faults += tell(gateway.name, str(error) or type(error).__name__)
    return 1 if faults else 0


Tell = Callable[..., int]


async def _database(settings: Settings, tell: Tell) -> int:
    where = settings.database_shown
    engine = open_database(settings.database_url)
    try:
        async with engine.connect() as conn:
            await conn.execute(text("SELECT 1"))
        faults = tell("database", "", f"{where} answers")
        at, head = await migrations.current(engine), migrations.head()
        faults += tell("migrations", "" if at == head else f"at {at or 'nothing'}, wanted {head}: run `python -m bot migrate`", f"at {at}")
        await house.check_before(engine, demo=settings.demo)
        if at == head:
            async with engine.connect() as conn:
                fault = "" if await house.opened_by(conn, settings.keyring()) else "no key of EMRESALAT_SECRET_KEY opens this database"
                faults += tell("keys", fault, f"{len(settings.secret_keys)}, and one of them opens the database")
    except house.WrongHouse as error:
        faults = tell("database", str(error))
    except (SQLAlchemyError, OSError) as error:
        faults = tell("database", f"{where} does not answer: {error}")
    finally:
        await engine.dispose()
    return faults


async def _redis(settings: Settings, tell: Tell) -> int:
    if not settings.redis_url:
        return tell("redis", "", "not configured; one process needs none")
    client = Redis.from_url(settings.redis_url, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE)
    try:
        await client.ping()
    except (RedisError, OSError) as error:
        return tell("redis", f"does not answer: {error}")
    finally:
        await client.aclose()
    return tell("redis", "", "answers")
