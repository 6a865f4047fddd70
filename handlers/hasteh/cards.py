"""کارت‌های هسته - a request for who decides about it, and an invitation for who is invited.   Posted by: hearing.py"""

from __future__ import annotations

from domain.hasteh import HastehService
from domain.hasteh.model import FellowId, FellowState, HastehId
from handlers.hasteh.telling import hasteh_fields, invited_fields
from handlers.kit import Card, card


@card("hasteh.request")
async def draw_request(card: Card, hasteh: HastehService) -> None:
    seen = await hasteh.hasteh(card.viewer, HastehId(card.subject))
    card.show("head", **hasteh_fields(seen))
    if seen.may:
        card.action("review", "hasteh.review")
    else:
        card.line("stands", state=seen.state)


@card("hasteh.invitation")
async def draw_invitation(card: Card, hasteh: HastehService) -> None:
    seen = await hasteh.invitation(card.viewer, FellowId(card.subject))
    card.show("head", **invited_fields(seen))
    if seen.state is FellowState.INVITED:
        card.action("join", "", hasteh.join, seen.id)
        card.action("decline", "", hasteh.decline, seen.id)
    else:
        card.line("stands", state=seen.state)
