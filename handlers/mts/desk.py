"""میز ام‌تی‌اس - every parcel under way, what happens between cities, who carries what, deliveries without a code, claims.   Rules: domain/mts/dispatching.py"""

from __future__ import annotations

from datetime import datetime

from domain.kernel.money import Rial
from domain.mts import MtsService
from domain.mts.base import DISPATCHERS
from domain.mts.claim import ClaimId, ClaimState
from domain.mts.parcel import BY_HUB, ParcelId, ParcelState
from domain.mts.policy import policy_on
from domain.mts.views import ParcelView
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import rials, text
from handlers.mts.telling import claim_fields, parcel_fields, write_events

NOTED = (*BY_HUB, ParcelState.LOST, ParcelState.DAMAGED)


@flow("mts.desk", offers=DISPATCHERS, family="desk", order=75, drafts=False)
async def desk(chat: Chat, mts: MtsService) -> None:
    """Those that moved longest ago first."""
    found = [await mts.parcel(chat.member, p.id) for p in await mts.under_way(chat.member)]
    picked = await chat.choose("which_parcel", [Option(int(p.id), "mts.parcel_option", parcel_fields(p)) for p in found], search=True)
    await chat.start("mts.dispatch", picked)


@flow("mts.dispatch", offers=DISPATCHERS, drafts=False)
async def dispatch(chat: Chat, mts: MtsService) -> None:
    """The subject is the parcel."""
    number = ParcelId(int(chat.subject or 0))
    seen = await mts.parcel(chat.member, number)
    told = parcel_fields(seen)
    await write_events(chat, seen)
    await chat.say("dispatch_now", **told)
    deed = await chat.choose("deed_of_dispatcher", [*(Option(d, f"do_{d}") for d in _deeds(seen)), Option("leave_it", "mts.all_for_now")])
    if deed == "leave_it":
        await chat.stop("mts.any_time")
    if deed == "note":
        await _notes(chat, mts, number)
    elif deed == "give":
        await _gives(chat, mts, number)
    elif deed == "offer":
        await mts.offer_again(chat.member, number)
    elif deed == "proof":
        await mts.look_at_proof(chat.member, number)
        await chat.stop("mts.proof_comes")
    else:
        await chat.confirm("sure", said_as=f"sure_{deed}", **told)
        await mts.believe(chat.member, number, deed == "believe")
    await chat.say("done")


def _deeds(seen: ParcelView) -> list[str]:
    """What makes sense now; at most six."""
    if seen.state is ParcelState.UNPROVEN:
        return ["proof", "believe", "doubt"]
    free = ["offer"] if not seen.agent and seen.state in (ParcelState.WAITING, ParcelState.AT_DESTINATION) else []
    carried = (ParcelState.WAITING, ParcelState.AT_DESTINATION, ParcelState.OUT, ParcelState.REATTEMPT, ParcelState.HELD, ParcelState.RETURNING)
    return ["note", *free, *(["give"] if seen.state in carried else [])]


async def _notes(chat: Chat, mts: MtsService, number: ParcelId) -> None:
    """Now, at a place."""
    state = await chat.choose("what_happened", [Option(s, f"mts.parcel_state.{s.value}") for s in NOTED])
    place = await chat.ask("where", text(2, 60, lines=False))
    at: datetime = await chat.pin("at", chat.now)
    await mts.note(chat.member, number, state, at, place)


async def _gives(chat: Chat, mts: MtsService, number: ParcelId) -> None:
    agents = await mts.agents_for(chat.member, number)
    names = await mts.names_of_agents(chat.member, [a.member for a in agents])
    options = [Option(int(a.member), "agent_option", {"name": names.get(a.member, ""), "vehicle": a.vehicle, "score": a.score}) for a in agents]
    picked = await chat.choose("which_agent", options)
    await mts.give_to(chat.member, number, picked)


@flow("mts.claims", offers=DISPATCHERS, family="desk", order=76, drafts=False)
async def claims(chat: Chat, mts: MtsService) -> None:
    """Oldest first."""
    found = await mts.open_claims(chat.member)
    picked = await chat.choose("which_claim", [Option(int(c.id), "claim_option", claim_fields(c)) for c in found], search=True)
    await chat.start("mts.rule_claim", picked)


@flow("mts.rule_claim", offers=DISPATCHERS)
async def rule_claim(chat: Chat, mts: MtsService) -> None:
    """The subject is the claim."""
    number = ClaimId(int(chat.subject or 0))
    seen = await mts.claim_seen(chat.member, number)
    if seen.mine or seen.state is not ClaimState.OPEN:
        await chat.stop("mts.decided_already")
    told = claim_fields(seen)
    deed = await chat.choose("ruling", [Option(d, f"rule_{d}") for d in (*(["photos"] if seen.photos else []), "pay", "deny")], **told)
    if deed == "photos":
        await mts.look_at_claim(chat.member, number)
        await chat.stop("mts.proof_comes")
    amount = await chat.ask("how_much", rials(1, seen.most), **told) if deed == "pay" else Rial(0)
    why = await chat.ask("why_so", text(*policy_on(chat.today).words))
    await chat.confirm("sure_to_rule", said_as=f"sure_to_{deed}", pay=amount, **told)
    await mts.rule_claim(chat.member, number, amount, why)
    await chat.say("is_ruled")
