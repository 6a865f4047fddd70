"""مرگ میان پرداخت - a process of its own that lets everything due happen, and is killed at the nth crash point it comes by (rel:M2).   Used by: test_crashes.py

`python -m tests.hesam.dying <database> <moment> <nth>`; it prints how many points it came by when it lived.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from datetime import datetime

from bot import crash
from bot.house import LOCALES, open_house
from bot.jobs import Jobs
from bot.outside import Outside
from bot.outside.paying import KeptInHouse, TwinGateway
from bot.texts import Texts
from storage.kit.database import close_database, open_database
from storage.kit.keyring import Keyring
from storage.kit.outbox import release_leases
from storage.kit.unit import Units
from tests.kit.talk import FakeGateway
from tests.kit.units import SECRET, import_all_tables


async def live(url: str, now: datetime) -> None:
    """Timers and sends until nothing is due; what is sent arrives nowhere."""
    engine = open_database(url, pool=4)
    house = open_house(Units(engine, Keyring([SECRET])), lambda: now, texts=Texts.load(LOCALES, strict=True))
    house.outside = Outside(gateway=TwinGateway(KeptInHouse(house.units, house.clock), "http://127.0.0.1:8080"))
    house.gateways["telegram"] = FakeGateway("telegram")
    async with house.units.open(now) as unit:
        await release_leases(unit.conn, now)
    jobs = Jobs(house)
    await house.outbox.drain()
    while await jobs.tick() or await jobs.answered():
        await house.outbox.drain()
    await house.outbox.sweep()
    await house.outbox.drain()
    await close_database(engine)


def main(url: str, moment: str, nth: int) -> None:
    seen = 0

    def visit(_point: str) -> None:
        nonlocal seen
        seen += 1
        if seen == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    import_all_tables()
    crash.hook = visit
    asyncio.run(live(url, datetime.fromisoformat(moment)))
    sys.stdout.write(f"{seen}\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
