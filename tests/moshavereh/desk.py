"""میز آزمون - members, newcomers and rahyars with messengers, in a town that knows cases and kanoons.   The town: tests/kit/talk.py"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bot.collect import collect, handler_modules
from bot.house import LOCALES
from bot.people import TalkOwners
from bot.scene import open_scene
from bot.services import Services
from bot.texts import Texts
from domain.kanoon import KanoonService
from domain.kernel.people import SYSTEM, Actor, MemberId, Role
from domain.membership.events import RoleRevoked
from domain.moshavereh.model import Case, CaseId
from domain.moshavereh.service import MoshaverehService
from storage.kanoon import LinkTokens, kanoon_store
from storage.kit.accounts import AccountRows
from storage.kit.invariants import INVARIANTS as OF_THE_KIT
from storage.kit.unit import UnitOfWork
from storage.moshavereh import CaseRows, moshavereh_store
from storage.moshavereh.invariants import INVARIANTS
from tests.kanoon.talkers import AnyTime, kanoon_modules
from tests.kanoon.village import CAST, NAMES
from tests.kit.talk import Person, Shown, Town, open_town
from tests.moshavereh.people import Acquaintances

CALL = "گفت‌وگو با رهیار"
FIRST, SECOND, THIRD = "PR۱۰۰۱۷", "PR۱۰۰۲۵", "PR۱۰۰۳۳"
"""The numbers of the first cases of a fresh database, as people see them."""


class Desk:
    """People by name: `await desk["zahra"].says("…")`. Sara (`rahyar`) and Bahram are rahyars once they are on duty."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.people: dict[str, Person] = {who: town.person(who) for who in CAST}

    def __getitem__(self, who: str) -> Person:
        return self.people[who]

    async def open(self, *who: str) -> None:
        """Members open the bot; from then on they can be reached."""
        for name in who:
            await self.people[name].opens()
            await self.link(name, self.people[name])

    async def link(self, name: str, person: Person) -> None:
        """A messenger speaks for a member from now on."""
        async with self.town.house.units.open(self.town.now) as unit:
            await AccountRows(unit.conn, self.town.now).link(f"{person.platform}:{person.key}", MemberId(NAMES[name]))
            await unit.hats.give(MemberId(NAMES[name]), Role.MEMBER)
        await person.opens()

    async def on_duty(self, *who: str) -> None:
        """Members who are online rahyars from now on."""
        await self.open(*who)
        for name in who:
            async with self.town.house.units.open(self.town.now) as unit:
                await unit.hats.give(MemberId(NAMES[name]), Role.RAHYAR_ONLINE)

    async def off_duty(self, who: str, role: Role = Role.RAHYAR_ONLINE) -> None:
        """The role is taken away, and everybody hears of it."""
        async with open_scene(self.town.house, self.town.now) as scene:
            await scene.unit.hats.take(MemberId(NAMES[who]), role)
            scene.unit.record(RoleRevoked(MemberId(NAMES[who]), role, ""))
            await scene.settle()
        await self.town.settle()

    async def asks_for_a_kanoon(self, who: str) -> None:
        """Somebody stands in the middle of a dialog, with one answer given."""
        await self.people[who].opens("kanoon_join")
        await self.people[who].taps("کد، نام یا جای کانون")

    async def do(self, who: str, verb: str, *args: Any, **fields: Any) -> Any:
        """A deed at the desk that needs no dialog, heard by everybody who listens. `system` is the clock."""
        async with open_scene(self.town.house, self.town.now) as scene:
            actor = SYSTEM if who == "system" else await scene.actor_of(MemberId(NAMES[who]), f"web:{who}")
            done = await getattr(scene.services["moshavereh"], verb)(actor, *args, **fields)
            await scene.settle()
        await self.town.settle()
        return done

    async def do_as(self, member: MemberId, verb: str, *args: Any) -> None:
        """The same for somebody who is not of the cast."""
        async with open_scene(self.town.house, self.town.now) as scene:
            await getattr(scene.services["moshavereh"], verb)(await scene.actor_of(member), *args)
            await scene.settle()

    async def give(self, who: str, role: Role, scope: str = "") -> None:
        async with self.town.house.units.open(self.town.now) as unit:
            await unit.hats.give(MemberId(NAMES[who]), role, scope)

    async def case(self, number: int = 1) -> Case:
        async with self.town.house.units.look(self.town.now) as unit:
            found = await CaseRows(unit).find(CaseId(number))
        assert found is not None
        return found

    async def under_way(self) -> list[Case]:
        """Every case that is not over."""
        async with self.town.house.units.look(self.town.now) as unit:
            return await CaseRows(unit).not_over()

    async def is_waiting(self, number: int = 1) -> bool:
        async with open_scene(self.town.house, self.town.now) as scene:
            return bool(await scene.services["moshavereh"].is_waiting(SYSTEM, number))

    async def actor(self, who: str) -> Actor:
        async with open_scene(self.town.house, self.town.now) as scene:
            return await scene.actor_of(MemberId(NAMES[who]), f"web:{who}")

    def service(self, unit: UnitOfWork) -> MoshaverehService:
        """The verbs outside of any conversation."""
        return MoshaverehService(unit, moshavereh_store(unit), TalkOwners(None), Acquaintances(), unit.hats)

    def card(self, who: str, number: str = FIRST) -> Shown:
        """The newest copy of a case's card in somebody's chat."""
        return next(m for m in reversed(self.people[who].chat) if number in m.text and "درخواست‌کننده" in m.text)

    async def sound(self) -> None:
        """Nothing that the audit asks is broken."""
        async with self.town.house.units.look(self.town.now) as unit:
            for invariant in (*INVARIANTS, *OF_THE_KIT):
                assert await invariant.faults(unit.conn) == [], invariant.name


@asynccontextmanager
async def open_desk(url: str, known: Acquaintances | None = None) -> AsyncIterator[Desk]:
    cards = known or Acquaintances()

    def make_kanoon(services: Services) -> KanoonService:
        unit = services.unit
        return KanoonService(unit, kanoon_store(unit), cards, cards, unit.hats, LinkTokens())

    def make_moshavereh(services: Services) -> MoshaverehService:
        unit = services.unit
        return MoshaverehService(unit, moshavereh_store(unit), TalkOwners(services.scene), cards, unit.hats)

    makers: dict[str, Any] = {"kanoon": make_kanoon, "membership": lambda services: AnyTime(services.unit), "moshavereh": make_moshavereh}
    desk = [module for module in handler_modules() if module.__name__.startswith("handlers.moshavereh")]
    registry = collect([*desk, *kanoon_modules()], {"kanoon", "moshavereh"})
    async with open_town(url, registry=registry, texts=Texts.load(LOCALES, strict=True), makers=makers) as town:
        yield Desk(town)
