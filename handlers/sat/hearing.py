"""شنیدن - who is told of booths and goods, what is checked, and the clock of a review.   Events: domain/sat/events.py"""

from __future__ import annotations

from domain.hasteh.events import HastehMoved
from domain.hasteh.model import HastehState
from domain.kernel.people import SYSTEM
from domain.membership.events import MemberErased
from domain.sat import SatService, events
from domain.sat.model import SatId, SatState
from domain.sat.product import ProductId, ProductState
from handlers.kit import Post, TimeUp, at_time, hears
from handlers.sat.telling import form_fields, product_fields, sat_fields

CHECK, REVIEW = "sat.check", "sat.review_is_late"
CHECK_PRODUCT, REVIEW_PRODUCT, CHECK_PHOTO = "sat.check_product", "sat.product_is_late", "sat.check_photo"
TOLD = (SatState.ACTIVE, SatState.NEEDS_EDIT, SatState.REJECTED, SatState.SUSPENDED, SatState.REVIEW)
TOLD_OF_GOODS = (ProductState.LIVE, ProductState.NEEDS_EDIT, ProductState.REJECTED, ProductState.REVIEW)


@hears(events.SatToCheck)
async def a_sat_is_to_be_checked(event: events.SatToCheck, post: Post) -> None:
    await post.at(event.due, CHECK, int(event.sat))


@at_time(CHECK)
async def check_sat(up: TimeUp, post: Post, sat: SatService) -> None:
    await sat.check_sat(SYSTEM, SatId(int(up.subject)))


@hears(events.SatMoved)
async def a_sat_moved(event: events.SatMoved, post: Post, sat: SatService) -> None:
    number, seen = int(event.sat), await sat.sat_now(SYSTEM, event.sat)
    await post.refresh("sat.request", number)
    await (post.at(event.until, REVIEW, number) if event.until is not None else post.off(REVIEW, number))
    if seen is None:
        return
    if event.state is SatState.REVIEW:
        for manager in await sat.managers(SYSTEM, event.leader):
            await post.card("sat.request", number, manager)
    if event.state in TOLD:
        start = ("sat.mend", number) if event.state is SatState.NEEDS_EDIT else ("sat.add", None) if event.state is SatState.ACTIVE else ("sat.mine", None)
        words = "needs_edit_by_check" if seen.flaw is not None else event.state.value
        await post.tell(event.leader, f"sat.notice.{words}", start=start, **sat_fields(seen))


@at_time(REVIEW)
async def nobody_looked(up: TimeUp, post: Post, sat: SatService) -> None:
    await sat.remind_managers(SYSTEM, SatId(int(up.subject)))


@hears(events.ProductToCheck)
async def goods_are_to_be_checked(event: events.ProductToCheck, post: Post) -> None:
    await post.at(event.due, CHECK_PRODUCT, int(event.product))


@at_time(CHECK_PRODUCT)
async def check_product(up: TimeUp, post: Post, sat: SatService) -> None:
    await sat.check_product(SYSTEM, ProductId(int(up.subject)))


@hears(events.ProductMoved)
async def goods_moved(event: events.ProductMoved, post: Post, sat: SatService) -> None:
    number, seen = int(event.product), await sat.goods_now(SYSTEM, event.product)
    await post.refresh("sat.product_request", number)
    await post.refresh("sat.counter", number)
    await (post.at(event.until, REVIEW_PRODUCT, number) if event.until is not None else post.off(REVIEW_PRODUCT, number))
    if seen is None:
        return
    if event.until is not None:
        for manager in await sat.managers(SYSTEM, event.seller):
            await post.card("sat.product_request", number, manager)
    if event.state in TOLD_OF_GOODS:
        words = "photo_was_none" if event.state is ProductState.NEEDS_EDIT and not seen.why else f"goods_{event.state.value}"
        await post.tell(event.seller, f"sat.notice.{words}", start=("sat.product", number), **product_fields(seen))
        if event.state is ProductState.LIVE:
            await post.card("sat.counter", number, event.seller)


@at_time(REVIEW_PRODUCT)
async def nobody_looked_at_goods(up: TimeUp, post: Post, sat: SatService) -> None:
    await sat.remind_of_product(SYSTEM, ProductId(int(up.subject)))


@hears(events.StockChanged)
async def stock_changed(event: events.StockChanged, post: Post, sat: SatService) -> None:
    await post.refresh("sat.counter", int(event.product))
    seen = await sat.goods_now(SYSTEM, event.product)
    if event.gone and seen is not None:
        await post.tell(event.seller, "sat.notice.gone", start=("sat.product", int(event.product)), **product_fields(seen))


@hears(events.PhotoToKeep)
async def a_photo_came(event: events.PhotoToKeep, post: Post) -> None:
    await post.at(event.due, CHECK_PHOTO, int(event.product))


@at_time(CHECK_PHOTO)
async def check_photo(up: TimeUp, post: Post, sat: SatService) -> None:
    await sat.keep_photos(SYSTEM, ProductId(int(up.subject)))


@hears(events.PhotoLookedAt)
async def a_photo_was_looked_at(event: events.PhotoLookedAt, post: Post, sat: SatService) -> None:
    seen = await sat.goods_now(SYSTEM, event.product)
    if seen is not None:
        key = "sat.notice.photo_kept" if event.kept else "sat.notice.photo_left_out"
        await post.tell(event.seller, key, start=("sat.product", int(event.product)), **form_fields(seen.form))


@hears(HastehMoved)
async def its_hasteh_moved(event: HastehMoved, post: Post, sat: SatService) -> None:
    over = event.state is HastehState.CLOSED
    if over or event.state in (HastehState.ACTIVE, HastehState.PAUSED):
        await sat.follow_hasteh(SYSTEM, int(event.hasteh), event.state is HastehState.ACTIVE, over)


@hears(MemberErased)
async def somebody_is_forgotten(event: MemberErased, post: Post, sat: SatService) -> None:
    await sat.forget(SYSTEM, event.member)
