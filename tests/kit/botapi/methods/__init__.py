"""کارهای ربات - every method of the Bot API that the simulator speaks, by its name.   Siblings: sending.py media.py editing.py receiving.py asking.py paying.py"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from tests.kit.botapi.methods import asking, editing, media, paying, receiving, sending
from tests.kit.botapi.params import Params

if TYPE_CHECKING:
    from tests.kit.botapi.server import BotApi

Method = Callable[["BotApi", Params], Awaitable[Any]]


def methods() -> dict[str, Method]:
    """Lower-case name -> function: capitals do not matter, as on Telegram."""
    return {name.lower(): method for part in (sending, media, editing, receiving, asking, paying) for name, method in part.METHODS.items()}
