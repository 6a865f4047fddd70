"""مرگ در میانه - a process of its own that ends a rahyar's shift and is killed while it gives their cases back (rel:C8).   Used by: test_member_races.py"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from typing import Any

from domain.moshavereh.service import MoshaverehService
from tests.moshavereh.room import open_room


async def die(url: str, who: str, nth: int) -> None:
    """Go off duty; at the `nth` case that is given back this process is no more."""
    queue, given = MoshaverehService._queue, []

    async def dies(self: Any, case: Any, **fields: Any) -> Any:
        given.append(case.id)
        if len(given) == nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return await queue(self, case, **fields)

    MoshaverehService._queue = dies  # type: ignore[method-assign]  # this process lives for nothing else
    async with open_room(url) as room:
        await room.do(who, "go_off_duty")


if __name__ == "__main__":
    asyncio.run(die(sys.argv[1], sys.argv[2], int(sys.argv[3])))
