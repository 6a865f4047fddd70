"""مرآت من - the result in words and as a picture, what costs points, and what one may do.   Rules: domain/merat/reading.py"""

from __future__ import annotations

from domain.kernel.people import Role
from domain.merat import MeratService
from domain.merat.model import CheckState
from domain.merat.views import GatheringView, ResultView
from handlers.kit import Chat, Option, flow
from handlers.merat.showing import gauge, result_fields

DEEDS = ("simulate", "history", "improver", "dispute", "permits", "ask", "withdraw")


@flow("merat.mine", offers=Role.MEMBER, family="bank", order=30, drafts=False)
async def mine(chat: Chat, merat: MeratService) -> None:
    """Where I stand; without a result, how one gets it."""
    seen = await merat.standing(chat.member)
    if seen.gathering is not None:
        await _write_gathering(chat, seen.gathering)
    if seen.result is not None:
        await _write_result(chat, seen.result)
        await chat.say("result", **result_fields(seen.result))
        deeds = [d for d in DEEDS if d not in _not_now(seen.result, gathering=seen.gathering is not None)]
    elif seen.gathering is not None:
        await chat.say("on_its_way", number=seen.gathering.number)
        deeds = ["withdraw"]
    else:
        await chat.say("no_result_yet")
        deeds = ["ask"]
    deed = await chat.choose("deed", [*(Option(d, f"merat.{d}.title") for d in deeds), Option("leave", "all_for_now")], columns=2)
    if deed == "leave":
        await chat.stop("any_time")
    await chat.start(f"merat.{deed}")


def _not_now(seen: ResultView, *, gathering: bool) -> set[str]:
    """What makes no sense as it stands."""
    found = {"ask"} if gathering else {"withdraw"}
    if seen.state is CheckState.DISPUTED:
        found |= {"dispute", "improver"}
    return found


async def _write_gathering(chat: Chat, seen: GatheringView) -> None:
    if seen.waits_for:
        await chat.write("gathering_waits", number=seen.number, asked=seen.asked, until=seen.until, waits=list(seen.waits_for))
    else:
        await chat.write("gathering", number=seen.number, asked=seen.asked, until=seen.until)


async def _write_result(chat: Chat, seen: ResultView) -> None:
    """What is to be read under the result: what costs most, and what would raise it."""
    if seen.state is CheckState.DISPUTED:
        await chat.write("is_disputed")
    if seen.costly:
        await chat.write("what_costs")
    for line in seen.costly:
        await chat.write(f"cost_{line.trait.value}", n=line.lost)
    if seen.rank is not None:
        await chat.write("national_rank_trial" if seen.trial else "national_rank", rank=seen.rank, group=seen.group)


@flow("merat.history", offers=Role.MEMBER, drafts=False)
async def history(chat: Chat, merat: MeratService) -> None:
    """Every result, newest first, and the one in force as a picture with the scores before it."""
    found, now = await merat.history(chat.member), (await merat.standing(chat.member)).result
    if not found:
        await chat.stop("no_result_yet")
    for seen in found:
        await chat.write("past", **result_fields(seen), state=seen.state)
    await chat.say("history_of_it", count=len(found))
    if now is not None:
        await chat.give("picture_of_it", drawing=gauge(now, found), **result_fields(now))
