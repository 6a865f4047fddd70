"""کارت‌های بازار - an order that waits for its seller, a return about which two disagree.   Posted by: hearing.py"""

from __future__ import annotations

from domain.bazaar import BazaarService
from domain.bazaar.order import OrderId, OrderState
from domain.bazaar.take_back import BackState, TakeBackId
from handlers.bazaar.order_telling import order_fields
from handlers.bazaar.taking_back import back_fields
from handlers.kit import Card, card


@card("bazaar.sold")
async def draw_sold(card: Card, bazaar: BazaarService) -> None:
    """One tap accepts it, the next says that it is ready."""
    seen = await bazaar.order_seen(card.viewer, OrderId(card.subject))
    card.show("head", **order_fields(seen))
    for line in seen.lines:
        card.line("bazaar.order_line", title=line.title, count=line.count, total=line.total)
    if seen.state is OrderState.PLACED:
        card.action("accept", "", bazaar.accept, seen.id)
        card.action("open", "bazaar.sold_page")
    elif seen.state is OrderState.PREPARING:
        card.action("ready", "", bazaar.ready, seen.id)
        card.action("open", "bazaar.sold_page")
    elif seen.state is OrderState.READY:
        if not seen.shipping:
            card.action("hand_over", "bazaar.hand_over")
        card.action("open", "bazaar.sold_page")
    else:
        card.line("stands", state=seen.state)


@card("bazaar.dispute")
async def draw_dispute(card: Card, bazaar: BazaarService) -> None:
    seen = await bazaar.return_seen(card.viewer, TakeBackId(card.subject))
    card.show("head", **back_fields(seen))
    if seen.side == "judge" and seen.state is BackState.DISPUTED:
        card.action("rule", "bazaar.rule")
    else:
        card.line("stands", state=seen.state)
