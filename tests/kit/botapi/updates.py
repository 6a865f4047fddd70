"""صف رویدادها - what waits for the bot: kept until confirmed, given again if not, out of order on request.   Siblings: webhook.py posts them"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.kit.botapi.dialects import Dialect
from tests.kit.botapi.errors import ApiError
from tests.kit.botapi.wire import without
from tests.kit.botapi.world import Changes

UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Update types that Telegram sends only if allowed_updates names them."""


@dataclass(slots=True)
class Pending:
    """An update on its way. `chat` keeps the order of webhook deliveries; `given` counts how often the bot got it."""

    id: int
    body: dict[str, Any]
    chat: int
    given: int = 0
    dropped: bool = False


class UpdateQueue:
    """All updates of the bot. `on_new` is called when there is something to post."""

    def __init__(self, dialect: Dialect, changes: Changes, poll_cap: float, remember: bool) -> None:
        self.dialect = dialect
        self.changes = changes
        self.poll_cap = poll_cap
        self.remember = remember
        self.pending: dict[int, Pending] = {}
        self.history: dict[int, Pending] = {}
        self.again: list[Pending] = []  # redeliveries, given once whatever the offset
        self.allowed: frozenset[str] | None = None
        self.next_id = 800_001
        self.on_new: Callable[[Pending], bool] = lambda _: False  # whether it is posted to a webhook
        self._held: list[Pending] | None = None
        self._poll: asyncio.Event | None = None  # of the poller that waits now
        self._poller: object | None = None

    def put(self, kind: str, content: dict[str, Any], chat: int) -> int:
        """Queue an update of a kind; its update_id. It is dropped (but counted) if the bot did not ask for the kind."""
        update_id = self.next_id
        self.next_id += 1
        body = {"update_id": update_id, kind: content}
        if self.dialect.omit:
            body = without(body, self.dialect.omit)
        wanted = kind in self.allowed if self.allowed else kind not in UNASKED
        if wanted:
            self.put_raw(body, chat, update_id)
        return update_id

    def put_raw(self, body: dict[str, Any], chat: int, update_id: int) -> None:
        """Queue an update as it is, however malformed."""
        update = Pending(update_id, body, chat)
        if self._held is not None:
            self._held.append(update)
            return
        self._release(update)

    def _release(self, update: Pending) -> None:
        self.pending[update.id] = update
        if self.remember:
            self.history[update.id] = update
        self.on_new(update)
        self._wake()

    @contextmanager
    def hold(self, order: Callable[[list[Pending]], Iterable[Pending]]) -> Iterator[None]:
        """Keep back what is queued inside the block, then let it go in another order (default of the caller: reversed)."""
        self._held = []
        try:
            yield
        finally:
            held, self._held = self._held, None
            for update in order(held):
                self._release(update)

    def redeliver(self, update_id: int) -> None:
        """Give an old update once more. Raises KeyError if it was never queued."""
        update = self.history[update_id]
        if not self.on_new(update):
            self.again.append(update)
            self._wake()

    def confirm(self, update_id: int) -> None:
        """The bot has it: it is not given again."""
        if self.pending.pop(update_id, None) is not None:
            self.changes.note()

    def drop_all(self) -> None:
        """Forget everything that waits (drop_pending_updates)."""
        for update in self.pending.values():
            update.dropped = True
        self.pending.clear()
        self.again.clear()
        self.changes.note()

    def allow(self, kinds: list[str] | None) -> None:
        """Remember allowed_updates; None leaves it as it was, an empty list is the default set again."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    async def poll(self, offset: int, limit: int, timeout: float) -> list[dict[str, Any]]:
        """getUpdates: confirm below `offset`, then what waits, or wait for it: `timeout` seconds, at most `poll_cap`. Raises ApiError 409 in the older of two pollers."""
        if offset < 0:
            for id in list(self.pending)[:offset]:
                self.confirm(id)
        else:
            for id in [i for i in self.pending if i < offset]:
                self.confirm(id)
        me = self._poller = object()
        self._wake()
        ready = self._ready(limit)
        if not ready and timeout > 0:
            event = self._poll = asyncio.Event()
            self.changes.note()
            try:
                async with asyncio.timeout(min(timeout, self.poll_cap)):
                    await event.wait()
            except TimeoutError:
                return []
            if self._poller is not me:
                raise ApiError(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
            ready = self._ready(limit)
        return ready

    def interrupt(self) -> None:
        """A webhook was set: a poller that waits gets its 409."""
        self._poller = None
        self._wake()

    @property
    def waiting(self) -> bool:
        """Whether a poller waits now."""
        return self._poll is not None and not self._poll.is_set()

    def _wake(self) -> None:
        if self._poll is not None:
            self._poll.set()

    def _ready(self, limit: int) -> list[dict[str, Any]]:
        again, self.again = self.again, []
        ready = [*again, *self.pending.values()][: max(1, min(limit, 100))]
        for update in ready:
            update.given += 1
        if ready:
            self.changes.note()
        return [u.body for u in ready]
