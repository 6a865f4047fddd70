"""تلگرام - the gateway to Telegram, spoken with aiogram's methods and types.   Siblings: bale.py; in common: botapi/; see docs/gateways.md

aiogram makes the calls (`Bot(session=LeanSession)` and its typed methods) and is asked for every update that is not plain. What happens at every message goes without
pydantic, which costs more there than the rest together (docs/performance.md): plain updates are decoded by botapi/shapes.py, and texts, edits and acknowledgements are
plain JSON; a test holds their fields against aiogram's methods.
"""

from __future__ import annotations

import io
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import aiohttp
import msgspec
from aiogram import Bot, methods, types
from aiogram.client.default import Default
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.gateways.base import Button, Can, Invoice, Offered, Outgoing, Refused, Unclear
from bot.gateways.botapi.answers import DONE, result_of
from bot.gateways.botapi.delivery import Keys, Rows, Upload, ack_text
from bot.gateways.botapi.gateway import BotApiGateway, BotSettings, House
from bot.gateways.botapi.reading import ALLOWED_UPDATES, UpdateReader
from bot.gateways.botapi.wire import Wire
from bot.gateways.markup import Spans, html, parse

CAN = Can(styles=True, copy=True, markup="html", caption_limit=1024)
UPLOAD_SECONDS = 120.0
INLINE_SECONDS = 30  # so long the same words of the same person are not asked again
NO_PREVIEW = {"is_disabled": True}


@dataclass(frozen=True, slots=True)
class TelegramSettings(BotSettings):
    """`secret`: what Telegram says with every update it brings; needed with a webhook."""

    api_base: str = "https://api.telegram.org"


class Telegram(BotApiGateway):
    """See bot/gateways/base.py `Gateway`."""

    name = "telegram"
    can = CAN

    def __init__(self, settings: TelegramSettings, house: House) -> None:
        if settings.webhook_url and not settings.secret:
            raise ValueError("a webhook of Telegram needs a secret")
        wire = Wire(settings.api_base, settings.token, connections=max(100, settings.max_connections), seconds=settings.request_seconds)
        self._bot = Bot(settings.token, session=LeanSession(wire, settings.api_base))
        reader = UpdateReader(self.name, settings.bot, types.Update.model_validate, shapes_first=True)
        super().__init__(settings, house, wire=wire, speaker=TelegramSpeaker(self._bot, wire), reader=reader, secret=settings.secret)

    async def _me(self) -> tuple[str, int]:
        me = await self._bot(methods.GetMe())
        return me.username or "", me.id

    async def _prepare(self) -> None:
        if self.webhook is None:
            await self._bot(methods.DeleteWebhook())
            return
        await self._bot(
            methods.SetWebhook(
                url=self._settings.webhook_url,
                secret_token=self._settings.secret,
                allowed_updates=list(ALLOWED_UPDATES),
                max_connections=self._settings.max_connections,
            )
        )

    async def _updates(self, offset: int, limit: int) -> bytes:
        ask = methods.GetUpdates(offset=offset or None, limit=limit, timeout=self._settings.poll_seconds, allowed_updates=list(ALLOWED_UPDATES))
        status, body = await self._wire.post("getUpdates", as_json(ask), seconds=self._settings.poll_seconds + self._settings.request_seconds)
        if status != 200:
            result_of("getUpdates", status, body)
        return body

    async def _file(self, file_id: str) -> tuple[str, int]:
        file = await self._bot(methods.GetFile(file_id=file_id))
        return file.file_path or "", file.file_size or 0

    def _ack_reply(self, ack: Outgoing) -> bytes:
        return _encoder.encode({"method": "answerCallbackQuery", **acknowledgement(ack.tap, ack_text(ack), ack.alert)})


