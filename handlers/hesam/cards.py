"""کارت‌های پول - a request to give something back, for who got it; a disagreement, for who decides.   Posted by: hearing.py"""

from __future__ import annotations

from domain.hesam import HesamService
from domain.hesam.transfer import TransferId
from domain.kernel.refusal import Refusal
from handlers.hesam.showing import transfer_fields
from handlers.kit import Card, card


@card("hesam.recall")
async def draw_recall(card: Card, hesam: HesamService) -> None:
    """For the recipient: it is theirs to give back or to keep."""
    seen = await hesam.find_transfer(card.viewer, TransferId(card.subject))
    if seen is None:
        raise Refusal("hesam.no_such_transfer")
    card.show("head", **transfer_fields(seen))
    card.line(f"is_{seen.state.value}", **transfer_fields(seen))
    if "keep" in seen.may:
        card.action("give_back", "hesam.give_back")
        card.action("keep", "hesam.keep")


@card("hesam.dispute")
async def draw_dispute(card: Card, hesam: HesamService) -> None:
    """For who decides about the disagreements of others."""
    seen = await hesam.find_transfer(card.viewer, TransferId(card.subject))
    if seen is None:
        raise Refusal("hesam.no_such_transfer")
    card.show("head", **transfer_fields(seen))
    card.line("they_say" if seen.answer else "they_say_nothing", **transfer_fields(seen))
    card.line(f"is_{seen.state.value}", **transfer_fields(seen))
    if "decide" in seen.may:
        card.action("decide", "hesam.decide")
