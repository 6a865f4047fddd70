"""واریز - money into the own account through the payment gateway, and what became of each payment.   Rules: domain/hesam/paying.py"""

from __future__ import annotations

from typing import Any

from domain.hesam import HesamService, events
from domain.hesam.payment import PaymentId
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM, Role
from domain.kernel.refusal import Refusal
from handlers.kit import Chat, Option, Post, TimeUp, at_time, flow, hears
from handlers.kit.readers import rials

BEGIN, ASK, RECONCILE = "hesam.begin_payment", "hesam.ask_gateway", "hesam.reconcile"
WATCHERS = (Role.POSHTIBAN, Role.ADMIN)


@flow("hesam.pay_in", offers=Role.MEMBER, family="bank", order=11)
async def pay_in(chat: Chat, hesam: HesamService) -> None:
    """How much; the address to pay at follows at once."""
    bounds = await hesam.may_pay_in(chat.member)
    if bounds is None:
        await chat.stop("not_here")
        return
    amount = await chat.ask("how_much", rials(*bounds), least=bounds[0], most=bounds[1])
    await chat.confirm("sure_to_pay", amount=amount)
    try:
        await hesam.open_payment(chat.member, Rial(amount))
    except Refusal as no:
        if no.code != "hesam.too_many_open":
            raise
        await chat.say("finish_first")
        await chat.start("hesam.payments")
    if await hesam.pays_on_messenger(chat.member):
        await chat.say("invoice_comes", amount=amount)
    else:
        await chat.say("link_comes", amount=amount)


@flow("hesam.payments", offers=Role.MEMBER, drafts=False)
async def payments(chat: Chat, hesam: HesamService) -> None:
    """What I paid in or wanted to; of one that is open, where to pay it."""
    options = [Option(int(p.id), "line", {"amount": p.amount, "opened": p.opened, "state": p.state}) for p in await hesam.payments_of(chat.member)]
    picked = await chat.choose("which", options)
    seen = await hesam.find_payment(chat.member, PaymentId(picked))
    if seen is None:
        await chat.stop("not_found")
        return
    fields: dict[str, Any] = {"amount": seen.amount, "opened": seen.opened, "changed": seen.changed, "reference": seen.reference or None, "link": seen.link or None}
    key = "open" if seen.link else seen.state.value
    await chat.write(f"is_{key}", **fields)
    await chat.say("this_one", state=seen.state)


@hears(events.PaymentOpened)
async def a_payment_begins(event: events.PaymentOpened, post: Post) -> None:
    await post.at(post.now, BEGIN, int(event.payment))


@hears(events.PaymentReady)
async def one_may_pay(event: events.PaymentReady, post: Post, hesam: HesamService) -> None:
    """Where to pay; and a clock, for whoever pays and never comes back."""
    await post.at(event.ask, ASK, int(event.payment))
    seen = await hesam.payment_now(SYSTEM, event.payment)
    if seen is not None:
        key = "hesam.notice.pay_here_trial" if hesam.gateway.trial else "hesam.notice.pay_here"
        await post.tell(event.member, key, amount=seen.amount, link=seen.link)


@hears(events.InvoiceReady)
async def an_invoice_is_ready(event: events.InvoiceReady, post: Post, hesam: HesamService) -> None:
    """It goes to the messenger account that asked for it; and a clock, for whoever does not pay."""
    await post.at(event.until, ASK, int(event.payment))
    key = "hesam.notice.invoice_trial" if hesam.invoices.trial else "hesam.notice.invoice"
    await post.invoice(event.person, key, name=event.name, title="hesam.invoice_title", rials=int(event.amount), amount=event.amount)


@hears(events.PaymentDelayed)
async def it_is_spoken_of_later(event: events.PaymentDelayed, post: Post) -> None:
    await post.at(event.at, ASK if event.begun else BEGIN, int(event.payment))


@hears(events.PaymentOver)
async def a_payment_is_over(event: events.PaymentOver, post: Post, hesam: HesamService) -> None:
    """Credited, or not paid; both are said with the amount."""
    await post.off(BEGIN, int(event.payment))
    await post.off(ASK, int(event.payment))
    seen = await hesam.payment_now(SYSTEM, event.payment)
    if seen is not None:
        word = "paid" if event.paid else "unpaid" if event.begun else "no_gateway"
        await post.tell(event.member, f"hesam.notice.{word}", buttons=("hesam.money",), amount=seen.amount, reference=seen.reference or None)


@hears(events.PaymentStuck)
async def somebody_is_to_look(event: events.PaymentStuck, post: Post, hesam: HesamService) -> None:
    """For the house: a gateway that does not answer, or that names another amount than ours."""
    seen = await hesam.payment_now(SYSTEM, event.payment)
    if seen is None:
        return
    for member in sorted({m for role in WATCHERS for m in await post.wearers(role)}):
        key = "hesam.notice.other_amount" if event.other_amount else "hesam.notice.stuck"
        await post.tell(member, key, number=int(event.payment), amount=seen.amount, opened=seen.opened)


@at_time(BEGIN)
async def tell_the_gateway(up: TimeUp, post: Post, hesam: HesamService) -> None:
    await hesam.begin_payment(SYSTEM, PaymentId(int(up.subject)))


@at_time(ASK)
async def ask_the_gateway(up: TimeUp, post: Post, hesam: HesamService) -> None:
    await hesam.ask_gateway(SYSTEM, PaymentId(int(up.subject)))


@at_time(RECONCILE, daily=5)
async def reconcile(up: TimeUp, post: Post, hesam: HesamService) -> None:
    """Every morning: what the gateway took and nobody confirmed, and what we left open."""
    await hesam.reconcile(SYSTEM)
