"""خدمت‌ها - how each subsystem's service is put together from its store and its ports.   Services: domain/<subsystem>/service.py"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bot.people import TalkOwners
from domain.kernel.verbs import Service
from domain.moshavereh.service import MoshaverehService
from storage.kit.unit import UnitOfWork
from storage.membership import MemberCards
from storage.moshavereh import CaseRows

if TYPE_CHECKING:
    from bot.scene import Scene


class Services:
    """The services of one unit of work, made when first asked for, by their subsystem's word."""

    def __init__(self, unit: UnitOfWork, makers: Makers | None = None, scene: Scene | None = None) -> None:
        """`scene`: the transaction of an incoming event, for ports that reach conversations; None outside of one (command line, tests of one service)."""
        self.unit, self.scene = unit, scene
        self._makers = MAKERS if makers is None else makers
        self._made: dict[str, Service] = {}

    def __getitem__(self, word: str) -> Any:
        """The service called `word`. Raises KeyError for a word that is no subsystem (wiring asks for all of them at start-up)."""
        if word not in self._made:
            self._made[word] = self._makers[word](self)
        return self._made[word]


Makers = dict[str, Callable[[Services], Service]]


def make_moshavereh(services: Services) -> MoshaverehService:
    unit = services.unit
    return MoshaverehService(unit, CaseRows(unit.conn, unit.vault, unit.now), TalkOwners(services.scene), MemberCards(unit))


MAKERS: Makers = {
    "moshavereh": make_moshavereh,
}
"""One line a subsystem: `"kanoon": make_kanoon`. Ports of one subsystem that another fulfils meet here."""
