"""جهان - a town that can be put back to where it was: its database, its chats, its clock.   The town: tests/kit/talk.py"""

from __future__ import annotations

import copy
import dataclasses
import functools
import importlib
import itertools
import logging
import pkgutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import aiosqlite
import pytest
from sqlalchemy import Table

import storage.kit
from bot.engine.questions import Asked, Waits
from bot.gateways.base import Incoming
from bot.house import House
from bot.jobs import Jobs
from bot.outside import Outside
from bot.outside.banking import TwinBank
from bot.outside.cheques import TwinCheques
from bot.outside.counter import TwinCounter
from bot.outside.paying import KeptInMemory, TwinGateway
from handlers.kit.registry import Flow, Registry
from storage.kit.keyring import Keyring
from storage.kit.tables import metadata
from storage.kit.unit import Units
from tests.kit.talk import Person, Shown, Town, open_town
from tests.kit.units import SECRET
from tests.walk.rows import Rows, at_once, quick_sqlite, rows_of

PENDING = "state IN ('ready', 'sending', 'unknown')"


class Unhurried:
    """The speed limit of a house where people act faster than thumbs can."""

    async def wait_for(self, bucket: str, *, each: float, burst: int, together: int = 0) -> float:
        return 0.0

    async def wake(self, word: str) -> None:
        """Nobody sleeps."""

    async def woken(self) -> AsyncIterator[str]:
        nobody: tuple[str, ...] = ()
        for word in nobody:
            yield word

    async def close(self) -> None:
        """Nothing is open."""


@dataclass(frozen=True)
class Moment:
    """Everything as it was at one moment."""

    rows: Any
    chats: dict[str, dict[str, list[Shown]]]
    now: datetime
    sms: dict[str, tuple[str, str]]


