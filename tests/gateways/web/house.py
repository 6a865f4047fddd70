"""خانه‌ی آزمون - a web gateway on a real server with a small bot behind it, who answers through deliver.   Used by conftest.py"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.gateways.base import Address, Button, Incoming, Outgoing, Reply
from bot.gateways.web import CodeSignIn, DemoPerson, KeptCodes, WebGateway, WebSettings
from bot.gateways.web.words import read_words
from storage.kit.keyring import Keyring
from storage.kit.webchat import WebChats
from storage.kit.webdoor import WebDoor
from tests.kit.units import SECRET, START

CATALOGUE = Path(__file__).parents[3] / "locales" / "fa" / "LC_MESSAGES"
PEOPLE = (
    DemoPerson("hassan", "حسن رضایی", "همیار کانون نور", "+989121110001"),
    DemoPerson("maryam", "مریم احمدی", "رهبر کانون نور", "+989121110002"),
    DemoPerson("zahra", "زهرا محمدی", "عضو", "+989121110003"),
)


@dataclass
class Clock:
    now: Any = START

    def __call__(self) -> Any:
        return self.now

    def later(self, **delta: float) -> None:
        self.now += timedelta(**delta)


@dataclass
class Bot:
    """Hears what comes in once (by its update), and answers like a small kanoon."""

    heard: list[Incoming] = field(default_factory=list)
    again: list[Incoming] = field(default_factory=list)
    fails: int = 0  # how many of the next events break
    gateway: Any = None

    async def receive(self, event: Incoming) -> Reply:
        if self.fails:
            self.fails -= 1
            raise ConnectionError("the database is away")
        if any(e.update == event.update for e in self.heard):
            self.again.append(event)
            return Reply()
        self.heard.append(event)
        return await self.answer(event)

    async def answer(self, event: Incoming) -> Reply:
        if event.kind == "start":
            await self.say(event.at.chat, "سلام! خوش آمدید. <b>چه کاری</b> برایتان انجام بدهم؟", [[("عضو کانون می‌شوم", "join")], [("موجودی", "sum"), ("راهنما", "help")]])
        elif event.kind == "tap":
            return await self.tapped(event)
        elif event.said.contact:
            await self.say(event.at.chat, "شماره‌ی شما رسید.")
        elif event.said.media:
            await self.say(event.at.chat, f"پیوست رسید: {event.said.media.kind}")
        elif event.said.place:
            await self.say(event.at.chat, "جای شما رسید.")
        else:
            await self.say(event.at.chat, f"شنیدم: {event.said.text.replace('&', '&amp;').replace('<', '&lt;')}")
        return Reply()

    async def tapped(self, event: Incoming) -> Reply:
        chat = event.at.chat
        if event.ref == "join":
            await self.gateway.deliver(Outgoing("edit", event.at, text="درخواست شما برای <b>کانون نور</b> ثبت شد. همیار کانون آن را می‌بیند.", message=event.message))
            await self.say("hassan", f"یک نفر می‌خواهد عضو کانون نور شود.\nکد درخواست: <code>K-{chat[-4:]}</code>", [[("می‌پذیرم", f"yes:{chat}"), ("نمی‌پذیرم", "no")]])
        elif event.ref.startswith("yes:"):
            await self.gateway.deliver(Outgoing("edit", event.at, text="شما این درخواست را پذیرفتید.", message=event.message))
            await self.say(event.ref[4:], "مبارک است! حسن رضایی درخواست شما را پذیرفت.")
            return Reply(Outgoing("ack", event.at, tap=event.tap, text="پذیرفته شد"))
        elif event.ref == "sum":
            return Reply(Outgoing("ack", event.at, tap=event.tap, text="موجودی شما صفر است", alert=True))
        else:
            return Reply(Outgoing("ack", event.at, tap=event.tap, text="این دکمه دیگر کار نمی‌کند"))
        return Reply()

    async def say(self, chat: str, text: str, rows: list[list[tuple[str, str]]] | None = None, **more: Any) -> str:
        buttons = tuple(tuple(Button(label, ref) for label, ref in row) for row in rows or [])
        return str(await self.gateway.deliver(Outgoing("send", Address("web", "web", chat), text=text, rows=buttons, **more)))


async def until(holds: Callable[[], bool]) -> None:
    """Until something is so, for a while."""
    for _ in range(2_000):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never was so")


@dataclass
class House:
    """A served page: where it is, who speaks behind it, what was sent by SMS, and its clock."""

    url: str
    bot: Bot
    gateway: WebGateway
    codes: KeptCodes
    clock: Clock
    engine: AsyncEngine


@asynccontextmanager
async def serve(
    engine: AsyncEngine, media: Path, *, people: tuple[DemoPerson, ...] = (), settings: WebSettings | None = None, port: int = 0, **more: Any
) -> AsyncIterator[House]:
    """The page on a free port of this machine until the end of the block."""
    bot, clock, codes, ring, words = Bot(), Clock(), KeptCodes(), Keyring([SECRET]), read_words(CATALOGUE)
    door = WebDoor(engine, ring)
    signin = None if people else CodeSignIn(door, codes, words, clock)
    settings = settings or WebSettings(look=0.2, beat=0.4)
    gateway = WebGateway(
        bot.receive, WebChats(engine, ring), door, ring, media_dir=media, words=words, now=clock, signin=signin, people=people, settings=settings, **more
    )
    bot.gateway = gateway
    app = web.Application()
    gateway.add_routes(app)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    try:
        await gateway.start()
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        port = runner.addresses[0][1]
        yield House(f"http://127.0.0.1:{port}", bot, gateway, codes, clock, engine)
    finally:
        await runner.cleanup()
