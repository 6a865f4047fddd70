"""میز هسته‌ها - what waits for a rahyar or a representative: the id is given, sent back or refused, with a reason.   Rules: domain/hasteh/reviewing.py"""

from __future__ import annotations

from domain.hasteh import HastehService
from domain.hasteh.base import DESK
from domain.hasteh.model import HastehId
from domain.hasteh.policy import policy_on
from handlers.hasteh.telling import hasteh_fields
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import text


@flow("hasteh.desk", offers=DESK, family="desk", order=60, drafts=False)
async def desk(chat: Chat, hasteh: HastehService) -> None:
    """Oldest first."""
    picked = await chat.choose("which_request", [Option(int(h.id), "request_line", hasteh_fields(h)) for h in await hasteh.waiting(chat.member)], search=True)
    await chat.start("hasteh.review", picked)


@flow("hasteh.review", offers=DESK)
async def review(chat: Chat, hasteh: HastehService) -> None:
    """The subject is the hasteh."""
    number = HastehId(int(chat.subject or 0))
    seen = await hasteh.hasteh(chat.member, number)
    if not seen.may:
        await chat.stop("decided_already")
    told = hasteh_fields(seen)
    deed = await chat.choose("decision", [Option(d, f"decide_{d}") for d in ("approve", "send_back", "reject")], **told)
    if deed == "approve":
        await chat.confirm("sure_to_approve", **told)
        await hasteh.approve(chat.member, number)
        await chat.stop("has_its_id", **told)
    why = await chat.ask("reason", text(*policy_on(chat.today).words), said_as=f"reason_{deed}", **told)
    await chat.confirm("sure_to_say_no", said_as=f"sure_to_{deed}", **told)
    await (hasteh.send_back(chat.member, number, why) if deed == "send_back" else hasteh.reject(chat.member, number, why))
    await chat.say("is_told", **told)
