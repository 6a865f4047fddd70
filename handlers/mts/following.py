"""رهگیری - by code, link or list; for its two with everything, for anybody else only where it is; and claims.   Rules: domain/mts/tracking.py claiming.py"""

from __future__ import annotations

from domain.kernel.people import Role
from domain.mts import MtsService
from domain.mts.claim import ClaimId, ClaimKind
from domain.mts.parcel import OVER, ParcelId, ParcelState
from domain.mts.policy import policy_on
from domain.mts.tracking_code import is_of_post, read_digits
from domain.mts.views import ParcelView
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import photo, text
from handlers.mts.telling import claim_fields, parcel_fields, track_fields, write_events

LONGEST = 40  # characters of a code with its spaces
POST = "https://tracking.post.ir"


@flow("mts.track", offers=Role.MEMBER, family="sending", order=2, drafts=False, links=True)
async def track(chat: Chat, mts: MtsService) -> None:
    """The subject is a code out of a link; else it is asked for."""
    typed = str(chat.subject) if chat.subject else await chat.ask("which_code", text(4, LONGEST, lines=False))
    mine = await mts.my_parcel_of(chat.member, typed)
    if mine is not None:
        await chat.start("mts.parcel", int(mine))
    if is_of_post(read_digits(typed)):
        await chat.stop("code_of_post", code=read_digits(typed), link=POST)
    seen = await mts.track(chat.member, typed)
    if seen is None:
        if chat.subject:
            await chat.stop("unknown_code")
        await chat.again("which_code", "mts.unknown_code")
        return
    await write_events(chat, seen)
    await chat.say("where_it_is", **track_fields(seen))


@flow("mts.parcels", offers=Role.MEMBER, family="sending", order=3, drafts=False)
async def parcels(chat: Chat, mts: MtsService) -> None:
    """Sent or to be received, newest first."""
    found = await mts.my_parcels(chat.member)
    picked = await chat.choose("which_parcel", [Option(int(p.id), "mts.parcel_option", parcel_fields(p)) for p in found], search=True)
    await chat.start("mts.parcel", picked)


@flow("mts.parcel", offers=Role.MEMBER, drafts=False)
async def parcel(chat: Chat, mts: MtsService) -> None:
    """For its two; the subject is the parcel."""
    number = ParcelId(int(chat.subject or 0))
    seen = await mts.parcel(chat.member, number)
    if seen.side in ("agent", "dispatcher"):
        await _theirs(chat, seen)
    told = parcel_fields(seen)
    await write_events(chat, seen)
    if seen.secret:
        await chat.write("secret_line", **told)
    if seen.agent:
        await chat.write("agent_line", **told)
    await chat.say("parcel_now", **told)
    deed = await chat.choose("deed_of_parcel", [*(Option(d, f"do_{d}") for d in _deeds(seen)), Option("leave_it", "mts.all_for_now")])
    if deed == "leave_it":
        await chat.stop("mts.any_time")
    if deed == "label":
        await chat.start("mts.label", int(number))
    if deed == "claim":
        await chat.start("mts.claim", int(number))
    if deed == "share":
        address = chat.link("mts.track", seen.code)
        await chat.give("shared", qr=address, link=address, code=seen.code)
        return
    await chat.confirm("sure_to_call_back", **told)
    await mts.call_back(chat.member, number)
    await chat.say("is_called_back", **told)


async def _theirs(chat: Chat, seen: ParcelView) -> None:
    if seen.side == "agent":
        await chat.start("mts.carry", int(seen.id))
    await chat.start("mts.dispatch", int(seen.id))


def _deeds(seen: ParcelView) -> list[str]:
    """What makes sense now."""
    waits = seen.state is ParcelState.WAITING
    sender = seen.side == "sender"
    back = ["call_back"] if sender and waits and not seen.order else []
    return [*(["label"] if sender and waits else []), *back, *(["claim"] if not waits and seen.state is not ParcelState.CANCELLED else []), "share"]


@flow("mts.claim", offers=Role.MEMBER)
async def claim(chat: Chat, mts: MtsService) -> None:
    """The subject is the parcel."""
    number, p = ParcelId(int(chat.subject or 0)), policy_on(chat.today)
    seen = await mts.parcel(chat.member, number)
    kind = ClaimKind.DAMAGED if seen.state in OVER and seen.state is not ParcelState.LOST else ClaimKind.LOST
    words = await chat.ask("what_happened", text(*p.words), **parcel_fields(seen))
    photos = []
    for n in range(p.photos if kind is ClaimKind.DAMAGED else 0):
        shot = await chat.ask("photo_of_damage", photo(), n=n, said_as="photo_of_damage" if n == 0 else "one_more_photo", optional=n > 0)
        if not shot:
            break
        photos.append(f"{shot.kind}|{shot.ref}")
    await chat.confirm("sure_to_claim", kind=kind, **{k: v for k, v in parcel_fields(seen).items() if k != "kind"})
    made = await mts.claim(chat.member, number, kind, words, tuple(photos))
    await chat.say("is_claimed", **claim_fields(await mts.claim_seen(chat.member, made)))


@flow("mts.claim_page", offers=Role.MEMBER, drafts=False)
async def claim_page(chat: Chat, mts: MtsService) -> None:
    """How it stands; the subject is the claim."""
    seen = await mts.claim_seen(chat.member, ClaimId(int(chat.subject or 0)))
    await chat.say("claim_now", **claim_fields(seen))
