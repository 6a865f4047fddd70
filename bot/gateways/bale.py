"""بله - the gateway to Bale, spoken with python-telegram-bot's bot and types.   Siblings: telegram.py; in common: botapi/; see docs/gateways.md

What Bale does otherwise (platforms.md 2.1): it renders every text as its own Markdown and knows no parse_mode; it answers `reply_to_message_id` only; it has no webhook
secret, so the path is one; it leaves out fields the library insists on; an unknown method is 404, which the library takes for a dead token; it says "too many" without
saying how long. So the library encodes and decodes, and never runs.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import msgspec
import telegram
from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData

from bot.gateways.base import Can, Invoice, NotSent, Offered, Outgoing, Refused, Unclear
from bot.gateways.botapi.answers import result_of
from bot.gateways.botapi.delivery import Keys, Rows, Upload
from bot.gateways.botapi.gateway import BotApiGateway, BotSettings, House
from bot.gateways.botapi.reading import UpdateReader
from bot.gateways.botapi.wire import Body, Wire
from bot.gateways.markup import Spans, markdown

log = logging.getLogger(__name__)

CAN = Can(styles=False, copy=False, markup="markdown", caption_limit=1000)
UPLOAD_SECONDS = 120.0
IDLE_SECONDS = 1.0  # between empty answers: nobody promises that Bale holds a question open
PATH_LENGTH = 16
OLD_APP = "1"
_NOT_IN_NAMES = re.compile(r"[^\w.-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class BaleSettings(BotSettings):
    """The path of `webhook_url` is the secret: at least 16 characters that nobody can guess (decision 21)."""

    api_base: str = "https://tapi.bale.ai"
    provider_token: str = field(default="", repr=False)  # for invoices; "" where nothing is paid on Bale


class Bale(BotApiGateway):
    """See bot/gateways/base.py `Gateway`."""

    name = "bale"
    can = CAN

    def __init__(self, settings: BaleSettings, house: House) -> None:
        if settings.webhook_url and len(urlsplit(settings.webhook_url).path.strip("/")) < PATH_LENGTH:
            raise ValueError(f"the path of Bale's webhook needs at least {PATH_LENGTH} characters that nobody can guess")
        logging.getLogger("telegram.Bot").setLevel(logging.INFO)  # its DEBUG lines hold the token and what members are told
        wire = Wire(settings.api_base, settings.token, connections=max(100, settings.max_connections), seconds=settings.request_seconds)
        origin, request = settings.api_base.rstrip("/"), WireRequest(wire, settings.request_seconds)
        self._bot = telegram.Bot(
            settings.token, base_url=f"{origin}/bot", base_file_url=f"{origin}/file/bot", request=request, get_updates_request=WireRequest(wire, settings.request_seconds)
        )
        reader = UpdateReader(self.name, settings.bot, _update, shapes_first=False)
        super().__init__(settings, house, wire=wire, speaker=BaleSpeaker(self._bot, settings.provider_token), reader=reader, secret="", idle_seconds=IDLE_SECONDS)

    async def _me(self) -> tuple[str, int]:
        me = await called("getMe", self._bot.get_me)
        return me.username or "", me.id

    async def _prepare(self) -> None:
        if self.webhook is None:
            try:
                await called("deleteWebhook", self._bot.delete_webhook)
            except Refused as error:
                log.info("bale: %s; polling all the same", error)
            return
        await called("setWebhook", self._bot.set_webhook, url=self._settings.webhook_url)  # it takes nothing but the URL

    async def _updates(self, offset: int, limit: int) -> bytes:
        form = {"limit": str(limit), "timeout": str(self._settings.poll_seconds)} | ({"offset": str(offset)} if offset else {})
        status, body = await self._wire.post("getUpdates", form, seconds=self._settings.poll_seconds + self._settings.request_seconds)
        if status != 200:
            result_of("getUpdates", status, body, dialect="bale")
        return body

    async def _file(self, file_id: str) -> tuple[str, int]:
        file = await called("getFile", self._bot.get_file, file_id)
        return (file.file_path or "").removeprefix(f"{self._bot.base_file_url}/"), file.file_size or 0

    def _shows_words(self, tap: str) -> bool:
        """Taps of apps that are too old for it have numbers that begin with 1 (platforms.md 2.1)."""
        return not tap.startswith(OLD_APP)

    def _ack_reply(self, ack: Outgoing) -> bytes:
        return b""  # that Bale carries out a method in a webhook's answer is written nowhere


class BaleSpeaker:
    """botapi/delivery.py `Speaker` in python-telegram-bot's methods."""

    def __init__(self, bot: telegram.Bot, provider_token: str = "") -> None:
        self._bot, self._provider_token = bot, provider_token
        self._show: dict[str, Callable[..., Awaitable[telegram.Message]]] = {
            "photo": bot.send_photo,
            "voice": bot.send_voice,
            "audio": bot.send_audio,
            "video": bot.send_video,
            "sticker": bot.send_sticker,
            "document": bot.send_document,
        }

    async def say(self, chat: int, spans: Spans, keys: Keys, reply_to: int | None) -> str:
        sent = await called("sendMessage", self._bot.send_message, chat, markdown(spans), reply_markup=keyboard(keys), api_kwargs=answering(reply_to))
        return str(sent.message_id)

    async def show(self, chat: int, kind: str, file: str | Upload, spans: Spans, keys: Keys, reply_to: int | None) -> str:
        content: Any = file if isinstance(file, str) else telegram.InputFile(file.content, filename=safe_file_name(file.name))
        more = {"caption": markdown(spans)} if spans and kind != "sticker" else {}
        sent = await called(f"send{kind.capitalize()}", self._show[kind], chat, content, reply_markup=keyboard(keys), api_kwargs=answering(reply_to), **more)
        return str(sent.message_id)

    async def edit(self, chat: int, message: int, spans: Spans, rows: Rows) -> None:
        await called("editMessageText", self._bot.edit_message_text, markdown(spans), chat, message, reply_markup=inline(rows))

    async def edit_caption(self, chat: int, message: int, spans: Spans, rows: Rows) -> None:
        await called("editMessageCaption", self._bot.edit_message_caption, chat, message, caption=markdown(spans), reply_markup=inline(rows))

    async def strip(self, chat: int, message: int) -> None:
        await called("editMessageReplyMarkup", self._bot.edit_message_reply_markup, chat, message)

    async def delete(self, chat: int, message: int) -> None:
        await called("deleteMessage", self._bot.delete_message, chat, message)

    async def ack(self, tap: str, text: str, alert: bool) -> None:
        await called("answerCallbackQuery", self._bot.answer_callback_query, tap, text=text or None, show_alert=True if text and alert else None)

    async def typing(self, chat: int) -> None:
        await called("sendChatAction", self._bot.send_chat_action, chat, "typing")

    async def bill(self, chat: int, invoice: Invoice, words: str) -> str:
        if not self._provider_token:
            raise Refused("nothing is paid on Bale here")
        price = [telegram.LabeledPrice(invoice.title, invoice.rials)]
        told = (chat, invoice.title, words, invoice.payload, "IRR", price, self._provider_token)
        sent = await called("sendInvoice", self._bot.send_invoice, *told)
        return str(sent.message_id)

    async def permit(self, checkout: str, why_not: str) -> None:
        await called("answerPreCheckoutQuery", self._bot.answer_pre_checkout_query, checkout, not why_not, error_message=why_not or None)

    async def offer(self, question: str, offers: tuple[Offered, ...], label: str) -> None:
        raise Refused("nobody looks from another chat on Bale")


