"""کد تأیید - a fresh code before something that binds; another is one tap away.   Rules: domain/membership/stepping_up.py   Words: common.po"""

from __future__ import annotations

from domain.kernel.refusal import Refusal
from domain.membership.policy import policy_on
from domain.membership.proving import Tried
from domain.membership.service import MembershipService
from handlers.kit import Chat
from handlers.kit.readers import code


async def step_up(chat: Chat, membership: MembershipService, about: str) -> None:
    """Comes back when the member has proven that they are the one who does `about`; else the run ends."""
    policy = policy_on(chat.today)
    sent = await membership.ask_step_up(chat.member)
    await chat.say("code_is_sent", until=sent.until)
    for n in range(2 * policy.wrong_tries):
        typed = await chat.ask("step_code", code(policy.code_digits), n=n, optional=True)
        if not typed:
            sent = await membership.ask_step_up(chat.member)
            await chat.say("sent_again", n=n, until=sent.until)
            continue
        tried = await _try(chat, membership, about, typed, n)
        if tried.ok:
            return
        if tried.left == 0:
            break
        await chat.say("wrong_code", n=n, left=tried.left)
    await chat.stop("enough_tries")


async def _try(chat: Chat, membership: MembershipService, about: str, typed: str, n: int) -> Tried:
    """A code that is over is told, and the question stays."""
    try:
        return await membership.step_up(chat.member, about, typed)
    except Refusal as no:
        if no.code != "membership.code_over":
            raise
        await chat.again("step_code", no, n=n)
        raise
