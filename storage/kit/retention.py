"""نگهداشت - how long rows are kept once nobody needs them, and the nightly round that takes them away.   Run by bot/jobs.py; page: docs/operations.md

A storage module declares what of its tables grows old in its list `RETENTION`; the numbers stand in the dated table below. A round takes one batch of every
rule in one transaction and leaves an audit note with the counts; where a batch was full, the next round follows at once, else the next night.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Table, delete, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.kit import house
from storage.kit.database import is_postgres
from storage.kit.modules import declared

TIMER = "house.retention"
DONE = "retention.done"  # in the table `house`: when the last whole round ended
BATCH = 1_000  # rows of one rule in one transaction
NIGHT = time(3, 30, tzinfo=ZoneInfo("Asia/Tehran"))
GRACE = timedelta(days=3)  # after which `python -m bot audit` says that the round did not come


@dataclass(frozen=True, slots=True)
class Policy:
    """How long, from a day on. [assumption] throughout, in the absence of a rule of the bank."""

    since: date
    update: timedelta = timedelta(days=7)  # platforms bring an update again for a day
    page_update: timedelta = timedelta(days=30)  # a page may lie closed with an unsent word for weeks
    message: timedelta = timedelta(days=90)  # ids of what was sent; later a card is sent anew instead of edited
    parked: timedelta = timedelta(days=30)  # what could not be handled, sealed
    stranger: timedelta = timedelta(days=30)  # the conversation of somebody who never became a member
    notice: timedelta = timedelta(days=90)  # the buttons of a notice
    page_message: timedelta = timedelta(days=730)  # what was said on the page
    page_file: timedelta = timedelta(days=730)  # since it was shown last
    session: timedelta = timedelta(days=1)  # after its end
    code: timedelta = timedelta(days=1)  # after its end
    knock: timedelta = timedelta(days=2)  # counted tries


POLICIES = (Policy(since=date(2026, 3, 21)),)


def policy_on(day: date) -> Policy:
    """The numbers valid on a day; before the first set, the first."""
    return next((p for p in reversed(POLICIES) if p.since <= day), POLICIES[0])


@dataclass(frozen=True, slots=True)
class Keep:
    """Rows of `table` for which `old(bound)` holds may go; `bound` is now less `life` of the policy."""

    name: str  # the table, and what of it where there are several
    table: Table
    life: Callable[[Policy], timedelta]
    old: Callable[[datetime], ColumnElement[bool]]


def every_rule() -> list[Keep]:
    """What the storage modules declare, in the order of the names. Raises ValueError when a name is there twice."""
    found = sorted(declared("RETENTION", Keep), key=lambda rule: rule.name)
    if len({rule.name for rule in found}) < len(found):
        raise ValueError("doubled rules of retention")
    return found


def next_night(now: datetime) -> datetime:
    """The next half past three in Tehran."""
    today = datetime.combine(now.astimezone(NIGHT.tzinfo).date(), NIGHT)
    return today if today > now else today + timedelta(days=1)


async def sweep(conn: AsyncConnection, now: datetime, *, batch: int = BATCH) -> tuple[dict[str, int], bool]:
    """One round: how many rows of each rule went, and whether more are waiting. In the caller's transaction."""
    policy, gone = policy_on(now.date()), dict[str, int]()
    for rule in every_rule():
        gone[rule.name] = await _take(conn, rule, now - rule.life(policy), batch)
    more = any(count >= batch for count in gone.values())
    if not more:
        await house.put(conn, DONE, now.isoformat())
    return {name: count for name, count in gone.items() if count}, more


async def _take(conn: AsyncConnection, rule: Keep, bound: datetime, batch: int) -> int:
    keys = list(rule.table.primary_key.columns)
    pick = select(*keys).where(rule.old(bound)).limit(batch)
    if is_postgres(conn):
        pick = pick.with_for_update(skip_locked=True)
    rows: Sequence[tuple[object, ...]] = [tuple(row) for row in await conn.execute(pick)]
    for start in range(0, len(rows), 200):  # SQLite counts parameters
        some = rows[start : start + 200]
        which = keys[0].in_([row[0] for row in some]) if len(keys) == 1 else tuple_(*keys).in_(some)
        await conn.execute(delete(rule.table).where(which))
    return len(rows)


async def overdue(conn: AsyncConnection, now: datetime) -> list[str]:
    """Rules of which rows are still there long after their time, and when the last whole round was: [] when all is well."""
    policy, late = policy_on(now.date()), []
    for rule in every_rule():
        bound = now - rule.life(policy) - GRACE
        count = (await conn.execute(select(func.count()).select_from(rule.table).where(rule.old(bound)))).scalar_one()
        if count:
            late.append(f"{rule.name}: {count} rows should be gone")
    return late


async def last_round(conn: AsyncConnection) -> str:
    """When the last whole round ended, in ISO; "" when none has."""
    return await house.get(conn, DONE) or ""
