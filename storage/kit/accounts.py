"""حساب‌های پیام‌رسان - which messenger account speaks for which member, and where to reach a member.   Port: domain/membership/ports.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Index, String, Table, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.kernel.people import MemberId
from storage.kit.database import insert_into
from storage.kit.tables import Moment, RowId, metadata

account = Table(
    "account",
    metadata,
    Column("person", String(80), primary_key=True),  # <platform>:<id>
    Column("bot", String(40), nullable=False),
    Column("chat", String(80), nullable=False),  # the private chat with the bot
    Column("member", RowId),  # who speaks now; a family phone has several and one of them at a time
    Column("seen", Moment, nullable=False),
    Column("blocked", Moment),  # since when the person shut the chat
    Index("ix_account_member", "member"),
)

account_member = Table(
    "account_member",
    metadata,
    Column("person", String(80), primary_key=True),
    Column("member", RowId, primary_key=True, autoincrement=False),
    Column("since", Moment, nullable=False),
    Index("ix_account_member_member", "member"),
)


@dataclass(frozen=True, slots=True)
class Account:
    """A messenger account. `person` is `<platform>:<id>`; `member` is who speaks through it now."""

    person: str
    bot: str
    chat: str
    member: MemberId | None
    seen: datetime
    blocked: datetime | None

    @property
    def platform(self) -> str:
        return self.person.partition(":")[0]


class AccountRows:
    """The accounts of one unit of work."""

    def __init__(self, conn: AsyncConnection, now: datetime) -> None:
        self._conn, self._now = conn, now

    async def find(self, person: str) -> Account | None:
        row = (await self._conn.execute(select(account).where(account.c.person == person))).one_or_none()
        return _account(row) if row else None

    async def find_by_chat(self, platform: str, chat: str) -> Account | None:
        """The account whose private chat this is."""
        where = account.c.person.startswith(f"{platform}:", autoescape=True)
        row = (await self._conn.execute(select(account).where(account.c.chat == chat, where))).first()
        return _account(row) if row else None

    async def saw(self, person: str, bot: str, chat: str) -> None:
        """Somebody spoke from this account: remember where, and that it is open again."""
        row = insert_into(self._conn, account).values(person=person, bot=bot, chat=chat, seen=self._now)
        await self._conn.execute(row.on_conflict_do_update(index_elements=["person"], set_={"bot": bot, "chat": chat, "seen": self._now, "blocked": None}))

    async def blocked(self, person: str) -> None:
        await self._conn.execute(update(account).where(account.c.person == person, account.c.blocked.is_(None)).values(blocked=self._now))

    async def chat_closed(self, platform: str, chat: str) -> None:
        """Nothing can be sent to this chat any more."""
        where = account.c.person.startswith(f"{platform}:", autoescape=True)
        await self._conn.execute(update(account).where(account.c.chat == chat, where, account.c.blocked.is_(None)).values(blocked=self._now))

    async def link(self, person: str, member: MemberId) -> None:
        """From now on this account speaks for the member; others it spoke for stay behind it (a family phone)."""
        row = insert_into(self._conn, account_member).values(person=person, member=member, since=self._now)
        await self._conn.execute(row.on_conflict_do_nothing())
        await self._conn.execute(update(account).where(account.c.person == person).values(member=member))

    async def unlink(self, person: str, member: MemberId) -> None:
        """The account no longer speaks for the member, at once."""
        am = account_member.c
        await self._conn.execute(delete(account_member).where(am.person == person, am.member == member))
        await self._conn.execute(update(account).where(account.c.person == person, account.c.member == member).values(member=None))

    async def forget(self, person: str) -> bool:
        """Erase an account that speaks for nobody; False, and nothing is done, while somebody is behind it."""
        if await self.members_behind(person):
            return False
        await self._conn.execute(delete(account).where(account.c.person == person))
        return True

    async def members_behind(self, person: str) -> list[MemberId]:
        """Who may speak through this account, oldest link first."""
        am = account_member.c
        return [MemberId(m) for m in (await self._conn.execute(select(am.member).where(am.person == person).order_by(am.since, am.member))).scalars()]

    async def accounts_of(self, member: MemberId) -> list[Account]:
        """Where a member is signed in, last used first."""
        joined = select(account).join(account_member, account_member.c.person == account.c.person)
        rows = await self._conn.execute(joined.where(account_member.c.member == member).order_by(account.c.seen.desc()))
        return [_account(r) for r in rows]

    async def reach(self, member: MemberId) -> Account | None:
        """The open account a member used last, preferring one where they are the one who speaks now."""
        accounts = [a for a in await self.accounts_of(member) if a.blocked is None]
        return next((a for a in accounts if a.member == member), accounts[0] if accounts else None)


def _account(row: object) -> Account:
    return Account(row.person, row.bot, row.chat, None if row.member is None else MemberId(row.member), row.seen, row.blocked)  # type: ignore[attr-defined]  # columns of `account`
