"""برداشت - own money to one's own account at a bank, and what became of it.   Rules: domain/hesam/withdrawing.py"""

from __future__ import annotations

from typing import Any

from domain.hesam import HesamService, events
from domain.hesam.base import JUDGES
from domain.hesam.payout import PayoutId, PayoutState
from domain.hesam.views import PayoutView
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM, Role
from handlers.kit import Chat, Option, Post, TimeUp, at_time, flow, hears
from handlers.kit.readers import rials, sheba

CLOCK = "hesam.pay_out"


@flow("hesam.withdraw", offers=Role.MEMBER, family="bank", order=13)
async def withdraw(chat: Chat, hesam: HesamService) -> None:
    """To which account and how much; there is time for second thoughts."""
    bounds = await hesam.may_withdraw(chat.member)
    if bounds is None:
        await chat.stop("not_here")
        return
    least, most = bounds
    if most < least:
        await chat.stop("too_little_there", least=least, most=most)
    account = await chat.ask("own_sheba", sheba())
    amount = await chat.ask("how_much_out", rials(least, most), least=least, most=most)
    await chat.confirm("sure_to_withdraw", amount=amount, tail=account[-4:])
    number = await hesam.withdraw(chat.member, account, Rial(amount))
    await chat.say("on_its_way", amount=amount, tail=account[-4:])
    await chat.start("hesam.payout", int(number))


@flow("hesam.payouts", offers=Role.MEMBER, drafts=False)
async def payouts(chat: Chat, hesam: HesamService) -> None:
    """What I withdrew; one of them is looked at."""
    options = [Option(int(p.id), "line", _fields(p)) for p in await hesam.payouts_of(chat.member)]
    picked = await chat.choose("which_payout", options)
    await chat.start("hesam.payout", picked)


@flow("hesam.payout", offers=Role.MEMBER, drafts=False)
async def payout(chat: Chat, hesam: HesamService) -> None:
    """One payout; in the first minutes it can be stopped. The subject is its number."""
    seen = await hesam.find_payout(chat.member, PayoutId(chat.subject)) if isinstance(chat.subject, int) else None
    if seen is None:
        await chat.stop("not_found")
        return
    if seen.state is not PayoutState.ASKED:
        await chat.stop("as_it_is", **_fields(seen))
    deed = await chat.choose("stop_it", [Option("go", "let_it_go"), Option("stop", "stop_now")], **_fields(seen))
    if deed == "stop":
        await hesam.stop_payout(chat.member, seen.id)
        await chat.stop("stopped", amount=seen.amount)
    await chat.stop("goes_on")


def _fields(p: PayoutView) -> dict[str, Any]:
    return {"amount": p.amount, "tail": p.tail, "asked": p.asked, "changed": p.changed, "state": p.state, "reference": p.reference or None}


@hears(events.PayoutDue)
async def the_bank_is_to_be_asked(event: events.PayoutDue, post: Post) -> None:
    await post.at(event.at, CLOCK, int(event.payout))


@hears(events.PayoutOver)
async def a_payout_is_over(event: events.PayoutOver, post: Post, hesam: HesamService) -> None:
    """It arrived, or the money is free again; who stopped it knows already."""
    await post.off(CLOCK, int(event.payout))
    seen = await hesam.payout_now(SYSTEM, event.payout)
    if seen is not None and event.state is not PayoutState.WITHDRAWN:
        trial = "_trial" if hesam.bank.trial and event.state is PayoutState.PAID else ""
        await post.tell(event.member, f"hesam.notice.payout_{event.state.value}{trial}", buttons=("hesam.money",), **_fields(seen))


@hears(events.PayoutStuck)
async def somebody_is_to_look_at_the_bank(event: events.PayoutStuck, post: Post, hesam: HesamService) -> None:
    seen = await hesam.payout_now(SYSTEM, event.payout)
    if seen is not None:
        for member in sorted({m for role in JUDGES for m in await post.wearers(role)}):
            await post.tell(member, "hesam.notice.payout_stuck", number=int(event.payout), **_fields(seen))


@at_time(CLOCK)
async def ask_the_bank(up: TimeUp, post: Post, hesam: HesamService) -> None:
    await hesam.pay_out(SYSTEM, PayoutId(int(up.subject)))
