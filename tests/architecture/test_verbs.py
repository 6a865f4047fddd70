"""فعل‌ها و وضعیت‌ها - every verb declares who may, every state can be reached, and every state table is obeyed.   Kernel: domain/kernel/verbs.py moves.py"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator, Mapping
from enum import Enum, StrEnum

from domain.kernel.people import Actor, Role
from domain.kernel.verbs import Service, Verb, query
from tests.architecture.house import expect_none, sources

Moves = Mapping[Enum, frozenset[Enum]]


def _services() -> list[type[Service]]:
    for source in sources("domain"):
        importlib.import_module(source.module)

    def below(base: type[Service]) -> Iterator[type[Service]]:
        for service in base.__subclasses__():
            yield service
            yield from below(service)

    return sorted({s for s in below(Service) if s.__module__.startswith("domain.")}, key=lambda s: f"{s.__module__}.{s.__qualname__}")


def undeclared(service: type) -> list[str]:
    """Public async methods without @query or @command, and verbs that nobody may use or that take no actor."""
    faults = []
    for name, method in vars(service).items():
        if name.startswith("_") or not inspect.iscoroutinefunction(method):
            continue
        verb: Verb | None = getattr(method, "verb", None)
        takes = list(inspect.signature(method).parameters)
        if verb is None:
            faults.append(f"{service.__module__}.{service.__name__}.{name} is neither @query nor @command")
        elif not verb.roles:
            faults.append(f"{service.__module__}.{service.__name__}.{name} is for no role")
        if takes[1:2] != ["actor"]:
            faults.append(f"{service.__module__}.{service.__name__}.{name} does not take the actor first")
    return faults


def broken_moves(name: str, moves: Moves) -> list[str]:
    """States that a table leaves out or that nothing leads to. The first state of a table is where a thing begins."""
    states = type(next(iter(moves)))
    faults = [f"{name}: {state.value} is not in the table" for state in states if state not in moves]
    begun = next(iter(moves))
    reached, waiting = {begun}, [begun]
    while waiting:
        for state in moves.get(waiting.pop(), frozenset()) - reached:
            reached.add(state)
            waiting.append(state)
    faults += [f"{name}: nothing leads to {state.value}" for state in states if state not in reached]
    faults += [f"{name}: {state.value} moves to itself" for state, to in moves.items() if state in to]
    return faults


def state_tables() -> dict[str, Moves]:
    """Every table of moves in the domain: "kanoon.JOIN_MOVES" and its content."""
    found = {}
    for source in sources("domain"):
        module = importlib.import_module(source.module)
        for name, value in vars(module).items():
            is_own = any(line.startswith((f"{name}:", f"{name} =")) for line in source.text.splitlines())
            if name.endswith("MOVES") and isinstance(value, Mapping) and value and is_own:
                found[f"{source.module.split('.')[1]}.{name}"] = value
    return found


def test_every_verb_declares_its_kind_and_who_may() -> None:
    services = _services()
    assert services
    expect_none(fault for service in services for fault in undeclared(service))


def test_an_undeclared_verb_is_found() -> None:
    class Planted(Service):
        async def pay(self, actor: Actor) -> None: ...

        @query()
        async def balance(self, actor: Actor) -> int:
            return 0

        @query(Role.MEMBER)
        async def rules(self) -> str:
            return ""

    assert len(undeclared(Planted)) == 3


def test_every_state_can_be_reached() -> None:
    tables = state_tables()
    assert tables
    expect_none(fault for name, moves in tables.items() for fault in broken_moves(name, moves))


def test_a_broken_state_table_is_found() -> None:
    class State(StrEnum):
        ASKED = "asked"
        GIVEN = "given"
        LOST = "lost"

    assert broken_moves("loan", {State.ASKED: frozenset({State.GIVEN}), State.GIVEN: frozenset()}) == [
        "loan: lost is not in the table",
        "loan: nothing leads to lost",
    ]
    assert broken_moves("loan", {State.ASKED: frozenset(State), State.GIVEN: frozenset(), State.LOST: frozenset()}) == ["loan: asked moves to itself"]
