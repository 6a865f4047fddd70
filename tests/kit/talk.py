"""شهر آزمون - a whole house on one database with people who talk to it, free of any platform.   Product: bot/house.py

async with open_town(url) as town:
    zahra = town.person("zahra")
    await zahra.opens(); await zahra.taps("...") ; await zahra.says("..."); assert "..." in zahra.screen
"""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.engine.turn import Shown as Shows
from bot.gateways.base import Address, Button, Can, CannotEdit, Incoming, Outgoing, Reply
from bot.house import House, open_house
from bot.inbox import talk_key
from bot.jobs import Jobs
from bot.scene import open_scene
from domain.kernel.persian.letters import match_key
from handlers.kit.said import Contact, Media, Place, Said
from storage.kit.database import close_database, open_database
from storage.kit.keyring import Keyring
from storage.kit.tables import metadata
from storage.kit.unit import Units
from tests.kit.units import SECRET, START, import_all_tables


@dataclass
class Shown:
    """A message in a chat as a person sees it."""

    id: str
    text: str
    buttons: list[Button]
    media: Media | None = None
    ask: str = ""


class FakeGateway:
    """A platform in memory: every chat is a list of messages."""

    can = Can()

    def __init__(self, name: str) -> None:
        self.name = name
        self.chats: dict[str, list[Shown]] = {}
        self.fails: list[Exception] = []  # raised by the next deliveries
        self._ids = itertools.count(1)

    async def start(self) -> None:
        """Nothing to begin."""

    async def stop(self) -> None:
        """Nothing to end."""

    async def check(self) -> str:
        return "in memory"

    async def fetch(self, media: Media) -> bytes:
        return media.ref.encode()

    async def deliver(self, out: Outgoing) -> str:
        if self.fails:
            raise self.fails.pop(0)
        chat = self.chats.setdefault(out.to.chat, [])
        buttons = [b for row in out.rows for b in row]
        if out.do == "send":
            chat.append(Shown(str(next(self._ids)), out.text, buttons, out.media, out.ask))
            return chat[-1].id
        found = next((m for m in chat if m.id == out.message), None)
        if found is None:
            raise CannotEdit(out.message)
        if out.do == "edit":
            found.text, found.buttons = out.text, buttons
        elif out.do == "strip":
            found.buttons = []
        elif out.do == "delete":
            chat.remove(found)
        return ""