class Listening(logging.Handler):
    """Whatever the house logs as an error: an exception that was caught, a timer that failed, a message refused."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        error = f": {record.exc_info[1]!r}" if record.exc_info and record.exc_info[1] is not None else ""
        self.heard.append(record.getMessage() + error)

    def take(self) -> list[str]:
        heard, self.heard = self.heard, []
        return heard


def overheard(registry: Registry, seen: set[tuple[str, str]]) -> Registry:
    """The same registry, with every dialog overheard: `seen` gets (flow, "") when it begins, and (flow, key) for every question it stops at."""

    def heard(flow: Flow) -> Flow:
        @functools.wraps(flow.dialog)
        async def dialog(chat: Any, **services: Any) -> None:
            seen.add((flow.name, ""))
            try:
                await flow.dialog(chat, **services)
            except Asked as asked:
                seen.add((flow.name, asked.question.name.partition("#")[0]))
                raise
            except Waits as waits:
                seen.add((flow.name, waits.name.partition("#")[0]))
                raise

        return dataclasses.replace(flow, dialog=dialog)

    return dataclasses.replace(registry, flows={name: heard(flow) for name, flow in registry.flows.items()})


class World:
    """A town with people, and the way back to any of its moments."""

    def __init__(self, town: Town, rows: Rows) -> None:
        self.town, self.rows = town, rows
        self.seen: set[tuple[str, str]] = set()
        town.house = self._house(town.house.units, overheard(town.house.registry, self.seen))
        self.people: dict[str, Person] = {}
        self.outside = Outside(gateway=TwinGateway(KeptInMemory(), "http://127.0.0.1:8080"), bank=TwinBank(KeptInMemory()), counter=TwinCounter(), cheques=TwinCheques())
        self.errors = Listening()
        self.acts = 0
        self.domain = tuple(sorted(set(metadata.tables) - KIT_TABLES))
        town.updates = itertools.count(1)
        self._settle_in()

    @property
    def house(self) -> House:
        return self.town.house

    def person(self, key: str, platform: str = "web") -> Person:
        """Somebody of the town, made when first asked for."""
        if key not in self.people:
            self.people[key] = self.town.person(key, platform)
        return self.people[key]

    def restart(self) -> None:
        """A fresh house with fresh keys in hand on the same database, as after a crash; what lies outside of it goes on."""
        self.town.house = self._house(Units(self.house.units.engine, Keyring([SECRET])), self.house.registry)
        self._settle_in()

    def _house(self, units: Units, registry: Registry) -> House:
        old = self.house
        house = House(units, old.texts, registry, old.clock, old.admins, makers=old.makers)
        house.gateways.update(self.town.gateways)
        return house

    def _settle_in(self) -> None:
        self.house.speed, self.house.outside = Unhurried(), self.outside

    async def keep(self) -> Moment:
        chats = {name: _copied(gateway.chats) for name, gateway in self.town.gateways.items()}
        return Moment(await self.rows.keep(), chats, self.town.now, dict(self.outside.sms.sent))  # type: ignore[attr-defined]  # the twin keeps what it sent

    async def go_back(self, to: Moment) -> None:
        await self.rows.put_back(to.rows)
        for name, gateway in self.town.gateways.items():
            gateway.chats = _copied(to.chats[name])
        self.town.now = to.now
        self.outside.sms.sent = dict(to.sms)  # type: ignore[attr-defined]  # the twin keeps what it sent
        self.house.units.kept = type(self.house.units.kept)()

    async def send(self, person: Person, incoming: Incoming) -> None:
        """Somebody's update arrives, and everything due because of it happens."""
        self.acts += 1
        self.town.last = incoming
        reply = await self.house.inbox.receive(incoming)
        person.toast = reply.ack.text if reply.ack else ""
        await self.settle()

    async def settle(self) -> None:
        """As `Town.settle`, but nobody looks where nothing is due."""
        await self.house.outbox.drain()
        now = self.town.now.strftime("%Y-%m-%d %H:%M:%S.%f")
        jobs = Jobs(self.house)
        while await self.rows.count("timer", f"due <= '{now}'") and (await jobs.tick() or await jobs.answered()):
            await self.house.outbox.drain()
        if await self.rows.count("outbox", f"{PENDING} AND due <= '{now}'"):
            await self.house.outbox.sweep()
            await self.house.outbox.drain()

    async def again(self, person: Person) -> None:
        """The platform delivers the last update once more."""
        assert self.town.last is not None
        await self.send(person, self.town.last)

    def sights(self) -> dict[str, list[tuple[str, str, tuple[str, ...]]]]:
        """What everybody sees, to the last button."""
        return {key: [(m.id, m.text, tuple(b.ref for b in m.buttons)) for m in person.chat] for key, person in self.people.items()}

    async def facts(self) -> str:
        """A digest of every row of the domain: the same where nothing has happened."""
        return await self.rows.digest(self.domain)


def _kit_tables() -> frozenset[str]:
    """What belongs to no subsystem: conversations, what comes in and goes out, notes."""
    modules = [importlib.import_module(m.name) for m in pkgutil.iter_modules(storage.kit.__path__, "storage.kit.")]
    return frozenset(thing.name for module in modules for thing in vars(module).values() if isinstance(thing, Table))


KIT_TABLES = _kit_tables()


def _copied(chats: dict[str, list[Shown]]) -> dict[str, list[Shown]]:
    return {chat: [copy.copy(m) for m in messages] for chat, messages in chats.items()}


@contextmanager
def hurried() -> Iterator[None]:
    """SQLite without threads, for as long as a walk lasts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(aiosqlite.Connection, "_execute", at_once)
        yield


@asynccontextmanager
async def open_world(url: str, **given: Any) -> AsyncIterator[World]:
    """A world on an empty database; `given` as for `open_town`."""
    sqlite = url.startswith("sqlite")
    with hurried():
        async with open_town(url, engine=quick_sqlite(url) if sqlite else None, **given) as town, _the_world(url, town) as world:
            yield world


@asynccontextmanager
async def _the_world(url: str, town: Town) -> AsyncIterator[World]:
    rows = await rows_of(url)
    world = World(town, rows)
    logging.getLogger().addHandler(world.errors)
    try:
        yield world
    finally:
        logging.getLogger().removeHandler(world.errors)
        await rows.close()
