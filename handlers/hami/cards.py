"""کارت حامی - a request for support, for each hami who was asked.   Posted by: hearing.py"""

from __future__ import annotations

from domain.hami import HamiService
from domain.hami.model import Answer, AskId, AskState, HamiKind
from handlers.hami.asking import ask_fields
from handlers.kit import Card, card


@card("hami.asked")
async def draw_asked(card: Card, hami: HamiService) -> None:
    """All of it, a part, a question, or no; nobody has to say why."""
    seen = await hami.ask_seen(card.viewer, AskId(card.subject))
    card.show("head_credit" if seen.kind is HamiKind.CREDIT else "head_other", **ask_fields(seen))
    if seen.state is not AskState.OPEN:
        card.line(f"is_{seen.state.value}")
        return
    if seen.my_answer is not Answer.WAITING:
        card.line(f"i_{'accepted' if seen.my_answer is Answer.ACCEPTED else 'declined'}")
    if seen.kind is HamiKind.CREDIT:
        card.action("give", "hami.give")
    else:
        card.action("hand", "", hami.lend_a_hand, seen.id)
    card.action("question", "hami.question")
    if seen.my_answer is Answer.WAITING:
        card.action("decline", "", hami.decline_ask, seen.id)
