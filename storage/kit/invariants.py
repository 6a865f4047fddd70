"""همیشه‌درست‌ها - what must hold in the whole database, asked in SQL: every subsystem's module keeps its own list `INVARIANTS`.   Asked by bot/audit.py"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import Select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.kit.modules import declared

Faults = Callable[[AsyncConnection], Awaitable[Iterable[object]]]


@dataclass(frozen=True, slots=True)
class Invariant:
    """`find` gives the rows that break it: a SELECT (SQL text that both databases understand, or SQLAlchemy's), or an async function of the connection.

    `says` is one sentence that is true of a healthy house. Rows are printed: select ids and states, never a personal value.
    """

    name: str  # <subsystem>.<what>
    says: str
    find: str | Select[Any] | Faults

    async def faults(self, conn: AsyncConnection, most: int = 20) -> list[str]:
        """At most `most` of the rows that break it, each in one line."""
        if callable(self.find):
            found: Iterable[object] = await self.find(conn)
        else:
            statement = text(self.find) if isinstance(self.find, str) else self.find
            found = (await conn.execute(statement)).fetchmany(most)
        return [_line(row) for row in found][:most]


def every_invariant() -> list[Invariant]:
    """What the storage modules declare, in the order of the names. Raises ValueError when a name is there twice."""
    found = sorted(declared("INVARIANTS", Invariant), key=lambda i: i.name)
    if doubled := {a.name for a, b in pairwise(found) if a.name == b.name}:
        raise ValueError(f"doubled invariants: {sorted(doubled)}")
    return found


def _line(row: object) -> str:
    if hasattr(row, "_mapping"):
        return " ".join(f"{name}={value}" for name, value in row._mapping.items())
    return str(row)


def _no_row(name: str, says: str, table: str, columns: str, other: str, on: str, only: str = "") -> Invariant:
    """Every row of `table` (of those for which `only` holds) has its row in `other`."""
    where = f"({only}) AND " if only else ""
    return Invariant(name, says, f"SELECT {columns} FROM {table} a WHERE {where}NOT EXISTS (SELECT 1 FROM {other} b WHERE {on}) ORDER BY {columns}")


INVARIANTS = [
    Invariant(
        "conversation.one_owner",
        "A conversation is spoken for by the bot, by the queue, or by exactly one rahyar.",
        "SELECT id, owner, rahyar FROM conversation WHERE owner NOT IN ('bot', 'queue', 'rahyar') OR (owner = 'rahyar') <> (rahyar IS NOT NULL) ORDER BY id",
    ),
    Invariant(
        "conversation.once",
        "A member, or a chat of somebody unknown, has one conversation.",
        "SELECT key, count(*) AS times FROM conversation GROUP BY key HAVING count(*) > 1 ORDER BY key",
    ),
    Invariant(
        "outbox.has_words",
        "What still has to leave has something to say.",
        "SELECT id, state FROM outbox WHERE state IN ('ready', 'sending', 'unknown') AND payload IS NULL ORDER BY id",
    ),
    _no_row(
        "outbox.no_orphan",
        "What still changes a message names one that was or will be sent.",
        "outbox",
        "id, target",
        "outbox",
        "b.id = a.target",
        "a.target IS NOT NULL AND a.state IN ('ready', 'sending', 'unknown')",
    ),
    _no_row("button.no_orphan", "A button of a card belongs to a copy that exists.", "button", "copy", "card_copy", "b.id = a.copy", "a.copy IS NOT NULL"),
    _no_row(
        "account.speaks_for_its_own",
        "An account speaks only for a member it is linked to.",
        "account",
        "person, member",
        "account_member",
        "b.person = a.person AND b.member = a.member",
        "a.member IS NOT NULL",
    ),
    _no_row("account.known", "A link belongs to an account that was seen.", "account_member", "person, member", "account", "b.person = a.person"),
    _no_row("web.session_has_chat", "A session of the page belongs to a chat.", "web_session", "chat", "web_chat", "b.chat = a.chat"),
    _no_row("web.message_has_chat", "A message of the page belongs to a chat.", "web_message", "chat, number", "web_chat", "b.chat = a.chat"),
]
"""What holds for the tables of the kit. The chain of the audit notes is walked by storage/kit/audit.py."""
