"""کارهای ربات - every method of the Bot API that the simulator speaks, by its name.   Beside this file, one for each kind"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from tests.kit.botapi.methods import asking, editing, inlining, media, paying, receiving, sending
from tests.kit.botapi.params import Params

if TYPE_CHECKING:
    from tests.kit.botapi.server import BotApi

Method = Callable[["BotApi", Params], Awaitable[Any]]


def methods() -> dict[str, Method]:
    """Lower-case name -> function: capitals do not matter, as on Telegram."""
    return {name.lower(): method for part in (sending, media, editing, receiving, asking, inlining, paying) for name, method in part.METHODS.items()}
