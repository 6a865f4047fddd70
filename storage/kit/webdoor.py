"""درِ صفحه‌ی وب - sessions, sign-in codes and how often somebody knocked.   Rules: bot/gateways/web/signin.py   Chats: storage/kit/webchat.py"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.kit.database import insert_into
from storage.kit.keyring import Keyring
from storage.kit.tables import Moment, RowId, metadata

web_session = Table(
    "web_session",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("chat", String(40), primary_key=True),
    Column("made", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Index("ix_web_session_until", "until"),
)

web_code = Table(
    "web_code",
    metadata,
    Column("mobile_index", LargeBinary, primary_key=True),
    Column("code_hash", LargeBinary, nullable=False),
    Column("until", Moment, nullable=False),
    Column("tries", Integer, nullable=False),  # wrong ones since the code was made
    Column("shut", Moment),  # no code is taken before this moment
)

web_knock = Table(
    "web_knock",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("who", LargeBinary, nullable=False),  # blind index of a mobile or an address
    Column("at", Moment, nullable=False),
    Index("ix_web_knock_who", "who", "at"),
)


@dataclass(frozen=True, slots=True)
class CodeRow:
    """The code that is out for a mobile."""

    code_hash: bytes
    until: datetime
    tries: int
    shut: datetime | None


class WebDoor:
    """Who is signed in on the page, and the codes on their way. Neither tokens, codes, mobiles nor addresses are kept in clear."""

    def __init__(self, engine: AsyncEngine, ring: Keyring) -> None:
        self._engine, self._ring = engine, ring

    @staticmethod
    def _hash(token: str) -> bytes:
        return hashlib.sha256(token.encode()).digest()  # a token has 256 random bits: no salt, no stretching

    def code_hash(self, mobile: str, code: str) -> bytes:
        """What is kept of a code: keyed, because six digits are guessed at once."""
        return self._ring.index("web.code", f"{mobile}\0{code}")

    async def admit(self, token: str, chat: str, now: datetime, until: datetime) -> None:
        """This token may use this chat until then."""
        async with self._engine.begin() as conn:
            row = insert_into(conn, web_session).values(token_hash=self._hash(token), chat=chat, made=now, until=until)
            await conn.execute(row.on_conflict_do_update(index_elements=["token_hash", "chat"], set_={"until": until}))

    async def chats_of(self, token: str, now: datetime) -> list[str]:
        """The chats a token may use, the first one opened first; none for a token that is unknown or too old."""
        s = web_session.c
        asked = select(s.chat).where(s.token_hash == self._hash(token), s.until > now).order_by(s.made, s.chat)
        async with self._engine.connect() as conn:
            return [str(c) for c in (await conn.execute(asked)).scalars()]

    async def leave(self, token: str, chat: str | None = None) -> None:
        """End a session, or its use of one chat."""
        s = web_session.c
        gone = delete(web_session).where(s.token_hash == self._hash(token))
        async with self._engine.begin() as conn:
            await conn.execute(gone if chat is None else gone.where(s.chat == chat))

    async def leave_everywhere(self, chat: str) -> None:
        """End every session of a chat: a lost phone, an erased member."""
        async with self._engine.begin() as conn:
            await conn.execute(delete(web_session).where(web_session.c.chat == chat))

    async def knock(self, kind: str, who: str, now: datetime, limits: Sequence[tuple[timedelta, int]]) -> datetime | None:
        """Note one more attempt, unless a limit (in how long, how many) is reached: then when there is room again, and nothing is noted.

        Written before it is counted, in a transaction of its own: attempts at the same moment see each other.
        """
        key, k = self._ring.index(f"web.{kind}", who), web_knock.c
        async with self._engine.begin() as conn:
            await conn.execute(delete(web_knock).where(k.who == key, k.at <= now - max(window for window, _ in limits)))
            mine = (await conn.execute(insert(web_knock).values(who=key, at=now).returning(k.id))).scalar_one()
        async with self._engine.connect() as conn:
            earlier = list((await conn.execute(select(k.at).where(k.who == key, k.id != mine).order_by(k.at))).scalars())
        full = []
        for window, most in limits:
            within = [at for at in earlier if at > now - window]
            if len(within) >= most:
                full.append(within[-most] + window)
        if not full:
            return None
        async with self._engine.begin() as conn:
            await conn.execute(delete(web_knock).where(k.id == mine))
        return max(full)

    async def put_code(self, mobile: str, code: str, until: datetime) -> None:
        """A new code takes the place of the old one and its wrong tries; a cool-down stays."""
        key = self._ring.index("web.mobile", mobile)
        fresh: dict[str, Any] = {"code_hash": self.code_hash(mobile, code), "until": until, "tries": 0}
        async with self._engine.begin() as conn:
            row = insert_into(conn, web_code).values(mobile_index=key, shut=None, **fresh)
            await conn.execute(row.on_conflict_do_update(index_elements=["mobile_index"], set_=fresh))

    async def try_code(self, mobile: str) -> CodeRow | None:
        """Count one try and return the row with it counted: tries at the same moment each get a number of their own."""
        c = web_code.c
        counted = update(web_code).where(c.mobile_index == self._ring.index("web.mobile", mobile)).values(tries=c.tries + 1)
        async with self._engine.begin() as conn:
            row = (await conn.execute(counted.returning(c.code_hash, c.until, c.tries, c.shut))).one_or_none()
        return None if row is None else CodeRow(row.code_hash, row.until, row.tries, row.shut)

    async def find_code(self, mobile: str) -> CodeRow | None:
        c = web_code.c
        asked = select(c.code_hash, c.until, c.tries, c.shut).where(c.mobile_index == self._ring.index("web.mobile", mobile))
        async with self._engine.connect() as conn:
            row = (await conn.execute(asked)).one_or_none()
        return None if row is None else CodeRow(row.code_hash, row.until, row.tries, row.shut)

    async def shut(self, mobile: str, until: datetime) -> None:
        """Take no code of this mobile before that moment, and forget the one that is out."""
        key = self._ring.index("web.mobile", mobile)
        async with self._engine.begin() as conn:
            await conn.execute(update(web_code).where(web_code.c.mobile_index == key).values(shut=until, code_hash=b""))

    async def use_code(self, mobile: str, code_hash: bytes) -> bool:
        """Spend a code; False when somebody was quicker."""
        key, c = self._ring.index("web.mobile", mobile), web_code.c
        async with self._engine.begin() as conn:
            gone = await conn.execute(delete(web_code).where(c.mobile_index == key, c.code_hash == code_hash).returning(c.mobile_index))
            return gone.one_or_none() is not None

    async def sweep(self, now: datetime, knocks_before: datetime) -> None:
        """Drop what is over: sessions, codes without a cool-down, old knocks."""
        async with self._engine.begin() as conn:
            await conn.execute(delete(web_session).where(web_session.c.until <= now))
            await conn.execute(delete(web_code).where(web_code.c.until <= now, web_code.c.shut.is_(None) | (web_code.c.shut <= now)))
            await conn.execute(delete(web_knock).where(web_knock.c.at <= knocks_before))
