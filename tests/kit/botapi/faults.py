"""خرابی‌ها - what goes wrong on purpose.   Sibling: server.py plays them"""

from __future__ import annotations

import asyncio
import fnmatch
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.kit.botapi.dialects import Dialect
from tests.kit.botapi.errors import ApiError, bad_request, forbidden, too_many

Kind = Literal[
    "retry_after",
    "no_retry_after_429",
    "local_rate_limited",
    "flood_420",
    "forbidden_blocked",
    "deactivated",
    "kicked",
    "chat_not_found",
    "migrate",
    "cannot_edit",
    "query_too_old",
    "error",
    "gateway_502_html",
    "server_500",
    "malformed_json",
    "accept_then_drop",
    "accept_then_hang",
    "drop_before",
    "slow",
    "hold",
]


RATE_LIMITED = "local_rate_limited"
"""What a proxy in front of Bale answers, as bare text instead of JSON."""


@dataclass(slots=True)
class Fault:
    """One fault. `times` uses are left (None: for ever); `hits` counts them. `release()` lets go of a `hold`."""

    kind: Kind
    method: str = "*"  # a name or a pattern: "send*"
    chat: int | None = None
    times: int | None = 1
    seconds: float = 0
    to: int = 0
    accepted: bool = False  # of 502 and 500: whether the call was carried out before the answer broke
    description: str = ""
    code: int = 400
    hits: int = 0
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    def fits(self, method: str, chat: int | None) -> bool:
        """Whether this call meets it."""
        if self.times is not None and self.hits >= self.times:
            return False
        return fnmatch.fnmatch(method.lower(), self.method.lower()) and self.chat in (None, chat)

    def release(self) -> None:
        """Let the held calls go on, and no longer hold any."""
        self.times = self.hits
        self.gate.set()

    def remove(self) -> None:
        """No further uses."""
        self.times = self.hits


def error_of(fault: Fault, dialect: Dialect) -> ApiError | None:
    """The answer of a fault that is an ordinary error answer, else None."""
    plain: dict[str, ApiError] = {
        "no_retry_after_429": ApiError(429, dialect.flood),
        "flood_420": ApiError(420, "Flood"),
        "forbidden_blocked": forbidden("bot was blocked by the user"),
        "deactivated": forbidden("user is deactivated"),
        "kicked": forbidden("bot was kicked from the supergroup chat"),
        "chat_not_found": ApiError(*dialect.no_chat),
        "cannot_edit": bad_request("message can't be edited"),
        "query_too_old": bad_request("query is too old and response timeout expired or query ID is invalid"),
        "server_500": ApiError(500, "Internal Server Error"),
        "error": ApiError(fault.code, fault.description),
    }
    if fault.kind == "local_rate_limited":
        return ApiError(429, RATE_LIMITED)
    if fault.kind == "retry_after":
        return too_many(round(fault.seconds))
    if fault.kind == "migrate":
        return ApiError(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=fault.to)
    return plain.get(fault.kind)


class Faults:
    """The faults that are set, and the waits that were imposed (429): whoever comes back too early is refused again, with the rest of the wait."""

    def __init__(self) -> None:
        self.set: list[Fault] = []
        self._until: dict[int | None, float] = {}  # chat (None: all) -> when it may send again, by the simulator's clock
        self.too_early = 0

    def find(self, method: str, chat: int | None) -> Fault | None:
        """The first fault that this call meets, counted as used."""
        for fault in self.set:
            if fault.fits(method, chat):
                fault.hits += 1
                return fault
        return None

    def impose(self, fault: Fault, now: float) -> None:
        """Begin the wait of a retry_after."""
        if fault.kind == "retry_after":
            self._until[fault.chat] = now + fault.seconds

    def check_wait(self, method: str, chat: int | None, now: float) -> None:
        """Raise 429 while a wait is on. Only what writes into a chat waits."""
        if not self._until or not method.startswith(("send", "edit", "copy", "forward", "delete")):
            return
        for scope in (None, chat):
            rest = self._until.get(scope, now) - now
            if rest > 0:
                self.too_early += 1
                raise too_many(max(1, round(rest)))

    def dump(self) -> list[dict[str, Any]]:
        """What is set, for failure messages."""
        return [{"kind": f.kind, "method": f.method, "chat": f.chat, "times": f.times, "hits": f.hits} for f in self.set]
