"""گفتن از مرسوله - the fields that texts of parcels share, and what happened to one.   Views: domain/mts/views.py"""

from __future__ import annotations

from typing import Any

from domain.membership.places import Province
from domain.mts.views import ClaimView, JobView, ParcelView, Track
from handlers.kit import Chat


def parcel_fields(seen: ParcelView) -> dict[str, Any]:
    return {
        "code": seen.code, "kind": seen.kind, "content": seen.content, "sender": seen.sender, "name": seen.name, "mobile": seen.mobile,
        "from_city": seen.origin.city, "from_address": seen.origin.address, "to_city": seen.target.city, "to_province": Province(seen.target.province),
        "to_address": seen.target.address, "to_postal_code": seen.target.postal_code, "grams": seen.grams, "declared": seen.declared, "price": seen.price,
        "payer": seen.payer, "state": seen.state, "at": seen.at, "expected": seen.expected, "until": seen.until, "attempts": seen.attempts,
        "agent": seen.agent or None, "secret": seen.secret or None, "proof_words": seen.proof_words or None,
    }  # fmt: skip


def track_fields(seen: Track) -> dict[str, Any]:
    return {
        "code": seen.code, "kind": seen.kind, "state": seen.state, "from_city": seen.origin[1], "to_city": seen.target[1], "to_province": Province(seen.target[0]),
        "expected": seen.expected,
    }  # fmt: skip


def job_fields(seen: JobView) -> dict[str, Any]:
    return {
        "code": seen.code, "leg": seen.leg, "content": seen.content, "grams": seen.grams, "city": seen.city, "address": seen.address or None, "until": seen.until,
        "state": seen.state,
    }  # fmt: skip


def claim_fields(seen: ClaimView) -> dict[str, Any]:
    return {
        "code": seen.code, "name": seen.name, "kind": seen.kind, "words": seen.words, "photos": seen.photos, "state": seen.state, "until": seen.until,
        "amount": seen.amount, "most": seen.most, "ruling": seen.ruling or None,
    }  # fmt: skip


async def write_events(chat: Chat, seen: ParcelView | Track) -> None:
    """What happened, newest first."""
    for one in seen.events:
        await chat.write("mts.event_line", state=one.state, at=one.at, place=one.place)