class TelegramSpeaker:
    """botapi/delivery.py `Speaker`: everyday calls as plain JSON, files in aiogram's methods."""

    def __init__(self, bot: Bot, wire: Wire) -> None:
        self._bot, self._wire = bot, wire

    async def _call(self, method: str, **fields: Any) -> msgspec.Raw:
        status, body = await self._wire.post(method, _encoder.encode({key: one for key, one in fields.items() if one is not None}))
        return result_of(method, status, body)

    async def say(self, chat: int, spans: Spans, keys: Keys, reply_to: int | None) -> str:
        below, answers = keyboard(keys), answering(reply_to)
        raw = await self._call(
            "sendMessage", chat_id=chat, text=html(spans), parse_mode="HTML", link_preview_options=NO_PREVIEW, reply_markup=below, reply_parameters=answers
        )  # fmt: skip
        try:
            return str(_sent.decode(raw).message_id)
        except msgspec.MsgspecError:
            raise Unclear("sendMessage: done, but the answer cannot be read") from None

    async def show(self, chat: int, kind: str, file: str | Upload, spans: Spans, keys: Keys, reply_to: int | None) -> str:
        content: Any = file if isinstance(file, str) else types.BufferedInputFile(file.content, file.name)
        common: dict[str, Any] = {"chat_id": chat, kind: content, "reply_parameters": answering(reply_to)}
        if kind != "sticker" and spans:
            common |= {"caption": html(spans), "parse_mode": "HTML"}
        sent = await self._bot(with_keys(_SHOW[kind](**common), keys))
        return str(sent.message_id)

    async def edit(self, chat: int, message: int, spans: Spans, rows: Rows) -> None:
        text, below = html(spans), keyboard(Keys(rows))
        await self._call("editMessageText", chat_id=chat, message_id=message, text=text, parse_mode="HTML", link_preview_options=NO_PREVIEW, reply_markup=below)

    async def edit_caption(self, chat: int, message: int, spans: Spans, rows: Rows) -> None:
        below = keyboard(Keys(rows))
        await self._call("editMessageCaption", chat_id=chat, message_id=message, caption=html(spans), parse_mode="HTML", reply_markup=below)

    async def strip(self, chat: int, message: int) -> None:
        await self._call("editMessageReplyMarkup", chat_id=chat, message_id=message)

    async def delete(self, chat: int, message: int) -> None:
        await self._call("deleteMessage", chat_id=chat, message_id=message)

    async def ack(self, tap: str, text: str, alert: bool) -> None:
        await self._call("answerCallbackQuery", **acknowledgement(tap, text, alert))

    async def typing(self, chat: int) -> None:
        await self._call("sendChatAction", chat_id=chat, action="typing")

    async def bill(self, chat: int, invoice: Invoice, words: str) -> str:
        raise Refused("nothing is paid on Telegram")

    async def permit(self, checkout: str, why_not: str) -> None:
        raise Refused("nothing is paid on Telegram")

    async def offer(self, question: str, offers: tuple[Offered, ...], label: str) -> None:
        above = {"text": label, "start_parameter": "search"} if label else None
        results = [article(one) for one in offers]
        await self._call("answerInlineQuery", inline_query_id=question, results=results, cache_time=INLINE_SECONDS, is_personal=True, button=above)


_SHOW: dict[str, Any] = {
    "photo": methods.SendPhoto,
    "voice": methods.SendVoice,
    "audio": methods.SendAudio,
    "video": methods.SendVideo,
    "sticker": methods.SendSticker,
    "document": methods.SendDocument,
}
SENDING = frozenset(_SHOW.values())


def acknowledgement(tap: str, text: str, alert: bool) -> dict[str, Any]:
    """The answer to a tap."""
    return {"callback_query_id": tap} | ({"text": text} if text else {}) | ({"show_alert": True} if text and alert else {})


def article(one: Offered) -> dict[str, Any]:
    """A line of the list, and the message that it becomes."""
    message = {"message_text": html(parse(one.text)), "parse_mode": "HTML", "link_preview_options": NO_PREVIEW}
    below = {"inline_keyboard": [[{"text": one.label, "url": one.url}]]}
    return {"type": "article", "id": one.id, "title": one.title, "description": one.words, "input_message_content": message, "reply_markup": below}


def answering(message: int | None) -> dict[str, Any] | None:
    """What the message answers; it goes even if that is gone."""
    return {"message_id": message, "allow_sending_without_reply": True} if message is not None else None


M = TypeVar("M", bound=TelegramMethod[Any])


def with_keys(method: M, keys: Keys) -> M:
    """The method with what hangs below its message. Put in as plain JSON: checking every button costs more than all the rest of a call (performance.md)."""
    method.__dict__["reply_markup"] = keyboard(keys)
    return method


