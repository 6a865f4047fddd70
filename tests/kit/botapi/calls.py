"""بازرس درخواست‌ها - every call the bot made, and how it was answered.   Sibling: server.py records them"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.kit.botapi.world import PATIENCE, Changes


@dataclass(slots=True)
class Call:
    """One call. `at` is the simulator's clock. `status` 0: the connection was cut or is still open; `via` is "http" or "webhook" (rode in a webhook's reply)."""

    method: str
    params: dict[str, Any]
    raw: bytes
    at: float
    via: str = "http"
    content_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 0
    result: Any = None
    error: str = ""
    fault: str = ""
    done: bool = False  # carried out, whatever the bot was told

    @property
    def chat(self) -> int | None:
        """The chat it is about, if it names one by number."""
        try:
            return int(self.params["chat_id"])
        except (KeyError, TypeError, ValueError):
            return None


class Calls:
    """The list of calls, oldest first. `of` and `to` narrow it."""

    def __init__(self, changes: Changes, calls: list[Call] | None = None) -> None:
        self._changes = changes
        self._calls = [] if calls is None else calls

    def __iter__(self) -> Iterator[Call]:
        return iter(self._calls)

    def __len__(self) -> int:
        return len(self._calls)

    def __getitem__(self, index: int) -> Call:
        return self._calls[index]

    def add(self, call: Call) -> None:
        """Record a call."""
        self._calls.append(call)
        self._changes.note()

    def clear(self) -> None:
        """Forget all."""
        self._calls.clear()

    def of(self, *methods: str) -> Calls:
        """Those of some methods (capitals do not matter, as on Telegram)."""
        wanted = {m.lower() for m in methods}
        return Calls(self._changes, [c for c in self._calls if c.method.lower() in wanted])

    def to(self, chat: int) -> Calls:
        """Those about one chat."""
        return Calls(self._changes, [c for c in self._calls if c.chat == chat])

    def done(self) -> Calls:
        """Those that were carried out."""
        return Calls(self._changes, [c for c in self._calls if c.done])

    async def soon(self, method: str, count: int = 1, patience: float = PATIENCE) -> Call:
        """Wait until there are `count` calls of a method; the last of them."""
        found = await self._changes.until(
            lambda: self.of(method)._calls[:count] if len(self.of(method)) >= count else None,
            lambda: f"waited for {count} x {method}; there were: " + (", ".join(c.method for c in self._calls) or "none"),
            patience,
        )
        return found[-1]
