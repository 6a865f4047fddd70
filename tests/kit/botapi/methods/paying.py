"""پرداخت بله - sendInvoice, the answer to a checkout, and the question what became of a transaction.   Who pays: ../people.py   Source: platforms.md 2.1"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.kit.botapi.errors import bad_request
from tests.kit.botapi.keyboards import Markup
from tests.kit.botapi.methods.sending import chat_for, place
from tests.kit.botapi.params import Params
from tests.kit.botapi.wire import message_json

if TYPE_CHECKING:
    from tests.kit.botapi.server import BotApi

ANSWER_SECONDS = 10


async def send_invoice(api: BotApi, p: Params) -> dict[str, Any]:
    """sendInvoice: title of 1-32 characters, description of 1-255, payload of 1-128 bytes, a provider token, whole rials."""
    chat = chat_for(api, p)
    title, words, payload = p.text("title"), p.text("description"), p.text("payload")
    if not 1 <= len(title) <= 32 or not 1 <= len(words) <= 255 or not 1 <= len(payload.encode()) <= 128:
        raise bad_request("invalid invoice")
    if not p.text("provider_token"):
        raise bad_request("PAYMENT_PROVIDER_INVALID")
    prices = p.json("prices", list, "prices")
    if not prices or any(not isinstance(one.get("amount"), int) or one["amount"] <= 0 or not one.get("label") for one in prices):
        raise bad_request("invalid prices")
    total = sum(one["amount"] for one in prices)
    invoice = {"title": title, "description": words, "start_parameter": "", "currency": "IRR", "total_amount": total}
    message = place(api, p, chat, "invoice", Markup(), raw=f"{title}\n{words}", extra={"invoice": invoice})
    message.payload = payload
    return message_json(message, markdown=True)


async def answer_checkout(api: BotApi, p: Params) -> bool:
    """answerPreCheckoutQuery, within ten seconds."""
    found = api.world.checkouts.get(p.text("pre_checkout_query_id"))
    if found is None or found.answer is not None or api.clock() - found.at > ANSWER_SECONDS:
        raise bad_request("query is too old or query ID is invalid")
    found.answer, found.why_not = p.yes("ok"), p.text("error_message")
    api.world.changes.note()
    return True


async def inquire(api: BotApi, p: Params) -> dict[str, Any]:
    """inquireTransaction."""
    found = api.world.checkouts.get(p.text("transaction_id"))
    if found is None:
        raise bad_request("transaction not found")
    return {"id": found.id, "status": found.status, "userID": found.by.id, "amount": found.amount, "createdAt": int(found.at)}


METHODS = {"sendInvoice": send_invoice, "answerPreCheckoutQuery": answer_checkout, "inquireTransaction": inquire}
