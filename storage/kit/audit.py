"""دفتر وقایع - seals the audit notes into a chain that nobody can change unseen (decision 17).   Notes: storage/kit/unit.py; command: bot/audit.py

Writers never wait: a sealer takes notes that are old enough, in batches, and appends one seal for each. A seal covers ids of one partition (a block of SPAN ids);
its hash goes over the hash before it, every note and the seal itself. Ids of notes that were rolled back, or that commit late, are missing in that list: such
a gap is on record, and a note that appears in it afterwards gets a seal of its own, marked late. The head of the chain is signed with the master key and kept in
the house: who rewrites notes and seals without the key is seen. Both tables refuse UPDATE and DELETE by triggers.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import DDL, Boolean, Column, Integer, LargeBinary, Row, Table, Text, and_, event, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.kit import house
from storage.kit.keyring import Keyring
from storage.kit.tables import Moment, RowId, metadata
from storage.kit.unit import audit_note

SPAN = 100_000  # ids in a partition
BATCH = 1_000  # notes under one seal
HORIZON = timedelta(minutes=10)  # longer than any unit of work lives, so that ids below have all committed or never will
LATE = timedelta(days=2)  # how long the sealer looks back for a note in a gap
HEAD = "audit.head"
GENESIS = hashlib.sha256(b"emresalat audit").digest()

audit_seal = Table(
    "audit_seal",
    metadata,
    Column("partition", Integer, primary_key=True, autoincrement=False),  # of its first id
    Column("n", Integer, primary_key=True, autoincrement=False),  # 0, 1, 2, … in the partition
    Column("first_id", RowId, nullable=False),
    Column("last_id", RowId, nullable=False),
    Column("covers", Text, nullable=False),  # the ids of the notes: 1-4,6,8-9
    Column("late", Boolean, nullable=False),
    Column("prev", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False),
)

REFUSE_SQLITE = "CREATE TRIGGER {table}_keeps_{verb} BEFORE {VERB} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
REFUSE_FUNCTION = """
CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '42501'; END $$
"""
REFUSE_POSTGRES = "CREATE TRIGGER {table}_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION append_only()"


def append_only(table: str, dialect: str) -> list[str]:
    """The statements after which a table refuses to change what it holds."""
    if dialect == "postgresql":
        return [REFUSE_FUNCTION, REFUSE_POSTGRES.format(table=table)]
    return [REFUSE_SQLITE.format(table=table, verb=verb, VERB=verb.upper()) for verb in ("update", "delete")]


def keep(table: Table) -> Table:
    """Let `create_all` make the triggers with the table; the migrations have their own copy of the statements."""
    for dialect in ("sqlite", "postgresql"):
        for statement in append_only(table.name, dialect):
            event.listen(table, "after_create", DDL(statement.replace("%", "%%")).execute_if(dialect=dialect))  # type: ignore[no-untyped-call]  # SQLAlchemy has no types there
    return table


KEPT = (keep(audit_note), keep(audit_seal))


@dataclass(frozen=True, slots=True)
class Seal:
    """One link of the chain."""

    partition: int
    n: int
    first_id: int
    last_id: int
    covers: str
    late: bool
    prev: bytes
    hash: bytes

    @property
    def name(self) -> str:
        return f"{self.partition}/{self.n}"


@dataclass(slots=True)
class Verdict:
    """What a walk over the chain found. `broken` is the first break in words, "" when every link holds."""

    seals: int = 0
    notes: int = 0
    late: int = 0  # notes that committed after their neighbours were sealed
    waiting: int = 0  # notes not sealed yet
    head: str = ""  # to be written down elsewhere: `verify(expect=…)` asks whether it is still part of the chain
    broken: str = ""


def canonical(note: Row[Any]) -> bytes:
    """The bytes of a note that are hashed: every column, in one order, the moment in UTC microseconds."""
    return msgspec.json.encode([note.id, note.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"), note.who, note.verb, note.about, note.facts.hex()])


def chain(link: Seal, notes: Iterable[Row[Any]]) -> bytes:
    """The hash of a seal: over the hash before it, every note, and what the seal says of itself."""
    rolled = link.prev
    for note in notes:
        rolled = hashlib.sha256(rolled + canonical(note)).digest()
    return hashlib.sha256(rolled + msgspec.json.encode([link.name, link.first_id, link.last_id, link.covers, link.late])).digest()


def ranges(ids: Sequence[int]) -> str:
    """Rising ids as text: `1-4,6`."""
    runs: list[list[int]] = []
    for i in ids:
        if runs and i == runs[-1][1] + 1:
            runs[-1][1] = i
        else:
            runs.append([i, i])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def spans(covers: str) -> list[tuple[int, int]]:
    """What `ranges` wrote, as pairs of first and last. Raises ValueError for anything else."""
    return [(int(a), int(b or a)) for a, _, b in (part.partition("-") for part in covers.split(","))]


async def seal(conn: AsyncConnection, ring: Keyring, now: datetime) -> int:
    """Seal the next batch, late notes first; returns how many notes were sealed, 0 when none is old enough.

    Runs in a unit of its own. When another sealer was quicker the insert of the same seal raises IntegrityError: the job is simply tried again.
    """
    last, reached = await _last(conn), await _sealed_up_to(conn)
    notes = await _late(conn, now)
    late = bool(notes)
    notes = notes or await _next(conn, now, reached)
    if not notes:
        return 0
    partition = last.partition if late and last is not None else notes[0].id // SPAN
    n = last.n + 1 if last is not None and last.partition == partition else 0
    prev, covers = (last.hash if last else GENESIS), ranges([note.id for note in notes])
    made = Seal(partition, n, notes[0].id if late else reached + 1, notes[-1].id, covers, late, prev, b"")
    made = replace(made, hash=chain(made, notes))
    await conn.execute(insert(audit_seal).values(**asdict(made), at=now))
    await house.put(conn, HEAD, _signed(ring, made))
    return len(notes)


async def resign(conn: AsyncConnection, ring: Keyring) -> bool:
    """Sign the head with the newest key, if an older key of the ring signed it; whether it was needed. Part of a rotation."""
    last, head = await _last(conn), await house.get(conn, HEAD)
    if last is None or head is None or not _holds(ring, head, last) or hmac.compare_digest(head, _signed(ring, last)):
        return False
    await house.put(conn, HEAD, _signed(ring, last))
    return True


async def verify(conn: AsyncConnection, ring: Keyring, *, expect: str = "") -> Verdict:
    """Walk the whole chain, in a transaction that sees one moment (REPEATABLE READ).

    `expect`: a head that was written down earlier and must still be part of it: a chain that was cut short is seen.
    """
    seen, met = Verdict(), not expect
    prev, last = GENESIS, None
    async for link in _seals(conn):
        if link.prev != prev:
            return _broken(seen, f"seal {link.name} does not follow the seal before it")
        notes = await _covered(conn, link)
        if isinstance(notes, str):
            return _broken(seen, notes)
        if chain(link, notes) != link.hash:
            return _broken(seen, f"seal {link.name}, or a note of {link.covers} under it, was changed")
        seen.seals, seen.notes, seen.late = seen.seals + 1, seen.notes + len(notes), seen.late + len(notes) * link.late
        prev, last = link.hash, link
        met = met or _head(link) == expect
    seen.waiting = (await conn.execute(select(func.count()).select_from(audit_note))).scalar_one() - seen.notes
    head = await house.get(conn, HEAD)
    if last is None:
        return _broken(seen, "the seals are gone, but not their signed head") if head or expect else seen
    if head is None or not _holds(ring, head, last):
        return _broken(seen, "the signature over the last seal does not hold")
    if not met:
        return _broken(seen, f"the head {expect} is no longer part of the chain")
    seen.head = _head(last)
    return seen


def _broken(seen: Verdict, why: str) -> Verdict:
    seen.broken = why
    return seen


def _head(link: Seal) -> str:
    return f"{link.name}:{link.hash.hex()}"


def _signed(ring: Keyring, link: Seal) -> str:
    return f"{_head(link)}:{ring.token('audit', _head(link))}"


def _holds(ring: Keyring, head: str, link: Seal) -> bool:
    name, _, mac = head.rpartition(":")
    return name == _head(link) and any(hmac.compare_digest(mac, token) for token in ring.tokens("audit", name))


def _link(row: Row[Any]) -> Seal:
    return Seal(row.partition, row.n, row.first_id, row.last_id, row.covers, bool(row.late), bytes(row.prev), bytes(row.hash))


async def _last(conn: AsyncConnection) -> Seal | None:
    s = audit_seal.c
    row = (await conn.execute(select(audit_seal).order_by(s.partition.desc(), s.n.desc()).limit(1))).one_or_none()
    return _link(row) if row else None


async def _sealed_up_to(conn: AsyncConnection) -> int:
    return (await conn.execute(select(func.max(audit_seal.c.last_id)))).scalar() or 0


async def _seals(conn: AsyncConnection) -> AsyncIterator[Seal]:
    """All of them in the order of the chain, a page at a time."""
    s, partition, n = audit_seal.c, -1, -1
    while True:
        after = or_(s.partition > partition, and_(s.partition == partition, s.n > n))
        page = [_link(row) for row in await conn.execute(select(audit_seal).where(after).order_by(s.partition, s.n).limit(200))]
        for link in page:
            yield link
        if not page:
            return
        partition, n = page[-1].partition, page[-1].n


async def _covered(conn: AsyncConnection, link: Seal) -> list[Row[Any]] | str:
    """The notes under a seal, or what is wrong with them."""
    try:
        ids = [i for a, b in spans(link.covers) for i in range(a, b + 1)]
    except ValueError:
        return f"seal {link.name} cannot be read"
    a = audit_note.c
    some = a.id.in_(ids) if link.late else a.id.between(ids[0], ids[-1])
    wanted = set(ids)
    notes = [note for note in await conn.execute(select(audit_note).where(some).order_by(a.id)) if note.id in wanted]
    if gone := wanted - {note.id for note in notes}:
        return f"note {min(gone)} under seal {link.name} is gone"
    return notes


async def _next(conn: AsyncConnection, now: datetime, reached: int) -> list[Row[Any]]:
    """The next notes after the last seal, up to the first that is too young and to the end of their partition."""
    a = audit_note.c
    rows = list(await conn.execute(select(audit_note).where(a.id > reached).order_by(a.id).limit(BATCH)))
    old: list[Row[Any]] = []
    for row in rows:
        if row.at > now - HORIZON or row.id // SPAN != rows[0].id // SPAN:
            break
        old.append(row)
    return old


async def _late(conn: AsyncConnection, now: datetime) -> list[Row[Any]]:
    """Notes that appeared in the gaps of seals not older than LATE, and that no later seal covers."""
    s, a = audit_seal.c, audit_note.c
    gaps: list[tuple[int, int]] = []
    caught: set[int] = set()
    for row in await conn.execute(select(audit_seal).where(s.at > now - LATE).order_by(s.partition, s.n)):
        link = _link(row)
        if link.late:
            caught.update(i for x, y in spans(link.covers) for i in range(x, y + 1))
        else:
            gaps += _between(link)
    for start in range(0, len(gaps), 100):
        some = or_(*(a.id.between(x, y) for x, y in gaps[start : start + 100]))
        found = [note for note in await conn.execute(select(audit_note).where(some).order_by(a.id).limit(BATCH + len(caught))) if note.id not in caught]
        if found:
            return found[: BATCH // 2]
    return []


def _between(link: Seal) -> list[tuple[int, int]]:
    """The ids that a seal passed over."""
    gaps, at = [], link.first_id
    for first, last in spans(link.covers):
        if first > at:
            gaps.append((at, first - 1))
        at = last + 1
    return gaps
