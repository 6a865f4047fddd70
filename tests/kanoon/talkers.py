"""گوینده‌ها - the cast of village.py with messengers, in a town that knows only kanoons.   The town: tests/kit/talk.py"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from types import ModuleType
from typing import Any

from bot.collect import collect, handler_modules
from bot.house import LOCALES
from bot.scene import open_scene
from bot.services import Services
from bot.texts import Texts
from domain.kanoon import KanoonService
from domain.kernel.people import MemberId, Role
from domain.kernel.verbs import Event, Service
from storage.kanoon import LinkTokens, kanoon_store
from storage.kit.accounts import AccountRows
from tests.kanoon.village import CAST, NAMES, Cards, Village
from tests.kit.talk import Person, Town, open_town


class AnyTime(Service):
    """Stands for `membership`: everybody wants every notice, at once."""

    async def when_to_tell(self, *_: object) -> datetime:
        return self.unit.now


class Talkers:
    """People by name: `await talkers["zahra"].says("…")`. `village` does what is not talked about in a test."""

    def __init__(self, town: Town, cards: Cards) -> None:
        self.town, self.cards = town, cards
        self.people = {who: town.person(who) for who in CAST}
        self.village = Village(town.house.units)
        self.village.cards = cards

    def __getitem__(self, who: str) -> Person:
        return self.people[who]

    async def open(self, *who: str) -> None:
        """Members open the bot; from then on they can be reached."""
        for name in who:
            person = self.people[name]
            await person.opens()
            async with self.town.house.units.open(self.town.now) as unit:
                await AccountRows(unit.conn, self.town.now).link(f"{person.platform}:{person.key}", MemberId(NAMES[name]))
                await unit.hats.give(MemberId(NAMES[name]), Role.MEMBER)
            await person.opens()

    async def give(self, who: str, role: Role, scope: str = "") -> None:
        await self.village.give(who, role, scope)

    async def do(self, who: str, verb: str, *args: Any, **fields: Any) -> Any:
        """A deed outside of any dialog, without its notices."""
        self.village.now = self.town.now
        return await self.village.do(who, verb, *args, **fields)

    async def happens(self, *events: Event) -> None:
        """Something happens elsewhere in the house, and kanoons hear of it."""
        async with open_scene(self.town.house, self.town.now) as scene:
            for event in events:
                scene.unit.record(event)
            await scene.settle()
        await self.town.settle()

    async def begins(self, who: str, flow: str, subject: object = None) -> None:
        """Somebody begins a dialog, about something or not."""
        await self.people[who].begins(flow, subject)


def kanoon_modules() -> list[ModuleType]:
    return [m for m in handler_modules() if m.__name__.startswith("handlers.kanoon")]


@asynccontextmanager
async def open_talkers(url: str) -> AsyncIterator[Talkers]:
    cards = Cards()

    def make(services: Services) -> KanoonService:
        unit = services.unit
        return KanoonService(unit, kanoon_store(unit), cards, cards, unit.hats, LinkTokens())

    registry = collect(kanoon_modules(), {"kanoon"})
    makers = {"kanoon": make, "membership": lambda services: AnyTime(services.unit)}
    async with open_town(url, registry=registry, texts=Texts.load(LOCALES, strict=True), makers=makers) as town:
        yield Talkers(town, cards)
