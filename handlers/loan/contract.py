"""قرارداد وام - read, confirmed, a code, signed; then a reviewer looks.   Rules: domain/loan/requesting.py"""

from __future__ import annotations

from domain.kernel.people import Role
from domain.loan import LoanService
from domain.loan.guarding import Lack
from domain.loan.loan import LoanId, LoanState
from domain.loan.requesting import to_sign
from domain.loan.scheduling import fees_of
from domain.loan.terms import OFFERED
from domain.membership.service import MembershipService
from handlers.kit import Chat, flow
from handlers.loan.telling import loan_fields
from handlers.membership.stepping_up import step_up


@flow("loan.contract", offers=Role.MEMBER, own=("step_code", "sure_to_sign"), drafts=False)
async def contract(chat: Chat, loan: LoanService, membership: MembershipService) -> None:
    """The subject is the loan. Whoever lacks something is shown it."""
    number = LoanId(int(chat.subject or 0))
    seen = await loan.loan(chat.member, number)
    if seen.state is not LoanState.PREPARING or [n.lack for n in seen.needs] != [Lack.CONTRACT]:
        await chat.start("loan.follow", int(number))
    told = loan_fields(seen)
    fees = fees_of(await loan.instalments(chat.member, seen.track, seen.amount, seen.months))
    await chat.write("loan.contract_promise", **told)
    if fees:
        await chat.write("loan.contract_fees", fees=fees)
    if seen.track in OFFERED:
        await chat.write("loan.contract_supported" if seen.supported else "loan.contract_own")
    await chat.write("loan.contract_rules", **told)
    await chat.say("read_it", **told)
    await chat.confirm("sure_to_sign", **told)
    await step_up(chat, membership, to_sign(number))
    await loan.sign_contract(chat.member, number)
    done = await loan.loan(chat.member, number)
    await chat.say("is_signed", **loan_fields(done))
