"""مشاوره در انبار - cases and what was said in them, sealed with the key of the member who asked.   Port: domain/moshavereh/ports.py"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.kernel.codes import public_code, read_code
from domain.kernel.people import MemberId
from domain.kernel.refusal import Refusal
from domain.moshavereh.model import Case, CaseId, CaseState, Line
from storage.kit.invariants import Invariant
from storage.kit.keyring import CannotOpen
from storage.kit.tables import Moment, RowId, metadata
from storage.kit.vault import Vault

LETTERS = "PR"

moshavereh_case = Table(
    "moshavereh_case",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("talk", RowId, nullable=False),
    Column("person", String(80), nullable=False),
    Column("member", RowId),
    Column("about", String(120), nullable=False),
    Column("state", String(10), nullable=False),
    Column("rahyar", RowId),
    Column("opened", Moment, nullable=False),
    Column("moved", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_moshavereh_case_state", "state", "opened"),
    Index("ix_moshavereh_case_rahyar", "rahyar"),
    Index("ix_moshavereh_case_member", "member"),
)

moshavereh_line = Table(
    "moshavereh_line",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("case_id", RowId, ForeignKey("moshavereh_case.id"), nullable=False, index=True),
    Column("by", String(10), nullable=False),
    Column("words", LargeBinary, nullable=False),  # sealed for the member of the case, or for the case itself while there is none
    Column("media", String(300), nullable=False),
    Column("at", Moment, nullable=False),
)


class CaseRows:
    """The cases of one unit of work."""

    def __init__(self, conn: AsyncConnection, vault: Vault, now: datetime) -> None:
        self._conn, self._vault, self._now = conn, vault, now

    async def add(self, case: Case) -> Case:
        row = {**_row(case), "version": 1}
        number = (await self._conn.execute(insert(moshavereh_case).values(**row).returning(moshavereh_case.c.id))).scalar_one()
        return replace(case, id=CaseId(number), number=public_code(LETTERS, number), version=1)

    async def save(self, case: Case) -> Case:
        c = moshavereh_case.c
        change = update(moshavereh_case).where(c.id == case.id, c.version == case.version).values(**_row(case), version=case.version + 1)
        if (await self._conn.execute(change)).rowcount != 1:
            raise Refusal("moshavereh.changed_meanwhile")
        return replace(case, version=case.version + 1)

    async def find(self, case: CaseId) -> Case | None:
        row = (await self._conn.execute(select(moshavereh_case).where(moshavereh_case.c.id == case))).one_or_none()
        return _case(row) if row else None

    async def find_by_number(self, number: str) -> Case | None:
        try:
            return await self.find(CaseId(read_code(LETTERS, number)))
        except ValueError:
            return None

    async def open_in(self, talk: int) -> Case | None:
        c = moshavereh_case.c
        row = (await self._conn.execute(select(moshavereh_case).where(c.talk == talk, c.state != CaseState.CLOSED.value))).first()
        return _case(row) if row else None

    async def closed_before(self, case: Case, since: datetime) -> Case | None:
        c = moshavereh_case.c
        earlier = select(moshavereh_case).where(c.talk == case.talk, c.id < case.id, c.state == CaseState.CLOSED.value, c.moved >= since)
        row = (await self._conn.execute(earlier.order_by(c.id.desc()).limit(1))).first()
        return _case(row) if row else None

    async def waiting(self) -> list[Case]:
        c = moshavereh_case.c
        rows = await self._conn.execute(select(moshavereh_case).where(c.state == CaseState.WAITING.value).order_by(c.opened, c.id).limit(50))
        return [_case(r) for r in rows]

    async def taken_by(self, rahyar: MemberId) -> list[Case]:
        c = moshavereh_case.c
        mine = select(moshavereh_case).where(c.state == CaseState.TAKEN.value, c.rahyar == rahyar).order_by(c.opened, c.id)
        return [_case(r) for r in await self._conn.execute(mine)]

    async def of_member(self, member: MemberId) -> list[Case]:
        c = moshavereh_case.c
        return [_case(r) for r in await self._conn.execute(select(moshavereh_case).where(c.member == member).order_by(c.id.desc()).limit(50))]

    async def write(self, case: Case, line: Line) -> None:
        words = await self._vault.seal(_owner(case), line.words)
        await self._conn.execute(insert(moshavereh_line).values(case_id=case.id, by=line.by, words=words, media=line.media[:300], at=line.at))

    async def lines(self, case: Case, limit: int) -> list[Line]:
        rows = (await self._conn.execute(_lines(case).limit(limit))).all()
        return [Line(r.by, await self._open(case, r.words), r.media, r.at) for r in reversed(rows)]

    async def _open(self, case: Case, words: bytes) -> str:
        try:
            return await self._vault.open_text(_owner(case), words)
        except CannotOpen:  # the member is forgotten
            return ""


def _lines(case: Case) -> Any:
    return select(moshavereh_line).where(moshavereh_line.c.case_id == case.id).order_by(moshavereh_line.c.id.desc())


def _owner(case: Case) -> str:
    return f"case:{case.id}" if case.member is None else f"member:{case.member}"


def _row(case: Case) -> dict[str, Any]:
    return {
        "talk": case.talk, "person": case.person, "member": case.member, "about": case.about[:120], "state": case.state.value, "rahyar": case.rahyar,
        "opened": case.opened, "moved": case.moved,
    }  # fmt: skip


def _case(r: Any) -> Case:
    member = None if r.member is None else MemberId(r.member)
    rahyar = None if r.rahyar is None else MemberId(r.rahyar)
    number = public_code(LETTERS, r.id)
    return Case(CaseId(r.id), number, r.talk, r.person, member, r.about, CaseState(r.state), rahyar, r.opened, r.moved, r.version)


INVARIANTS = [
    Invariant(
        "moshavereh.owner_agrees",
        "A case is with a rahyar exactly when its conversation is, and waits exactly when its conversation does.",
        "SELECT c.id, c.state, t.owner FROM moshavereh_case c LEFT JOIN conversation t ON t.id = c.talk WHERE "
        "(c.state = 'taken' AND (t.id IS NULL OR t.owner <> 'rahyar' OR t.rahyar <> c.rahyar)) OR (c.state = 'waiting' AND (t.id IS NULL OR t.owner <> 'queue')) "
        "ORDER BY c.id",
    ),
    Invariant(
        "moshavereh.nobody_forgotten",
        "A conversation that is not the bot's has exactly one open case.",
        "SELECT t.id, t.owner FROM conversation t WHERE t.owner <> 'bot' AND "
        "(SELECT count(*) FROM moshavereh_case c WHERE c.talk = t.id AND c.state <> 'closed') <> 1 ORDER BY t.id",
    ),
    Invariant(
        "moshavereh.taken_by_somebody",
        "A case that is taken has its rahyar, one that waits has none.",
        "SELECT id, state FROM moshavereh_case WHERE (state = 'taken' AND rahyar IS NULL) OR (state = 'waiting' AND rahyar IS NOT NULL) ORDER BY id",
    ),
]
