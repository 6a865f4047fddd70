"""پیام‌رسان کد - carries a sentence to a phone number, for signing in on the page.   Local twin: bot/gateways/web/signin.py `KeptCodes`; sibling: sms.py"""

from __future__ import annotations

import uuid

from bot.gateways.web import KeptCodes, SendCode
from bot.outside.registry import Post
from bot.outside.sms import SAFIR
from bot.settings import Sms


class NotCarried(Exception):
    """The carrier did not take it."""


class HttpCarrier:
    """A provider's HTTP interface: POST {"to", "text", "sender"} as JSON with the key in `Authorization` (EMRESALAT_SMS=http)."""

    def __init__(self, post: Post, sms: Sms) -> None:
        self._post, self._sms = post, sms

    async def send(self, mobile: str, text: str) -> None:
        """Raises NotCarried."""
        body = {"to": mobile, "text": text, "sender": self._sms.sender}
        status, _ = await self._post(self._sms.url, {"authorization": f"Bearer {self._sms.key}"}, body)
        if status not in (200, 201, 202):
            raise NotCarried(f"status {status}")


class SafirCarrier:
    """Bale's Safir: by phone number, `request_id` is its idempotency key (EMRESALAT_SMS=safir; `sender` is the bot's number)."""

    def __init__(self, post: Post, sms: Sms) -> None:
        self._post, self._sms = post, sms

    async def send(self, mobile: str, text: str) -> None:
        """Raises NotCarried."""
        data = {"message": text, "is_secure": True}
        body = {"request_id": str(uuid.uuid4()), "bot_id": int(self._sms.sender), "phone_number": mobile.removeprefix("+"), "message_data": data}
        status, _ = await self._post(self._sms.url or SAFIR, {"api-access-key": self._sms.key}, body)
        if status != 200:
            raise NotCarried(f"status {status}")


def open_carrier(sms: Sms, post: Post) -> SendCode:
    """The carrier of the settings; without one, codes are kept and written into the log."""
    if sms.kind == "http":
        return HttpCarrier(post, sms)
    return SafirCarrier(post, sms) if sms.kind == "safir" else KeptCodes()
