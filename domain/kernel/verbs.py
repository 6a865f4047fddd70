"""فعل‌ها - @command and @query: who may, what is noted, what may run again.   Replay of them: bot/engine/services.py"""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from domain.kernel.people import Actor, Role
from domain.kernel.persian.dates import day_in_tehran
from domain.kernel.refusal import Refusal

F = TypeVar("F", bound=Callable[..., Awaitable[Any]])


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened (past tense). Subclasses are frozen dataclasses of ids and small values; handlers/ listen to them."""


@dataclass(frozen=True, slots=True)
class Note:
    """One line of the audit trail: who did what to what. `about` is `<subsystem>:<kind>:<id>`; `facts` hold no personal identifiers."""

    verb: str
    about: str = ""
    facts: dict[str, object] = field(default_factory=dict)


class Unit(Protocol):
    """The unit of work a service lives in: one transaction, one moment, one audit trail."""

    @property
    def now(self) -> datetime:
        """The moment of this event (aware, UTC), the same for everything in it (decision 6)."""

    def record(self, event: Event) -> None:
        """Keep a domain event; listeners hear it in this transaction, after the verb."""

    async def note(self, actor: Actor, note: Note) -> None:
        """Write an audit line that commits or vanishes with this unit."""


class Service:
    """Base of every subsystem's service: made anew for every unit of work, holds no state of its own."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self._about = ""
        self._facts: dict[str, object] = {}

    @property
    def today(self) -> date:
        """The day in Tehran."""
        return day_in_tehran(self.unit.now)

    def about(self, thing: str, **facts: object) -> None:
        """Say in a command what it touched, for its audit note: `self.about("kanoon:join:7", reason="...")`."""
        self._about, self._facts = thing, facts


@dataclass(frozen=True, slots=True)
class Verb:
    """What is declared of a service method; found as `method.verb`."""

    kind: str  # "command" | "query"
    roles: tuple[Role, ...]
    fence: bool


def _check(actor: Actor, roles: tuple[Role, ...]) -> None:
    if not actor.has(*roles):
        raise Refusal("kernel.not_allowed")


def query(*roles: Role) -> Callable[[F], F]:
    """A verb that only reads: it may run again on every replay; within one message its result is remembered."""

    def declare(method: F) -> F:
        @functools.wraps(method)
        async def asked(self: Service, actor: Actor, *args: Any, **kwargs: Any) -> Any:
            _check(actor, roles)
            return await method(self, actor, *args, **kwargs)

        asked.verb = Verb("query", roles, fence=False)  # type: ignore[attr-defined]  # read by the engine and the shape tests
        return asked  # type: ignore[return-value]  # same signature by functools.wraps

    return declare


def command(*roles: Role, fence: bool = True) -> Callable[[F], F]:
    """A verb that writes: executed once however often a dialog is replayed, with its audit note in the same transaction.

    `fence=False` marks a repeatable act (send a code, hold stock): 'back' and 'correct' may cross it (decision 5). The result must be a
    small value of plain types or frozen dataclasses with a declared return type: it is kept in the dialog's journal.
    Refused with `kernel.not_allowed` unless the actor wears one of `roles` (deny by default).
    """

    def declare(method: F) -> F:
        name = f"{method.__module__.split('.')[1]}.{method.__name__}"

        @functools.wraps(method)
        async def commanded(self: Service, actor: Actor, *args: Any, **kwargs: Any) -> Any:
            _check(actor, roles)
            self.about("")
            result = await method(self, actor, *args, **kwargs)
            await self.unit.note(actor, Note(name, self._about, self._facts))
            return result

        commanded.verb = Verb("command", roles, fence)  # type: ignore[attr-defined]  # read by the engine and the shape tests
        return commanded  # type: ignore[return-value]  # same signature by functools.wraps

    return declare
