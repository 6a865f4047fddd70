"""داده‌های من - see what is kept of me, and be forgotten.   Rules: domain/membership/leaving.py"""

from __future__ import annotations

from domain.kernel.people import Role
from domain.membership.model import State
from domain.membership.service import MembershipService
from handlers.kit import Chat, flow

SHOWN = 10  # requests on one screen


@flow("membership.my_data", offers=Role.MEMBER, family="account", order=90)
async def my_data(chat: Chat, membership: MembershipService) -> None:
    """Everything that is kept of me, whole, to be read or copied from the chat."""
    await chat.confirm("sure_to_show")
    mine = await membership.my_data(chat.member)
    home = mine.home
    await chat.say("data_person", name=mine.name, code=mine.code, kind=mine.kind, state=mine.state, identifier=mine.identifier, birth=mine.birth or None)
    await chat.say("data_reach", mobile=mine.mobile, province=home.province, city=home.city, address=home.address or None, postal=home.postal_code or None)
    roles = list(mine.roles) or None
    await chat.say("data_use", joined=mine.joined, accounts=list(mine.accounts), roles=roles, terms=[version for version, _ in mine.terms])
    for n, (number, status, at) in enumerate(mine.requests[:SHOWN]):
        await chat.say("data_request", n=n, number=number or None, status=f"membership.status.{status}", at=at)


@flow("membership.leave", offers=Role.MEMBER, family="account", order=99)
async def leave(chat: Chat, membership: MembershipService) -> None:
    """Forget me: what delays it, seven days to change one's mind."""
    if (await membership.profile(chat.member)).state is State.LEAVING:
        await chat.start("membership.stay")
    ties = await membership.ties(chat.member)
    for n, tie in enumerate(ties):
        await chat.say("tied_by", n=n, why=tie)
    if ties:
        await chat.stop("tied")
    await chat.confirm("sure_to_leave")
    due = await membership.leave(chat.member)
    await chat.say("leaving", due=due)


@flow("membership.stay", offers=Role.MEMBER)
async def stay(chat: Chat, membership: MembershipService) -> None:
    """I changed my mind."""
    leaves = (await membership.profile(chat.member)).leaves
    if leaves is None:
        await chat.stop("not_leaving")
    if not await chat.yes_no("stay_with_us", due=leaves):
        await chat.stop("still_leaving", due=leaves)
    await membership.stay(chat.member)
    await chat.say("stayed")
