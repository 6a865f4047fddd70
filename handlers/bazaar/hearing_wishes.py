"""شنیدن تقاضاها - sellers are told what is wanted, who wants it what was shown; its clock.   Events: domain/bazaar/events.py   The rest: hearing.py"""

from __future__ import annotations

from domain.bazaar import BazaarService, events
from domain.bazaar.wish import WishId, WishState
from domain.kernel.people import SYSTEM
from handlers.bazaar.wishing import wish_fields
from handlers.kit import Post, TimeUp, at_time, hears

OVER = "bazaar.wish_is_over"
WANTED = "wanted"
"""A notice of this category does not disturb the night."""


@hears(events.WishMoved)
async def something_is_wanted(event: events.WishMoved, post: Post, bazaar: BazaarService) -> None:
    number = int(event.wish)
    await (post.at(event.until, OVER, number) if event.state is WishState.OPEN else post.off(OVER, number))
    for seller in event.sellers:
        seen = await bazaar.wish_for(SYSTEM, event.wish, seller)
        if seen is not None:
            await post.tell(seller, "bazaar.notice.wanted", start=("bazaar.show_to", number), category=WANTED, **wish_fields(seen))
    if event.state is WishState.OVER:
        seen = await bazaar.wish_for(SYSTEM, event.wish, event.buyer)
        if seen is not None:
            await post.tell(event.buyer, "bazaar.notice.wish_over", start=("bazaar.wish", None), **wish_fields(seen))


@hears(events.WishAnswered)
async def something_is_shown(event: events.WishAnswered, post: Post, bazaar: BazaarService) -> None:
    seen = await bazaar.wish_for(SYSTEM, event.wish, event.buyer)
    good = next((g for g in seen.goods if g.product == event.product), None) if seen is not None else None
    if seen is not None and good is not None:
        told = wish_fields(seen) | {"title": good.title, "price": good.price, "booth": good.booth}
        await post.tell(event.buyer, "bazaar.notice.wish_answered", start=("bazaar.my_wish", int(event.wish)), **told)


@at_time(OVER)
async def its_day_has_come(up: TimeUp, post: Post, bazaar: BazaarService) -> None:
    await bazaar.wish_is_over(SYSTEM, WishId(int(up.subject)))
