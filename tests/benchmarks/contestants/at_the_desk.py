"""میز ما - the whole house with a desk: the last who came are rahyars, and have the others in hand.   Sibling: ours.py; the scene: ../relay.py"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text

from bot.opening import prepare
from bot.program import Program
from bot.scene import open_scene
from bot.wiring import build
from domain.kernel.people import MemberId, Role
from tests.benchmarks.contestants.child import Given, Outcome, run
from tests.benchmarks.contestants.ours import settings_of

COUNTED = {
    "taken": "moshavereh_case WHERE state = 'taken'",
    "lines": "moshavereh_line WHERE by = 'member'",
    "parked": "parked",
    "unsent": "outbox WHERE state <> 'sent'",
}


class Desk:
    """Seats those who came, once asked; then counts what was written."""

    def __init__(self, program: Program, rahyars: int, each: int) -> None:
        self._program, self._rahyars, self._each, self._seated = program, rahyars, each, False

    async def outcome(self) -> dict[str, int]:
        """See child.Outcome. With the first question the shifts begin and everybody is taken."""
        if not self._seated:
            self._seated = True
            await self._seat()
        await self._program.house.outbox.drain()
        async with self._program.engine.begin() as conn:
            return {name: int((await conn.execute(text(f"SELECT count(*) FROM {where}"))).scalar_one()) for name, where in COUNTED.items()}

    async def _seat(self) -> None:
        house = self._program.house
        async with self._program.engine.begin() as conn:
            came = [row.person for row in await conn.execute(text("SELECT person FROM account ORDER BY person"))]
        members = {MemberId(n): person for n, person in enumerate(came, 1)}
        rahyars = list(members)[len(members) - self._rahyars :]
        async with open_scene(house, house.clock()) as scene:
            for member, person in members.items():
                await scene.accounts.link(person, member)
                await scene.unit.hats.give(member, Role.MEMBER)
            for rahyar in rahyars:
                await scene.unit.hats.give(rahyar, Role.RAHYAR_ONLINE)
        for rahyar in rahyars:
            async with open_scene(house, house.clock()) as scene:
                await scene.services["moshavereh"].come_on_duty(await scene.actor_of(rahyar, members[rahyar]), (), self._each)
                await scene.settle()
        for n, member in enumerate(list(members)[: len(members) - self._rahyars]):
            await self._take(member, members[member], rahyars[n // self._each], members)

    async def _take(self, member: MemberId, person: str, rahyar: MemberId, members: dict[MemberId, str]) -> None:
        """They ask, and it is taken in the same moment."""
        house = self._program.house
        async with open_scene(house, house.clock()) as scene:
            desk, actor = scene.services["moshavereh"], await scene.actor_of(member, person)
            number = await desk.ask_for_rahyar(actor, (await scene.talk_of(f"member:{member}")).id, "", "")
            case = await desk.store.cases.find_by_number(number)
            await desk.take(await scene.actor_of(rahyar, members[rahyar]), case.id)
            scene.unit.events.clear()  # no card goes to anybody: only words are measured
            await scene.settle()


@asynccontextmanager
async def open_contestant(given: Given) -> AsyncIterator[Outcome]:
    """The program as production runs it."""
    rahyars, each = (int(n) for n in sys.argv[5:7])
    with tempfile.TemporaryDirectory() as media:
        settings = settings_of(given, media)
        program = await build(settings, await prepare(settings))
        await program.start()
        yield Desk(program, rahyars, each).outcome
        await program.stop()


if __name__ == "__main__":
    run(open_contestant)
