"""کارت ضامن - a note that somebody is asked to answer for.   Posted by: hearing.py"""

from __future__ import annotations

from domain.icap import IcapService
from domain.icap.note import NoteId, NoteState
from handlers.icap.notes import note_fields
from handlers.kit import Card, card


@card("icap.guaranteeing")
async def draw_guaranteeing(card: Card, icap: IcapService) -> None:
    """For the guarantor: what it means, and both answers."""
    seen = await icap.note(card.viewer, NoteId(card.subject))
    card.show("head", **note_fields(seen))
    if seen.state is NoteState.SIGNED:
        card.action("sign", "icap.sign")
        card.action("decline", "", icap.decline, seen.id)
    else:
        card.line("stands", state=seen.state)
