"""پیامک - a code by text message, through a carrier or kept by a local twin.   Port: domain/membership/ports.py `Sms`   Siblings: carrier.py between.py"""

from __future__ import annotations

from collections.abc import Callable

from bot.outside.between import Between
from bot.outside.carrier import Carrier, NotCarried


class TwinSms:
    """The local twin: keeps what it was given, newest last, for whoever runs the house at home."""

    KEPT = 50
    carries = False

    def __init__(self) -> None:
        self.sent: dict[str, tuple[str, str]] = {}  # key -> mobile, code

    async def send_code(self, mobile: str, code: str, key: str) -> bool:
        self.sent.setdefault(key, (mobile, code))
        while len(self.sent) > self.KEPT:
            del self.sent[next(iter(self.sent))]
        return True


class NoSms:
    """A house without a carrier: no code is taken."""

    carries = False

    async def send_code(self, mobile: str, code: str, key: str) -> bool:
        return False


class CarriedSms:
    """Codes by a carrier, in the `words` of the catalogue. The carrier is asked between two transactions."""

    def __init__(self, carrier: Carrier, words: Callable[[str], str], *, carries: bool = True) -> None:
        """`carries`: False for a carrier that only writes into the log."""
        self._carrier, self._words, self.carries = carrier, words, carries
        self._answers: Between[bool] = Between()

    async def send_code(self, mobile: str, code: str, key: str) -> bool:
        """Raises AskFirst the first time."""
        return self._answers.answer(key, lambda: self._ask(mobile, code, key))

    async def _ask(self, mobile: str, code: str, key: str) -> bool:
        try:
            await self._carrier.send(mobile, self._words(code), key)
        except NotCarried:
            return False
        return True
