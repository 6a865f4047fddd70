"""اهل شهر - the cast of neighbours.py with messengers, in a town that is the whole product.   The town: tests/kit/talk.py"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import select

from bot.house import LOCALES
from bot.outside import Outside
from bot.outside.sms import TwinSms
from bot.scene import Scene, open_scene
from bot.services import Services
from bot.texts import Texts
from domain.kernel.people import SYSTEM, Actor, Hat, Role
from domain.kernel.persian.letters import PERSIAN_DIGITS
from domain.membership.model import Application, Member
from domain.membership.service import MembershipService
from handlers.kit import Media
from storage.kit.accounts import AccountRows
from storage.kit.invariants import INVARIANTS as OF_THE_KIT
from storage.kit.speed import InProcess
from storage.kit.unit import UnitOfWork, audit_note
from storage.membership.tables import INVARIANTS
from tests.kit.talk import FakePage, Person, Shown, Town, open_town
from tests.membership.neighbours import CAST, Clerk, form_of

ADMIN = "hassan"
"""Named in the settings: once he is a member, he is an admin."""

CONFIRM = "«بله، درست است»"
PHOTO = Media("photo", "telegram:card", mime="image/jpeg", size=90_000)
VOICE = Media("voice", "telegram:voice", mime="audio/ogg", size=9_000)


def fa(words: object) -> str:
    """As the bot shows digits."""
    return str(words).translate(PERSIAN_DIGITS)


class Folk:
    """People by name: `await folk["zahra"].taps("…")`; `zahra@bale` is her other messenger. Nobody is a member before they join."""

    def __init__(self, town: Town) -> None:
        self.town, self.clerk, self.sms = town, Clerk(), TwinSms()
        self.people: dict[str, Person] = {}
        self._outside()

    def __getitem__(self, who: str) -> Person:
        name, _, platform = who.partition("@")
        return self.people.setdefault(who, self.town.person(name, platform or "telegram"))

    @property
    def pages(self) -> FakePage:
        """The platform that keeps what was said."""
        found = self.town.gateways["web"]
        assert isinstance(found, FakePage)
        return found

    def _outside(self) -> None:
        self.town.house.outside = Outside(self.clerk, self.sms)
        self.town.house.speed = InProcess()

    def restart(self) -> None:
        """As after a crash: a fresh house, and everybody may type fast again."""
        self.town.restart()
        self._outside()

    # Acting

    async def begins(self, who: str, flow: str, subject: object = None) -> Person:
        """Somebody begins a dialog of membership."""
        person = self[who]
        await person.begins(f"membership.{flow}", subject)
        return person

    async def plays(self, who: str, *steps: str | Media | Callable[[Person], Awaitable[None]], restart: bool = False) -> Person:
        """One step after the other: «…» is a tap, anything else is typed or sent."""
        person = self[who]
        for step in steps:
            if restart:
                self.restart()
            if isinstance(step, Media):
                await person.says(media=step)
            elif not isinstance(step, str):
                await step(person)
            elif step.startswith("«"):
                await person.taps(step.strip("«»"))
            else:
                await person.says(step)
        return person

    async def join(self, *names: str) -> None:
        """People become members without many words, and have the bot open."""
        for who in names:
            person = self[who]
            await person.opens()
            newcomer = Actor(None, frozenset({Hat(Role.NEWCOMER)}), f"{person.platform}:{person.key}")
            async with self.scene() as scene:
                await scene.services["membership"].file(newcomer, form_of(who))

    async def give(self, who: str, role: Role, scope: str = "") -> None:
        """A role, as from the command line."""
        code = (await self.member(who)).code
        async with self.scene() as scene:
            await scene.services["membership"].grant(SYSTEM, code, role, scope)

    @asynccontextmanager
    async def scene(self) -> AsyncIterator[Scene]:
        """A transaction outside of any dialog, with all that follows."""
        async with open_scene(self.town.house, self.town.now) as scene:
            yield scene
            await scene.settle()
        await self.town.settle()

    # Looking

    @asynccontextmanager
    async def look(self) -> AsyncIterator[tuple[UnitOfWork, MembershipService]]:
        async with self.town.house.units.open(self.town.now) as unit:
            yield unit, Services(unit)["membership"]

    async def find(self, who: str) -> Member | None:
        async with self.look() as (_, membership):
            return await membership.ports.members.by_identifier(CAST[who][1])

    async def member(self, who: str) -> Member:
        found = await self.find(who)
        assert found is not None, f"{who} is no member"
        return found

    async def application(self, number: int) -> Application:
        async with self.look() as (_, membership):
            found = await membership.ports.applications.find(number)
        assert found is not None
        return found

    async def speaks_from(self, who: str) -> Member | None:
        """Whom a messenger speaks for now."""
        person = self[who]
        async with self.look() as (unit, membership):
            account = await AccountRows(unit.conn, unit.now).find(f"{person.platform}:{person.key}")
            return None if account is None or account.member is None else await membership.ports.members.find(account.member)

    def card(self, who: str, words: str) -> Shown:
        """The newest message in somebody's chat with these words."""
        person = self[who]
        found = [m for m in person.chat if words in m.text]
        assert found, f"{who} sees nothing with «{words}»:\n{person.dump()}"
        return found[-1]

    async def noted(self) -> list[str]:
        """The verbs of the audit trail, oldest first."""
        async with self.look() as (unit, _):
            return list((await unit.conn.execute(select(audit_note.c.verb).order_by(audit_note.c.id))).scalars())

    async def all_is_well(self) -> None:
        """What `python -m bot audit` asks."""
        async with self.look() as (unit, _):
            for rule in [*OF_THE_KIT, *INVARIANTS]:
                assert not await rule.faults(unit.conn), rule.name


def contact_of(who: str) -> Callable[[Person], Awaitable[None]]:
    """They press the button that shares their own number."""
    return lambda person: person.shares_contact(CAST[who][5])


def answers_of(who: str) -> tuple[Any, ...]:
    """Everything somebody answers after the rules, with a province and a town: up to the confirm screen."""
    _, identifier, given, family, birth, _ = CAST[who]
    return fa(identifier), f"{birth:%Y-%m-%d}", given, family, "گلستان", "گرگان"


@asynccontextmanager
async def open_folk(url: str) -> AsyncIterator[Folk]:
    """The whole product with strict texts: a missing key or field fails the test."""
    async with open_town(url, texts=Texts.load(LOCALES, strict=True), admins=frozenset({f"telegram:{ADMIN}"})) as town:
        yield Folk(town)
