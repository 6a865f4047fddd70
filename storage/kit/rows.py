"""ردیف‌ها - what every kind of row does alike: adding, saving under its version, opening what was sealed.   Used by: storage/<subsystem>"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import Select, Table, insert, select, update

from domain.kernel.people import MemberId
from domain.kernel.refusal import Refusal
from storage.kit.database import insert_into
from storage.kit.keyring import CannotOpen
from storage.kit.unit import UnitOfWork

PART = 500  # values in one statement


class SealedRows:
    """Rows of one unit of work with words in them that only a key opens. An owner is whose key it is: `member:<id>`, `case:<id>`."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._conn, self._vault, self._now = unit.conn, unit.vault, unit.now

    async def _seal(self, owner: str, words: str) -> bytes:
        """Nothing is kept as nothing, so that no words make no key."""
        return await self._vault.seal(owner, words) if words else b""

    async def _open(self, owner: str, blob: bytes) -> str:
        """What was sealed; "" once its owner is erased (decision 17)."""
        try:
            return await self._vault.open_text(owner, blob) if blob else ""
        except CannotOpen:
            return ""


class Numbered(Protocol):
    """A thing with a number and a version."""

    @property
    def id(self) -> Any: ...

    @property
    def version(self) -> int: ...


T = TypeVar("T", bound=Numbered)


class Rows(SealedRows, ABC, Generic[T]):
    """One table and the dataclass it holds; `_values` and `_thing` translate, by hand for each kind (decision 15)."""

    table: Table

    @abstractmethod
    async def _values(self, thing: T) -> dict[str, Any]:
        """The columns, without id and version."""

    @abstractmethod
    async def _thing(self, row: Any) -> T:
        """The dataclass of a row, with what was sealed opened."""

    async def add(self, thing: T) -> T:
        """A new row; it comes back with its number."""
        values = {**await self._values(thing), "version": 1}
        return await self._read((await self._conn.execute(insert(self.table).values(values).returning(self.table.c.id))).scalar_one())

    async def add_alone(self, thing: T) -> T | None:
        """None when a unique index says that there is one already; the first of two units decides."""
        row = insert_into(self._conn, self.table).values({**await self._values(thing), "version": 1})
        key = (await self._conn.execute(row.on_conflict_do_nothing().returning(self.table.c.id))).scalar()
        return None if key is None else await self._read(key)

    async def save(self, thing: T) -> T:
        """Raises `<subsystem>.changed_meanwhile`."""
        t = self.table.c
        values = {**await self._values(thing), "version": thing.version + 1}
        done = await self._conn.execute(update(self.table).where(t.id == thing.id, t.version == thing.version).values(values))
        if done.rowcount != 1:
            raise Refusal(f"{self.table.name.partition('_')[0]}.changed_meanwhile")
        return await self._read(thing.id)

    async def find(self, number: Any, *, lock: bool = False) -> T | None:
        """`lock` holds the row to the end of the unit (on SQLite the whole unit is already alone)."""
        return await self._one(select(self.table).where(self.table.c.id == number), lock=lock)

    async def _read(self, number: Any) -> T:
        return await self._thing((await self._conn.execute(select(self.table).where(self.table.c.id == number))).one())

    async def _one(self, rows: Select[Any], *, lock: bool = False) -> T | None:
        row = (await self._conn.execute(rows.with_for_update() if lock else rows)).first()
        return None if row is None else await self._thing(row)

    async def _all(self, rows: Select[Any]) -> list[T]:
        return [await self._thing(row) for row in (await self._conn.execute(rows)).all()]


def member_of(number: int | None) -> MemberId | None:
    """The member in a column that may be empty."""
    return None if number is None else MemberId(number)


def owner(member: int) -> str:
    """Whose key seals what a member wrote or what was written of them."""
    return f"member:{member}"


def values_of(states: Collection[Any]) -> list[str]:
    """Enum members as they are stored."""
    return [s.value for s in states]


S = TypeVar("S", str, MemberId)


def in_parts(values: Collection[S]) -> Iterator[list[S]]:
    """All of them in their order, some at a time."""
    every = sorted(values)
    for start in range(0, len(every), PART):
        yield every[start : start + PART]
