"""اتاق رهیاران - the verbs of the desk without any dialog: people, conversations, a clock, on a real database.   With dialogs: desk.py   Product: domain/moshavereh/"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from domain.kernel.people import SYSTEM, Actor, Hat, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import Event
from domain.moshavereh.model import Case, CaseId, Line
from domain.moshavereh.ports import StandsAt
from domain.moshavereh.service import MoshaverehService
from storage.kit.database import open_database
from storage.kit.invariants import INVARIANTS as OF_THE_KIT
from storage.kit.keyring import Keyring
from storage.kit.talks import TalkRow, TalkRows, conversation
from storage.kit.unit import UnitOfWork, Units, audit_note
from storage.moshavereh import moshavereh_store
from storage.moshavereh.invariants import INVARIANTS
from tests.kanoon.village import NAMES
from tests.kit.units import SECRET, START
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


@dataclass
class Room:
    """People who do things: `await room.do("rahyar", "take", case)`; what came of it is in `events`."""

    units: Units
    known: Acquaintances = field(default_factory=Acquaintances)
    now: datetime = START
    events: list[Event] = field(default_factory=list)

    def id(self, who: str) -> MemberId:
        return MemberId(NAMES[who])

    @asynccontextmanager
    async def open(self) -> AsyncIterator[tuple[UnitOfWork, MoshaverehService]]:
        async with self.units.open(self.now) as unit:
            yield unit, MoshaverehService(unit, moshavereh_store(unit), TalksInRows(unit), self.known, unit.hats)

    async def do(self, who: str, verb: str, *args: Any, **fields: Any) -> Any:
        """Somebody does something with the hats they wear then, in a unit of their own. `system` is the clock."""
        async with self.open() as (unit, service):
            done = await getattr(service, verb)(await self.actor(unit, who), *args, **fields)
            self.events = unit.events
        return done

    async def actor(self, unit: UnitOfWork, who: str) -> Actor:
        if who == "system":
            return SYSTEM
        return Actor(self.id(who), await unit.hats.worn_by(self.id(who)) | {Hat(Role.MEMBER)}, f"test:{who}")

    async def give(self, who: str, role: Role, scope: str = "") -> None:
        async with self.open() as (unit, _):
            await unit.hats.give(self.id(who), role, scope)

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

    def later(self, **delta: float) -> None:
        self.now += timedelta(**delta)

    def heard(self, kind: type[Event]) -> list[Any]:
        """The events of the last deed that are of a kind."""
        return [e for e in self.events if type(e) is kind]

    async def notes(self) -> int:
        async with self.open() as (unit, _):
            return (await unit.conn.execute(select(func.count()).select_from(audit_note))).scalar_one()

    @asynccontextmanager
    async def unchanged(self, code: str) -> AsyncIterator[Refusal]:
        """Inside, the answer is the refusal `code`, and nothing was written."""
        before = await self.notes()
        with pytest.raises(Refusal) as no:
            yield Refusal(code)
        assert no.value.code == f"moshavereh.{code}"
        assert await self.notes() == before

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
