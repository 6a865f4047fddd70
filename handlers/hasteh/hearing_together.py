"""شنیدن با هم - who is told of two who are brought together, and of what hastehs do together; its clock.   Events: domain/hasteh/events.py   The rest: hearing.py"""

from __future__ import annotations

from domain.hasteh import HastehService, events
from domain.hasteh.chain import MatchState
from domain.hasteh.drive import DriveId, DriveState
from domain.kernel.people import SYSTEM
from handlers.hasteh.chaining import match_fields
from handlers.hasteh.driving import drive_fields
from handlers.kit import Post, TimeUp, at_time, hears

DUE = "hasteh.drive_is_due"


@hears(events.MatchMoved)
async def two_are_brought_together(event: events.MatchMoved, post: Post, hasteh: HastehService) -> None:
    number = int(event.match)
    for who in (event.offerer, event.needer):
        seen = await hasteh.match_for(SYSTEM, event.match, who)
        if seen is None or (event.state is MatchState.INTRODUCED and not seen.waits):
            continue
        await post.tell(who, f"hasteh.notice.match_{event.state.value}", start=("hasteh.match", number), **match_fields(seen))


@hears(events.DriveMoved)
async def something_is_done_together(event: events.DriveMoved, post: Post, hasteh: HastehService) -> None:
    number = int(event.drive)
    await (post.at(event.until, DUE, number) if event.state is DriveState.OPEN else post.off(DUE, number))
    if event.state is DriveState.OPEN:
        return
    for who in dict.fromkeys((*event.those, event.by)):
        seen = await hasteh.drive_for(SYSTEM, event.drive, who)
        if seen is not None:
            await post.tell(who, f"hasteh.notice.drive_{event.state.value}", start=("hasteh.drive", number), **drive_fields(seen))


@at_time(DUE)
async def its_day_has_come(up: TimeUp, post: Post, hasteh: HastehService) -> None:
    await hasteh.drive_is_due(SYSTEM, DriveId(int(up.subject)))
