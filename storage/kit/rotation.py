"""گردش کلید - moves everything that an older master key made to the newest one (EMRESALAT_SECRET_KEY: first encrypts, all decrypt).   Keys: storage/kit/keyring.py

Put the new key first, keep the old one behind it, restart every process; the job then calls `rotate` until it says done, and the old key can be taken away.
Each call moves one batch in one transaction, under a lock on the row of its step: another worker skips it, a crash gives it back, the next call goes on behind the
last committed batch. What it walks through is declared in storage modules: storage/kit/sealed.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Column, Integer, LargeBinary, Row, String, Table, and_, bindparam, select, tuple_, update

from storage.kit import audit, house
from storage.kit.database import insert_into
from storage.kit.keyring import CannotOpen, Keyring
from storage.kit.modules import declared
from storage.kit.sealed import Blind, Sealed
from storage.kit.tables import Moment, metadata
from storage.kit.unit import UnitOfWork, Units
from storage.kit.vault import vault_key

rotation_step = Table(
    "rotation_step",
    metadata,
    Column("step", String(120), primary_key=True),  # vault_key, or table.column of a blind index
    Column("mark", String(43), nullable=False),  # of the key that it moves to
    Column("cursor", LargeBinary),  # JSON of the last primary key that was looked at in this pass
    Column("moved", Integer, nullable=False, default=0),  # in this pass; a step is done after a pass that moved nothing
    Column("done", Moment),
)


@dataclass(frozen=True, slots=True)
class Progress:
    """What one call did: rows looked at, rows changed, the steps that are not done yet."""

    seen: int
    moved: int
    left: tuple[str, ...]
    held: bool = False  # other workers hold every step that is left

    @property
    def done(self) -> bool:
        return not self.left


def steps() -> list[str]:
    """Everything that a rotation walks through."""
    return ["vault_key", *_declared()]


def _declared() -> dict[str, Blind | Sealed]:
    things: list[Blind | Sealed] = [*declared("SEALED", Sealed), *declared("BLIND", Blind)]
    return {thing.name: thing for thing in things}


async def rotate(units: Units, now: datetime, *, batch: int = 500) -> Progress:
    """Move one batch of the first step that is free and not done. `left` is empty when the older keys are no longer needed."""
    async with units.open(now) as unit:
        left = await _open_steps(unit)
        if not left:
            return Progress(0, 0, ())
        held = await _hold(unit, left)
        if held is None:
            return Progress(0, 0, tuple(left), held=True)
        seen, moved, cursor = await _move(unit, held.step, held.cursor, batch)
        values: dict[str, Any] = {"cursor": cursor, "moved": held.moved + moved}
        if seen < batch and values["moved"]:
            values = {"cursor": None, "moved": 0}
        elif seen < batch:
            values |= {"done": now}
            left.remove(held.step)
        await unit.conn.execute(update(rotation_step).where(rotation_step.c.step == held.step).values(values))
        return Progress(seen, moved, tuple(left))


async def needed(units: Units, now: datetime) -> bool:
    """Whether something may still depend on an older key."""
    async with units.open(now) as unit:
        return bool(await _open_steps(unit))


async def _open_steps(unit: UnitOfWork) -> list[str]:
    """The steps that are not done for the newest key, made or begun anew where they are for another one; the house's own marks are moved on the way."""
    conn, ring = unit.conn, unit.vault.ring
    mark, r = ring.token("rotation"), rotation_step.c
    known = {row.step: row for row in await conn.execute(select(rotation_step))}
    if all(step in known and known[step].mark == mark for step in steps()):
        return [step for step in steps() if known[step].done is None]
    for step in steps():
        row = insert_into(unit.conn, rotation_step).values(step=step, mark=mark)
        await conn.execute(row.on_conflict_do_update(index_elements=["step"], set_={"mark": mark, "cursor": None, "moved": 0, "done": None}, where=r.mark != mark))
    await house.relock(conn, ring)
    await audit.resign(conn, ring)
    return list((await conn.execute(select(r.step).where(r.done.is_(None)).order_by(r.step))).scalars())


