"""گفت‌وگوی وب - what the web page shows: chats, messages, files.   Gateway: bot/gateways/web/   Sign-in and sessions: storage/kit/webdoor.py"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table, UniqueConstraint, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.kit.database import insert_into
from storage.kit.keyring import Keyring
from storage.kit.tables import Moment, metadata

web_chat = Table(
    "web_chat",
    metadata,
    Column("chat", String(40), primary_key=True),
    Column("name", String(120), nullable=False),
    Column("mobile", LargeBinary),  # sealed
    Column("mobile_index", LargeBinary, unique=True),
    Column("seq", Integer, nullable=False),  # grows with every change of the chat, from 1 (0: a page that knows nothing); its row lock orders the changes
    Column("made", Moment, nullable=False),
)

web_message = Table(
    "web_message",
    metadata,
    Column("chat", String(40), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),  # the seq it was said at: order and id in one
    Column("seq", Integer, nullable=False),  # of its latest change
    Column("by", String(8), nullable=False),  # bot | person
    Column("client", String(40)),  # the id the page gave it
    Column("body", LargeBinary),  # sealed JSON; none once deleted
    Column("at", Moment, nullable=False),
    Column("edited", Moment),
    UniqueConstraint("chat", "client"),
    Index("ix_web_message_seq", "chat", "seq"),
)

web_media = Table(
    "web_media",
    metadata,
    Column("ref", String(40), primary_key=True),
    Column("chat", String(40), primary_key=True),  # whoever holds this chat may see the file
    Column("kind", String(12), nullable=False),
    Column("name", LargeBinary, nullable=False),  # sealed
    Column("mime", String(80), nullable=False),
    Column("size", Integer, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("at", Moment),  # shown here last; none: written by an older version, and dated by the next round
)


@dataclass(frozen=True, slots=True)
class WebChat:
    """A conversation of the page. `mobile`: E.164, verified at sign-in; "" when unknown."""

    chat: str
    name: str
    mobile: str
    seq: int


@dataclass(frozen=True, slots=True)
class WebMessage:
    """A message as it is now. `body` holds text, rows, media, contact, place, ask and reply as far as they are there; it is empty once deleted."""

    chat: str
    number: int
    seq: int
    by: str
    client: str
    body: dict[str, Any]
    at: datetime
    edited: datetime | None
    deleted: bool


@dataclass(frozen=True, slots=True)
class WebFile:
    """A stored file. Sizes in bytes and pixels (0 = no picture)."""

    ref: str
    kind: str
    name: str
    mime: str
    size: int
    width: int = 0
    height: int = 0


def _about(chat: str, number: int) -> bytes:
    return f"web:{chat}:{number}".encode()


class WebChats:
    """The store behind the page. Every method is one short transaction; bodies, names of files and numbers are sealed with the house's keys."""

    def __init__(self, engine: AsyncEngine, ring: Keyring) -> None:
        self._engine, self._ring = engine, ring

    async def open_chat(self, chat: str, now: datetime, *, name: str = "", mobile: str = "") -> None:
        """Make a chat; one that is there already stays as it is."""
        async with self._engine.begin() as conn:
            await self._make(conn, chat, now, name, mobile)

    async def _make(self, conn: AsyncConnection, chat: str, now: datetime, name: str, mobile: str) -> None:
        values: dict[str, Any] = {"chat": chat, "name": name, "seq": 1, "made": now, "mobile": None, "mobile_index": None}
        if mobile:
            values |= {"mobile": self._ring.seal(mobile.encode(), f"web:{chat}".encode()), "mobile_index": self._ring.index("web.mobile", mobile)}
        await conn.execute(insert_into(conn, web_chat).values(values).on_conflict_do_nothing())

    async def chat_of(self, mobile: str, fresh: str, now: datetime) -> str:
        """The chat of a mobile; `fresh` becomes its id when there is none yet."""
        async with self._engine.begin() as conn:
            found = select(web_chat.c.chat).where(web_chat.c.mobile_index.in_(self._ring.indexes("web.mobile", mobile)))
            if (old := (await conn.execute(found)).scalar()) is not None:
                return str(old)
            await self._make(conn, fresh, now, "", mobile)
            return str((await conn.execute(found)).scalar_one())

    async def let_go(self, chat: str) -> None:
        """The chat is found by its mobile no more: that is, or may soon be, somebody else's."""
        async with self._engine.begin() as conn:
            await conn.execute(update(web_chat).where(web_chat.c.chat == chat).values(mobile=None, mobile_index=None))

    async def find_chat(self, chat: str) -> WebChat | None:
        async with self._engine.connect() as conn:
            row = (await conn.execute(select(web_chat).where(web_chat.c.chat == chat))).one_or_none()
        if row is None:
            return None
        mobile = "" if row.mobile is None else self._ring.open(row.mobile, f"web:{chat}".encode()).decode()
        return WebChat(row.chat, row.name, mobile, row.seq)

    async def say(self, chat: str, by: str, body: dict[str, Any], now: datetime, client: str | None = None) -> WebMessage:
        """Add a message; with a `client` id that was said before, the earlier message is returned. Raises LookupError for an unknown chat."""
        async with self._engine.begin() as conn:
            seq = await self._next(conn, chat)
            if client is not None:
                again = await conn.execute(select(web_message).where(web_message.c.chat == chat, web_message.c.client == client))
                if (row := again.one_or_none()) is not None:
                    return self._read(row)
            sealed = self._ring.seal(msgspec.json.encode(body), _about(chat, seq))
            await conn.execute(insert(web_message).values(chat=chat, number=seq, seq=seq, by=by, client=client, body=sealed, at=now))
        return WebMessage(chat, seq, seq, by, client or "", body, now, None, False)

    async def change(self, chat: str, number: int, now: datetime | None, **parts: Any) -> bool:
        """Replace parts of a message of the bot (None removes one); `now` marks it as edited. False when there is nothing to change."""
        m = web_message.c
        async with self._engine.begin() as conn:
            seq = await self._next(conn, chat)
            row = (await conn.execute(select(web_message).where(m.chat == chat, m.number == number, m.by == "bot", m.body.is_not(None)))).one_or_none()
            if row is None:
                return False
            body = {k: v for k, v in (self._read(row).body | parts).items() if v is not None}
            values: dict[str, Any] = {"seq": seq, "body": self._ring.seal(msgspec.json.encode(body), _about(chat, number))}
            if now is not None:
                values["edited"] = now
            await conn.execute(update(web_message).where(m.chat == chat, m.number == number).values(values))
        return True

    async def delete(self, chat: str, number: int) -> None:
        """Empty a message; the page takes it away. One that is gone already is no error."""
        async with self._engine.begin() as conn:
            seq = await self._next(conn, chat)
            await conn.execute(update(web_message).where(web_message.c.chat == chat, web_message.c.number == number).values(body=None, seq=seq))

    async def since(self, chat: str, seq: int, last: int = 80) -> tuple[int, list[WebMessage]]:
        """The place of the chat now and its messages that changed after `seq`, in order of number; from 0 on, the `last` ones that are still there.

        A `seq` ahead of the chat (another database than the page knew) counts as 0.
        """
        m = web_message.c
        async with self._engine.connect() as conn:
            at = (await conn.execute(select(web_chat.c.seq).where(web_chat.c.chat == chat))).scalar() or 0
            if 0 < seq <= at:
                rows = (await conn.execute(select(web_message).where(m.chat == chat, m.seq > seq).order_by(m.number))).all()
            else:
                rows = (await conn.execute(select(web_message).where(m.chat == chat, m.body.is_not(None)).order_by(m.number.desc()).limit(last))).all()[::-1]
        return at, [self._read(r) for r in rows]

    async def before(self, chat: str, number: int, count: int = 50) -> list[WebMessage]:
        """Up to `count` messages before `number`, oldest first."""
        m = web_message.c
        asked = select(web_message).where(m.chat == chat, m.number < number, m.body.is_not(None)).order_by(m.number.desc()).limit(count)
        async with self._engine.connect() as conn:
            return [self._read(r) for r in (await conn.execute(asked)).all()[::-1]]

    async def newest(self, chats: Iterable[str]) -> dict[str, int]:
        """The number of the last message the bot said in each chat that has one."""
        m = web_message.c
        asked = select(m.chat, func.max(m.number)).where(m.chat.in_(list(chats)), m.by == "bot", m.body.is_not(None)).group_by(m.chat)
        async with self._engine.connect() as conn:
            return {row[0]: row[1] for row in (await conn.execute(asked)).all()}

    async def keep_file(self, chat: str, file: WebFile, now: datetime) -> None:
        """Remember a file and that this chat may see it; of one that was known already it is noted that it was shown again."""
        values = {f: getattr(file, f) for f in ("ref", "kind", "mime", "size", "width", "height")}
        values |= {"chat": chat, "at": now, "name": self._ring.seal(file.name.encode(), f"web:{file.ref}".encode())}
        async with self._engine.begin() as conn:
            row = insert_into(conn, web_media).values(values)
            await conn.execute(row.on_conflict_do_update(index_elements=["ref", "chat"], set_={"at": now}))

    async def date_files(self, now: datetime) -> None:
        """Files without a date count from now on."""
        async with self._engine.begin() as conn:
            await conn.execute(update(web_media).where(web_media.c.at.is_(None)).values(at=now))

    async def unseen(self, refs: Collection[str]) -> set[str]:
        """Which of these files no chat may see."""
        async with self._engine.connect() as conn:
            return set(refs) - set((await conn.execute(select(web_media.c.ref).where(web_media.c.ref.in_(list(refs))))).scalars())

    async def find_file(self, ref: str, chats: Iterable[str] | None = None) -> WebFile | None:
        """A file by its reference; with `chats`, only if one of them may see it."""
        asked = select(web_media).where(web_media.c.ref == ref)
        if chats is not None:
            asked = asked.where(web_media.c.chat.in_(list(chats)))
        async with self._engine.connect() as conn:
            row = (await conn.execute(asked.limit(1))).one_or_none()
        if row is None:
            return None
        name = self._ring.open(row.name, f"web:{ref}".encode()).decode()
        return WebFile(row.ref, row.kind, name, row.mime, row.size, row.width, row.height)

    async def forget(self, chat: str) -> list[str]:
        """Erase a chat with everything in it; returns the files that nobody may see any more."""
        f = web_media.c
        async with self._engine.begin() as conn:
            mine = set((await conn.execute(select(f.ref).where(f.chat == chat))).scalars())
            for table in (web_message, web_media, web_chat):
                await conn.execute(delete(table).where(table.c.chat == chat))
            shared = set((await conn.execute(select(f.ref).where(f.ref.in_(mine)))).scalars())
        return sorted(mine - shared)

    async def _next(self, conn: AsyncConnection, chat: str) -> int:
        moved = update(web_chat).where(web_chat.c.chat == chat).values(seq=web_chat.c.seq + 1).returning(web_chat.c.seq)
        seq = (await conn.execute(moved)).scalar()
        if seq is None:
            raise LookupError("no such chat")
        return int(seq)

    def _read(self, row: Any) -> WebMessage:
        gone = row.body is None
        body = {} if gone else msgspec.json.decode(self._ring.open(row.body, _about(row.chat, row.number)))
        return WebMessage(row.chat, row.number, row.seq, row.by, row.client or "", body, row.at, row.edited, gone)
