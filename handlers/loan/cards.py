"""کارت‌های وام - a loan and a request for time, for reviewers.   Posted by: hearing.py"""

from __future__ import annotations

from domain.loan import LoanService
from domain.loan.loan import REVIEWED, LoanId
from domain.loan.relief import ReliefId
from handlers.kit import Card, card
from handlers.loan.desk import relief_fields, review_fields


@card("loan.reviewing")
async def draw_reviewing(card: Card, loan: LoanService) -> None:
    seen = await loan.to_review(card.viewer, LoanId(card.subject))
    card.show("head", **review_fields(seen))
    if seen.may:
        card.action("review", "loan.review")
    else:
        card.line("waits_for_another" if seen.state in REVIEWED else "stands", state=seen.state)


@card("loan.relieving")
async def draw_relieving(card: Card, loan: LoanService) -> None:
    seen = await loan.relief_to_review(card.viewer, ReliefId(card.subject))
    card.show("head", **relief_fields(seen))
    if seen.may:
        card.action("relieve", "loan.relieve")
    else:
        card.line("stands", state=seen.state)
