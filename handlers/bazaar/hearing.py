"""شنیدن - who is told of letters, orders, returns and ratings, and their clocks.   Events: domain/bazaar/events.py"""

from __future__ import annotations

from typing import Any

from domain.bazaar import BazaarService, events
from domain.bazaar.order import News, OrderId, OrderState
from domain.bazaar.take_back import BackState, TakeBackId
from domain.hesam.events import PaymentOver
from domain.kernel.codes import public_code
from domain.kernel.people import SYSTEM
from domain.membership.events import MemberErased
from domain.mts.events import ParcelMoved
from domain.mts.parcel import ParcelState
from domain.sat.model import LETTERS as SAT_LETTERS
from handlers.bazaar.order_telling import order_fields
from handlers.bazaar.taking_back import back_fields
from handlers.kit import Post, TimeUp, at_time, hears

CLOCK, SETTLEMENT, MORE = "bazaar.time_of_order", "bazaar.settlement", "bazaar.more_settlement"
RETURN = "bazaar.time_of_return"
NEWS = {
    ParcelState.PICKED_UP: News.PICKED_UP, ParcelState.DELIVERED: News.DELIVERED, ParcelState.RETURNED: News.RETURNED, ParcelState.LOST: News.LOST,
    ParcelState.DAMAGED: News.LOST,
}  # fmt: skip
TO_BUYER = (
    OrderState.PREPARING, OrderState.READY, OrderState.SHIPPED, OrderState.DELIVERED, OrderState.LAPSED, OrderState.CANCELLED, OrderState.REJECTED, OrderState.EXPIRED,
)  # fmt: skip
TO_SELLER = (OrderState.CANCELLED, OrderState.EXPIRED, OrderState.DELIVERED, OrderState.COMPLETED, OrderState.SETTLED)
BACK_TO_BUYER = (BackState.AGREED, BackState.REFUNDED, BackState.DISPUTED, BackState.DENIED)
BACK_TO_SELLER = (BackState.ASKED, BackState.SENT, BackState.REFUNDED, BackState.DISPUTED, BackState.DENIED, BackState.WITHDRAWN)


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
    if event.state is OrderState.COMPLETED:
        await post.tell(event.buyer, "bazaar.notice.please_rate", start=("bazaar.rate", number), **order_fields(seen))
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


@hears(events.SellerAtFault)
async def a_seller_is_at_fault(event: events.SellerAtFault, post: Post, bazaar: BazaarService) -> None:
    """Warned first; later somebody of the bazaar looks, and the seller knows it."""
    seen = await bazaar.order_now(SYSTEM, event.order)
    if seen is None:
        return
    told: dict[str, Any] = {"booth": seen.booth, "count": event.count, "code": public_code(SAT_LETTERS, event.sat)}
    words = "bazaar.notice.faults_judged" if event.judged else "bazaar.notice.faults_warned"
    await post.tell(event.seller, words, start=("bazaar.to_prepare", None), **told)
    if event.judged:
        for manager in await bazaar.judges_of_seller(SYSTEM, event.seller):
            await post.tell(manager, "bazaar.notice.faults_to_judge", start=("sat.watch", event.sat), **told)


@hears(events.WrongCodes)
async def too_many_codes(event: events.WrongCodes, post: Post, bazaar: BazaarService) -> None:
    seen = await bazaar.order_now(SYSTEM, event.order)
    if seen is not None:
        await post.tell(event.buyer, "bazaar.notice.wrong_codes", start=("bazaar.order_page", int(event.order)), **order_fields(seen))


@hears(events.BackMoved)
async def a_return_moved(event: events.BackMoved, post: Post, bazaar: BazaarService) -> None:
    number, seen = int(event.back), await bazaar.return_now(SYSTEM, event.back)
    await (post.at(event.until, RETURN, number) if event.until is not None else post.off(RETURN, number))
    await post.refresh("bazaar.dispute", number)
    if seen is None:
        return
    if event.state is BackState.DISPUTED:
        for judge in await bazaar.judges_of(SYSTEM, event.back):
            await post.card("bazaar.dispute", number, judge)
    if event.state in BACK_TO_BUYER:
        await post.tell(event.buyer, f"bazaar.notice.back_{event.state.value}", start=("bazaar.return_page", number), **back_fields(seen))
    if event.state in BACK_TO_SELLER:
        await post.tell(event.seller, f"bazaar.notice.asked_{event.state.value}", start=("bazaar.return_page", number), **back_fields(seen))


@at_time(RETURN)
async def the_time_of_a_return_is_up(up: TimeUp, post: Post, bazaar: BazaarService) -> None:
    await bazaar.return_time_is_up(SYSTEM, TakeBackId(int(up.subject)))


@hears(events.BackPhotosWanted)
async def photos_are_wanted(event: events.BackPhotosWanted, post: Post, bazaar: BazaarService) -> None:
    seen = await bazaar.return_now(SYSTEM, event.back)
    for media in event.photos if seen is not None else ():
        await post.tell(event.by, "bazaar.notice.photo_of_return", media=media, title=seen.title if seen is not None else "")
    await post.card("bazaar.dispute", int(event.back), event.by)


@hears(events.Rated)
async def somebody_rated(event: events.Rated, post: Post, bazaar: BazaarService) -> None:
    seen = await bazaar.rating_now(SYSTEM, event.rating)
    if seen is not None:
        start = ("bazaar.answer_rating", int(event.rating))
        await post.tell(event.seller, "bazaar.notice.rated", start=start, name=seen.name, stars=seen.stars, words=seen.words or None)


@hears(ParcelMoved)
async def a_parcel_of_an_order_moved(event: ParcelMoved, post: Post, bazaar: BazaarService) -> None:
    if event.order and event.state in NEWS:
        await bazaar.parcel_moved(SYSTEM, OrderId(event.order), NEWS[event.state])


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
