"""آزمودن - what would become of the score if one thing were different.   Rules: domain/merat/simulating.py"""

from __future__ import annotations

from domain.kernel.people import Role
from domain.merat import MeratService
from domain.merat.simulating import Change
from handlers.kit import Chat, Option, flow


@flow("merat.simulate", offers=Role.MEMBER, drafts=False)
async def simulate(chat: Chat, merat: MeratService) -> None:
    """One «if», and then the question anew; nothing is kept."""
    if (await merat.standing(chat.member)).result is None:
        await chat.stop("no_result_yet")

    async def ifs() -> list[Option[str]]:
        return [Option("enough", "enough"), *(Option(c.value, f"if_{c.value}") for c in await merat.changes(chat.member))]  # a long list has pages

    picked = await chat.choose("what_if", ifs)
    if picked == "enough":
        await chat.stop("any_time")
    seen = await merat.simulate(chat.member, Change(picked))
    fields = {"n": abs(seen.would - seen.score), "would": seen.would, "grade": seen.would_grade}
    if seen.would == seen.score:
        await chat.write("would_stay", **fields)
    else:
        await chat.write("would_rise" if seen.would > seen.score else "would_fall", **fields)
    await chat.say("estimate_only", score=seen.score)
    await chat.start("merat.simulate")
