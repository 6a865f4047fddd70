"""دسته‌چک - what is there, what is missing, and a new one.   Rules: domain/cheque/booking.py"""

from __future__ import annotations

from domain.cheque import ChequeService
from domain.cheque.book import BookState
from domain.cheque.booking import to_book
from domain.cheque.policy import policy_on
from domain.cheque.views import CounterView, Missing
from domain.kernel.people import Role
from domain.membership.service import MembershipService
from handlers.kit import Chat, Option, flow
from handlers.membership.stepping_up import step_up

LEADS = (Missing.ACCOUNT, Missing.CERTIFICATE, Missing.BOUNCED)
"""What is missing and has a dialog that sees to it."""


@flow("cheque.book", offers=Role.MEMBER, family="bank", order=44, own=("step_code",))
async def book(chat: Chat, cheque: ChequeService, membership: MembershipService) -> None:
    """Whoever lacks something is shown it and led there."""
    seen = await cheque.counter(chat.member)
    await _write(chat, seen)
    await chat.say("stands", blank=seen.blank)
    if seen.missing:
        await _see_to(chat, seen)
    count = await chat.choose("how_many", [Option(n, "leaves", {"count": n}) for n in policy_on(chat.today).leaves], columns=3)
    await chat.confirm("sure_to_ask", count=count)
    await step_up(chat, membership, to_book(count))
    await cheque.ask_book(chat.member, count)
    await chat.say("asked", count=count)


async def _write(chat: Chat, seen: CounterView) -> None:
    if seen.account and seen.trial:
        await chat.write("invented")
    if seen.account:
        await chat.write("account_line", account=seen.account)
    if seen.state is BookState.REFUSED:
        await chat.write("refused_line", count=seen.leaves)
    for what in seen.missing:
        await chat.write(f"lacks_{what.value}", blank=seen.blank, bounced=seen.bounced, count=seen.leaves)


async def _see_to(chat: Chat, seen: CounterView) -> None:
    """The first thing that a dialog sees to; or what can be done with the leaves there are."""
    leads = [what for what in seen.missing if what in LEADS][:1]
    ways = [what.value for what in leads] or (["write"] if seen.blank else [])
    way = await chat.choose("and_now", [*(Option(w, f"do_{w}") for w in ways), Option("mine", "do_mine"), Option("leave", "all_for_now")])
    if way == Missing.ACCOUNT:
        await chat.start("pishkhan.account")
    if way == Missing.CERTIFICATE:
        await chat.start("icap.certificate")
    if way == "write":
        await chat.start("cheque.write")
    if way in (Missing.BOUNCED, "mine"):
        await chat.start("cheque.mine")
    await chat.stop("any_time")
