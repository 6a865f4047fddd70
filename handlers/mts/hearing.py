"""شنیدن - who is told of parcels, offers and claims, and their clocks.   Events: domain/mts/events.py"""

from __future__ import annotations

from domain.kernel.people import SYSTEM
from domain.membership.events import MemberErased
from domain.mts import MtsService, events
from domain.mts.claim import ClaimState
from domain.mts.job import JobId, JobState
from domain.mts.parcel import ParcelId, ParcelState
from handlers.kit import Post, TimeUp, at_time, hears
from handlers.mts.telling import claim_fields, parcel_fields

HELD, OFFER, CLAIM = "mts.held", "mts.offer", "mts.claim_is_late"
TO_SENDER = (
    ParcelState.PICKED_UP,
    ParcelState.REATTEMPT,
    ParcelState.HELD,
    ParcelState.DELIVERED,
    ParcelState.RETURNING,
    ParcelState.RETURNED,
    ParcelState.LOST,
    ParcelState.DAMAGED,
)
TO_RECEIVER = (ParcelState.OUT, ParcelState.REATTEMPT, ParcelState.HELD, ParcelState.DELIVERED, ParcelState.RETURNING, ParcelState.LOST, ParcelState.DAMAGED)


@hears(events.ParcelMoved)
async def a_parcel_moved(event: events.ParcelMoved, post: Post, mts: MtsService) -> None:
    """One live card for each of its two, and a word where something is to be known."""
    number = int(event.parcel)
    await (post.at(event.until, HELD, number) if event.until is not None else post.off(HELD, number))
    sides = [event.sender] + ([event.receiver] if event.receiver is not None else [])
    if event.state is ParcelState.WAITING:
        for one in sides:
            await post.card("mts.live", number, one)
    await post.refresh("mts.live", number)
    await post.refresh("mts.stuck", number)
    for one, told in zip(sides, (TO_SENDER, TO_RECEIVER), strict=False):
        seen = await mts.parcel_now(SYSTEM, event.parcel, one)
        if event.state in told and seen is not None:
            side = "sender" if one == event.sender else "receiver"
            await post.tell(one, f"mts.notice.{side}_{event.state.value}", start=("mts.parcel", number), **parcel_fields(seen))
    if event.state is ParcelState.UNPROVEN:
        for one in await mts.dispatchers(SYSTEM):
            await post.card("mts.stuck", number, one)


@at_time(HELD)
async def a_week_is_over(up: TimeUp, post: Post, mts: MtsService) -> None:
    await mts.week_is_over(SYSTEM, ParcelId(int(up.subject)))


@hears(events.JobMoved)
async def an_offer_moved(event: events.JobMoved, post: Post, mts: MtsService) -> None:
    number = int(event.job)
    if event.state is JobState.OFFERED:
        await post.at(event.until, OFFER, number)
        await post.card("mts.job", number, event.agent)
    else:
        await post.off(OFFER, number)
        await post.refresh("mts.job", number)


@at_time(OFFER)
async def nobody_answered(up: TimeUp, post: Post, mts: MtsService) -> None:
    await mts.offer_is_over(SYSTEM, JobId(int(up.subject)))


@hears(events.NobodyCarries)
async def nobody_carries(event: events.NobodyCarries, post: Post, mts: MtsService) -> None:
    for one in await mts.dispatchers(SYSTEM):
        await post.card("mts.stuck", int(event.parcel), one)


@hears(events.CodesTried)
async def codes_were_tried(event: events.CodesTried, post: Post, mts: MtsService) -> None:
    seen = await mts.parcel_now(SYSTEM, event.parcel, event.receiver)
    if event.receiver is not None and seen is not None:
        await post.tell(event.receiver, "mts.notice.codes_tried", start=("mts.parcel", int(event.parcel)), **parcel_fields(seen))


@hears(events.ClaimMoved)
async def a_claim_moved(event: events.ClaimMoved, post: Post, mts: MtsService) -> None:
    number, seen = int(event.claim), await mts.claim_now(SYSTEM, event.claim)
    await post.refresh("mts.claimed", number)
    if event.state is ClaimState.OPEN:
        for one in await mts.dispatchers(SYSTEM):
            if one != event.member:
                await post.card("mts.claimed", number, one)
    elif seen is not None:
        await post.tell(event.member, f"mts.notice.claim_{event.state.value}", start=("mts.claim_page", number), **claim_fields(seen))
    if event.until is not None and event.state is ClaimState.OPEN:
        await post.at(event.until, CLAIM, number)
    else:
        await post.off(CLAIM, number)


@at_time(CLAIM)
async def a_claim_is_late(up: TimeUp, post: Post, mts: MtsService) -> None:
    """Nobody has decided in three days: the cards go out once more."""
    for one in await mts.dispatchers(SYSTEM):
        await post.card("mts.claimed", int(up.subject), one)


@hears(events.ProofWanted)
async def proof_is_wanted(event: events.ProofWanted, post: Post, mts: MtsService) -> None:
    for media in event.photos:
        await post.tell(event.by, "mts.notice.proof", media=media)
    await post.card("mts.stuck", int(event.parcel), event.by)


@hears(MemberErased)
async def somebody_is_forgotten(event: MemberErased, post: Post, mts: MtsService) -> None:
    await mts.forget(SYSTEM, event.member)
