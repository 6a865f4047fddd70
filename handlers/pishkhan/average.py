"""میانگین و امتیاز - day by day, in words and as a picture.   Rules: domain/loan/points.py   Picture: bot/pictures/days.py"""

from __future__ import annotations

import json
from typing import Any

from domain.kernel.people import Role
from domain.loan import LoanService
from domain.loan.views import Window
from handlers.kit import Chat, flow


@flow("pishkhan.average", offers=Role.MEMBER, family="bank", order=18, drafts=False)
async def average(chat: Chat, loan: LoanService) -> None:
    """The average of the window, the points of it, and a chart of the days."""
    seen = await loan.window(chat.member)
    if not any(seen.balances):
        await chat.stop("nothing_yet", days=len(seen.balances))
    told: dict[str, Any] = {"days": len(seen.balances), "average": seen.average, "points": seen.points.count, "balance": seen.points.balance}
    if seen.points.missing:
        await chat.write("not_usable_yet", n=seen.points.missing)
    await chat.say("in_words", **told)
    await chat.give("in_a_picture", drawing=drawing_of(seen), **told)


def drawing_of(seen: Window) -> str:
    """What the picture is drawn of: the first day, what each ended with, and what one point is worth (rials times days)."""
    return f"days:{json.dumps({'first': seen.first.isoformat(), 'balances': seen.balances, 'worth': seen.worth})}"
