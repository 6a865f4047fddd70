"""سیم‌کشی - the composition root: settings in, a program out.   Parts: bot/house.py, bot/platforms.py, bot/program.py"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TextIO

from aiohttp import web
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.demo import load_town
from bot.desk.rooms import Desk
from bot.gateways.base import Address, Gateway
from bot.gateways.terminal import TerminalGateway
from bot.gateways.web import WebGateway
from bot.gateways.web.words import read_words
from bot.house import LOCALES, House, open_house
from bot.jobs import Jobs
from bot.opening import media_fault
from bot.outside import Outside, open_outside
from bot.outside.paying import KeptInHouse
from bot.outside.photos import PhotosOnShelf
from bot.paying import PayPages
from bot.platforms import WORDS, fetch_media, make_gateways
from bot.program import Program
from bot.settings import Settings, WrongSetting
from bot.shelf import Shelf
from storage.kit.database import close_database, may_retry, open_database
from storage.kit.speed import open_speed
from storage.kit.unit import Units

LINKS = {"telegram": "https://t.me/{bot}?start={payload}", "bale": "https://ble.ir/{bot}?start={payload}"}
HEALTH, HEALTH_PATIENCE = 1.0, 3.0  # seconds that an answer about the database holds, and that it may take
NEWCOMERS_MOBILE = "+989900000000"  # of whoever sits at the terminal of the demo; nobody of the town has it
log = logging.getLogger(__name__)

ISOLATES = dict.fromkeys(range(0x2066, 0x206A))  # phones show them as boxes in a text message


def clock() -> datetime:
    """The clock of production."""
    return datetime.now(UTC)


def make_house(settings: Settings, engine: AsyncEngine, outside: Outside | None = None) -> House:
    """The house of these settings, without gateways. `outside`: other organisations than those the settings name."""
    house = open_house(Units(engine, settings.keyring()), clock, admins=frozenset(settings.admins))
    house.speed, house.sends = open_speed(settings.redis_url), "send" in settings.parts
    words = partial(_code_by_sms, house)
    house.outside = outside or open_outside(settings, words, KeptInHouse(house.units, clock))
    house.photos = PhotosOnShelf(Shelf(settings.media_dir, settings.keyring(), "goods"), partial(fetch_media, house))
    if settings.telegram is not None and settings.desk_chat:
        house.desk_group = Address("telegram", settings.telegram.bot, settings.desk_chat)
    house.links |= LINKS | {"web": f"{settings.web_url}/?start={{payload}}"}
    return house


def _code_by_sms(house: House, code: str) -> str:
    return house.texts.plain("membership.notice.sms_code", code=code).translate(ISOLATES)


async def build(settings: Settings, engine: AsyncEngine, outside: Outside | None = None) -> Program:
    """Everything put together; nothing runs yet. The demo's town has moved in. Raises WrongSetting."""
    if fault := media_fault(settings):
        raise WrongSetting("EMRESALAT_MEDIA_DIR", fault)
    house = make_house(settings, engine, outside)
    town = load_town(LOCALES) if settings.demo else None
    app = web.Application()
    gateways = make_gateways(settings, house, engine, town.people if town else ())
    house.gateways.update({g.name: g for g in gateways})
    receivers = [g for g in gateways if ("web" if g.name == "web" else "receive") in settings.parts]
    for gateway in receivers:
        gateway.add_routes(app)  # type: ignore[attr-defined]  # all three have it; the terminal is not among them
        if isinstance(gateway, WebGateway):
            Desk(house, gateway.hall).add_routes(app)
            PayPages(house, gateway.hall).add_routes(app)
    app.router.add_get("/healthz", _health_of(house))
    if town is not None:
        await town.move_in(house)
    return Program(settings, house, engine, app, receivers)


def _health_of(house: House) -> Callable[[web.Request], Awaitable[web.Response]]:
    """200 when the database answers, else 503: for load balancers. Asked often, the database is asked once a second."""
    seen = (0.0, False)
    asking = asyncio.Lock()

    async def health(_request: web.Request) -> web.Response:
        nonlocal seen
        async with asking:
            if (now := time.monotonic()) - seen[0] >= HEALTH or not seen[0]:
                seen = (now, await _answers(house))
        return web.json_response({"ok": seen[1]}, status=200 if seen[1] else 503)

    return health


async def _answers(house: House) -> bool:
    try:
        async with asyncio.timeout(HEALTH_PATIENCE), house.units.look(house.clock()) as unit:
            await unit.conn.execute(text("SELECT 1"))
    except Exception as away:
        if not (may_retry(away) or isinstance(away, TimeoutError)):
            log.exception("the database does not answer as it should")
        return False
    return True


async def talk_in_terminal(settings: Settings, engine: AsyncEngine, lines: TextIO, out: TextIO, *, mobile: str = "") -> int:
    """`python -m bot chat`: one conversation, with timers and sending in this process. `mobile` (E.164) is what the person may share as theirs."""
    house = make_house(settings, engine)
    jobs = Jobs(house)

    async def rest() -> None:
        await house.outbox.drain()
        while await jobs.tick():
            await house.outbox.drain()
        await house.outbox.sweep()
        await house.outbox.drain()

    terminal = TerminalGateway(house.inbox.receive, lines, out, read_words(WORDS), mobile=mobile or (NEWCOMERS_MOBILE if settings.demo else ""), rest=rest)
    house.gateways[terminal.name] = terminal
    works = asyncio.create_task(jobs.run())
    try:
        await terminal.run()
    finally:
        jobs.stop()
        await works
        await house.outbox.drain()
        await house.speed.close()
        await close_database(engine)
    return 0


async def check(settings: Settings, run_check: Callable[[Settings, Sequence[Gateway]], Awaitable[int]]) -> int:
    """`python -m bot check` with the gateways of the settings. Nothing is served and nothing is sent."""
    engine = open_database(settings.database_url)
    house = make_house(settings, engine)
    gateways = [g for g in make_gateways(settings, house, engine, ()) if not isinstance(g, WebGateway)]
    try:
        return await run_check(settings, gateways)
    finally:
        for gateway in gateways:
            await gateway.stop()
        await close_database(engine)
