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
