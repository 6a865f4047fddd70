"""دروازه - what Telegram's and Bale's gateways do alike: receive, acknowledge, deliver.   Used by telegram.py bale.py; see docs/gateways.md"""

from __future__ import annotations

import asyncio
import itertools
import logging
from abc import ABC, abstractmethod
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.gateways.base import Address, Can, Incoming, NotSent, Outgoing, Receive, Refused
from bot.gateways.botapi.answers import WrongToken
from bot.gateways.botapi.delivery import AskWords, Delivery, FetchMedia, Speaker
from bot.gateways.botapi.reading import Undecodable, UpdateReader
from bot.gateways.botapi.wire import Wire
from bot.gateways.polling import BACK_OFF, Offsets, Park, Poller, Sleep
from bot.gateways.webhook import Webhook, check_update
from handlers.kit.said import Media

log = logging.getLogger(__name__)

ACK_SECONDS = 0.3  # a tap whose work takes longer is acknowledged at once (decision 4)


@dataclass(frozen=True, slots=True)
class BotSettings:
    """How to reach a Bot API. `api_base` is an origin; an empty `webhook_url` means polling."""

    token: str = field(repr=False)
    api_base: str
    webhook_url: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)
    max_connections: int = 40
    poll_seconds: int = 25
    request_seconds: float = 30.0

    @property
    def bot(self) -> str:
        """The numeric id of the bot."""
        return self.token.partition(":")[0]


@dataclass(frozen=True, slots=True)
class House:
    """What the house gives a gateway."""

    receive: Receive
    park: Park
    offsets: Offsets
    fetch_media: FetchMedia
    words: AskWords
    sleep: Sleep = asyncio.sleep
    ack_seconds: float = ACK_SECONDS


