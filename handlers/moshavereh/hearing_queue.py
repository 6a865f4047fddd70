"""شنیدن صف - keeps the place and the wait true on the screens of those who wait.   Events: domain/moshavereh/events.py desk_events.py   The screen: bot/waiting.py"""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.kernel.people import SYSTEM
from domain.moshavereh.desk_events import DutyChanged
from domain.moshavereh.events import CaseClosed, CaseMoved, CaseOpened
from domain.moshavereh.service import MoshaverehService
from handlers.kit import Post, TimeUp, at_time, hears

STEP = timedelta(seconds=15)
"""Places are told at most so often: half of what is promised (handoff.md 3.4)."""


@hears(CaseOpened, CaseMoved, CaseClosed, DutyChanged)
async def tell_places_soon(event: CaseOpened | CaseMoved | CaseClosed | DutyChanged, post: Post) -> None:
    """One clock for everybody, on the full step: however much happens meanwhile, it is not put off."""
    await post.at(_next_step(post.now), "moshavereh.places", "queue")


@at_time("moshavereh.places")
async def tell_places(time_up: TimeUp, post: Post, moshavereh: MoshaverehService) -> None:
    """Every screen is drawn anew; one that looks as before is left alone."""
    for talk in await moshavereh.waiting_talks(SYSTEM):
        await post.show(talk)


def _next_step(now: datetime) -> datetime:
    step = int(STEP.total_seconds())
    return now.replace(microsecond=0) + timedelta(seconds=step - now.second % step)
