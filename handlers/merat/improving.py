"""بهبوددهنده - ask somebody trusted to answer for me, or let it be.   Rules: domain/merat/improving.py   Their card: cards.py"""

from __future__ import annotations

from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from domain.membership.service import MembershipService
from domain.merat import MeratService
from handlers.kit import Chat, flow
from handlers.membership.questions import member_code

ABOUT_THE_CODE = ("merat.not_yourself", "merat.no_ring")


@flow("merat.improver", offers=Role.MEMBER)
async def improver(chat: Chat, merat: MeratService, membership: MembershipService) -> None:
    """By their member code; they are asked on a card."""
    waits = await merat.my_improver(chat.member)
    if waits is not None:
        await chat.confirm("not_any_more", name=waits.name, until=waits.until)
        await merat.let_improver_be(chat.member, waits.id)
        await chat.stop("let_be", name=waits.name)
    code = await chat.ask("who_improves", member_code())
    name = await membership.name_behind(chat.member, code)
    if name is None:
        await chat.again("who_improves", "membership.nobody_has_this_code")
        return
    await chat.confirm("sure_to_ask_improver", name=name)
    try:
        await merat.ask_improver(chat.member, code)
    except Refusal as no:
        if no.code not in ABOUT_THE_CODE:
            raise
        await chat.again("who_improves", no)
    await chat.say("improver_is_asked")
