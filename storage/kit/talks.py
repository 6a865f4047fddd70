"""گفت‌وگوها - one row a conversation, read with its version and written only if the version still holds (decision 2).   Shape: bot/engine/talk.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Column, Integer, LargeBinary, String, Table, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.kit.keyring import Keyring
from storage.kit.tables import Moment, RowId, metadata

conversation = Table(
    "conversation",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("key", String(120), nullable=False, unique=True),  # member:<id>, or chat:<platform>:<bot>:<chat> until the member is known
    Column("version", Integer, nullable=False),
    Column("owner", String(10), nullable=False),
    Column("rahyar", RowId),
    Column("case_number", String(20), nullable=False),
    Column("state", LargeBinary, nullable=False),  # sealed JSON
    Column("at", Moment, nullable=False),
    CheckConstraint("owner IN ('bot', 'queue', 'rahyar') AND (owner = 'rahyar') = (rahyar IS NOT NULL)", name="one_owner"),
)


class Lost(Exception):
    """Somebody else wrote the conversation meanwhile: the event is handled again from the start."""


@dataclass(slots=True)
class TalkRow:
    """A conversation as stored; `state` is opened. `version` 0: not stored yet."""

    id: int
    key: str
    version: int
    owner: str
    rahyar: int | None
    case: str
    state: bytes


class TalkRows:
    """The conversations of one unit of work."""

    def __init__(self, conn: AsyncConnection, ring: Keyring, now: datetime) -> None:
        self._conn, self._ring, self._now = conn, ring, now

    async def find(self, key: str) -> TalkRow | None:
        return await self._read(conversation.c.key == key)

    async def find_by_id(self, talk_id: int) -> TalkRow | None:
        return await self._read(conversation.c.id == talk_id)

    async def _read(self, where: object) -> TalkRow | None:
        row = (await self._conn.execute(select(conversation).where(where))).one_or_none()  # type: ignore[arg-type]  # a column expression
        if row is None:
            return None
        state = self._ring.open(row.state, b"talk:%d" % row.id)
        return TalkRow(row.id, row.key, row.version, row.owner, row.rahyar, row.case_number, state)

    async def write(self, talk: TalkRow) -> None:
        """Insert it, or update it if its version still holds. Raises Lost, or IntegrityError when two began it at once."""
        c = conversation.c
        values = {
            "key": talk.key, "version": talk.version + 1, "owner": talk.owner, "rahyar": talk.rahyar, "case_number": talk.case,
            "state": self._ring.seal(talk.state, b"talk:%d" % talk.id), "at": self._now,
        }  # fmt: skip
        if talk.version == 0:
            await self._conn.execute(insert(conversation).values(id=talk.id, **values))
            return
        done = await self._conn.execute(update(conversation).where(c.id == talk.id, c.version == talk.version).values(**values))
        if done.rowcount != 1:
            raise Lost(talk.key)

    async def erase(self, key: str) -> None:
        """Forget a conversation: its answers, drafts and screens."""
        await self._conn.execute(delete(conversation).where(conversation.c.key == key))
