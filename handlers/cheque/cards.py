"""کارت چک - a cheque that is offered to somebody, to accept or not.   Posted by: hearing.py"""

from __future__ import annotations

from domain.cheque import ChequeService
from domain.cheque.cheque import ChequeId, LeafDeed
from handlers.cheque.telling import cheque_fields
from handlers.kit import Card, card


@card("cheque.offered")
async def draw_offered(card: Card, cheque: ChequeService) -> None:
    """For who is to accept it; afterwards how it stands."""
    seen = await cheque.cheque(card.viewer, ChequeId(card.subject))
    card.show("head", **cheque_fields(seen))
    if LeafDeed.ACCEPT in seen.may:
        card.action("accept", "", cheque.accept, seen.id)
        card.action("reject", "cheque.reject")
    else:
        card.line("stands", state=seen.state)
    card.action("look", "cheque.cheque")
