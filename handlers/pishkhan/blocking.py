"""مسدودی حساب - block it at once, open it again by being known anew and a fresh code; a poshtiban blocks with a reason.   Rules: domain/pishkhan/blocking.py"""

from __future__ import annotations

from domain.kernel.people import Role
from domain.membership.service import MembershipService
from domain.pishkhan import PishkhanService
from domain.pishkhan.account import AccountState
from domain.pishkhan.base import CLERKS
from domain.pishkhan.blocking import TO_UNBLOCK
from domain.pishkhan.identity import IdentityState
from domain.pishkhan.policy import policy_on
from handlers.kit import Chat, flow
from handlers.kit.readers import text
from handlers.membership.questions import member_code
from handlers.membership.stepping_up import step_up


@flow("pishkhan.block", offers=Role.MEMBER, drafts=False)
async def block(chat: Chat, pishkhan: PishkhanService) -> None:
    """What it means is said first."""
    seen = await pishkhan.standing(chat.member)
    if seen.account is None or seen.account.state is not AccountState.OPEN:
        await chat.stop("nothing_to_block")
    await chat.confirm("sure_to_block")
    await pishkhan.block_mine(chat.member)
    await chat.say("is_blocked_now")


@flow("pishkhan.unblock", offers=Role.MEMBER, own=("step_code",), drafts=False)
async def unblock(chat: Chat, pishkhan: PishkhanService, membership: MembershipService) -> None:
    """Known anew first; the notice of that leads back."""
    seen = await pishkhan.standing(chat.member)
    if seen.account is None or seen.account.state is not AccountState.BLOCKED:
        await chat.stop("nothing_to_unblock")
    if seen.identity is None or seen.identity.state is not IdentityState.PASSED:
        await chat.say("known_anew_first")
        await chat.start("pishkhan.identity")
    await chat.confirm("sure_to_unblock")
    await step_up(chat, membership, TO_UNBLOCK)
    await pishkhan.unblock(chat.member)
    await chat.say("is_open_again")


@flow("pishkhan.block_account", offers=CLERKS, family="desk", order=52)
async def block_account(chat: Chat, pishkhan: PishkhanService) -> None:
    """Somebody called, or something is wrong: the member reads why."""
    code = await chat.ask("whose_account", member_code())
    name = await pishkhan.account_behind(chat.member, code)
    if name is None:
        await chat.again("whose_account", "pishkhan.no_open_account")
        return
    why = await chat.ask("why_blocked", text(*policy_on(chat.today).words), name=name)
    await chat.confirm("sure_to_block_it", name=name)
    await pishkhan.block(chat.member, code, why)
    await chat.say("blocked_it", name=name)