async def _hold(unit: UnitOfWork, left: Sequence[str]) -> Row[Any] | None:
    """The first free step, locked until the end of this transaction."""
    r = rotation_step.c
    free = select(rotation_step).where(r.step.in_(left), r.done.is_(None)).order_by(r.step).limit(1).with_for_update(skip_locked=True)
    return (await unit.conn.execute(free)).one_or_none()


async def _move(unit: UnitOfWork, step: str, cursor: bytes | None, batch: int) -> tuple[int, int, bytes | None]:
    thing = None if step == "vault_key" else _declared()[step]
    table = vault_key if thing is None else thing.table
    keys = list(table.primary_key.columns)
    rows = select(table).order_by(*keys).limit(batch)
    if cursor is not None:
        rows = rows.where(tuple_(*keys) > tuple_(*(bindparam(None, value, key.type) for key, value in zip(keys, msgspec.json.decode(cursor), strict=True))))
    page = list(await unit.conn.execute(rows))
    moved = 0
    for row in page:
        match thing:
            case None:
                moved += await _rewrap(unit, row)
            case Sealed():
                moved += await _reseal(unit, thing, row)
            case Blind():
                moved += await _reindex(unit, thing, row)
    if page:
        cursor = msgspec.json.encode([page[-1]._mapping[key] for key in keys])
    return len(page), moved, cursor


async def _rewrap(unit: UnitOfWork, row: Row[Any]) -> int:
    """Wrap an owner's key anew; one that was erased meanwhile stays erased, one that no key opens is left for the audit to tell."""
    ring, about = unit.vault.ring, row.owner.encode()
    if ring.newest(row.wrapped, about) or not opens(ring, row):
        return 0
    wrapped = ring.seal(ring.open(row.wrapped, about), about)
    same = and_(vault_key.c.owner == row.owner, vault_key.c.wrapped == row.wrapped)
    return (await unit.conn.execute(update(vault_key).where(same).values(wrapped=wrapped))).rowcount


def opens(ring: Keyring, row: Row[Any]) -> bool:
    """Whether a key of the ring opens the row of `vault_key`."""
    try:
        ring.open(row.wrapped, row.owner.encode())
    except CannotOpen:
        return False
    return True


async def _reseal(unit: UnitOfWork, sealed: Sealed, row: Row[Any]) -> int:
    """Seal a value anew that the house's own key made; what no key opens is left as it is, it was lost before."""
    ring, old, about = unit.vault.ring, row._mapping[sealed.column], sealed.about(row)
    if old is None or ring.newest(old, about):
        return 0
    try:
        new = ring.seal(ring.open(old, about), about)
    except CannotOpen:
        return 0
    return await _replace(unit, sealed, row, old, new)


async def _reindex(unit: UnitOfWork, blind: Blind, row: Row[Any]) -> int:
    """Compute a blind index anew from the sealed value; of an erased owner nothing can be computed, and nothing needs to be found."""
    old, sealed = row._mapping[blind.column], row._mapping[blind.sealed]
    if old is None or sealed is None:
        return 0
    try:
        opened = await unit.vault.open_text(blind.owner(row), sealed) if blind.owner else unit.vault.ring.open(sealed, blind.about(row)).decode()
    except CannotOpen:
        return 0
    new = unit.vault.index(blind.kind, blind.text(opened))
    return 0 if new == bytes(old) else await _replace(unit, blind, row, old, new)


async def _replace(unit: UnitOfWork, thing: Sealed | Blind, row: Row[Any], old: bytes, new: bytes) -> int:
    """Write the new value, unless somebody wrote another one meanwhile (with the newest key)."""
    same = and_(*(key == row._mapping[key] for key in thing.table.primary_key.columns), thing.table.c[thing.column] == old)
    return (await unit.conn.execute(update(thing.table).where(same).values({thing.column: new}))).rowcount
