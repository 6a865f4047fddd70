"""دریافت - polling, the webhook, and the acknowledgement of taps.   Siblings: ../updates.py ../webhook.py"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.kit.botapi.errors import ApiError, bad_request
from tests.kit.botapi.markup import units
from tests.kit.botapi.params import Params

if TYPE_CHECKING:
    from tests.kit.botapi.server import BotApi

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
ACK_UNITS = 200


async def get_updates(api: BotApi, p: Params) -> list[dict[str, Any]]:
    """getUpdates. Raises ApiError 409 while a webhook is set, and in the older of two pollers."""
    if api.postman.url:
        raise ApiError(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
    if api.dialect.secret:
        api.queue.allow(p.json("allowed_updates", list, "allowed updates"))
    return await api.queue.poll(p.whole("offset"), p.whole("limit", 100), p.whole("timeout"))


async def set_webhook(api: BotApi, p: Params) -> bool:
    """setWebhook: HTTPS, or plain HTTP to this machine (as a local Bot API server allows). Bale takes the url only and ignores the rest."""
    url = p.text("url")
    if url:
        where = urlsplit(url)
        if where.scheme not in ("http", "https") or not where.hostname or (where.scheme == "http" and where.hostname not in LOOPBACK):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = ""
    if api.dialect.secret:
        secret = p.text("secret_token")
        if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
            raise bad_request("secret token contains unallowed characters")
        if not 1 <= p.whole("max_connections", 40) <= 100:
            raise bad_request("wrong max_connections specified")
        api.queue.allow(p.json("allowed_updates", list, "allowed updates"))
        if p.yes("drop_pending_updates"):
            api.queue.drop_all()
    api.queue.interrupt()
    await api.postman.set(url, secret, p.whole("max_connections", 40) if api.dialect.secret else 40)
    return True


async def delete_webhook(api: BotApi, p: Params) -> bool:
    """deleteWebhook. On Bale drop_pending_updates does nothing."""
    if api.dialect.secret and p.yes("drop_pending_updates"):
        api.queue.drop_all()
    await api.postman.set("", "", 40)
    return True


async def get_webhook_info(api: BotApi, _: Params) -> dict[str, Any]:
    """getWebhookInfo; on Bale only the url."""
    if api.dialect.minimal:
        return {"url": api.postman.url}
    shape: dict[str, Any] = {"url": api.postman.url, "has_custom_certificate": False, "pending_update_count": len(api.queue.pending), "max_connections": api.postman.most}
    if api.postman.last_error:
        shape |= {"last_error_date": int(api.postman.last_error_at), "last_error_message": api.postman.last_error}
    if api.queue.allowed:
        shape["allowed_updates"] = sorted(api.queue.allowed)
    return shape


async def answer_callback_query(api: BotApi, p: Params) -> bool:
    """answerCallbackQuery: once, soon enough (`api.query_life` seconds of the simulator's clock), text of up to 200 UTF-16 units."""
    query = api.world.queries.get(p.required_text("callback_query_id", bad_request(TOO_OLD)))
    text = p.text("text")
    if units(text) > ACK_UNITS:
        raise bad_request("MESSAGE_TOO_LONG")
    if query is None or query.ack is not None or query.expired or api.clock() - query.at > api.query_life:
        raise bad_request(TOO_OLD)
    if not api.recording:
        del api.world.queries[query.id]
    query.ack = {"text": text, "show_alert": p.yes("show_alert"), "seen": not query.by.old_client, "at": api.clock()}
    api.world.changes.note()
    return True


METHODS = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "answerCallbackQuery": answer_callback_query,
}