class FakePage(FakeGateway):
    """The platform that keeps what was said, and can take it back."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.signed_out: list[str] = []
        self.let_go: list[str] = []
        self.tidied = 0

    async def forget(self, chat: str) -> None:
        self.chats.pop(chat, None)

    async def tidy(self) -> None:
        self.tidied += 1

    async def sign_out(self, chat: str, *, for_good: bool = False) -> None:
        self.signed_out.append(chat)
        if for_good:
            self.let_go.append(chat)


@dataclass
class Person:
    """Somebody with a messenger. Everything they do waits until the house has answered."""

    town: Town
    key: str
    platform: str = "web"
    toast: str = ""
    said: str = ""  # id of their newest message
    at: Address = field(init=False)

    def __post_init__(self) -> None:
        self.at = Address(self.platform, "1", f"c-{self.key}")

    @property
    def chat(self) -> list[Shown]:
        """Every message in their chat with the bot, oldest first."""
        return self.town.gateways[self.platform].chats.setdefault(self.at.chat, [])

    @property
    def last(self) -> Shown:
        """The newest message."""
        return self.chat[-1]

    @property
    def text(self) -> str:
        """Everything they see, as one text."""
        return "\n---\n".join(m.text for m in self.chat)

    @property
    def labels(self) -> list[str]:
        """The labels of the newest message's buttons."""
        return [b.label for b in self.last.buttons]

    async def opens(self, payload: str = "") -> None:
        await self._send("start", payload=payload)

    async def begins(self, flow: str, subject: object = None) -> None:
        """Begin a dialog about something, as the button of a card or notice does; by its link where it has one."""
        if subject is None or self.town.house.registry.flows[flow].links:
            await self.opens(flow.replace(".", "_", 1) + (f"-{subject}" if subject is not None else ""))
            return
        async with open_scene(self.town.house, self.town.now) as scene:
            incoming = Incoming(self.at, "", self.key, "text")
            await scene.accounts.saw(incoming.who, self.at.bot, self.at.chat)
            actor = await scene.actor_at(incoming.who, await scene.accounts.find(incoming.who))
            await scene.play(await scene.talk_of(talk_key(actor, incoming)), actor, Shows(start=(flow, subject)), self.at)
            await scene.settle()
        await self.town.settle()

    async def says(self, text: str = "", **more: Any) -> None:
        """`more`: media, contact, place."""
        self.said = f"u{next(self.town.said)}"
        await self._send("text", said=Said(text, **more), message=self.said)

    async def shares_contact(self, mobile: str, *, own: bool = True) -> None:
        await self.says(contact=Contact(mobile, own))

    async def shares_place(self, latitude: float, longitude: float) -> None:
        await self.says(place=Place(latitude, longitude))

    async def edits(self, text: str, message: str = "") -> None:
        """Change a message of theirs: the newest one, or that whose id is given."""
        await self._send("edited", said=Said(text), message=message or self.said)

    async def taps(self, label: str) -> None:
        """Tap the newest button whose label holds these words. Fails with all of them when there is none."""
        message, button = self.button(label)
        await self.taps_ref(button.ref, message.id)

    def button(self, label: str) -> tuple[Shown, Button]:
        want = match_key(label)
        for exact in (True, False):
            for message in reversed(self.chat):
                for button in message.buttons:
                    key = match_key(button.label)
                    if key == want if exact else want in key:
                        return message, button
        raise AssertionError(f"{self.key} sees no button «{label}»:\n{self.dump()}")

    async def taps_ref(self, ref: str, message: str = "") -> None:
        await self._send("tap", ref=ref, message=message, tap="t")

    def dump(self) -> str:
        """Their chat, for failure messages."""
        return "\n".join(f"[{m.id}] {m.text}\n    " + " | ".join(b.label for b in m.buttons) for m in self.chat)

    async def _send(self, kind: Any, **more: Any) -> None:
        incoming = Incoming(self.at, str(next(self.town.updates)), self.key, kind, **more)
        await self.town.receive(self, incoming)


class Town:
    """A house, its clock, and its people. `last` is the newest incoming event (to repeat it)."""

    def __init__(self, house: House, given: dict[str, Any]) -> None:
        self.house = house
        self.gateways: dict[str, FakeGateway] = {"web": FakePage("web"), **{name: FakeGateway(name) for name in ("telegram", "bale")}}
        self.house.gateways.update(self.gateways)
        self.updates, self.said = itertools.count(1), itertools.count(1)
        self.last: Incoming | None = None
        self.now = START
        self._given = given

    def person(self, key: str, platform: str = "web") -> Person:
        return Person(self, key, platform)

    async def receive(self, person: Person, incoming: Incoming) -> Reply:
        self.last = incoming
        reply = await self.house.inbox.receive(incoming)
        person.toast = reply.ack.text if reply.ack else ""
        await self.settle()
        return reply

    async def settle(self) -> None:
        """Let everything due happen: sends and timers, again and again until it is quiet."""
        jobs = Jobs(self.house)
        await self.house.outbox.drain()
        while await jobs.tick() or await jobs.answered():
            await self.house.outbox.drain()
        await self.house.outbox.sweep()
        await self.house.outbox.drain()

    async def later(self, **delta: float) -> None:
        """Turn the clock on, and let what is due happen."""
        self.now += timedelta(**delta)
        await self.settle()

    def gives(self, **given: Any) -> None:
        """What the next house is built of, when it is not what this one was built of."""
        self._given |= given

    def restart(self) -> None:
        """A fresh house on the same database: as after a crash."""
        self.house = open_house(self.house.units, lambda: self.now, **self._given)
        self.house.gateways.update(self.gateways)


@asynccontextmanager
async def open_town(url: str, *, engine: AsyncEngine | None = None, **given: Any) -> AsyncIterator[Town]:
    """A town on an empty database. `given`: registry, texts, makers, admins of bot.house.open_house, when not the product's own."""
    import_all_tables()
    engine = engine or open_database(url)
    clock: list[Callable[[], datetime]] = [lambda: START]
    try:
        async with engine.begin() as conn:
            await conn.run_sync(metadata.create_all)
        town = Town(open_house(Units(engine, Keyring([SECRET])), lambda: clock[0](), **given), given)
        clock[0] = lambda: town.now
        yield town
    finally:
        await close_database(engine)
