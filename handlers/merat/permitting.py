"""اجازه - let somebody look, take it back, see who did; and look at who let me.   Rules: domain/merat/permitting.py"""

from __future__ import annotations

from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from domain.membership.service import MembershipService
from domain.merat import MeratService
from domain.merat.model import PermitId, Purpose
from domain.merat.policy import policy_on
from domain.merat.views import LookView
from handlers.kit import Chat, Option, flow
from handlers.membership.questions import member_code

NEW = 0
PURPOSES = (Purpose.SUPPORT, Purpose.GUARANTEE, Purpose.ADVICE)


@flow("merat.permits", offers=Role.MEMBER, drafts=False)
async def permits(chat: Chat, merat: MeratService) -> None:
    """Who looked and who may look now; one of them is taken back, or a new one given."""
    await _tell_looks(chat, await merat.looks(chat.member))
    holding = {int(p.id): p for p in await merat.my_permits(chat.member) if p.holds}
    options = [Option(n, "permit_line", {"name": p.name, "purpose": p.purpose, "until": p.until}) for n, p in holding.items()]
    picked = await chat.choose("which_permit", [*options, Option(NEW, "new_permit")])
    if picked not in holding:
        await chat.start("merat.permit")
        return
    one = holding[picked]
    await chat.confirm("sure_to_end", name=one.name, purpose=one.purpose, until=one.until)
    await merat.end_permit(chat.member, PermitId(picked))
    await chat.say("permit_ended", name=one.name)


@flow("merat.permit", offers=Role.MEMBER, own=("who_may_look",))
async def permit(chat: Chat, merat: MeratService, membership: MembershipService) -> None:
    """Whom, for what and how long."""
    code = await chat.ask("who_may_look", member_code())
    name = await membership.name_behind(chat.member, code)
    if name is None:
        await chat.again("who_may_look", "membership.nobody_has_this_code")
        return
    purpose = await chat.choose("what_for", [Option(p, f"for_{p.value}") for p in PURPOSES])
    days = await chat.choose("how_long", [Option(d, "so_many_days", {"n": d}) for d in policy_on(chat.today).permits])
    await chat.confirm("sure_to_permit", name=name, purpose=purpose, n=days)
    try:
        await merat.permit(chat.member, code, purpose, days)
    except Refusal as no:
        if no.code != "merat.not_yourself":
            raise
        await chat.again("who_may_look", no)
    await chat.say("permitted", days=days)


async def _tell_looks(chat: Chat, found: list[LookView]) -> None:
    for seen in found:
        await chat.write("look_line", name=seen.name, purpose=seen.purpose, at=seen.at)
    if found:
        await chat.say("who_looked", count=len(found))
    else:
        await chat.say("nobody_looked")


@flow("merat.look", offers=Role.MEMBER, family="bank", order=35, drafts=False)
async def look(chat: Chat, merat: MeratService) -> None:
    """At the result of somebody who let me; they are told."""
    code = await chat.ask("whose_result", member_code())
    await chat.confirm("sure_to_look", code=code)
    try:
        seen = await merat.look(chat.member, code)
    except Refusal as no:
        if no.code != "merat.nothing_to_see":
            raise
        await chat.again("whose_result", no)
        return
    if seen.disputed:
        await chat.write("they_dispute_it")
    await chat.say("theirs", name=seen.name, grade=seen.grade, score=seen.score, monthly=seen.monthly, guarantee=seen.guarantee, until=seen.until)
