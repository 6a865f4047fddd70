"""پاسخ و انتقال - why a cheque is not accepted, and to whom one is passed on.   Rules: domain/cheque/holding.py"""

from __future__ import annotations

from domain.cheque import ChequeService
from domain.cheque.cheque import ChequeId, LeafDeed
from domain.cheque.holding import to_pass
from domain.cheque.policy import policy_on
from domain.cheque.views import ChequeView
from domain.hesam import HesamService
from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from domain.membership.service import MembershipService
from handlers.cheque.telling import cheque_fields
from handlers.cheque.write import ABOUT_THE_CODE, ask_whom
from handlers.kit import Chat, flow
from handlers.kit.readers import text
from handlers.membership.stepping_up import step_up


@flow("cheque.reject", offers=Role.MEMBER, drafts=False)
async def reject(chat: Chat, cheque: ChequeService) -> None:
    """The subject is the leaf."""
    seen = await _may(chat, cheque, LeafDeed.REJECT)
    why = await chat.ask("why_not", text(*policy_on(chat.today).words), **cheque_fields(seen))
    await chat.confirm("sure_to_reject", **cheque_fields(seen))
    await cheque.reject(chat.member, seen.id, why)
    await chat.say("rejected", **cheque_fields(seen))


@flow("cheque.pass_on", offers=Role.MEMBER, own=("step_code",), drafts=False)
async def pass_on(chat: Chat, cheque: ChequeService, hesam: HesamService, membership: MembershipService) -> None:
    """The subject is the leaf."""
    seen = await _may(chat, cheque, LeafDeed.PASS)
    code, name = await ask_whom(chat, hesam, "pass_to_whom")
    await chat.confirm("sure_to_pass", name=name, **cheque_fields(seen))
    await step_up(chat, membership, to_pass(seen.id, code))
    try:
        await cheque.pass_on(chat.member, seen.id, code)
    except Refusal as no:
        if no.code not in ABOUT_THE_CODE:
            raise
        await chat.again("to_whom", no)
        return
    await chat.say("passed", name=name, **cheque_fields(seen))


async def _may(chat: Chat, cheque: ChequeService, deed: LeafDeed) -> ChequeView:
    """The leaf that the subject names, if this may be done with it now; else the run ends with where it stands."""
    seen = await cheque.cheque(chat.member, ChequeId(int(chat.subject or 0)))
    if deed not in seen.may:
        await chat.stop("cheque.over_by_now", **cheque_fields(seen))
    return seen
