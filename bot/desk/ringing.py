"""زنگ میز - after a commit, the open desks that something concerns look again.   Bell: bot/gateways/web/bell.py   Heard by: line.py"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.gateways.web.bell import Bell
from domain.kernel.people import MemberId
from domain.kernel.verbs import Event
from domain.membership.events import RoleRevoked
from domain.moshavereh import desk_events, events

EVERYBODY = "~desk"
"""What every open desk hears; no chat is called so."""
OF_ONE = (events.MemberWrote, events.LineEdited, events.MemberShut, events.RahyarWrote, events.ReplyEdited, events.ReplyTakenBack, desk_events.NoteWritten)
OURS = (events.__name__, desk_events.__name__)


def desk_of(member: MemberId) -> str:
    """What the desk of one rahyar hears."""
    return f"{EVERYBODY}-{member}"


def rings_desks(bell: Bell) -> Callable[[Sequence[Event]], None]:
    """Told of what is committed, it rings: words of a case that somebody has at their desk alone, everything else at all of them."""

    def ring(happened: Sequence[Event]) -> None:
        for place in {place for event in happened for place in _places(event)}:
            bell.ring(place)

    return ring


def _places(event: Event) -> set[str]:
    if isinstance(event, RoleRevoked):
        return {EVERYBODY}
    if type(event).__module__ not in OURS:
        return set()
    if isinstance(event, OF_ONE) and event.rahyar is not None:
        return {desk_of(event.rahyar)}
    return {EVERYBODY}
