"""شنیدن - who is told of letters and orders, and the clocks of an order.   Events: domain/bazaar/events.py"""

from __future__ import annotations

from domain.bazaar import BazaarService, events
from domain.bazaar.order import OrderId, OrderState
from domain.hesam.events import PaymentOver
from domain.kernel.people import SYSTEM
from domain.membership.events import MemberErased
from handlers.bazaar.order_telling import order_fields
from handlers.kit import Post, TimeUp, at_time, hears

CLOCK, SETTLEMENT, MORE = "bazaar.time_of_order", "bazaar.settlement", "bazaar.more_settlement"
TO_BUYER = (
    OrderState.PREPARING, OrderState.READY, OrderState.DELIVERED, OrderState.LAPSED, OrderState.CANCELLED, OrderState.REJECTED, OrderState.EXPIRED,
)  # fmt: skip
TO_SELLER = (OrderState.CANCELLED, OrderState.EXPIRED, OrderState.DELIVERED, OrderState.COMPLETED, OrderState.SETTLED)


@hears(events.LetterCame)
async def a_letter_came(event: events.LetterCame, post: Post, bazaar: BazaarService) -> None:
    seen = await bazaar.letter_now(SYSTEM, event.letter)
    if seen is not None:
        await post.tell(event.to, "bazaar.notice.letter", start=("bazaar.answer", int(event.letter)), other=seen.other, title=seen.title, words=seen.words)


@hears(events.OrderMoved)
async def an_order_moved(event: events.OrderMoved, post: Post, bazaar: BazaarService) -> None:
    number, seen = int(event.order), await bazaar.order_now(SYSTEM, event.order)
    await (post.at(event.until, CLOCK, number) if event.until is not None else post.off(CLOCK, number))
    await post.refresh("bazaar.sold", number)
    if seen is None:
        return
    if event.state is OrderState.PLACED:
        await post.card("bazaar.sold", number, event.seller)
    if event.state in TO_BUYER:
        await post.tell(event.buyer, f"bazaar.notice.order_{event.state.value}", start=("bazaar.order_page", number), **order_fields(seen))
    if event.state in TO_SELLER and not (event.state is OrderState.CANCELLED and not seen.back):
        await post.tell(event.seller, f"bazaar.notice.sold_{event.state.value}", start=("bazaar.sold_page", number), **order_fields(seen))


@at_time(CLOCK)
async def the_time_of_an_order_is_up(up: TimeUp, post: Post, bazaar: BazaarService) -> None:
    await bazaar.time_is_up(SYSTEM, OrderId(int(up.subject)))


@at_time(SETTLEMENT, daily=6)
async def sellers_are_paid(up: TimeUp, post: Post, bazaar: BazaarService) -> None:
    """Some at a time, so that no transaction holds all of them."""
    if await bazaar.settle(SYSTEM):
        await post.at(post.now, MORE, "")


@at_time(MORE)
async def more_sellers_are_paid(up: TimeUp, post: Post, bazaar: BazaarService) -> None:
    if await bazaar.settle(SYSTEM):
        await post.at(post.now, MORE, "")


@hears(events.WantsOut)
async def a_buyer_wants_out(event: events.WantsOut, post: Post, bazaar: BazaarService) -> None:
    seen = await bazaar.order_now(SYSTEM, event.order)
    await post.refresh("bazaar.sold", int(event.order))
    if seen is not None:
        await post.tell(event.seller, "bazaar.notice.wants_out", start=("bazaar.sold_page", int(event.order)), **order_fields(seen))


@hears(events.WrongCodes)
async def too_many_codes(event: events.WrongCodes, post: Post, bazaar: BazaarService) -> None:
    seen = await bazaar.order_now(SYSTEM, event.order)
    if seen is not None:
        await post.tell(event.buyer, "bazaar.notice.wrong_codes", start=("bazaar.order_page", int(event.order)), **order_fields(seen))


@hears(PaymentOver)
async def money_came(event: PaymentOver, post: Post, bazaar: BazaarService) -> None:
    """Whoever paid in to pay an order is led back to it."""
    for order in await bazaar.unpaid_of(SYSTEM, event.member) if event.paid else []:
        seen = await bazaar.order_now(SYSTEM, order)
        if seen is not None:
            await post.tell(event.member, "bazaar.notice.now_pay", start=("bazaar.pay", int(order)), **order_fields(seen))


@hears(MemberErased)
async def somebody_is_forgotten(event: MemberErased, post: Post, bazaar: BazaarService) -> None:
    await bazaar.forget(SYSTEM, event.member)
