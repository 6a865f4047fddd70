"""پیامک - a code by text message, through Bale's Safir or kept by a local twin.   Port: domain/membership/ports.py `Sms`   Sibling: registry.py"""

from __future__ import annotations

from collections.abc import Callable

from bot.outside.registry import Post

SAFIR = "https://safir.bale.ai/api/v3/send_message"  # docs.bale.ai/safir


class TwinSms:
    """The local twin: keeps what it was given, newest last, for whoever runs the house at home."""

    KEPT = 50

    def __init__(self) -> None:
        self.sent: dict[str, tuple[str, str]] = {}  # key -> mobile, code

    async def send_code(self, mobile: str, code: str, key: str) -> bool:
        self.sent.setdefault(key, (mobile, code))
        while len(self.sent) > self.KEPT:
            del self.sent[next(iter(self.sent))]
        return True


class SafirSms:
    """Safir takes a phone number as 98… and an idempotent `request_id`. `words` phrases the code: texts are kept in the catalogue."""

    def __init__(self, post: Post, bot: str, key: str, words: Callable[[str], str]) -> None:
        self._post, self._bot, self._key, self._words = post, bot, key, words

    async def send_code(self, mobile: str, code: str, key: str) -> bool:
        message = {"message": self._words(code), "is_secure": True}
        body = {"request_id": key, "bot_id": int(self._bot), "phone_number": mobile.removeprefix("+"), "message_data": {"message": message}}
        try:
            status, _ = await self._post(SAFIR, {"api-access-key": self._key}, body)
        except (OSError, TimeoutError):
            return False
        return status == 200
