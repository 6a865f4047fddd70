"""بازرسی - walks the chain of the audit notes, tries every key and asks every invariant: `python -m bot audit`.   Invariants: storage/*.py `INVARIANTS`"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.opening import opened
from bot.settings import Settings
from storage.kit import retention, rotation
from storage.kit.audit import verify
from storage.kit.invariants import every_invariant
from storage.kit.keyring import Keyring
from storage.kit.vault import vault_key

Out = Callable[[str], None]
MOST = 20  # rows shown of one finding


async def run_audit(settings: Settings, now: datetime, *, expect: str = "", out: Out = print) -> int:
    """Audit the database of the settings; 0 when everything holds, 1 on a finding. `expect`: a head that an earlier audit printed."""
    async with opened(settings) as engine:
        return await audit(engine, settings.keyring(), now=now, expect=expect, out=out)


async def audit(engine: AsyncEngine, ring: Keyring, *, now: datetime | None = None, expect: str = "", out: Out = print) -> int:
    """The same on an open database, in one transaction that sees one moment. One line for each thing asked, then the rows that break it.

    `now` None: whether anything was kept too long is not asked (tests that live in a time of their own).
    """
    async with engine.connect() as conn:
        if engine.dialect.name == "postgresql":
            await conn.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        async with conn.begin():
            findings = await _chain(conn, ring, expect, out) + await _keys(conn, ring, out)
            findings += await _retention(conn, now, out) if now is not None else 0
            for invariant in every_invariant():
                faults = await invariant.faults(conn, MOST + 1)
                out(f"{'no' if faults else 'ok'}  {invariant.name}: {invariant.says}")
                for fault in faults[:MOST]:
                    out(f"      {fault}")
                if len(faults) > MOST:
                    out("      and more")
                findings += bool(faults)
    out("everything holds" if not findings else f"{findings} of the things asked do not hold")
    return 1 if findings else 0


async def _chain(conn: AsyncConnection, ring: Keyring, expect: str, out: Out) -> int:
    seen = await verify(conn, ring, expect=expect)
    told = f"{seen.notes} notes under {seen.seals} seals, {seen.late} of them late, {seen.waiting} not sealed yet"
    out(f"no  audit.chain: {seen.broken} ({told})" if seen.broken else f"ok  audit.chain: {told}")
    if seen.head and not seen.broken:
        out(f"      head {seen.head}")
    return bool(seen.broken)


async def _retention(conn: AsyncConnection, now: datetime, out: Out) -> int:
    """Nothing is there that should be gone: the nightly round ran (ASVS 14.2.7)."""
    late, last = await retention.overdue(conn, now), await retention.last_round(conn) or "never yet"
    if late:
        out(f"no  retention.ran: {'; '.join(late)} (last whole round: {last})")
    else:
        out(f"ok  retention.ran: nothing is kept longer than it may be (last whole round: {last})")
    return bool(late)


async def _keys(conn: AsyncConnection, ring: Keyring, out: Out) -> int:
    """Every owner's key opens with a master key; those that still need an older one are counted."""
    shut, older, last = 0, 0, ""
    while page := list(await conn.execute(select(vault_key).where(vault_key.c.owner > last).order_by(vault_key.c.owner).limit(1_000))):
        shut += sum(not rotation.opens(ring, row) for row in page)
        older += sum(not ring.newest(row.wrapped, row.owner.encode()) for row in page)
        last = page[-1].owner
    if shut:
        out(f"no  vault.opens: {shut} keys of owners open with no key of the house")
    else:
        out(f"ok  vault.opens: every owner's key opens, {older} of them with an older key of the house")
    return bool(shut)
