"""صندوق خروجی - what is to leave: ready -> sending -> sent | unknown | dead (reliability 1).   Sent by bot/outbox.py"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, LargeBinary, String, Table, and_, exists, insert, not_, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import ColumnElement, FromClause, Update

from storage.kit.keyring import Keyring
from storage.kit.tables import Moment, metadata

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),  # grows with time within a process: the order in a chat
    Column("platform", String(16), nullable=False),
    Column("bot", String(40), nullable=False),
    Column("chat", String(80), nullable=False),
    Column("state", String(8), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("due", Moment, nullable=False),  # not before this; of a row in sending: when its lease ends
    Column("payload", LargeBinary),  # sealed; cleared once sent
    Column("target", BigInteger),  # the row whose message this edits, strips or deletes
    Column("message", String(40), nullable=False),  # the platform's id, once sent
    Column("why", String(200), nullable=False),
    Column("at", Moment, nullable=False),
    CheckConstraint("state IN ('ready', 'sending', 'sent', 'unknown', 'dead')", name="state"),
    Index(
        "ix_outbox_pending", "platform", "bot", "chat", "id",
        postgresql_where=text("state IN ('ready', 'sending', 'unknown')"), sqlite_where=text("state IN ('ready', 'sending', 'unknown')"),
    ),
    Index("ix_outbox_due", "due", postgresql_where=text("state IN ('ready', 'sending', 'unknown')"), sqlite_where=text("state IN ('ready', 'sending', 'unknown')")),
)  # fmt: skip

PENDING = ("ready", "sending", "unknown")
LEASE = timedelta(seconds=90)
LAST_START = timedelta(seconds=30)  # what is given to a platform this late in its lease might be answered after it: it is not begun any more

_counter = itertools.count(int.from_bytes(os.urandom(2), "big"))


def new_id(now: datetime) -> int:
    """A number for a new row: milliseconds, then a counter of this process, so rows of one transaction keep their order."""
    return (int(now.timestamp() * 1000) << 20) | (next(_counter) & 0xFFFFF)


@dataclass(slots=True)
class Row:
    """A row to be sent. `payload` is opened."""

    id: int
    platform: str
    bot: str
    chat: str
    payload: bytes
    target: int | None = None
    attempt: int = 0
    due: datetime | None = None  # of a row that was claimed: when its lease ends
    unknown: bool = False  # an earlier attempt may have arrived

    @property
    def where(self) -> tuple[str, str, str]:
        return self.platform, self.bot, self.chat

    def may_begin(self, now: datetime) -> bool:
        """Whether a claimed row is ours for long enough to be sent. A worker that was paused finds its rows too old."""
        return self.due is None or now <= self.due - LAST_START


async def release_leases(conn: AsyncConnection, now: datetime) -> None:
    """After a crash of the only process: what it had in hand may have arrived or not, and is looked at now instead of when its lease ends."""
    await conn.execute(update(outbox).where(outbox.c.state == "sending").values(state="unknown", due=now))


class OutboxRows:
    """The outbox in one transaction."""

    def __init__(self, conn: AsyncConnection, ring: Keyring, now: datetime) -> None:
        self._conn, self._ring, self._now = conn, ring, now

    async def add(self, rows: Sequence[Row]) -> None:
        """Write new rows as ready; they leave after the commit."""
        if rows:
            await self._conn.execute(insert(outbox), [self._new(r) for r in rows])

    def _new(self, row: Row) -> dict[str, object]:
        sealed = self._ring.seal(row.payload, b"out:%d" % row.id)
        return {
            "id": row.id, "platform": row.platform, "bot": row.bot, "chat": row.chat, "state": "ready", "attempt": 0, "due": row.due or self._now,
            "payload": sealed, "target": row.target, "message": "", "why": "", "at": self._now,
        }  # fmt: skip

    async def claim_chat(self, platform: str, bot: str, chat: str, limit: int = 20) -> tuple[list[Row], datetime | None]:
        """Lease the next rows of a chat in order, stopping before one that is not due. Second: when to look again, None when nothing is left.

        Rows whose sender died come back as `unknown`. Nothing is given while somebody else holds an earlier row of the chat.
        A row whose time has not come (a notice for the morning) holds nobody up.
        """
        o = outbox.c
        begun = not_(_for_later(outbox, self._now))
        pending = select(outbox).where(o.platform == platform, o.bot == bot, o.chat == chat, o.state.in_(PENDING), begun).order_by(o.id).limit(limit)
        if self._conn.dialect.name == "postgresql":
            pending = pending.with_for_update(skip_locked=False)
        taken: list[Row] = []
        later: datetime | None = None
        for r in await self._conn.execute(pending):
            if r.due > self._now and not (r.state == "sending" and r.due > self._now + 2 * LEASE):
                later = r.due
                break
            row = Row(r.id, r.platform, r.bot, r.chat, self._ring.open(r.payload, b"out:%d" % r.id), r.target, r.attempt + 1, self._now + LEASE)
            row.unknown = r.state != "ready"
            taken.append(row)
        if taken:
            ids = [row.id for row in taken]
            await self._conn.execute(update(outbox).where(o.id.in_(ids)).values(state="sending", attempt=o.attempt + 1, due=self._now + LEASE))
        return taken, later

    async def chats_due(self, limit: int) -> list[tuple[str, str, str]]:
        """Chats with something to send now: those that must wait are left out, however much lies behind what they wait for."""
        o, e, now = outbox.c, outbox.alias("e"), self._now
        earlier = and_(e.c.platform == o.platform, e.c.bot == o.bot, e.c.chat == o.chat, e.c.id < o.id)
        waits = exists().where(earlier, e.c.state.in_(PENDING), e.c.due > now, not_(_for_later(e, now)), not_(_stuck(e, now)))
        due = select(o.platform, o.bot, o.chat).where(o.state.in_(PENDING), or_(o.due <= now, _stuck(outbox, now)), not_(waits)).distinct().limit(limit)
        return [(r.platform, r.bot, r.chat) for r in await self._conn.execute(due)]

    async def sent(self, done: Iterable[tuple[int, str]]) -> None:
        """They arrived: (row, message id). The words are forgotten. Of two arrivals of one row the first that is told counts."""
        for row, message in done:
            values = {"state": "sent", "message": message, "payload": None}
            await self._conn.execute(update(outbox).where(outbox.c.id == row, outbox.c.state.in_(PENDING)).values(**values))

    async def put_back(self, rows: Iterable[Row], due: datetime, *, unknown: bool = False, why: str = "") -> None:
        """Try again at `due`: as unknown when this or an earlier attempt may have arrived. Rows that somebody else has claimed since stay theirs."""
        for row in rows:
            state = "unknown" if unknown or row.unknown else "ready"
            await self._conn.execute(_still_ours(row).values(state=state, due=due, why=why[:200]))

    async def dead(self, row: Row, why: str) -> None:
        """It will never arrive; unless somebody else has claimed it since."""
        await self._conn.execute(_still_ours(row).values(state="dead", why=why[:200], payload=None))

    async def drain(self, platform: str, bot: str, chat: str, why: str) -> None:
        """Whatever waits for a chat that cannot be reached is dead."""
        o = outbox.c
        waiting = update(outbox).where(o.platform == platform, o.bot == bot, o.chat == chat, o.state.in_(PENDING))
        await self._conn.execute(waiting.values(state="dead", why=why[:200], payload=None))

    async def move(self, platform: str, bot: str, old: str, new: str) -> None:
        """A group got a new id: what waits goes there."""
        o = outbox.c
        await self._conn.execute(update(outbox).where(o.platform == platform, o.bot == bot, o.chat == old, o.state.in_(PENDING)).values(chat=new))

    async def free_at(self, platform: str, bot: str, chat: str, most: int, window: timedelta) -> datetime:
        """When one more may be added for a chat that takes `most` in a window: now, or as soon as the first of the last ones is out of it."""
        o = outbox.c
        asked = select(o.at).where(o.platform == platform, o.bot == bot, o.chat == chat, o.at > self._now - window).order_by(o.id.desc()).offset(most - 1).limit(1)
        oldest = (await self._conn.execute(asked)).scalar()
        return self._now if oldest is None else oldest + window

    async def message_of(self, row: int) -> str:
        """The platform's id of the message a row shows; "" when it did not arrive (yet)."""
        return (await self._conn.execute(select(outbox.c.message).where(outbox.c.id == row))).scalar() or ""


def _for_later(table: FromClause, now: datetime) -> ColumnElement[bool]:
    """Rows that were never tried because their time has not come."""
    return and_(table.c.state == "ready", table.c.attempt == 0, table.c.due > now)


def _stuck(table: FromClause, now: datetime) -> ColumnElement[bool]:
    """Rows leased for longer than any lease lasts: the clock was put back meanwhile."""
    return and_(table.c.state == "sending", table.c.due > now + 2 * LEASE)


def _still_ours(row: Row) -> Update:
    """The fence: every claim counts the attempt, so a worker that slept through its lease changes nothing."""
    return update(outbox).where(outbox.c.id == row.id, outbox.c.state == "sending", outbox.c.attempt == row.attempt)