def answering(message: int | None) -> dict[str, int] | None:
    """What the message answers, in the only way Bale understands."""
    return {"reply_to_message_id": message} if message is not None else None


def keyboard(keys: Keys) -> telegram.InlineKeyboardMarkup | telegram.ReplyKeyboardMarkup | telegram.ReplyKeyboardRemove | None:
    """What hangs below a message, or None."""
    if keys.share:
        asked = telegram.KeyboardButton(keys.label, request_contact=keys.share == "contact" or None, request_location=keys.share == "location" or None)
        return telegram.ReplyKeyboardMarkup([[asked]], resize_keyboard=True, one_time_keyboard=True)
    return telegram.ReplyKeyboardRemove() if keys.clear else inline(keys.rows)


def inline(rows: Rows) -> telegram.InlineKeyboardMarkup | None:
    """The buttons of a message, or None. Bale refuses styles, and buttons that copy are too new there: they are left out."""
    kept = [
        [telegram.InlineKeyboardButton(button.label, callback_data=button.ref or None, url=button.url or None) for button in row if button.ref or button.url]
        for row in rows
    ]
    kept = [row for row in kept if row]
    return telegram.InlineKeyboardMarkup(kept) if kept else None


def safe_file_name(name: str) -> str:
    """At most 40 characters that Bale takes, with the ending kept."""
    stem, dot, ending = name.rpartition(".")
    stem, ending = (_NOT_IN_NAMES.sub("-", part).strip("-.") for part in ((stem, ending) if dot else (name, "")))
    return f"{stem[:30] or 'file'}.{ending[:9]}" if ending else stem[:40] or "file"