class BotApiGateway(ABC):
    """See bot/gateways/base.py `Gateway`. `add_routes` is called before `start` where a webhook is set."""

    name: str
    can: Can

    def __init__(self, settings: BotSettings, house: House, *, wire: Wire, speaker: Speaker, reader: UpdateReader, secret: str, idle_seconds: float = 0.0) -> None:
        self._settings, self._house, self._wire, self._reader = settings, house, wire, reader
        self._delivery = Delivery(self.name, self.can, speaker, house.words, house.fetch_media)
        self._later: set[asyncio.Task[Any]] = set()
        self._preparing: asyncio.Task[None] | None = None
        self._polling: asyncio.Task[None] | None = None
        self.webhook: Webhook | None = None
        self.poller: Poller | None = None
        self.username = ""  # of the bot, as its platform tells it when the gateway starts
        if settings.webhook_url:
            path = urlsplit(settings.webhook_url).path or "/"
            self.webhook = Webhook(self.name, path, self._brought, secret=secret, forms=self.name == "bale")
        else:
            self.poller = Poller(
                self.name,
                ask=self._updates,
                read=reader.read,
                take=self._polled,
                park=house.park,
                offsets=house.offsets,
                sleep=house.sleep,
                idle_seconds=idle_seconds,
            )

    @property
    def bot(self) -> str:
        """The numeric id of the bot, as in Address.bot."""
        return self._settings.bot

    def add_routes(self, app: web.Application) -> None:
        """Serve the webhook's path; nothing when the bot polls."""
        if self.webhook is not None:
            self.webhook.add_routes(app)

    async def start(self) -> None:
        """Register the webhook, or take it away and poll. Raises WrongToken; when the platform cannot be reached it is tried again in the background."""
        try:
            await self._introduce()
        except (WrongToken, Refused):
            raise
        except NotSent as error:
            log.warning("%s: not ready yet: %s", self.name, error)
            self._preparing = asyncio.create_task(self._prepare_later())
        if self.poller is not None:
            self._polling = asyncio.create_task(self.poller.run())

    async def stop(self) -> None:
        """Receive no more, finish what is in hand. `deliver` goes on working, so that the outbox may end after it."""
        if self._preparing is not None:
            self._preparing.cancel()
            await asyncio.gather(self._preparing, return_exceptions=True)
        if self.webhook is not None:
            await self.webhook.close()
        if self.poller is not None:
            self.poller.stop()
        if self._polling is not None:
            await self._polling
        while self._later:
            await asyncio.gather(*self._later, return_exceptions=True)
        await self._wire.close()

    async def deliver(self, out: Outgoing) -> str:
        """See Gateway.deliver."""
        return await self._delivery.deliver(out)

    async def fetch(self, media: Media) -> bytes:
        """See Gateway.fetch."""
        platform, _, file_id = media.ref.partition(":")
        if platform != self.name or not file_id:
            raise Refused(f"not a file of {self.name}")
        if media.size > self.can.file_limit:
            raise Refused(f"a file of more than {self.can.file_limit} bytes")
        path, size = await self._file(file_id)
        if size > self.can.file_limit:
            raise Refused(f"a file of more than {self.can.file_limit} bytes")
        return await self._wire.download(path, self.can.file_limit)

    async def check(self) -> str:
        """See Gateway.check."""
        username, number = await self._me()
        return f"{self.name}: @{username} ({number})"

    async def _introduce(self) -> None:
        await self._prepare()
        self.username, _ = await self._me()
        self._reader.username = self.username

    @abstractmethod
    async def _me(self) -> tuple[str, int]:
        """getMe: the bot's own name and number."""

    @abstractmethod
    async def _prepare(self) -> None:
        """Set the webhook or take it away."""

    @abstractmethod
    async def _updates(self, offset: int, limit: int) -> bytes:
        """getUpdates: the bare answer."""

    @abstractmethod
    async def _file(self, file_id: str) -> tuple[str, int]:
        """getFile: the path to download and the size (0 = not told)."""

    @abstractmethod
    def _ack_reply(self, ack: Outgoing) -> bytes:
        """The acknowledgement as a webhook's answer; empty where the platform takes none."""

    async def _prepare_later(self) -> None:
        for seconds in itertools.chain(BACK_OFF, itertools.repeat(BACK_OFF[-1])):
            await self._house.sleep(seconds)
            try:
                await self._introduce()
            except NotSent as error:
                log.warning("%s: not ready yet: %s", self.name, error)
            else:
                return

    async def _brought(self, raw: bytes) -> bytes:
        check_update(raw)
        try:
            incoming = self._reader.read(raw)
        except Undecodable as error:
            await self._house.park(raw, str(error))
            return b""
        ack = await self._take(incoming)
        if ack is None:
            return b""
        answer = self._ack_reply(ack)
        if not answer:
            self._soon(self._acknowledge(ack))
        return answer

    async def _polled(self, incoming: Incoming) -> None:
        ack = await self._take(incoming)
        if ack is not None:
            self._soon(self._acknowledge(ack))

    async def _take(self, incoming: Incoming) -> Outgoing | None:
        """Hand it to the house. Returns the acknowledgement that is still due: of a tap, unless it was slow and got one already."""
        if incoming.said.contact is not None or incoming.said.place is not None:
            self._delivery.shows_keyboard(incoming.at.chat)
        if incoming.kind != "tap":
            await self._house.receive(incoming)
            return None
        bare, early = Outgoing("ack", Address(self.name, self.bot, incoming.at.chat), tap=incoming.tap), False

        def acknowledge_early() -> None:
            nonlocal early
            early = True
            self._soon(self._acknowledge(bare))

        slow = asyncio.get_running_loop().call_later(self._house.ack_seconds, acknowledge_early)
        try:
            reply = await self._house.receive(incoming)
        finally:
            slow.cancel()
        ack = reply.ack or bare
        if ack.text and not incoming.group and (early or not self._shows_words(incoming.tap)):
            self._soon(self._say_aside(ack))
        return None if early else ack

    def _shows_words(self, _tap: str) -> bool:
        """Whether the app of whoever tapped can show the word of an acknowledgement."""
        return True

    async def _say_aside(self, ack: Outgoing) -> None:
        """The word of a tap that was acknowledged without it (or whose app cannot show it) comes as a message: it may be a refusal."""
        try:
            await self._delivery.aside(ack.to.chat, ack.text)
        except NotSent as error:
            log.info("%s: the word of a tap was not said: %s", self.name, error)

    async def _acknowledge(self, ack: Outgoing) -> None:
        try:
            await self._delivery.deliver(ack)
        except NotSent as error:
            log.info("%s: a tap was not acknowledged: %s", self.name, error)

    def _soon(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._later.add(task)
        task.add_done_callback(self._later.discard)
