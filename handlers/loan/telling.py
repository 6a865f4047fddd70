"""گفتن از وام - the fields that texts of loans share, and the papers: the schedule and the contract.   Views: domain/loan/views.py"""

from __future__ import annotations

from typing import Any

from domain.kernel.money import Rial
from domain.loan.scheduling import Row
from domain.loan.views import LoanView
from handlers.kit import Chat

A_YEAR = 12  # instalments


def loan_fields(seen: LoanView) -> dict[str, Any]:
    """Fields of everything that tells of a loan."""
    row = seen.next
    return {
        "number": seen.number, "track": seen.track, "amount": seen.amount, "months": seen.months, "purpose": seen.purpose, "state": seen.state, "asked": seen.asked,
        "moved": seen.moved, "until": seen.until, "instalment": seen.instalment, "points": seen.points, "why": seen.why or None, "owed": seen.owed, "paid": seen.paid,
        "due": row.due if row else None, "row": row.number if row else None, "next": Rial(row.amount + row.late) if row else None,
    }  # fmt: skip


async def give_schedule(chat: Chat, seen: LoanView) -> None:
    """The instalments of a year to read, then every one with what became of it, as a picture to look at and as a document to keep."""
    ahead = [r for r in seen.rows if r.paid is None and not r.dropped][:A_YEAR]
    for row in ahead:
        await chat.write("loan.due_line", number=row.number, due=row.due, kind=row.kind, amount=Rial(row.amount + row.late))
    if ahead:
        await chat.say("loan.due_next", **loan_fields(seen))
    await chat.write("loan.paper_of", **loan_fields(seen))
    await chat.write("loan.due_head")
    for row in seen.rows:
        await chat.write("loan.due_row", number=row.number, due=row.due, kind=row.kind, amount=row.amount, late=row.late, became=row.became)
    await chat.hand("loan.rows_seen", name="loan.schedule_name", as_picture=True)
    await chat.hand("loan.rows_file", name="loan.schedule_name")


async def give_contract(chat: Chat, seen: LoanView) -> None:
    """What was signed, by whom and with what."""
    told = loan_fields(seen)
    await chat.write("loan.contract_promise", **told)
    await chat.write("loan.contract_party", name=seen.borrower)
    await chat.write("loan.contract_rules", **told)
    fees = [r for r in seen.rows if r.kind is Row.FEE]
    if fees:
        await chat.write("loan.contract_fees", fees=Rial(sum(r.amount for r in fees)))
    await chat.write("loan.contract_signed" if seen.intact else "loan.contract_wrong", signed=seen.signed, serial=seen.serial)
    await chat.write("loan.contract_print", digest=seen.digest)
    await chat.hand("loan.contract_file", name="loan.contract_name")
