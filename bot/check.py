"""وارسی - says what is configured and whether it answers, one line each: `python -m bot check`.   Settings: bot/settings.py"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from redis.asyncio import Redis
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.gateways.base import Gateway, NotSent
from bot.log import masked
from bot.opening import media_fault
from bot.outside.carrier import SAFIR
from bot.outside.post import reach
from bot.settings import Settings
from bot.settings_outside import Bank, Bureau
from bot.settings_read import is_loopback
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
    faults += tell("files", media_fault(settings), f"kept in {settings.media_dir}")
    if "web" in settings.parts:
        faults += tell("page", _page_fault(settings), f"{settings.web_url}, served on {settings.web_host}:{settings.web_port}")
    faults += await _outside(settings, tell)
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


def _page_fault(settings: Settings) -> str:
    url = urlsplit(settings.web_url)
    safe = url.scheme == "https" or is_loopback(url.hostname or "")
    return "" if safe else f"EMRESALAT_WEB_URL {settings.web_url} is no https address: browsers would send the session in clear"


async def _outside(settings: Settings, tell: Tell) -> int:
    """The services of other organisations: whether somebody is there. Nothing is asked of them."""
    sms, registry = settings.sms, settings.registry
    if sms.kind == "none":
        reaches = settings.telegram is not None or settings.bale is not None
        faults = tell("codes", "", f"no carrier, so {'codes go to messengers only' if reaches else 'no sign-in on the page'}")
    elif sms.kind == "twin":
        faults = tell("codes", "", "twin: written into the log")
    else:
        away = await reach(sms.url or SAFIR)
        faults = tell("codes", away and f"{sms.kind} does not answer: {away}", f"{sms.kind} answers")
    faults += await _payment(settings, tell)
    if registry.kind == "twin":
        return faults + tell("registry", "", "twin: nobody's identity is really checked, and members are told")
    away = await reach(registry.url)
    return faults + tell("registry", away and f"does not answer: {away}", "answers")


async def _payment(settings: Settings, tell: Tell) -> int:
    pays = settings.payment
    if pays.kind == "zarinpal":
        away = await reach(pays.base)
        faults = tell("payment", away and f"zarinpal does not answer: {away}", "zarinpal answers")
    else:
        faults = tell("payment", "", "twin: whoever presses its button is credited" if pays.kind == "twin" else "no gateway, so nobody pays in")
    faults += await _provider("bank", settings.bank, tell, twin="it says that it paid, and pays nothing", none="so nothing is paid out")
    return faults + await _provider("bureau", settings.bureau, tell, twin="what it says of people is invented", none="so Merat counts what the house knows itself")


async def _provider(name: str, chosen: Bank | Bureau, tell: Tell, *, twin: str, none: str) -> int:
    if chosen.kind == "http":
        away = await reach(chosen.url)
        return tell(name, away and f"does not answer: {away}", "answers")
    return tell(name, "", f"twin: {twin}" if chosen.kind == "twin" else f"none, {none}")


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
