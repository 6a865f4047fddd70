"""راه کوتاه - on PostgreSQL, a message without an effect is one read and one writing statement.   The long way: storage/kit/unit.py; why: docs/performance.md"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, BIGINT, BOOLEAN, BYTEA, TEXT
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.kernel.people import Hat, MemberId, Role
from storage.kit.accounts import Account
from storage.kit.keyring import Keyring
from storage.kit.outbox import LEASE, Row
from storage.kit.talks import Lost, TalkRow

READ = text("""
SELECT a.bot, a.chat, a.member, a.seen, a.blocked, c.id, c.key, c.version, c.owner, c.rahyar, c.case_number, c.state,
       (SELECT string_agg(g.role || ' ' || g.scope, ',') FROM role_grant g WHERE g.member = a.member) AS hats
FROM account a LEFT JOIN conversation c ON c.key = CASE WHEN a.member IS NULL THEN :chat_key ELSE 'member:' || a.member END
WHERE a.person = :person
""")

# One statement: either all of it or nothing. A lost version divides by zero, so that the inbox row vanishes with the rest.
WRITE = text("""
WITH i AS (
  INSERT INTO inbox (platform, bot, update, at) VALUES (:platform, :bot, :update, :at) ON CONFLICT DO NOTHING RETURNING 1
), c AS (
  UPDATE conversation SET version = version + 1, state = :state, at = :at
  WHERE id = :id AND version = :version AND EXISTS (SELECT 1 FROM i) RETURNING 1
), p AS (
  SELECT NOT :ours OR EXISTS (
    SELECT 1 FROM outbox WHERE platform = :platform AND bot = :bot AND chat = :chat AND state IN ('ready', 'sending', 'unknown')
      AND NOT (state = 'ready' AND attempt = 0 AND due > :at)
  ) AS waits
), o AS (
  INSERT INTO outbox (id, platform, bot, chat, state, attempt, due, payload, target, message, why, at)
  SELECT r.id, :platform, :bot, :chat, CASE WHEN p.waits THEN 'ready' ELSE 'sending' END, CASE WHEN p.waits THEN 0 ELSE 1 END,
         CASE WHEN p.waits THEN CAST(:at AS timestamptz) ELSE CAST(:lease AS timestamptz) END, r.payload, NULLIF(r.target, 0), '', '', :at
  FROM unnest(:ids, :payloads, :targets) AS r (id, payload, target), p WHERE EXISTS (SELECT 1 FROM c) RETURNING 1
)
SELECT (SELECT count(*) FROM i) AS taken, (SELECT waits FROM p) AS waits,
       CASE WHEN (SELECT count(*) FROM i) = 1 THEN 1 / (SELECT count(*) FROM c) END AS held, (SELECT count(*) FROM o) AS put
""").bindparams(
    bindparam("ids", type_=ARRAY(BIGINT)), bindparam("payloads", type_=ARRAY(BYTEA)), bindparam("targets", type_=ARRAY(BIGINT)), bindparam("ours", type_=BOOLEAN)
)

SENT = text("""
UPDATE outbox SET state = 'sent', message = d.message, payload = NULL FROM unnest(:ids, :messages) AS d (id, message)
WHERE outbox.id = d.id AND outbox.state IN ('ready', 'sending', 'unknown')
""").bindparams(bindparam("ids", type_=ARRAY(BIGINT)), bindparam("messages", type_=ARRAY(TEXT)))

DIVISION_BY_ZERO = "22012"


@dataclass(slots=True)
class Found:
    """Everything a message needs to know: who speaks, what they wear, where the conversation stands."""

    account: Account
    hats: frozenset[Hat]
    talk: TalkRow | None


@dataclass(frozen=True, slots=True)
class Update:
    """Which update this is."""

    platform: str
    bot: str
    update: str
    chat: str


async def read(conn: AsyncConnection, ring: Keyring, person: str, chat_key: str) -> Found | None:
    """One query; None for an account that never spoke."""
    r = (await conn.execute(READ, {"person": person, "chat_key": chat_key})).one_or_none()
    if r is None:
        return None
    account = Account(person, r.bot, r.chat, None if r.member is None else MemberId(r.member), r.seen, r.blocked)
    talk = None
    if r.id is not None:
        talk = TalkRow(r.id, r.key, r.version, r.owner, r.rahyar, r.case_number, ring.open(r.state, b"talk:%d" % r.id))
    return Found(account, _hats(r.hats), talk)


def _hats(told: str | None) -> frozenset[Hat]:
    return frozenset(Hat(Role(role), scope) for role, _, scope in (one.partition(" ") for one in told.split(","))) if told else frozenset()


async def write(conn: AsyncConnection, ring: Keyring, update: Update, talk: TalkRow, rows: list[Row], now: datetime, *, ours: bool) -> tuple[bool, bool]:
    """Take the update, write the conversation and what leaves, in one statement on a connection in autocommit.

    `ours`: whether this process may send the rows itself; if not, they are left for one that does.

    Returns (taken, may be sent at once); not taken: it was taken before and nothing was written. Raises Lost. The rows know their attempt and lease afterwards.
    """
    fields: dict[str, Any] = {
        "platform": update.platform, "bot": update.bot, "update": update.update, "chat": update.chat, "at": now, "lease": now + LEASE,
        "ours": ours,
        "id": talk.id, "version": talk.version, "state": ring.seal(talk.state, b"talk:%d" % talk.id),
        "ids": [r.id for r in rows], "payloads": [ring.seal(r.payload, b"out:%d" % r.id) for r in rows], "targets": [r.target or 0 for r in rows],
    }  # fmt: skip
    try:
        done = (await conn.execute(WRITE, fields)).one()
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", "") == DIVISION_BY_ZERO:
            raise Lost(talk.key) from None
        raise
    for row in rows:
        row.attempt, row.due = 1, now + LEASE
    return bool(done.taken), not done.waits


async def sent(conn: AsyncConnection, done: list[tuple[int, str]]) -> None:
    """Many rows arrived: one statement."""
    await conn.execute(SENT, {"ids": [row for row, _ in done], "messages": [message for _, message in done]})
