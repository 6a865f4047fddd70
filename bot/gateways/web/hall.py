"""سرسرا - what every room of the web gateway shares.   Made by gateway.py; rooms: door.py chatting.py stream.py media.py shell.py"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import IPv4Network, IPv6Network

from bot.gateways.base import Address, Receive
from bot.gateways.web.bell import Bell
from bot.gateways.web.signin import SignIn
from bot.gateways.web.words import Words
from bot.shelf import Shelf
from handlers.kit.said import Media
from storage.kit.webchat import WebChats
from storage.kit.webdoor import WebDoor

PLATFORM = "web"

Allow = Callable[[str], Awaitable[float]]
"""The rate limit: how many seconds `chat:<id>` or `address:<ip>` must wait before its next act; 0 = go on."""


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody of the demo town whose place one may take. `key`: a-z, 0-9 and '-'; their messenger account is `web:<key>`. `mobile` in E.164."""

    key: str
    name: str
    role_text: str
    mobile: str


@dataclass(frozen=True, slots=True)
class WebSettings:
    """What an operator decides. `origin`: the public address, `https://host`; "" takes the address each request came to. Limits in bytes, times in seconds."""

    origin: str = ""
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    file_limit: int = 10 * 1024 * 1024
    json_limit: int = 64 * 1024
    json_seconds: float = 15.0
    file_seconds: float = 300.0  # 10 MB on a village's line
    lines: int = 12  # live lines of one session: tabs, and one that did not end well
    session_days: int = 30
    look: float = 5.0  # an open page looks into the store by itself: rings of other processes may get lost
    beat: float = 15.0  # a sign of life on a quiet stream


Belongs = Callable[[str, str], Awaitable[bool]]
"""Whether a chat is still that of who proves a mobile: (chat, mobile in E.164)."""


Serves = Callable[[Iterable[str]], Awaitable[set[str]]]
"""Which of these chats are those of people who answer others: they may go to the desk (bot/desk/)."""


async def _still(_chat: str, _mobile: str) -> bool:
    return True


async def _nobody(_chats: Iterable[str]) -> set[str]:
    return set()


async def _always(_who: str) -> float:
    return 0.0


@dataclass(slots=True)
class Hall:
    """The parts of the gateway and what wiring gave it."""

    receive: Receive
    chats: WebChats
    door: WebDoor
    signin: SignIn | None
    shelf: Shelf
    people: dict[str, DemoPerson]
    words: Words
    settings: WebSettings
    now: Callable[[], datetime]
    bell: Bell = field(default_factory=Bell)
    allow: Allow = _always
    belongs: Belongs = _still
    serves: Serves = _nobody
    fetch_media: Callable[[Media], Awaitable[bytes]] | None = None
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    uploads: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(8))  # at most so many files in memory
    uploading: set[str] = field(default_factory=set)  # chats that send one: nobody takes more than one of those places
    lines: Counter[str] = field(default_factory=Counter)  # live lines by session

    @property
    def demo(self) -> bool:
        return bool(self.people)

    def at(self, chat: str) -> Address:
        """The address of a chat in the language of the house."""
        return Address(PLATFORM, PLATFORM, chat)
