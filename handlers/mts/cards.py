"""کارت‌های ام‌تی‌اس - one live card of a parcel for each of its two, an offer for a متصدی, a parcel that nobody carries.   Posted by: hearing.py"""

from __future__ import annotations

from domain.mts import MtsService
from domain.mts.claim import ClaimId, ClaimState
from domain.mts.job import JobId, JobState
from domain.mts.parcel import OVER, ParcelId
from handlers.kit import Card, card
from handlers.mts.telling import claim_fields, job_fields, parcel_fields


@card("mts.live")
async def draw_live(card: Card, mts: MtsService) -> None:
    """Where it is now; the receiver reads the code here, and nobody else does."""
    seen = await mts.parcel(card.viewer, ParcelId(card.subject))
    told = parcel_fields(seen)
    card.show("head", **told)
    if seen.secret:
        card.line("mts.secret_line", **told)
    if seen.state not in OVER:
        card.line("expected", **told)
    card.action("open", "mts.parcel")


@card("mts.job")
async def draw_job(card: Card, mts: MtsService) -> None:
    seen = await mts.job_seen(card.viewer, JobId(card.subject))
    card.show("head", **job_fields(seen))
    if seen.state is JobState.OFFERED:
        card.action("accept", "", mts.accept, seen.id)
        card.action("decline", "", mts.decline, seen.id)
    else:
        card.line("stands", state=seen.state, address=seen.address or None)
        card.action("mine", "mts.jobs")


@card("mts.stuck")
async def draw_stuck(card: Card, mts: MtsService) -> None:
    seen = await mts.parcel(card.viewer, ParcelId(card.subject))
    card.show("head", **parcel_fields(seen))
    if seen.state not in OVER:
        card.action("dispatch", "mts.dispatch")


@card("mts.claimed")
async def draw_claimed(card: Card, mts: MtsService) -> None:
    seen = await mts.claim_seen(card.viewer, ClaimId(card.subject))
    card.show("head", **claim_fields(seen))
    if seen.state is ClaimState.OPEN and not seen.mine:
        card.action("rule", "mts.rule_claim")
    else:
        card.line("stands", state=seen.state)
