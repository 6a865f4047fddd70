"""آزمون بار - two hundred members write at once to twenty rahyars: every word once, at the right person, in the order it was said.   Times: docs/performance.md"""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.gateways.base import Incoming
from bot.scene import open_scene
from domain.kernel.people import MemberId, Role
from domain.moshavereh.model import Case, CaseState
from handlers.kit.said import Said
from storage.kit.accounts import AccountRows
from storage.kit.speed import InProcess
from tests.kit.talk import Person
from tests.moshavereh.desk import Desk, open_desk
from tests.moshavereh.people import Acquaintances

pytestmark = pytest.mark.postgres
SAYS, ANSWERS = 3, 2
"""How often each side writes to the other: far below what a flood is."""
WORDS = re.compile(r"سخن (\d+) از (\d+) برای (\d+)")
DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
Word = tuple[int, int, int]
"""Which it is, from whom, to whom."""


@dataclass
class Crowd:
    """Members and rahyars by number; who has whom is known once everybody was taken."""

    desk: Desk
    each: int  # so many members has every rahyar
    members: dict[int, Person]
    rahyars: dict[int, Person]
    cases: dict[int, Case] = field(default_factory=dict)  # by member

    @property
    def everybody(self) -> Iterable[tuple[int, Person]]:
        return itertools.chain(self.members.items(), self.rahyars.items())

    async def comes(self) -> None:
        """They open the bot, and it learns who they are; the rahyars begin their shifts."""
        town = self.desk.town
        await asyncio.gather(*(self.does(person, "start") for _, person in self.everybody))
        async with town.house.units.open(town.now) as unit:
            for number, person in self.everybody:
                await AccountRows(unit.conn, town.now).link(f"web:{person.key}", MemberId(number))
                await unit.hats.give(MemberId(number), Role.MEMBER)
                if number in self.rahyars:
                    await unit.hats.give(MemberId(number), Role.RAHYAR_ONLINE)
        for number in self.rahyars:
            await self.desk.do_as(MemberId(number), "come_on_duty", (), self.each)

    async def calls(self) -> None:
        """Everybody asks for a person at once, and every rahyar takes what rings at them."""
        await self.rest()
        await asyncio.gather(*(self.does(person, "text", Said("رهیار")) for person in self.members.values()))
        for _ in range(10 * self.each):
            await self.desk.town.later(seconds=6)
            await self.rest()
            await asyncio.gather(*(self.takes(person) for person in self.rahyars.values()))
            self.cases = {int(case.member or 0): case for case in await self.desk.under_way()}
            if all(case.state is CaseState.TAKEN for case in self.cases.values()):
                return

    async def takes(self, rahyar: Person) -> None:
        for ref in [button.ref for message in rahyar.chat for button in message.buttons if button.label == "برمی‌دارم"]:
            await self.does(rahyar, "tap", ref=ref)

    async def speaks(self) -> None:
        """Both sides write at once, each person one word after the other."""
        await self.rest()
        await asyncio.gather(*(self.asks(n) for n in self.members), *(self.answers(n) for n in self.rahyars))
        await self.rest()

    async def asks(self, member: int) -> None:
        for n in range(SAYS):
            await self.does(self.members[member], "text", said(n, member, int(self.cases[member].rahyar or 0)))

    async def answers(self, rahyar: int) -> None:
        mine = self.of(rahyar)
        doors = {member: self.door(rahyar, self.cases[member]) for member in mine}
        for n, member in itertools.product(range(ANSWERS), mine):
            await self.does(self.rahyars[rahyar], "tap", ref=doors[member])
            await self.does(self.rahyars[rahyar], "text", said(n, rahyar, member))

    def of(self, rahyar: int) -> list[int]:
        """The members whom a rahyar has."""
        return [member for member, case in self.cases.items() if case.rahyar == rahyar]

    def door(self, rahyar: int, case: Case) -> str:
        """The button on the card of a case that leads to its conversation."""
        cards = [m for m in self.rahyars[rahyar].chat if case.number.translate(DIGITS) in m.text]
        return next(b.ref for m in reversed(cards) for b in m.buttons if b.label == "پاسخ می‌دهم")

    async def does(self, person: Person, kind: Any, what: Said | None = None, *, ref: str = "") -> None:
        update = str(next(self.desk.town.updates))
        await self.desk.town.house.inbox.receive(Incoming(person.at, update, person.key, kind, what or Said(), ref=ref, tap="t" if ref else ""))

    async def rest(self) -> None:
        """Everything due has happened, and nobody is out of breath."""
        await self.desk.town.settle()
        self.desk.town.house.speed = InProcess()

    def heard(self, person: Person) -> list[Word]:
        """The words in somebody's chat, oldest first; cards, which show the last ones once more, are left out."""
        chat = "\n".join(m.text for m in person.chat if "درخواست‌کننده" not in m.text)
        return [(int(n), int(by), int(to)) for n, by, to in WORDS.findall(chat)]

    async def kept(self) -> dict[int, tuple[int, int]]:
        """How many lines of each side the transcripts hold, by member."""
        async with open_scene(self.desk.town.house, self.desk.town.now) as scene:
            lines = {n: await scene.services["moshavereh"].store.lines.lines(case, 100) for n, case in self.cases.items()}
        of_both = {n: [line.by for line in said if WORDS.search(line.words)] for n, said in lines.items()}
        return {n: (by.count("member"), by.count("rahyar")) for n, by in of_both.items()}


def said(n: int, by: int, to: int) -> Said:
    return Said(f"سخن {n} از {by} برای {to}")


async def crowd(desk: Desk, rahyars: int, each: int) -> Crowd:
    person = desk.town.person
    return Crowd(desk, each, {1000 + n: person(f"member{n}") for n in range(rahyars * each)}, {5000 + n: person(f"rahyar{n}") for n in range(rahyars)})


@pytest.mark.parametrize(("rahyars", "each"), [(4, 5), pytest.param(20, 10, marks=pytest.mark.slow)])
async def test_everybody_writes_at_once_and_every_word_arrives_once_at_the_right_person_in_order(fresh_postgres: str, rahyars: int, each: int) -> None:
    known = Acquaintances()
    async with open_desk(fresh_postgres, known) as desk:
        people = await crowd(desk, rahyars, each)
        known.others = {MemberId(n): person.key for n, person in people.everybody}
        await people.comes()
        await people.calls()
        assert {n: case.state for n, case in people.cases.items()} == dict.fromkeys(people.members, CaseState.TAKEN)
        await desk.sound()
        await people.speaks()
        for member, case in people.cases.items():
            rahyar = int(case.rahyar or 0)
            assert people.heard(people.members[member]) == [(n, rahyar, member) for n in range(ANSWERS)]
            assert [word for word in people.heard(people.rahyars[rahyar]) if word[1] == member] == [(n, member, rahyar) for n in range(SAYS)]
        for rahyar, person in people.rahyars.items():
            assert len(people.heard(person)) == SAYS * len(people.of(rahyar))
        assert await people.kept() == dict.fromkeys(people.members, (SAYS, ANSWERS))
        await desk.sound()
