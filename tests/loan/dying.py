"""مرگ میان تصویب - a process of its own in which a reviewer approves a loan and its notices leave, killed at the nth crash point.   Used by: test_crashes.py

`python -m tests.loan.dying <database> <moment> <reviewer> <loan> <nth>`
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from datetime import datetime

from bot import crash
from bot.house import LOCALES, open_house
from bot.scene import open_scene
from bot.texts import Texts
from domain.kernel.people import Actor, Hat, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.loan.loan import LoanId
from storage.kit.database import close_database, open_database
from storage.kit.keyring import Keyring
from storage.kit.outbox import release_leases
from storage.kit.unit import Units
from tests.kit.talk import FakeGateway
from tests.kit.units import SECRET, import_all_tables


async def live(url: str, now: datetime, reviewer: MemberId, loan: LoanId) -> None:
    """The approval, then everything that is to be said of it."""
    engine = open_database(url, pool=4)
    house = open_house(Units(engine, Keyring([SECRET])), lambda: now, texts=Texts.load(LOCALES, strict=True))
    house.gateways["telegram"] = FakeGateway("telegram")
    async with house.units.open(now) as unit:
        await release_leases(unit.conn, now)
    crash.crash_point("test.before")
    try:
        async with open_scene(house, now) as scene:
            await scene.services["loan"].approve(Actor(reviewer, frozenset({Hat(Role.POSHTIBAN), Hat(Role.MEMBER)}), "telegram:reza"), loan)
            await scene.settle()
            crash.crash_point("test.in_the_middle")
    except Refusal as no:
        if no.code != "loan.decided_already":
            raise
    crash.crash_point("test.after")
    await house.outbox.drain()
    await close_database(engine)


def main(url: str, moment: str, reviewer: str, loan: str, nth: str) -> None:
    seen = 0

    def visit(_point: str) -> None:
        nonlocal seen
        seen += 1
        if seen == int(nth):
            os.kill(os.getpid(), signal.SIGKILL)

    import_all_tables()
    crash.hook = visit
    asyncio.run(live(url, datetime.fromisoformat(moment), MemberId(int(reviewer)), LoanId(int(loan))))


if __name__ == "__main__":
    main(*sys.argv[1:])
