"""گزینه‌ها - fetches what a question offers and gives it its words.   Used by player.py; typed labels: reading.py"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

from bot.engine.budget import Meter
from bot.engine.questions import Labelled
from bot.engine.screens import Words
from bot.engine.wire import plain
from handlers.kit.chat import Option

T = TypeVar("T")
Offer = Sequence[Option[T]] | Callable[[], Awaitable[Sequence[Option[T]]]]


async def fetched(options: Offer[T], meter: Meter) -> Sequence[Option[T]]:
    """The options, asked for now if they are a callable."""
    if not callable(options):
        return options
    found = await options()
    meter.rest()
    return found


def labelled(options: Sequence[Option[Any]], words: Words, text_key: Callable[[str], str]) -> list[Labelled]:
    """Each with its label: a text of the flow, of the subsystem, or the name as it stands in the books."""
    return [Labelled(plain(o.value), _label(o, words, text_key), o) for o in options]


def _label(option: Option[Any], words: Words, text_key: Callable[[str], str]) -> str:
    if not option.label:
        return option.name
    key = option.label if words.has(option.label) else text_key(option.label)
    return words.plain(key, **(option.fields or {}))
