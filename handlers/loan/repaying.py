"""بازپرداخت - an instalment, several, or all the rest; and who cannot pay asks for time.   Rules: domain/loan/repaying.py relieving.py"""

from __future__ import annotations

from typing import Any

from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from domain.loan import LoanService
from domain.loan.loan import LoanId, LoanState
from domain.loan.policy import policy_on
from domain.loan.relief import ReliefState
from domain.loan.views import Bill, LoanView
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import number, text
from handlers.loan.telling import loan_fields

SEVERAL = 0
"""No number of instalments: it is typed."""


@flow("loan.pay", offers=Role.MEMBER, drafts=False)
async def pay(chat: Chat, loan: LoanService) -> None:
    """The subject is the loan; the oldest instalment comes first."""
    loan_id = LoanId(int(chat.subject or 0))
    seen = await _running(chat, loan, loan_id)
    left = [r for r in seen.rows if r.paid is None and not r.dropped]
    late = sum(1 for r in left if r.due < chat.today)
    options = [Option(1, "just_one"), *([Option(late, "all_late", {"count": late})] if late > 1 else []), *([Option(SEVERAL, "several")] if len(left) > 2 else [])]
    count = await chat.choose("how_many", options, **loan_fields(seen))
    if count == SEVERAL:
        count = await chat.ask("how_many_exactly", number(1, len(left)), most=len(left))
    bill = await chat.pin("bill", await loan.bill(chat.member, loan_id, count))
    await _confirm(chat, bill, "sure_to_pay")
    await _told(chat, await _or_anew(chat, loan.pay(chat.member, loan_id, bill.numbers, bill.total)), bill)


@flow("loan.settle", offers=Role.MEMBER, drafts=False)
async def settle(chat: Chat, loan: LoanService) -> None:
    """All the rest at once; the subject is the loan."""
    loan_id = LoanId(int(chat.subject or 0))
    seen = await _running(chat, loan, loan_id)
    bill = await chat.pin("bill", await loan.payoff(chat.member, loan_id))
    dropped = sum(r.amount for r in seen.rows if r.paid is None and not r.dropped and r.number not in bill.numbers)
    if dropped:
        await chat.write("falls_away", dropped=dropped)
    await chat.say("settle_means", total=bill.total)
    await _confirm(chat, bill, "sure_to_settle")
    await _told(chat, await _or_anew(chat, loan.settle(chat.member, loan_id, bill.numbers, bill.total)), bill)


async def _running(chat: Chat, loan: LoanService, loan_id: LoanId) -> LoanView:
    seen = await loan.loan(chat.member, loan_id)
    if seen.state is not LoanState.ACTIVE:
        await chat.stop("loan.refusal.not_running")
    return seen


async def _confirm(chat: Chat, bill: Bill, said_as: str) -> None:
    """Whoever has too little on the own money is led to pay in."""
    told: dict[str, Any] = {"total": bill.total, "principal": bill.principal, "fee": bill.fee, "late": bill.late, "free": bill.free, "count": len(bill.numbers)}
    if bill.free < bill.total:
        deed = await chat.choose("money_first", [Option(d, f"money_{d}") for d in ("pay_in", "leave")], **told)
        if deed == "pay_in":
            await chat.start("hesam.pay_in")
        await chat.stop("any_time")
    for part in ("fee", "late"):
        if told[part]:
            await chat.write(f"of_it_{part}", **told)
    await chat.confirm("sure_to_pay", said_as=said_as, **told)


async def _or_anew(chat: Chat, paying: Any) -> LoanState:
    """A bill that is not true any more is told so, and nothing was taken."""
    try:
        found: LoanState = await paying
    except Refusal as no:
        if no.code != "loan.other_bill":
            raise
        await chat.stop("loan.refusal.other_bill")
        raise
    return found


async def _told(chat: Chat, state: LoanState, bill: Bill) -> None:
    await chat.say("all_is_paid" if state is LoanState.CLOSED else "is_paid", total=bill.total, count=len(bill.numbers), at=chat.now)


@flow("loan.relief", offers=Role.MEMBER)
async def relief(chat: Chat, loan: LoanService) -> None:
    """Some months more; the subject is the loan."""
    loan_id = LoanId(int(chat.subject or 0))
    await _running(chat, loan, loan_id)
    waits = await loan.my_relief(chat.member, loan_id)
    if waits is not None and waits.state is ReliefState.ASKED:
        if await chat.yes_no("take_it_back", asked=waits.asked, n_months=waits.months):
            await loan.withdraw_relief(chat.member, waits.id)
            await chat.stop("taken_back")
        await chat.stop("it_waits")
    most = await loan.relief_months(chat.member)
    months = await chat.choose("how_long", [Option(m, "so_many_months", {"n": m}) for m in range(1, min(most, 6) + 1)], columns=2)
    words = await chat.ask("what_happened", text(*policy_on(chat.today).words))
    await chat.confirm("sure_to_ask_time", months=months)
    await loan.ask_relief(chat.member, loan_id, months, words)
    await chat.say("time_is_asked")
