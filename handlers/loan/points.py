"""امتیاز من - what the own deposit has gathered, from when it may be used, and what loan it is enough for.   Rules: domain/loan/points.py"""

from __future__ import annotations

from datetime import timedelta

from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from domain.loan import LoanService
from domain.loan.points import Points
from domain.loan.terms import Track
from handlers.kit import Chat, Option, flow


@flow("loan.points", offers=Role.MEMBER, family="bank", order=19, drafts=False)
async def points(chat: Chat, loan: LoanService) -> None:
    """Gathered, usable or from which day, and what it will be if the balance stays."""
    found = await loan.points(chat.member)
    if not found.credit and not found.balance:
        await chat.say("none_yet", least=found.missing)
    else:
        await _tell(chat, loan, found)
    deed = await chat.choose("and_now", [Option(d, f"then_{d}") for d in ("calculate", "pay_in", "leave")])
    if deed == "leave":
        await chat.stop("any_time")
    await chat.start("loan.calculate" if deed == "calculate" else "hesam.pay_in")


async def _tell(chat: Chat, loan: LoanService, found: Points) -> None:
    await chat.write("gathered", n=found.count, credit=found.credit, held=found.held, balance=found.balance)
    if found.missing:
        await chat.write("not_yet", missing=found.missing, day=found.day + timedelta(days=found.missing))
    elif found.usable:
        for track in await loan.tracks(chat.member):
            await _enough_for(chat, loan, track.track, found.usable)
    if found.steady > found.count:
        await chat.write("if_it_stays", n=found.steady)
    await chat.say("free_money", day=found.day)


async def _enough_for(chat: Chat, loan: LoanService, track: Track, count: int) -> None:
    try:
        offer = await loan.by_points(chat.member, track, count)
    except Refusal as no:
        if no.code != "loan.too_little":
            raise
        return  # a few points are no loan yet; how many there are was said above
    await chat.write("enough_for", track=track, amount=offer.amount, months=offer.months)
