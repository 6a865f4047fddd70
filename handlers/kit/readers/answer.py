"""پاسخ - what every reader is made of.   Siblings: typed.py quantities.py identities.py sent.py"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from domain.kernel.persian.letters import TEXT_LIMIT, normalise
from handlers.kit.chat import Unreadable
from handlers.kit.said import Said

T = TypeVar("T")


def _anything(_value: object, _today: date) -> None:
    """No limits."""


def _as_it_is(value: object) -> object:
    return value


@dataclass(slots=True)
class Answer(Generic[T]):
    """A reader (handlers/kit/chat.py): `take` makes the value, `fits` knows its limits, `show` how it is shown back; all raise Unreadable."""

    kind: str
    type: Any
    take: Callable[[Said, date], T]
    fits: Callable[[T, date], None] = _anything
    show: Callable[[T], object] = _as_it_is
    personal: bool = False

    def read(self, said: Said, today: date) -> T:
        """The value of what was said, within the limits. Raises Unreadable."""
        value = self.take(said, today)
        self.fits(value, today)
        return value

    def check(self, value: T, today: date) -> None:
        """Raises Unreadable when an earlier answer is out of the limits of now."""
        self.fits(value, today)

    def shown(self, value: T) -> object:
        """The value for the texts; identifiers are masked."""
        return self.show(value)


def words_of(said: Said, limit: int = TEXT_LIMIT) -> str:
    """The normalised text of an answer. Raises Unreadable when there is none (a photo, a voice, nothing visible)."""
    words = normalise(said.text, limit)
    if not words or said.media or said.contact or said.place:
        raise Unreadable("common.again.needs_text")
    return words
