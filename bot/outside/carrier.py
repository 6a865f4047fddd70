"""پیام‌رسان کد - carries a sentence to a phone number.   For signing in on the page, and for sms.py   Local twin: bot/gateways/web/signin.py `KeptCodes`"""

from __future__ import annotations

import uuid
from typing import Protocol

from bot.gateways.web import KeptCodes
from bot.outside.post import Post
from bot.settings import Sms

SAFIR = "https://safir.bale.ai/api/v3/send_message"  # docs.bale.ai/safir


class NotCarried(Exception):
    """The carrier did not take it, or did not answer."""


class Carrier(Protocol):
    """Fulfils the page's port `SendCode` too. A repeated `key` is sent once where the provider knows of keys; "" makes a new one."""

    async def send(self, mobile: str, text: str, key: str = "") -> None:
        """`mobile` is E.164. Raises NotCarried."""


class HttpCarrier:
    """A provider's HTTP interface: POST {"to", "text", "sender"} as JSON with the key in `Authorization` (EMRESALAT_SMS=http)."""

    def __init__(self, post: Post, sms: Sms) -> None:
        self._post, self._sms = post, sms

    async def send(self, mobile: str, text: str, key: str = "") -> None:
        headers = {"Authorization": f"Bearer {self._sms.key}", "Idempotency-Key": key or str(uuid.uuid4())}
        await _carried(self._post, self._sms.url, headers, {"to": mobile, "text": text, "sender": self._sms.sender})


class SafirCarrier:
    """Bale's Safir: by phone number, `request_id` is its idempotency key (EMRESALAT_SMS=safir; `sender` is the bot's number)."""

    def __init__(self, post: Post, sms: Sms) -> None:
        self._post, self._sms = post, sms

    async def send(self, mobile: str, text: str, key: str = "") -> None:
        data = {"message": text, "is_secure": True}
        body = {"request_id": key or str(uuid.uuid4()), "bot_id": int(self._sms.sender), "phone_number": mobile.removeprefix("+"), "message_data": data}
        await _carried(self._post, self._sms.url or SAFIR, {"api-access-key": self._sms.key}, body)


async def _carried(post: Post, url: str, headers: dict[str, str], body: dict[str, object]) -> None:
    try:
        status, _ = await post(url, headers, body)
    except (OSError, TimeoutError) as away:
        raise NotCarried(type(away).__name__) from None
    if status not in (200, 201, 202):
        raise NotCarried(f"status {status}")


def open_carrier(sms: Sms, post: Post) -> Carrier | None:
    """The carrier of the settings. None: no text message leaves this house. The twin, of the demo alone, keeps them and writes them into the log."""
    match sms.kind:
        case "http":
            return HttpCarrier(post, sms)
        case "safir":
            return SafirCarrier(post, sms)
        case "twin":
            return KeptCodes()
    return None
