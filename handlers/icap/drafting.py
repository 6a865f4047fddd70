"""سفته‌ی تازه - for how large a loan, with whom as guarantor, and what the treasury takes.   Rules: domain/icap/drafting.py"""

from __future__ import annotations

from domain.icap import IcapService
from domain.icap.note import OPEN
from domain.icap.policy import policy_on
from domain.kernel.money import Rial
from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from domain.membership.service import MembershipService
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import rials
from handlers.membership.questions import member_code

ABOUT_THE_CODE = ("icap.not_yourself", "icap.no_ring", "icap.no_such_member")


@flow("icap.new_note", offers=Role.MEMBER, family="bank", order=41)
async def new_note(chat: Chat, icap: IcapService, membership: MembershipService) -> None:
    """Whoever has no signature gets one first; the draft is shown, signed or let be afterwards. The subject, if any, is the loan in rials."""
    if (await icap.before_certificate(chat.member)).now is None:
        await chat.say("certificate_first")
        await chat.start("icap.certificate")
    on_its_way = [n for n in await icap.my_notes(chat.member) if n.mine and n.state in OPEN]
    if on_its_way:
        await chat.start("icap.note", int(on_its_way[0].id))
    loan = chat.subject if isinstance(chat.subject, int) else await _for_loan(chat)
    cost = await icap.cost(chat.member, Rial(loan))
    if cost.free < cost.stamp:
        deed = await chat.choose("stamp_first", [Option("pay", "pay_in_now"), Option("leave", "later")], stamp=cost.stamp, free=cost.free)
        if deed == "pay":
            await chat.start("hesam.pay_in")
        await chat.stop("any_time")
    code, name = await _guarantor(chat, membership)
    key = "sure_with_guarantor" if code else "sure_alone"
    await chat.confirm("sure_to_draft", said_as=key, amount=cost.amount, stamp=cost.stamp, name=name)
    try:
        number = await icap.draft(chat.member, Rial(loan), code)
    except Refusal as no:
        if no.code not in ABOUT_THE_CODE or not code:
            raise
        await chat.again("guarantor_code", no)
        return
    await chat.start("icap.note", int(number))


async def _for_loan(chat: Chat) -> Rial:
    least, most = Rial(policy_on(chat.today).least), Rial(policy_on(chat.today).most)
    return await chat.ask("for_loan", rials(least, most), least=least, most=most)


async def _guarantor(chat: Chat, membership: MembershipService) -> tuple[str, str]:
    """Member code and short name, both "" for none."""
    if not await chat.yes_no("with_guarantor"):
        return "", ""
    code = await chat.ask("guarantor_code", member_code())
    name = await membership.name_behind(chat.member, code)
    if name is None:
        await chat.again("guarantor_code", "membership.nobody_has_this_code")
    return code, name or ""
