"""پیگیری وام - where it is, whose turn it is, what comes next and by when; from here one goes to whatever is missing.   Rules: domain/loan/reading.py guarding.py"""

from __future__ import annotations

from typing import Any

from domain.kernel.money import Rial
from domain.kernel.people import Role
from domain.loan import LoanService
from domain.loan.guarding import CHANGES, Lack, Need
from domain.loan.loan import REVIEWED, LoanId, LoanState
from domain.loan.terms import Track
from domain.loan.views import LoanView
from handlers.kit import Chat, Option, flow
from handlers.loan.telling import give_contract, give_schedule, loan_fields

LEADS = (Lack.ACCOUNT, Lack.OVERDUE, Lack.MERAT, Lack.UNFIT, Lack.BOUNCED, Lack.POINTS, Lack.CERTIFICATE, Lack.NOTE, Lack.GUARANTOR, Lack.CONTRACT)
"""What is lacking and has a dialog that sees to it; for the rest the request is changed."""


@flow("loan.mine", offers=Role.MEMBER, family="bank", order=23, drafts=False)
async def mine(chat: Chat, loan: LoanService) -> None:
    """Requests and loans, newest first."""
    picked = await chat.choose("which_loan", [Option(int(one.id), "loan_line", loan_fields(one)) for one in await loan.my_loans(chat.member)])
    await chat.start("loan.follow", picked)


@flow("loan.follow", offers=Role.MEMBER, drafts=False)
async def follow(chat: Chat, loan: LoanService) -> None:
    """One loan; the subject is its number."""
    number = LoanId(int(chat.subject or 0))
    seen = await loan.loan(chat.member, number)
    await _write(chat, seen)
    lent = await _lent(chat, loan, seen)
    if lent:
        await chat.write("support_is_there", lent=lent)
    await chat.say("as_it_is", **loan_fields(seen))
    deeds = _deeds(seen) if not lent else ["support", *(d for d in _deeds(seen) if d != Lack.POINTS)]
    deed = await chat.choose("deed_of_loan", [*(Option(d, f"do_{d}") for d in deeds), Option("leave", "all_for_now")])
    if deed == "leave":
        await chat.stop("any_time")
    await _lead(chat, seen, deed)
    if deed == "schedule":
        await give_schedule(chat, seen)
        return
    if deed == "document":
        await give_contract(chat, seen)
        return
    if deed == "support":
        await chat.confirm("sure_to_use_support", lent=lent, **loan_fields(seen))
        await loan.change(chat.member, number, seen.amount, seen.months, True)
        await chat.start("loan.follow", int(number))
    await chat.confirm("sure_to_withdraw", number=seen.number)
    await loan.withdraw(chat.member, number)
    await chat.say("withdrawn", number=seen.number)


async def _lent(chat: Chat, loan: LoanService, seen: LoanView) -> Rial:
    """What hamis lend that would help and is not used yet."""
    lacks = any(n.lack is Lack.POINTS for n in seen.needs)
    return await loan.lent_to_me(chat.member) if lacks and seen.track is Track.NO_FEE and not seen.supported else Rial(0)


async def _lead(chat: Chat, seen: LoanView, deed: str) -> None:
    """Deeds that are dialogs of their own."""
    number = int(seen.id)
    if deed == "pay":
        await chat.start("loan.pay", number)
    if deed == "settle":
        await chat.start("loan.settle", number)
    if deed == "relief":
        await chat.start("loan.relief", number)
    if deed == "change":
        await chat.start("loan.change", number)
    if deed == "again":
        await chat.start("loan.ask")
    await _see_to(chat, seen, deed)


async def _see_to(chat: Chat, seen: LoanView, lack: str) -> None:
    """What is lacking; the notice that it is there leads back."""
    if lack == Lack.ACCOUNT:
        await chat.start("pishkhan.account")
    if lack == Lack.OVERDUE:
        await chat.start("loan.mine")
    if lack == Lack.MERAT:
        await chat.start("merat.ask")
    if lack in (Lack.UNFIT, Lack.BOUNCED):
        await chat.start("merat.mine")
    if lack == Lack.POINTS:
        await chat.start("hami.ask", next(int(n.facts["credit"]) for n in seen.needs if n.lack is Lack.POINTS))
    if lack == Lack.CERTIFICATE:
        await chat.start("icap.certificate")
    if lack in (Lack.NOTE, Lack.GUARANTOR):
        await chat.start("icap.new_note", int(seen.amount))
    if lack == Lack.CONTRACT:
        await chat.start("loan.contract", int(seen.id))


def _deeds(seen: LoanView) -> list[str]:
    """What makes sense now, the next step first; at most six."""
    if seen.state is LoanState.PREPARING:
        lacking = [n.lack for n in seen.needs]
        leads = [lack.value for lack in lacking if lack in LEADS]
        return [*leads[:3], *(["change"] if any(lack in CHANGES for lack in lacking) else []), "withdraw"]
    if seen.state in REVIEWED:
        return ["document", "withdraw"]
    if seen.state is LoanState.ACTIVE:
        return ["pay", "schedule", "settle", "relief", "document"]
    return ["schedule", "document"] if seen.state is LoanState.CLOSED else ["again"]


async def _write(chat: Chat, seen: LoanView) -> None:
    """Whose turn, what next, by when."""
    told = loan_fields(seen)
    if seen.state is LoanState.PREPARING:
        if seen.why:
            await chat.write("sent_back", why=seen.why)
        for need in seen.needs:
            await _write_need(chat, need)
        await chat.write("turn_yours", **told)
    elif seen.state in REVIEWED:
        await chat.write("turn_second" if seen.state is LoanState.SECOND else "turn_reviewer", **told)
    elif seen.state is LoanState.ACTIVE:
        await chat.write("turn_pay" if not seen.next or not seen.next.late else "turn_late", late=seen.next.late if seen.next else None, **told)
    elif seen.why:
        await chat.write("reason", why=seen.why)


async def _write_need(chat: Chat, need: Need) -> None:
    """The reason with its numbers, and what would be possible."""
    facts: dict[str, Any] = dict(need.facts)
    await chat.write(f"need_{need.lack.value}", **facts)
    if facts.get("most"):
        await chat.write("then_at_most", most=facts["most"])
    if facts.get("months"):
        await chat.write("then_term", months=facts["months"])
