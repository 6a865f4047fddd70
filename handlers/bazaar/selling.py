"""سفارش‌های رسیده - what waits for the seller, oldest first: accepted or not, prepared, handed over against the buyer's code.   Rules: domain/bazaar/selling.py"""

from __future__ import annotations

from domain.bazaar import BazaarService
from domain.bazaar.order import OrderId, OrderState
from domain.bazaar.policy import policy_on
from domain.bazaar.views import OrderView
from domain.kernel.people import Role
from handlers.bazaar.order_telling import order_fields, write_lines
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import code, text

WITH_REASON = ("reject", "call_off", "keep_in")


@flow("bazaar.to_prepare", offers=Role.MEMBER, family="market", order=25, drafts=False)
async def to_prepare(chat: Chat, bazaar: BazaarService) -> None:
    """Something is to be done with each of them."""
    found = await bazaar.to_prepare(chat.member)
    picked = await chat.choose("which_order", [Option(int(o.id), "bazaar.sold_option", order_fields(o)) for o in found], search=True)
    await chat.start("bazaar.sold_page", picked)


@flow("bazaar.sold", offers=Role.MEMBER, family="market", order=26, drafts=False)
async def sold(chat: Chat, bazaar: BazaarService) -> None:
    """Everything I sold, newest first."""
    found = await bazaar.sold(chat.member)
    picked = await chat.choose("which_order", [Option(int(o.id), "bazaar.sold_option", order_fields(o)) for o in found], search=True)
    await chat.start("bazaar.sold_page", picked)


@flow("bazaar.sold_page", offers=Role.MEMBER, drafts=False)
async def sold_page(chat: Chat, bazaar: BazaarService) -> None:
    """How it stands, whose turn it is; the subject is the order."""
    seen = await _sold(chat, bazaar)
    told = order_fields(seen)
    await write_lines(chat, seen)
    if seen.words:
        await chat.write("words_line", **told)
    if seen.why:
        await chat.write("bazaar.why_line", **told)
    if seen.wants_out:
        await chat.write("wants_out_line", **told)
    if seen.shipping:
        await chat.write("bazaar.shipping_line", **told)
    await chat.write(f"turn_{seen.state.value}", **told)
    await chat.say("sold_now", **told)
    deed = await chat.choose("deed_of_sold", [*(Option(d, f"do_{d}") for d in _deeds(seen)), Option("leave_it", "bazaar.all_for_now")])
    if deed == "leave_it":
        await chat.stop("bazaar.any_time")
    if deed == "hand_over":
        await chat.start("bazaar.hand_over", int(seen.id))
    if deed == "paper":
        await _paper(chat, seen)
        return
    if deed in WITH_REASON:
        await _says_why(chat, bazaar, seen, deed)
        return
    if deed == "let_out":
        await chat.confirm("sure_to_let_out", **told)
    await {"accept": bazaar.accept, "ready": bazaar.ready, "let_out": bazaar.let_out}[deed](chat.member, seen.id)
    await _done(chat, deed, seen)


async def _done(chat: Chat, deed: str, seen: OrderView) -> None:
    told = order_fields(seen)
    if deed == "accept":
        await chat.say("is_accepted", **told)
    elif deed == "ready":
        await chat.say("is_ready", **told)
    else:
        await chat.say("is_let_out", **told)


def _deeds(seen: OrderView) -> list[str]:
    """What makes sense now; at most six."""
    out = ["let_out", "keep_in"] if seen.wants_out else []
    call_off = [] if seen.wants_out else ["call_off"]
    by_state = {
        OrderState.PLACED: ["accept", "reject"], OrderState.PREPARING: [*out, "ready", "paper", *call_off],
        OrderState.READY: [*out, *([] if seen.shipping else ["hand_over"]), "paper", *call_off],
    }  # fmt: skip
    return by_state.get(seen.state, ["paper"])


async def _says_why(chat: Chat, bazaar: BazaarService, seen: OrderView, deed: str) -> None:
    why = await chat.ask("why_not", text(*policy_on(chat.today).reason), said_as=f"why_{deed}")
    await chat.confirm("sure", said_as=f"sure_{deed}", **order_fields(seen))
    await {"reject": bazaar.reject, "call_off": bazaar.call_off, "keep_in": bazaar.keep_in}[deed](chat.member, seen.id, why)
    await chat.say("is_told", **order_fields(seen))


async def _paper(chat: Chat, seen: OrderView) -> None:
    """What is to be packed, as a sheet to print, with the number of the order as a QR code."""
    told = order_fields(seen)
    await chat.write("paper_head", **told)
    await chat.write("paper_row_head")
    for line in seen.lines:
        await chat.write("paper_row", title=line.title, count=line.count, code=line.code)
    if seen.words:
        await chat.write("words_line", **told)
    await chat.hand("paper_of_order", name="paper_name", qr=seen.number, number=seen.number)


@flow("bazaar.hand_over", offers=Role.MEMBER, drafts=False)
async def hand_over(chat: Chat, bazaar: BazaarService) -> None:
    """The buyer says the code when they have it in their hands; the subject is the order."""
    seen = await _sold(chat, bazaar)
    if seen.state is not OrderState.READY:
        await chat.start("bazaar.sold_page", int(seen.id))
    p = policy_on(chat.today)
    for n in range(p.wrong_codes):
        typed = await chat.ask("buyers_code", code(p.code), n=n, **order_fields(seen))
        if await bazaar.hand_over(chat.member, seen.id, typed):
            await chat.stop("is_handed_over", **order_fields(seen))
        await chat.say("wrong_code", n=n)
    await chat.stop("bazaar.refusal.locked", until=chat.now + p.locked)


async def _sold(chat: Chat, bazaar: BazaarService) -> OrderView:
    seen = await bazaar.order_seen(chat.member, OrderId(int(chat.subject or 0)))
    if not seen.selling:
        await chat.start("bazaar.order_page", int(seen.id))
    return seen
