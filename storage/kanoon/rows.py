"""ردیف‌ها - what every kind of row does alike: adding, saving under its version, opening what was sealed.   Kinds: people.py groups.py"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import Select, Table, insert, select, update

from domain.kernel.people import MemberId
from domain.kernel.refusal import Refusal
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

    async def add(self, thing: T) -> T:
        values = {**await self._values(thing), "version": 1}
        key = (await self._conn.execute(insert(self.table).values(values))).inserted_primary_key
        return await self._read(key[0] if key else None)

    async def save(self, thing: T) -> T:
        t = self.table.c
        values = {**await self._values(thing), "version": thing.version + 1}
        done = await self._conn.execute(update(self.table).where(t.id == thing.id, t.version == thing.version).values(values))
        if done.rowcount != 1:
            raise Refusal("kanoon.changed_meanwhile")
        return await self._read(thing.id)

    async def find(self, number: Any, *, lock: bool = False) -> T | None:
        """`lock` holds the row to the end of the unit (on SQLite the whole unit is already alone)."""
        return await self._one(select(self.table).where(self.table.c.id == number), lock=lock)

    async def _read(self, number: Any) -> T:
        row = (await self._conn.execute(select(self.table).where(self.table.c.id == number))).one()
        return await self._thing(row)

    async def _one(self, rows: Select[Any], *, lock: bool = False) -> T | None:
        row = (await self._conn.execute(rows.with_for_update() if lock else rows)).first()
        return None if row is None else await self._thing(row)

    async def _all(self, rows: Select[Any]) -> list[T]:
        return [await self._thing(row) for row in (await self._conn.execute(rows)).all()]

    async def _seal(self, member: MemberId, text: str) -> bytes:
        """Nothing is kept as nothing, so that an empty note makes no key."""
        return await self._vault.seal(f"member:{member}", text) if text else b""

    async def _open(self, member: int, blob: bytes) -> str:
        """What was sealed for a member; "" once they are erased (decision 17)."""
        try:
            return await self._vault.open_text(f"member:{member}", blob) if blob else ""
        except CannotOpen:
            return ""


def values_of(states: Sequence[Any]) -> list[str]:
    """Enum members as they are stored."""
    return [s.value for s in states]
