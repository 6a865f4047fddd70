"""کارت‌ها - every copy of a card that is out there, and the buttons that live longer than a screen.   Drawn by bot/cards.py"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Column, Index, LargeBinary, String, Table, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.kernel.people import MemberId
from storage.kit.tables import Moment, RowId, metadata

card_copy = Table(
    "card_copy",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("card", String(60), nullable=False),
    Column("subject", String(80), nullable=False),
    Column("member", RowId, nullable=False),  # whose copy it is
    Column("person", String(80), nullable=False),  # on which account
    Column("bot", String(40), nullable=False),
    Column("chat", String(80), nullable=False),
    Column("row", BigInteger, nullable=False),  # the outbox row that shows it
    Column("shown", BigInteger, nullable=False),  # hash of what it shows: the same again is not sent
    Index("uq_card_copy_card_subject_member", "card", "subject", "member", unique=True),
    Index("ix_card_copy_member", "member"),
)

button = Table(
    "button",
    metadata,
    Column("ref", String(24), primary_key=True),
    Column("member", RowId, nullable=False),  # who may use it
    Column("copy", RowId),  # of a card; None: a notice's button
    Column("act", LargeBinary, nullable=False),  # plain JSON: [action] of a card, [flow, subject] of a notice
    Column("at", Moment, nullable=False),
    Index("ix_button_copy", "copy"),
)


@dataclass(slots=True)
class Copy:
    """One copy of a card."""

    id: int
    card: str
    subject: str
    member: MemberId
    person: str
    bot: str
    chat: str
    row: int
    shown: int


class CardRows:
    """The card copies and long-lived buttons of one unit of work."""

    def __init__(self, conn: AsyncConnection, now: datetime) -> None:
        self._conn, self._now = conn, now

    async def copies(self, card: str, subject: str) -> list[Copy]:
        c = card_copy.c
        rows = await self._conn.execute(select(card_copy).where(c.card == card, c.subject == subject).order_by(c.id))
        return [_copy(r) for r in rows]

    async def copy_for(self, card: str, subject: str, member: MemberId) -> Copy | None:
        c = card_copy.c
        row = (await self._conn.execute(select(card_copy).where(c.card == card, c.subject == subject, c.member == member))).one_or_none()
        return _copy(row) if row else None

    async def copy_by_id(self, copy_id: int) -> Copy | None:
        row = (await self._conn.execute(select(card_copy).where(card_copy.c.id == copy_id))).one_or_none()
        return _copy(row) if row else None

    async def keep(self, copy: Copy) -> None:
        """Insert (id 0) or update a copy."""
        values = {name: getattr(copy, name) for name in ("card", "subject", "member", "person", "bot", "chat", "row", "shown")}
        if copy.id:
            await self._conn.execute(update(card_copy).where(card_copy.c.id == copy.id).values(**values))
        else:
            copy.id = (await self._conn.execute(insert(card_copy).values(**values).returning(card_copy.c.id))).scalar_one()

    async def rewire(self, copy: Copy, refs: Sequence[tuple[str, list[Any]]], *, anew: bool) -> None:
        """The buttons of a copy are these from now on. Of a message sent `anew`, those of the one before find nothing; of one that was edited, they still
        lead to the card: a thumb may be on its way, and is to hear why it came too late."""
        stand = set((await self.refs_of(copy)).values())
        if anew and (gone := stand - {ref for ref, _ in refs}):
            await self._conn.execute(delete(button).where(button.c.ref.in_(gone)))
        await self.offer(copy.member, [(ref, act) for ref, act in refs if ref not in stand], copy.id)

    async def refs_of(self, copy: Copy) -> dict[str, str]:
        """The buttons that the message of a copy has or had: action -> reference."""
        rows = await self._conn.execute(select(button.c.act, button.c.ref).where(button.c.copy == copy.id))
        return {msgspec.json.decode(r.act)[0]: r.ref for r in rows}

    async def offer(self, member: MemberId, refs: Sequence[tuple[str, list[Any]]], copy: int | None = None) -> None:
        """Buttons that live longer than a screen: reference and what it does."""
        if refs:
            rows = [{"ref": ref, "member": member, "copy": copy, "act": msgspec.json.encode(act), "at": self._now} for ref, act in refs]
            await self._conn.execute(insert(button), rows)

    async def forget(self, member: MemberId) -> None:
        """No card is this member's any more, nor anything on it."""
        mine = select(card_copy.c.id).where(card_copy.c.member == member)
        await self._conn.execute(delete(button).where(button.c.copy.in_(mine)))
        await self._conn.execute(delete(card_copy).where(card_copy.c.member == member))

    async def pressed(self, ref: str, member: MemberId) -> tuple[int | None, list[Any]] | None:
        """What a reference does for this member: (copy, act). Somebody else's and an unknown one are both None."""
        b = button.c
        row = (await self._conn.execute(select(b.copy, b.act).where(b.ref == ref, b.member == member))).one_or_none()
        return None if row is None else (row.copy, msgspec.json.decode(row.act))


def _copy(row: Any) -> Copy:
    return Copy(row.id, row.card, row.subject, MemberId(row.member), row.person, row.bot, row.chat, row.row, row.shown)
