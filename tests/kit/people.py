"""آدم‌ها - people who do things in one subsystem, each deed in a unit of its own on a real database.   Towns of it: tests/kanoon tests/moshavereh tests/rahyar"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from datetime import timedelta
from typing import Any, Generic, TypeVar

import pytest
from sqlalchemy import func, select

from domain.kernel.people import SYSTEM, Actor, Hat, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import Event, Service
from storage.kit.unit import UnitOfWork, Units, audit_note
from tests.kit.units import START

S = TypeVar("S", bound=Service)


@contextmanager
def refused(code: str) -> Iterator[None]:
    """The answer is a no, with this code."""
    with pytest.raises(Refusal) as no:
        yield
    assert no.value.code == code


class People(ABC, Generic[S]):
    """One database, one clock, and people who do things: `await village.do("hassan", "approve", request)`; what came of it is in `events`."""

    names: Mapping[str, int]
    prefix = ""  # of the codes of refusals

    def __init__(self, units: Units) -> None:
        self.units, self.now, self.events = units, START, list[Event]()

    @abstractmethod
    def open(self) -> AbstractAsyncContextManager[tuple[UnitOfWork, S]]:
        """A unit of work and the service in it."""

    def id(self, who: str) -> MemberId:
        return MemberId(self.names[who])

    async def do(self, who: str, verb: str, *args: Any, **fields: Any) -> Any:
        """Somebody does something, with the hats they wear at that moment, in a unit of their own. `system` is the clock."""
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

    def later(self, **delta: float) -> None:
        self.now += timedelta(**delta)

    def heard(self, kind: type[Event]) -> list[Any]:
        """The events of the last deed that are of a kind."""
        return [e for e in self.events if type(e) is kind]

    async def notes(self) -> int:
        async with self.open() as (unit, _):
            return (await unit.conn.execute(select(func.count()).select_from(audit_note))).scalar_one()

    @asynccontextmanager
    async def unchanged(self, code: str) -> AsyncIterator[None]:
        """Inside, the answer is the refusal `code`, and nothing was written."""
        before = await self.notes()
        with refused(self.prefix + code):
            yield
        assert await self.notes() == before
