"""آزمودن - what would become of the score if one thing were different.   Rules: domain/merat/simulating.py"""

from __future__ import annotations

from domain.kernel.people import Role
from domain.merat import MeratService
from domain.merat.simulating import Change
from handlers.kit import Chat, Option, flow

AT_MOST = 12


@flow("merat.simulate", offers=Role.MEMBER, drafts=False)
async def simulate(chat: Chat, merat: MeratService) -> None:
    """One «if» after the other; nothing is kept."""
    if (await merat.standing(chat.member)).result is None:
        await chat.stop("no_result_yet")
    options = [Option("enough", "enough"), *(Option(c.value, f"if_{c.value}") for c in await merat.changes(chat.member))]  # a long list has pages
    for n in range(AT_MOST):
        picked = await chat.choose("what_if", options, n=n)
        if picked == "enough":
            break
        seen = await merat.simulate(chat.member, Change(picked))
        fields = {"n": abs(seen.would - seen.score), "would": seen.would, "grade": seen.would_grade}
        if seen.would == seen.score:
            await chat.write("would_stay", **fields)
        else:
            await chat.write("would_rise" if seen.would > seen.score else "would_fall", **fields)
        await chat.say("estimate_only", n=n, score=seen.score)
    await chat.stop("any_time")
