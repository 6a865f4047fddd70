"""شنیدن - who is told when money moves between members, and what the clock does.   Events: domain/hesam/events.py"""

from __future__ import annotations

from domain.hesam import HesamService, events
from domain.hesam.base import JUDGES
from domain.hesam.transfer import TransferId
from domain.kernel.people import SYSTEM
from handlers.hesam.showing import transfer_fields
from handlers.kit import Post, TimeUp, at_time, hears

CLOCK = "hesam.unanswered"


@hears(events.MoneySent)
async def money_was_sent(event: events.MoneySent, post: Post, hesam: HesamService) -> None:
    """The recipient hears of it, with the way to look at it."""
    seen = await hesam.transfer_now(SYSTEM, event.transfer)
    if seen is not None:
        key = "hesam.notice.gift" if event.gift else "hesam.notice.received"
        await post.tell(event.recipient, key, start=("hesam.transfer", int(event.transfer)), **transfer_fields(seen))


@hears(events.AskedBack)
async def somebody_asks_it_back(event: events.AskedBack, post: Post) -> None:
    """The recipient gets the card; without an answer somebody of the house decides."""
    await post.at(event.until, CLOCK, int(event.transfer), event.version)
    await post.card("hesam.recall", int(event.transfer), event.recipient)


@hears(events.NotAskedAnyMore)
async def the_sender_lets_it_be(event: events.NotAskedAnyMore, post: Post) -> None:
    await post.off(CLOCK, int(event.transfer))
    await post.refresh("hesam.recall", int(event.transfer))


@hears(events.Disputed)
async def they_do_not_agree(event: events.Disputed, post: Post, hesam: HesamService) -> None:
    """Everybody who may decide gets the card; both are told that somebody looks at it."""
    await post.off(CLOCK, int(event.transfer))
    await post.refresh("hesam.recall", int(event.transfer))
    for judge in sorted({m for role in JUDGES for m in await post.wearers(role)} - {event.sender, event.recipient}):
        await post.card("hesam.dispute", int(event.transfer), judge)
    seen = await hesam.transfer_now(SYSTEM, event.transfer)
    if seen is not None:
        for member in (event.sender, event.recipient):
            key = "hesam.notice.disputed" if event.answered else "hesam.notice.unanswered"
            await post.tell(member, key, start=("hesam.transfer", int(event.transfer)), **transfer_fields(seen))


@hears(events.TransferOver)
async def it_is_over(event: events.TransferOver, post: Post, hesam: HesamService) -> None:
    """Every copy shows how it ended; both are told what was decided, and the sender what came back."""
    await post.off(CLOCK, int(event.transfer))
    await post.refresh("hesam.recall", int(event.transfer))
    await post.refresh("hesam.dispute", int(event.transfer))
    seen = await hesam.transfer_now(SYSTEM, event.transfer)
    if seen is None:
        return
    if not event.by_house:
        await post.tell(event.sender, "hesam.notice.given_back", **transfer_fields(seen))
        return
    for member in (event.sender, event.recipient):
        await post.tell(member, f"hesam.notice.ruled_{'back' if event.returned else 'stays'}", **transfer_fields(seen))


@at_time(CLOCK)
async def nobody_answered(up: TimeUp, post: Post, hesam: HesamService) -> None:
    await hesam.unanswered(SYSTEM, TransferId(int(up.subject)), up.version)