class Said(TelegramError):
    """Carries what an answer means through the library, which lets only its own exceptions pass."""

    def __init__(self, why: NotSent) -> None:
        super().__init__(str(why))
        self.why = why


async def called(name: str, method: Callable[..., Awaitable[Any]], *args: Any, **kwargs: Any) -> Any:
    """Call a method of the library's bot. Raises NotSent only."""
    try:
        return await method(*args, **kwargs)
    except Said as error:
        raise error.why from None
    except (TelegramError, TypeError, KeyError, ValueError, AttributeError) as error:
        raise Unclear(f"{name}: done, but the answer cannot be read ({type(error).__name__})") from None


class WireRequest(BaseRequest):
    """python-telegram-bot's door to the network: our wire, our meanings of errors, and answers with what the library insists on."""

    def __init__(self, wire: Wire, seconds: float) -> None:
        self._wire, self._seconds = wire, seconds

    @property
    def read_timeout(self) -> float:
        """Seconds."""
        return self._seconds

    async def initialize(self) -> None:
        """The wire opens with its first request."""

    async def shutdown(self) -> None:
        """See BaseRequest."""
        await self._wire.close()

    async def do_request(self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any) -> tuple[int, bytes]:
        """See BaseRequest: only the result of an answer is handed on."""
        name = url.rpartition("/")[2]
        uploads = request_data is not None and request_data.contains_files
        try:
            status, body = await self._wire.post(name, _body(request_data), seconds=UPLOAD_SECONDS if uploads else None)
            return 200, bytes(result_of(name, status, body, dialect="bale"))
        except NotSent as error:
            raise Said(error) from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """See BaseRequest. Of a message nobody reads more than its id; the rest might not please the library."""
        result = msgspec.json.decode(payload)
        if isinstance(result, dict) and "message_id" in result:
            chat = result.get("chat")
            result = {"message_id": result["message_id"], "date": 0, "chat": {"id": chat.get("id", 0) if isinstance(chat, dict) else 0, "type": "private"}}
        return {"result": filled(result)}


def _body(data: RequestData | None) -> Body:
    if data is None or not data.contains_files:
        return data.json_parameters if data is not None else None
    form = aiohttp.FormData(data.json_parameters, quote_fields=False)
    for key, (name, content, mime) in data.multipart_data.items():
        form.add_field(key, io.BytesIO(content) if isinstance(content, bytes) else content, filename=name, content_type=mime)
    return form


_LACKING: dict[str, dict[str, Any]] = {
    "from": {"is_bot": False, "first_name": ""},
    "chat": {"type": "private"},
    "message": {"date": 0},
    "edited_message": {"date": 0},
    "reply_to_message": {"date": 0},
    "callback_query": {"chat_instance": ""},
    "pre_checkout_query": {"currency": "IRR"},
    "successful_payment": {"currency": "IRR", "total_amount": 0, "telegram_payment_charge_id": "", "provider_payment_charge_id": ""},
    "photo": {"file_unique_id": "", "width": 0, "height": 0},
    "voice": {"file_unique_id": "", "duration": 0},
    "audio": {"file_unique_id": "", "duration": 0},
    "document": {"file_unique_id": ""},
    "video": {"file_unique_id": "", "duration": 0, "width": 0, "height": 0},
    "video_note": {"file_unique_id": "", "duration": 0, "length": 0},
    "animation": {"file_unique_id": "", "duration": 0, "width": 0, "height": 0},
    "sticker": {"file_unique_id": "", "width": 0, "height": 0, "is_animated": False, "is_video": False, "type": "regular"},
    "contact": {"first_name": ""},
    "venue": {"title": "", "address": ""},
    "result": {"is_bot": True, "first_name": "", "file_unique_id": ""},
}
"""What Bale leaves out or sends as null, and the library insists on."""


def filled(part: Any, name: str = "result") -> Any:
    """The same JSON with what the library insists on."""
    if isinstance(part, list):
        return [filled(one, name) for one in part]
    if not isinstance(part, dict):
        return part
    lacking = {key: value for key, value in _LACKING.get(name, {}).items() if part.get(key) is None}
    return {key: filled(value, key) for key, value in part.items()} | lacking


def _update(tree: dict[str, Any]) -> telegram.Update:
    """The library's reading of an update."""
    return telegram.Update.de_json(filled(tree, "update"), None)
