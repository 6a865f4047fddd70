"""زنگ - tells the open pages of this process that a chat changed.   Rung by gateway.py, heard by stream.py"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

Note = dict[str, Any]
PENDING = 200  # passing words kept for one slow page; what is in the store is never lost


@dataclass(slots=True, eq=False)
class Ear:
    """What one open page has not been told yet: which chats changed, and passing words (a toast, "typing")."""

    changed: set[str] = field(default_factory=set)
    notes: list[tuple[str, Note]] = field(default_factory=list)
    _woken: asyncio.Event = field(default_factory=asyncio.Event)

    def wake(self) -> None:
        self._woken.set()

    async def wait(self, seconds: float) -> bool:
        """Until something rings (True) or the time is up."""
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            return False
        self._woken.clear()
        return True

    def take(self) -> tuple[set[str], list[tuple[str, Note]]]:
        """Everything since the last time."""
        changed, notes, self.changed, self.notes = self.changed, self.notes, set(), []
        return changed, notes


class Bell:
    """Who listens to which chat. With several processes `shout` carries each ring to the others, which call `heard` (Redis pub/sub in wiring).

    A ring that gets lost costs seconds, never a message: open pages also look into the store by themselves.
    """

    def __init__(self, shout: Callable[[str, Note | None], None] | None = None) -> None:
        self._shout = shout
        self._ears: dict[str, set[Ear]] = {}
        self._all: dict[int, Ear] = {}

    @contextmanager
    def listen(self, chats: Iterable[str]) -> Iterator[Ear]:
        ear, chats = Ear(), list(chats)
        self._all[id(ear)] = ear
        for chat in chats:
            self._ears.setdefault(chat, set()).add(ear)
        try:
            yield ear
        finally:
            del self._all[id(ear)]
            for chat in chats:
                self._ears[chat].discard(ear)
                if not self._ears[chat]:
                    del self._ears[chat]

    def ring(self, chat: str, note: Note | None = None) -> None:
        """A chat changed, or with `note`: a passing word for whoever looks at it."""
        self.heard(chat, note)
        if self._shout is not None:
            self._shout(chat, note)

    def heard(self, chat: str, note: Note | None = None) -> None:
        """A ring of another process."""
        for ear in self._ears.get(chat, ()):
            if note is None:
                ear.changed.add(chat)
            elif len(ear.notes) < PENDING:
                ear.notes.append((chat, note))
            ear.wake()

    def wake_all(self) -> None:
        """Let every open page look around: the house closes."""
        for ear in self._all.values():
            ear.wake()
