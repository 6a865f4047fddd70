"""راه کوتاه - on PostgreSQL a message is one read and one writing statement; with an effect, it ends a transaction.   Lines: lines.py; why: docs/performance.md"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asyncpg import PostgresError, UniqueViolationError  # type: ignore[import-untyped]  # asyncpg has no types
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.kernel.people import Hat, MemberId, Role
from storage.kit.accounts import Account
from storage.kit.keyring import Keyring
from storage.kit.lines import Lines, rows_within
from storage.kit.outbox import LEASE, Row
from storage.kit.talks import Lost, TalkRow

READ = """
SELECT a.bot, a.chat, a.member, a.seen, a.blocked, c.id, c.key, c.version, c.owner, c.rahyar, c.case_number, c.state,
       (SELECT string_agg(g.role || ' ' || g.scope, ',') FROM role_grant g WHERE g.member = a.member) AS hats
FROM (SELECT CAST($1 AS text) AS person) p LEFT JOIN account a ON a.person = p.person
LEFT JOIN conversation c ON c.key = CASE WHEN a.member IS NULL THEN $2 ELSE 'member:' || a.member END
"""

SAW = """
INSERT INTO account (person, bot, chat, seen) VALUES ($1, $2, $3, $4)
ON CONFLICT (person) DO UPDATE SET bot = $2, chat = $3, seen = $4, blocked = NULL
"""

# One statement: either all of it or nothing. A lost version divides by zero, so that the inbox row vanishes with the rest.
WRITE = """
WITH i AS (
  INSERT INTO inbox (platform, bot, update, at) VALUES ($1, $2, $3, $5) ON CONFLICT DO NOTHING RETURNING 1
), u AS (
  UPDATE conversation SET key = $9, version = version + 1, owner = $10, rahyar = $11, case_number = $12, state = $13, at = $5
  WHERE id = $7 AND version = $8 AND EXISTS (SELECT 1 FROM i) RETURNING 1
), n AS (
  INSERT INTO conversation (id, key, version, owner, rahyar, case_number, state, at)
  SELECT $7, $9, 1, $10, $11, $12, $13, $5 WHERE $8 = 0 AND EXISTS (SELECT 1 FROM i) ON CONFLICT DO NOTHING RETURNING 1
), c AS (
  SELECT 1 FROM u UNION ALL SELECT 1 FROM n
), p AS (
  SELECT NOT CAST($14 AS boolean) OR EXISTS (
    SELECT 1 FROM outbox WHERE platform = $1 AND bot = $2 AND chat = $4 AND state IN ('ready', 'sending', 'unknown') AND id <> ALL (CAST($15 AS bigint[]))
      AND NOT (state = 'ready' AND attempt = 0 AND due > $5)
  ) AS waits
), o AS (
  INSERT INTO outbox (id, platform, bot, chat, state, attempt, due, payload, target, message, why, at)
  SELECT r.id, $1, $2, $4, CASE WHEN p.waits THEN 'ready' ELSE 'sending' END, CASE WHEN p.waits THEN 0 ELSE 1 END,
         CASE WHEN p.waits THEN $5 ELSE CAST($6 AS timestamptz) END, r.payload, NULLIF(r.target, 0), '', '', $5
  FROM unnest(CAST($16 AS bigint[]), CAST($17 AS bytea[]), CAST($18 AS bigint[])) AS r (id, payload, target), p WHERE EXISTS (SELECT 1 FROM c)
)
SELECT (SELECT count(*) FROM i) AS taken, (SELECT waits FROM p) AS waits, CASE WHEN (SELECT count(*) FROM i) = 1 THEN 1 / (SELECT count(*) FROM c) END AS held
"""

SENT = """
UPDATE outbox SET state = 'sent', message = d.message, payload = NULL FROM unnest(CAST($1 AS bigint[]), CAST($2 AS text[])) AS d (id, message)
WHERE outbox.id = d.id AND outbox.state IN ('ready', 'sending', 'unknown')
"""

DIVISION_BY_ZERO = "22012"


@dataclass(slots=True)
class Found:
    """Everything a message needs to know: who speaks (None: never before), what they wear, where the conversation stands (None: not begun)."""

    account: Account | None
    hats: frozenset[Hat]
    talk: TalkRow | None


@dataclass(frozen=True, slots=True)
class Update:
    """Which update this is."""

    platform: str
    bot: str
    update: str
    chat: str


class Taken(Exception):
    """The update was taken before: whatever its transaction did is undone."""


async def read(lines: Lines, ring: Keyring, person: str, chat_key: str) -> Found:
    """One query."""
    r = (await lines.rows(READ, person, chat_key))[0]
    bot, chat, member, seen, blocked, talk_id, key, version, owner, rahyar, case, state, hats = r
    account = None if bot is None else Account(person, bot, chat, None if member is None else MemberId(member), seen, blocked)
    talk = None if talk_id is None else TalkRow(talk_id, key, version, owner, rahyar, case, ring.open(state, b"talk:%d" % talk_id))
    return Found(account, _hats(hats), talk)


def _hats(told: str | None) -> frozenset[Hat]:
    return frozenset(Hat(Role(role), scope) for role, _, scope in (one.partition(" ") for one in told.split(","))) if told else frozenset()


async def saw(lines: Lines, person: str, bot: str, chat: str, now: datetime) -> None:
    """Somebody spoke from this account: as AccountRows.saw, and for itself; it is true whatever becomes of the message."""
    await lines.rows(SAW, person, bot, chat, now)


async def write(
    through: Lines | AsyncConnection, ring: Keyring, update: Update, talk: TalkRow, rows: Sequence[Row], now: datetime, *, ours: bool, but: Collection[int] = ()
) -> tuple[bool, bool]:
    """Take the update, write the conversation and what leaves for its chat: in one statement, for itself or as the last one of a transaction.

    `ours`: whether this process may send the rows itself; if not, they are left for one that does. `but`: rows of the chat that it has in hand already.

    Returns (taken, may be sent at once); not taken: it was taken before and nothing was written. Raises Lost. The rows know their attempt and lease afterwards.
    """
    values = (
        update.platform, update.bot, update.update, update.chat, now, now + LEASE,
        talk.id, talk.version, talk.key, talk.owner, talk.rahyar, talk.case, ring.seal(talk.state, b"talk:%d" % talk.id), ours, list(but),
        [r.id for r in rows], [ring.seal(r.payload, b"out:%d" % r.id) for r in rows], [r.target or 0 for r in rows],
    )  # fmt: skip
    try:
        done: Any = (await (through.rows(WRITE, *values) if isinstance(through, Lines) else rows_within(through, WRITE, *values)))[0]
    except UniqueViolationError:
        raise Lost(talk.key) from None
    except PostgresError as error:
        if error.sqlstate == DIVISION_BY_ZERO:
            raise Lost(talk.key) from None
        raise
    for row in rows:
        row.attempt, row.due = 1, now + LEASE
    return bool(done["taken"]), not done["waits"]


async def sent(lines: Lines, done: list[tuple[int, str]]) -> None:
    """Many rows arrived: one statement."""
    await lines.rows(SENT, [row for row, _ in done], [message for _, message in done])
