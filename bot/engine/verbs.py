"""فعل‌های بازپخش - gives a dialog its services: queries are remembered for one message, commands run once in a run's life.   Declared in domain/kernel/verbs.py"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

import msgspec

from bot.engine.budget import COMMANDS, QUERIES
from bot.engine.player import Player
from bot.engine.questions import NeedsTransaction, OverBudget
from bot.engine.talk import Entry
from bot.engine.wire import back, plain, result_type
from domain.kernel.people import Actor
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import Note, Service, Verb


class Effects(Protocol):
    """Where commands take effect: the unit of work of this event."""

    def savepoint(self) -> AbstractAsyncContextManager[None]: ...

    async def note(self, actor: Actor, note: Note) -> None: ...


@dataclass(slots=True)
class Memory:
    """What one message has asked already; forgotten at its end, and by every command."""

    answers: dict[tuple[str, bytes], Any] = field(default_factory=dict)
    asked: int = 0


class Replayed:
    """A service as a dialog sees it."""

    def __init__(self, word: str, service: Service, player: Player, effects: Effects | None, memory: Memory) -> None:
        self._word, self._service, self._player, self._effects, self._memory = word, service, player, effects, memory
        self._calls: dict[str, int] = {}

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._service, name)
        verb: Verb | None = getattr(method, "verb", None)
        if verb is None:
            raise AttributeError(f"{self._word}.{name} is neither a @query nor a @command")
        return functools.partial(self._ask if verb.kind == "query" else self._do, name, method, verb)

    async def _ask(self, name: str, method: Callable[..., Any], _verb: Verb, *args: Any, **kwargs: Any) -> Any:
        key = (f"{self._word}.{name}", _key_of(args, kwargs))
        if key not in self._memory.answers:
            self._memory.asked += 1
            if self._memory.asked > QUERIES:
                raise OverBudget(f"{self._player.run.flow}: more than {QUERIES} queries in one message")
            self._memory.answers[key] = await method(*args, **kwargs)
            self._player.meter.rest()
        return self._memory.answers[key]

    async def _do(self, name: str, method: Callable[..., Any], verb: Verb, *args: Any, **kwargs: Any) -> Any:
        player, journal = self._player, self._player.run.journal
        nth = self._calls[name] = self._calls.get(name, 0) + 1
        key = f"do:{self._word}.{name}#{nth}"
        if not verb.fence:
            key += ":" + hashlib.blake2b(_key_of(args, kwargs), digest_size=8).hexdigest()
        player.visited.append(key)
        if (entry := journal.get(key)) is not None:
            if entry.kind == "refused":
                code, fields = entry.value
                raise Refusal(code, **fields)
            try:
                return back(entry.value, result_type(getattr(type(self._service), name)))
            except msgspec.ValidationError:  # a deploy changed its type: what may be repeated is done anew, what happened stays
                if entry.kind == "fence":
                    await player.stop("engine.done_before_change")
        if self._effects is None:
            raise NeedsTransaction
        if sum(k.startswith("do:") for k in journal) >= COMMANDS:
            raise OverBudget(f"{player.run.flow}: more than {COMMANDS} commands")
        self._memory.answers.clear()
        try:
            async with self._effects.savepoint():
                result = await method(*args, **kwargs)
            player.meter.rest()
        except Refusal as no:
            if no.code == "kernel.not_allowed":
                await self._effects.note(player.member, Note("denied", facts={"verb": f"{self._word}.{name}"}))
            journal[key] = Entry("refused", [no.code, plain({k: _small(v) for k, v in no.fields.items()})], player.now)
            raise
        journal[key] = Entry("fence" if verb.fence else "result", plain(result), player.now)
        return result


def _small(value: object) -> object:
    try:
        return plain(value)
    except TypeError:
        return str(value)


def _key_of(args: tuple[Any, ...], kwargs: dict[str, Any]) -> bytes:
    """What tells two calls apart. The actor (first) is the same throughout a message."""
    return msgspec.json.encode([_small(a) for a in args[1:]] + [[k, _small(v)] for k, v in sorted(kwargs.items())])
