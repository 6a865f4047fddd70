"""نوبت پرسیدن - where polling stands, and which process polls (decision 21).   Used by bot/wiring.py; asked by bot/gateways/polling.py"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, Column, String, Table, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.kit.database import insert_into
from storage.kit.tables import Moment, metadata
from storage.kit.unit import Units

poll = Table(
    "poll",
    metadata,
    Column("platform", String(16), primary_key=True),
    Column("bot", String(40), primary_key=True),
    Column("next_update", BigInteger, nullable=False),
    Column("held_by", String(40), nullable=False),
    Column("held_until", Moment, nullable=False),
)

HOLD = timedelta(seconds=60)  # longer than one long poll: its holder asks again before


async def release_lines(conn: AsyncConnection, now: datetime) -> None:
    """After a crash of the only process: whoever held a line is gone."""
    await conn.execute(update(poll).values(held_until=now - HOLD))


class PollState:
    """One bot's line. A process that died holds it for a minute at most."""

    def __init__(self, units: Units, clock: Callable[[], datetime], platform: str, bot: str) -> None:
        self._units, self._clock, self._platform, self._bot = units, clock, platform, bot
        self._me = secrets.token_hex(8)

    async def load(self) -> int:
        """The next update to ask for; 0 at the very first."""
        async with self._units.open(self._clock()) as unit:
            found = await unit.conn.execute(select(poll.c.next_update).where(poll.c.platform == self._platform, poll.c.bot == self._bot))
            return found.scalar() or 0

    async def save(self, next_update: int) -> None:
        """Everything before it is in the inbox. One that lost the line meanwhile moves nothing."""
        async with self._units.open(self._clock()) as unit:
            mine = update(poll).where(poll.c.platform == self._platform, poll.c.bot == self._bot, poll.c.held_by == self._me)
            await unit.conn.execute(mine.values(next_update=next_update))

    async def may_poll(self) -> bool:
        """Take or keep the line. One held for longer than anybody may hold it is free: the clock was put back."""
        async with self._units.open(self._clock()) as unit:
            p, until = poll.c, unit.now + HOLD
            row = insert_into(unit.conn, poll).values(platform=self._platform, bot=self._bot, next_update=0, held_by=self._me, held_until=until)
            free = or_(p.held_by == self._me, p.held_until < unit.now, p.held_until > unit.now + 2 * HOLD)
            taken = row.on_conflict_do_update(index_elements=["platform", "bot"], set_={"held_by": self._me, "held_until": until}, where=free)
            return bool((await unit.conn.execute(taken)).rowcount)

    async def let_go(self) -> None:
        """At a clean stop: the next one need not wait."""
        async with self._units.open(self._clock()) as unit:
            mine = update(poll).where(poll.c.platform == self._platform, poll.c.bot == self._bot, poll.c.held_by == self._me)
            await unit.conn.execute(mine.values(held_until=unit.now))
