"""شنیدن صف - keeps the place and the wait true on the screens of those who wait.   Events: domain/moshavereh/events.py desk_events.py   The screen: bot/waiting.py"""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.kernel.people import SYSTEM
from domain.moshavereh.desk_events import DutyChanged
from domain.moshavereh.events import CaseClosed, CaseMoved, CaseOpened, LineEdited, MemberWrote
from domain.moshavereh.service import MoshaverehService
from handlers.kit import Post, TimeUp, at_time, hears

STEP = timedelta(seconds=15)
"""Places are told at most so often: half of what is promised (handoff.md 3.4)."""
BURST = timedelta(seconds=3)
"""What is written within it is shown together."""


@hears(CaseOpened, CaseMoved, CaseClosed, DutyChanged)
async def tell_places_soon(event: CaseOpened | CaseMoved | CaseClosed | DutyChanged, post: Post) -> None:
    """One clock for everybody, on the full step: however much happens meanwhile, it is not put off."""
    await post.at(_next_step(post.now), "moshavereh.places", "queue")


@hears(MemberWrote, LineEdited)
async def show_words_soon(event: MemberWrote | LineEdited, post: Post) -> None:
    """While nobody has the case, its words wait on its cards. Many written at once are one redrawing (desk:H27)."""
    if event.rahyar is None:
        await post.at(_next_step(post.now, BURST), "moshavereh.words", event.case)


@at_time("moshavereh.words")
async def show_words(time_up: TimeUp, post: Post) -> None:
    await post.refresh("moshavereh.case", int(time_up.subject))


@at_time("moshavereh.places")
async def tell_places(time_up: TimeUp, post: Post, moshavereh: MoshaverehService) -> None:
    """Every screen is drawn anew; one that looks as before is left alone."""
    for talk in await moshavereh.waiting_talks(SYSTEM):
        await post.show(talk)


def _next_step(now: datetime, every: timedelta = STEP) -> datetime:
    step = int(every.total_seconds())
    return now.replace(microsecond=0) + timedelta(seconds=step - now.second % step)
