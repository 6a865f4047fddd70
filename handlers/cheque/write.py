"""نوشتن چک - to whom, how much, for which day and what for; read, confirmed, a code, signed.   Rules: domain/cheque/writing.py"""

from __future__ import annotations

from domain.cheque import ChequeService
from domain.cheque.policy import policy_on
from domain.cheque.writing import to_issue
from domain.hesam import HesamService
from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from domain.membership.service import MembershipService
from handlers.kit import Chat, flow
from handlers.kit.readers import jalali_day, rials, text
from handlers.membership.questions import member_code
from handlers.membership.stepping_up import step_up

ABOUT_THE_CODE = ("hesam.yourself", "cheque.nobody_with_code", "cheque.not_yourself", "cheque.without_account", "cheque.to_drawer")


@flow("cheque.write", offers=Role.MEMBER, family="bank", order=45, own=("step_code",))
async def write(chat: Chat, cheque: ChequeService, hesam: HesamService, membership: MembershipService) -> None:
    """Nothing of it changes once it is signed."""
    seen = await cheque.counter(chat.member)
    if not seen.blank:
        await chat.say("no_leaf_left")
        await chat.start("cheque.book")
    if seen.bounced:
        await chat.stop("cheque.refusal.bounced_first")
    code, name = await ask_whom(chat, hesam, "to_whom")
    bounds = await cheque.limits(chat.member)
    amount = await chat.ask("amount", rials(bounds.least, bounds.most), name=name)
    due = await chat.ask("day", jalali_day(bounds.first, bounds.last), name=name)
    reason = await chat.ask("reason", text(*policy_on(chat.today).words), name=name)
    await chat.confirm("sure_to_issue", name=name, amount=amount, due=due, blank=seen.blank)
    await step_up(chat, membership, to_issue(code, amount, due))
    try:
        number = await cheque.issue(chat.member, code, amount, due, reason)
    except Refusal as no:
        if no.code not in ABOUT_THE_CODE:
            raise
        await chat.again("to_whom", no)
        return
    done = await cheque.cheque(chat.member, number)
    await chat.say("issued", name=name, serial=done.serial, amount=amount, due=due)


async def ask_whom(chat: Chat, hesam: HesamService, key: str) -> tuple[str, str]:
    """Code and name of the member that a code belongs to; the lookup is counted like that of a transfer."""
    code = await chat.ask("to_whom", member_code(), said_as=key)
    try:
        found = await hesam.recipient(chat.member, code)
    except Refusal as no:
        if no.code not in ABOUT_THE_CODE:
            raise
        await chat.again("to_whom", no)
        raise
    if found is None:
        await chat.again("to_whom", "hesam.nobody_with_code")
        raise Refusal("cheque.nobody_with_code")
    return found.code, found.name
