"""ردیف‌ها - what every kind of row does alike: adding, saving under its version, opening what was sealed.   Kinds: people.py work.py"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import Select, Table, insert, select, update

from domain.kernel.people import MemberId
from domain.kernel.refusal import Refusal
from storage.kit.database import insert_into
from storage.kit.keyring import CannotOpen
from storage.kit.unit import UnitOfWork


class Numbered(Protocol):
    """A thing with a number and a version."""

    @property
    def id(self) -> Any: ...

    @property
    def version(self) -> int: ...


T = TypeVar("T", bound=Numbered)


class Rows(Generic[T]):
    """One table and the dataclass it holds; `_values` and `_thing` translate, by hand for each kind (decision 15)."""

    table: Table

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit, self._conn, self._vault = unit, unit.conn, unit.vault

    async def _values(self, thing: T) -> dict[str, Any]:
        """The columns, without id and version."""
        raise NotImplementedError

    async def _thing(self, row: Any) -> T:
        raise NotImplementedError

    async def _added(self, thing: T) -> T:
        values = {**await self._values(thing), "version": 1}
        key = (await self._conn.execute(insert(self.table).values(values).returning(self.table.c.id))).scalar_one()
        return await self._read(key)

    async def _added_alone(self, thing: T) -> T | None:
        """None when a unique index says that there is one already; the first of two units decides."""
        row = insert_into(self._conn, self.table).values({**await self._values(thing), "version": 1})
        key = (await self._conn.execute(row.on_conflict_do_nothing().returning(self.table.c.id))).scalar()
        return None if key is None else await self._read(key)

    async def save(self, thing: T) -> T:
        t = self.table.c
        values = {**await self._values(thing), "version": thing.version + 1}
        done = await self._conn.execute(update(self.table).where(t.id == thing.id, t.version == thing.version).values(values))
        if done.rowcount != 1:
            raise Refusal("rahyar.changed_meanwhile")
        return await self._read(thing.id)

    async def find(self, id: Any) -> T | None:
        return await self._one(select(self.table).where(self.table.c.id == id))

    async def _read(self, number: Any) -> T:
        return await self._thing((await self._conn.execute(select(self.table).where(self.table.c.id == number))).one())

    async def _one(self, rows: Select[Any]) -> T | None:
        row = (await self._conn.execute(rows)).first()
        return None if row is None else await self._thing(row)

    async def _all(self, rows: Select[Any]) -> list[T]:
        return [await self._thing(row) for row in (await self._conn.execute(rows)).all()]

    async def _seal(self, owner: str, text: str) -> bytes:
        """Nothing is kept as nothing, so that no words make no key."""
        return await self._vault.seal(owner, text) if text else b""

    async def _open(self, owner: str, blob: bytes) -> str:
        """What was sealed; "" once its owner is erased (decision 17)."""
        try:
            return await self._vault.open_text(owner, blob) if blob else ""
        except CannotOpen:
            return ""


def member_of(number: int | None) -> MemberId | None:
    return None if number is None else MemberId(number)


S = TypeVar("S", str, MemberId)
PART = 500  # values in one statement


def in_parts(values: Collection[S]) -> Iterator[list[S]]:
    """All of them in their order, some at a time."""
    every = sorted(values)
    for start in range(0, len(every), PART):
        yield every[start : start + PART]
