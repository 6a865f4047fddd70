"""سیم‌کشی - the composition root: settings in, a program out.   Parts: bot/house.py, bot/gateways/, bot/program.py"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import segno
from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.demo import Town, load_town
from bot.gateways.base import Gateway, Refused
from bot.gateways.web import CodeSignIn, DemoPerson, KeptCodes, WebGateway, WebSettings
from bot.gateways.web.words import read_words
from bot.house import LOCALES, House, open_house
from bot.program import Program
from bot.settings import Settings
from handlers.kit.said import Media
from storage import migrations
from storage.kit import house as house_rows
from storage.kit.database import open_database
from storage.kit.unit import Units
from storage.kit.webchat import WebChats
from storage.kit.webdoor import WebDoor

QR_SCALE = 8  # pixels of one dot


def clock() -> datetime:
    """The clock of production."""
    return datetime.now(UTC)


async def prepare(settings: Settings) -> AsyncEngine:
    """Open the database, refuse the wrong one, migrate. Raises house.WrongHouse."""
    engine = open_database(settings.database_url)
    await house_rows.check_before(engine, demo=settings.demo)
    ring = settings.keyring()
    await migrations.migrate(engine, then=lambda conn: house_rows.settle(conn, ring, demo=settings.demo))
    return engine


async def build(settings: Settings, engine: AsyncEngine) -> Program:
    """Everything put together; nothing runs yet."""
    units = Units(engine, settings.keyring())
    house = open_house(units, clock, admins=frozenset(settings.admins))
    town = load_town(LOCALES) if settings.demo else None
    app = web.Application()
    gateways = make_gateways(settings, house, engine, town)
    for gateway in gateways:
        house.gateways[gateway.name] = gateway
        if isinstance(gateway, WebGateway) and "web" in settings.parts:
            gateway.add_routes(app)
    app.router.add_get("/healthz", lambda _request: _health(house))
    if town is not None:
        await town.settle_in(house)
    return Program(settings, house, engine, app, [g for g in gateways if _receives(g, settings)])


def _receives(gateway: Gateway, settings: Settings) -> bool:
    return ("web" if gateway.name == "web" else "receive") in settings.parts


async def _health(house: House) -> web.Response:
    """200 when the database answers: for load balancers."""
    async with house.units.open(house.clock()):
        return web.json_response({"ok": True})


def make_gateways(settings: Settings, house: House, engine: AsyncEngine, town: Town | None) -> list[Gateway]:
    """The platforms that are configured."""

    async def fetch(media: Media) -> bytes:
        return await fetch_media(house, media)

    return [_web(settings, house, engine, town.people if town else (), fetch)]


def _web(settings: Settings, house: House, engine: AsyncEngine, people: Sequence[DemoPerson], fetch: object) -> WebGateway:
    door = WebDoor(engine)
    return WebGateway(
        house.inbox.receive,
        WebChats(engine, settings.keyring()),
        door,
        settings.keyring(),
        media_dir=settings.media_dir,
        words=read_words(Path(LOCALES) / "fa" / "LC_MESSAGES"),
        now=house.clock,
        people=people,
        settings=WebSettings(origin="" if settings.demo else settings.web_url, trusted_proxies=settings.trusted_proxies),
        fetch_media=fetch,  # type: ignore[arg-type]  # the closure of make_gateways
    )


async def fetch_media(house: House, media: Media) -> bytes:
    """The bytes of a file on any platform, or of a QR code (`qr:<text>`). Raises NotSent."""
    platform, _, ref = media.ref.partition(":")
    if platform == "qr":
        from io import BytesIO

        picture = BytesIO()
        segno.make(ref, error="m").save(picture, kind="png", scale=QR_SCALE, border=3)
        return picture.getvalue()
    if platform not in house.gateways:
        raise Refused(f"no way to files of {platform}")
    return await house.gateways[platform].fetch(media)


__all__ = ["CodeSignIn", "KeptCodes", "build", "clock", "prepare"]
