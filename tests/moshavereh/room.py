"""اتاق رهیاران - the verbs of the desk without any dialog: people, conversations, a clock, on a real database.   With dialogs: desk.py   Product: domain/moshavereh/"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import select, update

from domain.kernel.people import MemberId, Role
from domain.moshavereh.model import Case, CaseId, Line
from domain.moshavereh.ports import StandsAt
from domain.moshavereh.service import MoshaverehService
from storage.kit.database import open_database
from storage.kit.invariants import INVARIANTS as OF_THE_KIT
from storage.kit.keyring import Keyring
from storage.kit.talks import TalkRow, TalkRows, conversation
from storage.kit.unit import UnitOfWork, Units
from storage.moshavereh import moshavereh_store
from storage.moshavereh.invariants import INVARIANTS
from tests.kanoon.village import NAMES
from tests.kit.people import People
from tests.kit.units import SECRET
from tests.moshavereh.people import Acquaintances

RAHYARS = ("rahyar", "bahram", "leila")
STEP = StandsAt("kanoon.join", "note", (("kanoon.join.way", "code"),))


@dataclass
class TalksInRows:
    """The port Talks over the conversation rows alone. The number of a conversation is that of its member."""

    unit: UnitOfWork

    async def hand_to(self, talk_id: int, owner: str, rahyar: MemberId | None, case: str) -> None:
        c = conversation.c
        changed = update(conversation).where(c.id == talk_id).values(owner=owner, rahyar=rahyar, case_number=case, version=c.version + 1)
        if (await self.unit.conn.execute(changed)).rowcount != 1:
            raise LookupError(f"conversation {talk_id}")

    async def owner_of(self, talk_id: int) -> str:
        return (await self.unit.conn.execute(select(conversation.c.owner).where(conversation.c.id == talk_id))).scalar() or ""

    async def of_member(self, member: MemberId) -> int:
        return int(member)

    async def step_of(self, talk_id: int) -> StandsAt | None:
        return STEP


class Room(People[MoshaverehService]):
    """People who do things: `await room.do("rahyar", "take", case)`; what came of it is in `events`."""

    names, prefix = NAMES, "moshavereh."

    def __init__(self, units: Units) -> None:
        super().__init__(units)
        self.known = Acquaintances()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[tuple[UnitOfWork, MoshaverehService]]:
        async with self.units.open(self.now) as unit:
            yield unit, MoshaverehService(unit, moshavereh_store(unit), TalksInRows(unit), self.known, unit.hats)

    async def come(self, *who: str, skills: tuple[str, ...] = (), capacity: int = 0) -> None:
        for name in who:
            await self.do(name, "come_on_duty", skills, capacity)

    async def ask(self, who: str = "zahra", flow: str = "kanoon.join", words: str = "") -> int:
        """Somebody asks for a rahyar; the number of the row."""
        async with self.open() as (unit, _):
            if not await TalksInRows(unit).owner_of(self.id(who)):
                await TalkRows(unit.conn, unit.vault.ring, self.now).write(TalkRow(self.id(who), f"member:{self.id(who)}", 0, "bot", None, "", b"{}"))
        number = await self.do(who, "ask_for_rahyar", self.id(who), flow, "note", words)
        return int((await self.by_number(number)).id)

    async def taken(self, who: str = "zahra", rahyar: str = "rahyar", flow: str = "kanoon.join") -> int:
        """Somebody asks and a rahyar takes it."""
        case = await self.ask(who, flow)
        await self.do(rahyar, "take", case)
        return case

    async def by_number(self, number: str) -> Case:
        async with self.open() as (_, service):
            found = await service.store.cases.find_by_number(number)
        assert found is not None
        return found

    async def case(self, case: int) -> Case:
        async with self.open() as (_, service):
            found = await service.store.cases.find(CaseId(case))
        assert found is not None
        return found

    async def lines(self, case: int) -> list[Line]:
        async with self.open() as (_, service):
            return await service.store.lines.lines(await service._get(case), 100)

    async def write(self, who: str, case: int, words: str, source: str = "") -> None:
        await self.do(who, "write", (await self.case(case)).number, words, "", "", source)

    async def sound(self) -> None:
        """Nothing that the audit asks is broken."""
        async with self.units.look(self.now) as unit:
            for invariant in (*INVARIANTS, *OF_THE_KIT):
                assert await invariant.faults(unit.conn) == [], invariant.name


@asynccontextmanager
async def open_room(url: str) -> AsyncIterator[Room]:
    """Sara (`rahyar`), Bahram and Leila are online rahyars and not on duty; Ali (`dabir`) is the dabir of everything."""
    engine = open_database(url)
    try:
        room = Room(Units(engine, Keyring([SECRET])))
        for who in RAHYARS:
            await room.give(who, Role.RAHYAR_ONLINE)
        await room.give("dabir", Role.DABIR)
        yield room
    finally:
        await engine.dispose()
