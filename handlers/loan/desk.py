"""میز وام - what waits for reviewers: loans, and who asks for time.   Rules: domain/loan/reviewing.py relieving.py   Cards: cards.py"""

from __future__ import annotations

from typing import Any

from domain.loan import LoanService
from domain.loan.base import CLERKS
from domain.loan.loan import LoanId, LoanState
from domain.loan.policy import policy_on
from domain.loan.relief import ReliefId
from domain.loan.views import ReliefView, ReviewView
from domain.merat.scorecard import Grade
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import text
from handlers.loan.family import file_fields


@flow("loan.desk", offers=CLERKS, family="desk", order=52, drafts=False)
async def desk(chat: Chat, loan: LoanService) -> None:
    """Loans, papers and requests for time in one list, oldest first of each."""
    loans = [Option(f"loan:{w.id}", "line_loan", review_fields(w)) for w in await loan.waiting(chat.member)]
    reliefs = [Option(f"relief:{w.id}", "line_relief", relief_fields(w)) for w in await loan.reliefs_waiting(chat.member)]
    files = [Option(f"file:{w.id}", "line_file", file_fields(w)) for w in await loan.files_waiting(chat.member)]
    kind, _, number = (await chat.choose("which", [*loans, *files, *reliefs], search=True)).partition(":")
    if kind == "file":
        await chat.start("loan.match", int(number))
    await chat.start("loan.review" if kind == "loan" else "loan.relieve", int(number))


@flow("loan.review", offers=CLERKS)
async def review(chat: Chat, loan: LoanService) -> None:
    """Yes, no, or back to the member with words; the subject is the loan."""
    number = LoanId(int(chat.subject or 0))
    seen = await loan.to_review(chat.member, number)
    if not seen.may:
        await chat.stop("not_by_you", **review_fields(seen))
    await _hint(chat, seen)
    await chat.say("all_of_it", **review_fields(seen))
    deeds = [*([] if seen.lack else ["approve"]), "send_back", "reject"]
    verdict = await chat.choose("verdict", [Option(d, f"do_{d}") for d in deeds])
    if verdict == "approve":
        await chat.confirm("sure_to_approve", **review_fields(seen))
        state = await loan.approve(chat.member, number)
        await chat.stop("waits_for_second" if state is LoanState.SECOND else "is_paid_out", name=seen.name, amount=seen.amount)
    why = await chat.ask("why", text(*policy_on(chat.today).words), name=seen.name)
    await chat.confirm("sure_to_reject", said_as="sure_to_reject" if verdict == "reject" else "sure_to_send_back", name=seen.name)
    await (loan.reject(chat.member, number, why) if verdict == "reject" else loan.send_back(chat.member, number, why))
    await chat.say("is_told", name=seen.name)


async def _hint(chat: Chat, seen: ReviewView) -> None:
    """What the decision hangs on."""
    told = review_fields(seen)
    if seen.grade:
        await chat.write("merat_line", **told)
    if seen.note:
        await chat.write("note_guaranteed" if seen.guaranteed else "note_alone", **told)
    if seen.supported:
        await chat.write("is_supported")
    if seen.two:
        await chat.write("second_look" if seen.state is LoanState.SECOND else "two_look", **told)
    if seen.lack:
        await chat.write(f"lacks_{seen.lack.value}")


@flow("loan.relieve", offers=CLERKS)
async def relieve(chat: Chat, loan: LoanService) -> None:
    """Time, or not; the subject is the request."""
    number = ReliefId(int(chat.subject or 0))
    seen = await loan.relief_to_review(chat.member, number)
    if not seen.may:
        await chat.stop("decided_already")
    give = await chat.yes_no("give_time", **relief_fields(seen), words=seen.words)
    why = "" if give else await chat.ask("why_no_time", text(*policy_on(chat.today).words), name=seen.name)
    await chat.confirm("sure_time", said_as="sure_time" if give else "sure_no_time", name=seen.name, months=seen.months)
    await loan.decide_relief(chat.member, number, give, why)
    await chat.say("is_told", name=seen.name)


def review_fields(seen: ReviewView) -> dict[str, Any]:
    """Fields of everything that reviewers are told of a loan."""
    grade = Grade(seen.grade) if seen.grade else None
    return {
        "number": seen.number, "name": seen.name, "track": seen.track, "amount": seen.amount, "months": seen.months, "instalment": seen.instalment,
        "purpose": seen.purpose, "service": seen.service, "grade": grade, "monthly": seen.monthly, "paying": seen.paying, "note": seen.note, "state": seen.state,
        "first": seen.first or None, "since": seen.since, "until": seen.until,
    }  # fmt: skip


def relief_fields(seen: ReliefView) -> dict[str, Any]:
    return {"number": seen.number, "name": seen.name, "months": seen.months, "left": seen.left, "overdue": seen.overdue, "asked": seen.asked}
