"""سکوها - makes the gateways that are configured and gives each what it needs of the house.   Called by bot/wiring.py"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from functools import partial
from io import BytesIO
from typing import Any

import msgspec
import segno
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import pictures
from bot.desk.ringing import rings_desks
from bot.gateways.bale import Bale, BaleSettings
from bot.gateways.base import FileAway, Gateway, NotSent, Refused
from bot.gateways.botapi.delivery import AskWords
from bot.gateways.botapi.gateway import House as Given
from bot.gateways.polling import Offsets
from bot.gateways.telegram import Telegram, TelegramSettings
from bot.gateways.web import Bell, CodeSignIn, DemoPerson, WebGateway, WebSettings
from bot.gateways.web.words import read_words
from bot.house import LOCALES, House
from bot.outside.photos import GOODS
from bot.settings import Messenger, Settings
from bot.signing_in import CodesToMembers, belongs
from handlers.kit.said import Media
from storage.kit import inbox
from storage.kit.polling import PollState
from storage.kit.webchat import WebChats
from storage.kit.webdoor import WebDoor

QR_SCALE = 8  # pixels of one dot
WORDS = LOCALES / "fa" / "LC_MESSAGES"


def make_gateways(settings: Settings, house: House, engine: AsyncEngine, people: Sequence[DemoPerson]) -> list[Gateway]:
    """The web page always, the messengers when they have a token."""
    gateways: list[Gateway] = [make_web(settings, house, engine, people)]
    if settings.telegram is not None:
        t = settings.telegram
        gateways.append(Telegram(TelegramSettings(t.token, t.api_base, t.webhook_url, t.secret), given_to(house, t)))
    if settings.bale is not None:
        b = settings.bale
        gateways.append(Bale(BaleSettings(b.token, b.api_base, b.webhook_url, provider_token=b.provider_token), given_to(house, b)))
    return gateways


def given_to(house: House, messenger: Messenger) -> Given:
    """What a messenger's gateway is given of the house."""

    async def park(raw: bytes, error: str) -> None:
        async with house.units.open(house.clock()) as unit:
            await inbox.park(unit.conn, unit.vault.ring, messenger.name, messenger.bot, "?", raw, error, 1, unit.now)

    async def fetch(media: Media) -> bytes:
        return await fetch_media(house, media)

    state = PollState(house.units, house.clock, messenger.name, messenger.bot)
    house.at_the_end.append(state.let_go)
    say = house.texts.plain
    words = AskWords(say("engine.share.contact"), say("engine.share.location"), say("engine.share.hint"), say("engine.no_file"))
    return Given(house.inbox.receive, park, Offsets(state.load, state.save, state.may_poll), fetch, words)


def make_web(settings: Settings, house: House, engine: AsyncEngine, people: Sequence[DemoPerson]) -> WebGateway:
    """The chat page, with its bell on the line between the processes."""
    words, door = read_words(WORDS), WebDoor(engine, settings.keyring())
    shouts: set[asyncio.Task[None]] = set()

    def shout(chat: str, note: dict[str, Any] | None) -> None:
        task = asyncio.create_task(house.speed.wake(f"bell {json.dumps([chat, note])}"))
        shouts.add(task)
        task.add_done_callback(shouts.discard)

    async def allow(who: str) -> float:
        return await house.speed.wait_for(f"web:{who}", each=0.25, burst=60)

    async def fetch(media: Media) -> bytes:
        return await fetch_media(house, media)

    bell = Bell(shout if settings.redis_url else None)
    house.after.append(rings_desks(bell))
    house.hears["bell"] = lambda rest: bell.heard(*msgspec.json.decode(rest))
    reaches = house.outside.carrier is not None or settings.telegram is not None or settings.bale is not None
    signin = None if people or not reaches else CodeSignIn(door, CodesToMembers(house), words, house.clock)
    return WebGateway(
        house.inbox.receive,
        WebChats(engine, settings.keyring()),
        door,
        settings.keyring(),
        media_dir=settings.media_dir,
        words=words,
        now=house.clock,
        signin=signin,
        people=people,
        settings=WebSettings(origin="" if settings.demo else settings.web_url, trusted_proxies=settings.trusted_proxies),
        bell=bell,
        allow=allow,
        belongs=partial(belongs, house),
        fetch_media=fetch,
    )


async def fetch_media(house: House, media: Media) -> bytes:
    """The bytes of a file on any platform, of a photo of goods (`goods:<ref>`), a QR code (`qr:<text>`), a drawing (`draw:<facts>`). Raises Refused, FileAway."""
    platform, _, ref = media.ref.partition(":")
    if platform == "qr":
        picture = BytesIO()
        segno.make(ref, error="m").save(picture, kind="png", scale=QR_SCALE, border=3)
        return picture.getvalue()
    if platform == "draw":
        return await asyncio.to_thread(pictures.draw, ref, house.texts)
    if platform == GOODS:
        return await house.photos.get(ref)
    if platform not in house.gateways:
        raise Refused(f"no way to files of {platform}")
    try:
        return await house.gateways[platform].fetch(media)
    except Refused:
        raise
    except NotSent as away:  # whatever it means there, nothing was sent here
        raise FileAway(f"{platform}: {type(away).__name__} {away}") from away