def keyboard(keys: Keys) -> dict[str, Any] | None:
    """An InlineKeyboardMarkup, ReplyKeyboardMarkup or ReplyKeyboardRemove, or None."""
    if keys.share:
        asked = {"text": keys.label, "request_contact" if keys.share == "contact" else "request_location": True}
        return {"keyboard": [[asked]], "resize_keyboard": True, "one_time_keyboard": True}
    if keys.clear:
        return {"remove_keyboard": True}
    return {"inline_keyboard": [[_button(button) for button in row] for row in keys.rows]} if keys.rows else None


def _button(button: Button) -> dict[str, Any]:
    made: dict[str, Any] = {"text": button.label}
    if button.ref:
        made["callback_data"] = button.ref
    if button.url:
        made["url"] = button.url
    if button.copy:
        made["copy_text"] = {"text": button.copy}
    if button.style:
        made["style"] = button.style
    return made


class Sent(msgspec.Struct):
    """What anybody reads of a message that was sent."""

    message_id: int


_sent = msgspec.json.Decoder(Sent, strict=False)


def _plain(value: object) -> object:
    if isinstance(value, types.TelegramObject):
        return _fields(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _fields(value: Any) -> dict[str, Any]:
    return {key: one for key, one in value.__dict__.items() if one is not None and not isinstance(one, Default)}


_encoder = msgspec.json.Encoder(enc_hook=_plain)


def as_json(method: TelegramMethod[Any]) -> bytes:
    """The parameters of a method, without what is unset or left to a default."""
    return _encoder.encode(_fields(method))


class LeanSession(BaseSession):
    """aiogram's door to the network: JSON bodies, our wire, our meanings of errors (NotSent instead of aiogram's exceptions).

    Methods that return a message give its MessageId: building a Message of 120 fields costs more than everything else together. The rest is decoded by aiogram.
    """

    def __init__(self, wire: Wire, api_base: str) -> None:
        super().__init__(api=TelegramAPIServer.from_base(api_base))
        self._wire = wire

    async def make_request(self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None) -> TelegramType:
        """See BaseSession. Raises NotSent."""
        name = method.__api_method__
        files = {key: one for key, one in method.__dict__.items() if isinstance(one, types.InputFile)}
        if files:
            status, body = await self._wire.post(name, await self._form(bot, method, files), seconds=UPLOAD_SECONDS)
        else:
            status, body = await self._wire.post(name, as_json(method), seconds=timeout)
        raw = result_of(name, status, body)
        try:
            return cast(TelegramType, _result(bot, method, raw))
        except ValueError:
            raise Unclear(f"{name}: done, but the answer cannot be read") from None

    async def _form(self, bot: Bot, method: TelegramMethod[Any], files: dict[str, types.InputFile]) -> aiohttp.FormData:
        form = aiohttp.FormData(quote_fields=False)
        for key, value in _fields(method).items():
            if key in files:
                content = b"".join([chunk async for chunk in files[key].read(bot)])
                form.add_field(key, io.BytesIO(content), filename=files[key].filename or key)
            else:
                form.add_field(key, value if isinstance(value, str) else _encoder.encode(value).decode())
        return form

    async def close(self) -> None:
        """See BaseSession."""
        await self._wire.close()

    async def stream_content(
        self, url: str, headers: dict[str, Any] | None = None, timeout: int = 30, chunk_size: int = 65536, raise_for_status: bool = True
    ) -> AsyncGenerator[bytes, None]:
        """See BaseSession. `url` is one of ours; the file comes in one piece, limited by what the gateway can take."""
        path = url.partition("/file/bot")[2].partition("/")[2]
        yield await self._wire.download(path, CAN.file_limit)


def _result(bot: Bot, method: TelegramMethod[Any], raw: msgspec.Raw) -> Any:
    if type(method) in SENDING:
        return types.MessageId(message_id=_sent.decode(raw).message_id)
    if raw == DONE:
        return True
    answer = Response[method.__returning__].model_validate({"ok": True, "result": msgspec.json.decode(raw)}, context={"bot": bot})  # type: ignore[name-defined]  # aiogram's own idiom
    return answer.result
