"""فرستادن - sendMessage and its plain relations; the checks that every sending shares.   Siblings: media.py editing.py"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.kit.botapi.errors import ApiError, bad_request, forbidden
from tests.kit.botapi.keyboards import Markup, read_markup
from tests.kit.botapi.markdown import render
from tests.kit.botapi.markup import Rich, given_entities, parse_html, trimmed, units
from tests.kit.botapi.params import Params
from tests.kit.botapi.wire import CAPTIONED, message_json
from tests.kit.botapi.world import Chat, Message

if TYPE_CHECKING:
    from tests.kit.botapi.server import BotApi


def chat_for(api: BotApi, p: Params, field: str = "chat_id", writing: bool = True) -> Chat:
    """The chat that a call names. Raises ApiError: empty, unknown, upgraded, closed to the bot, or not begun yet."""
    name = p.required_text(field, bad_request(f"{field} is empty"))
    chat = None
    if name.lstrip("-").isdigit():
        chat = api.world.chat_of(int(name))
    elif name.startswith("@"):
        chat = next((c for c in api.world.chats.values() if c.username and c.username.lower() == name[1:].lower()), None)
    if chat is None:
        raise ApiError(*api.dialect.no_chat)
    if chat.moved_to:
        raise ApiError(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.moved_to)
    if writing and chat.closed is not None:
        raise chat.closed
    if writing and not chat.known:
        raise forbidden("bot can't initiate conversation with a user")
    return chat


def rich_text(api: BotApi, p: Params, field: str, limit: int, entities: str, too_long: str) -> tuple[str, Rich]:
    """(raw, shown) of a text or caption. Raises ApiError 400 if it cannot be parsed or is longer than `limit` UTF-16 units after parsing."""
    raw = p.text(field)
    if not api.strict:
        return raw, Rich(raw)
    if any("\ud800" <= letter <= "\udfff" for letter in raw):
        raise bad_request("strings must be encoded in UTF-8")
    if not api.dialect.html:
        rich = render(raw)
    elif (given := p.json(entities, list, "entities")) is not None:
        rich = given_entities(raw, given)
    else:
        mode = p.text("parse_mode").lower()
        if mode not in ("", "none", "html"):
            raise bad_request("unsupported parse_mode")
        rich = parse_html(raw) if mode == "html" else trimmed(Rich(raw))
    if units(rich.text) > limit:
        raise bad_request(too_long)
    return raw, rich


def reply_target(api: BotApi, p: Params, chat: Chat) -> int:
    """The id of the message replied to, 0 for none. On Bale only reply_to_message_id counts. Raises ApiError 400 if it is not there."""
    target, forgiving = p.whole("reply_to_message_id"), p.yes("allow_sending_without_reply")
    if api.dialect.reply_parameters and (wanted := p.json("reply_parameters", dict, "reply parameters")) is not None:
        about = Params(wanted)
        target, forgiving = about.whole("message_id"), about.yes("allow_sending_without_reply")
        if "chat_id" in about and about.text("chat_id") != str(chat.id):
            raise bad_request("message to be replied not found")
    if not target:
        return 0
    message = chat.messages.get(target)
    if message is None or message.deleted:
        if forgiving:
            return 0
        raise bad_request("message to be replied not found")
    return target


def place(api: BotApi, p: Params, chat: Chat, kind: str, markup: Markup | None = None, **fields: Any) -> Message:
    """Write the bot's message into the chat and let its keyboard take effect."""
    if markup is None:
        markup = read_markup(p, api.dialect, api.strict)
    reply_to = reply_target(api, p, chat) if api.strict else 0
    thread = p.whole("message_thread_id") if api.dialect.topics else 0
    if thread and not chat.forum:
        raise bad_request("message thread not found")
    message = api.world.write(chat, api.world.bot, kind=kind, buttons=list(markup.buttons), reply_to=reply_to, thread=thread, **fields)
    if markup.keyboard is not None:
        chat.keyboard = markup.keyboard
    elif markup.remove:
        chat.keyboard = None
    if not api.strict and len(chat.messages) > 4:
        del chat.messages[next(iter(chat.messages))]
    return message


def answer(api: BotApi, message: Message) -> dict[str, Any]:
    """The message as the call's result."""
    return message_json(message, not api.dialect.html)


async def send_message(api: BotApi, p: Params) -> dict[str, Any]:
    """sendMessage: 1-4096 UTF-16 units after parsing."""
    chat = chat_for(api, p)
    raw, rich = rich_text(api, p, "text", api.dialect.text_limit, "entities", "message is too long")
    if api.strict and not rich.text:
        raise bad_request("message text is empty")
    return answer(api, place(api, p, chat, "text", raw=raw, rich=rich))


async def send_contact(api: BotApi, p: Params) -> dict[str, Any]:
    """sendContact."""
    chat = chat_for(api, p)
    contact = {
        "phone_number": p.required_text("phone_number", bad_request("phone number is empty")),
        "first_name": p.required_text("first_name", bad_request("first name is empty")),
    }
    return answer(api, place(api, p, chat, "contact", extra={"contact": contact}))


async def send_location(api: BotApi, p: Params) -> dict[str, Any]:
    """sendLocation."""
    chat = chat_for(api, p)
    try:
        latitude, longitude = float(p.text("latitude")), float(p.text("longitude"))
    except ValueError:
        raise bad_request("latitude or longitude is empty or wrong") from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("wrong latitude or longitude")
    return answer(api, place(api, p, chat, "location", extra={"location": {"latitude": latitude, "longitude": longitude}}))


def _source(api: BotApi, p: Params) -> Message:
    origin = chat_for(api, p, "from_chat_id", writing=False)
    return api.world.message_in(origin, p.whole("message_id"), "message to copy not found")


async def copy_message(api: BotApi, p: Params) -> dict[str, Any]:
    """copyMessage: the same content as the bot's own message; a new caption replaces the old."""
    chat, source = chat_for(api, p), _source(api, p)
    if source.kind == "service":
        raise bad_request("message can't be copied")
    raw, rich = source.raw, source.rich
    if "caption" in p and source.kind in CAPTIONED:
        raw, rich = rich_text(api, p, "caption", api.dialect.caption_limit, "caption_entities", "message caption is too long")
    message = place(api, p, chat, source.kind, raw=raw, rich=rich, extra=dict(source.extra))
    return {"message_id": message.id}


async def forward_message(api: BotApi, p: Params) -> dict[str, Any]:
    """forwardMessage: without a keyboard."""
    chat, source = chat_for(api, p), _source(api, p)
    return answer(api, place(api, p, chat, source.kind, Markup(), raw=source.raw, rich=source.rich, extra=dict(source.extra)))


async def send_chat_action(api: BotApi, p: Params) -> bool:
    """sendChatAction: kept in the chat for tests to see."""
    chat = chat_for(api, p)
    action = p.text("action")
    if action not in ("typing", "upload_photo", "record_voice", "upload_voice", "upload_document", "upload_video", "record_video", "find_location", "choose_sticker"):
        raise bad_request("wrong parameter action in request")
    chat.actions.append(action)
    api.world.changes.note()
    return True


METHODS = {
    "sendMessage": send_message,
    "sendContact": send_contact,
    "sendLocation": send_location,
    "copyMessage": copy_message,
    "forwardMessage": forward_message,
    "sendChatAction": send_chat_action,
}
