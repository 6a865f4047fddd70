"""کارت‌های سات - what waits for who looks after the bazaar, and the counter of one product for its seller.   Posted by: hearing.py"""

from __future__ import annotations

from domain.sat import SatService
from domain.sat.model import SatId, SatState
from domain.sat.product import ProductId, ProductState
from handlers.kit import Card, card
from handlers.sat.telling import form_fields, product_fields, sat_fields


@card("sat.request")
async def draw_request(card: Card, sat: SatService) -> None:
    seen = await sat.sat(card.viewer, SatId(card.subject))
    card.show("head", **sat_fields(seen))
    if seen.may and seen.state is SatState.REVIEW:
        card.line("waits", until=seen.until)
        card.action("review", "sat.judge_sat")
    else:
        card.line("stands", state=seen.state)


@card("sat.product_request")
async def draw_product_request(card: Card, sat: SatService) -> None:
    seen = await sat.product(card.viewer, ProductId(card.subject))
    card.show("head", **(product_fields(seen) | form_fields(seen.wanted or seen.form)))
    if seen.may and (seen.state is ProductState.REVIEW or seen.wanted is not None):
        card.line("waits", until=seen.until)
        card.action("review", "sat.judge_product")
    else:
        card.line("stands", state=seen.state)


@card("sat.counter")
async def draw_counter(card: Card, sat: SatService) -> None:
    """One tap more, one tap less."""
    seen = await sat.product(card.viewer, ProductId(card.subject))
    card.show("head", **product_fields(seen))
    if seen.state in (ProductState.LIVE, ProductState.HIDDEN):
        card.action("more", "", sat.one_more, seen.id)
        if seen.stock:
            card.action("less", "", sat.one_less, seen.id)
        card.action("open", "sat.product")
    else:
        card.line("stands", state=seen.state)
