"""ویرایش - what is already in the chat: edit it, take its buttons off, delete it.   Sibling: sending.py"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.kit.botapi.errors import bad_request
from tests.kit.botapi.keyboards import read_markup
from tests.kit.botapi.markup import Rich
from tests.kit.botapi.methods.sending import answer, chat_for, rich_text
from tests.kit.botapi.params import Params
from tests.kit.botapi.wire import CAPTIONED
from tests.kit.botapi.world import Chat, Message

if TYPE_CHECKING:
    from tests.kit.botapi.server import BotApi

SAME = "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"
DELETABLE = 48 * 3600
"""Seconds after which a message can no longer be deleted."""


def own_message(api: BotApi, p: Params) -> Message:
    """The bot's message that a call names. Raises ApiError 400: unspecified, not there, or somebody else's."""
    chat = chat_for(api, p)
    number = p.whole("message_id")
    if number <= 0:
        raise bad_request("message identifier is not specified")
    message = api.world.message_in(chat, number, "message to edit not found")
    if message.by is not api.world.bot:
        raise bad_request("message can't be edited")
    return message


def change(api: BotApi, p: Params, message: Message, raw: str, rich: Rich) -> dict[str, Any]:
    """Give the message a new text (or caption) and keyboard. A call without reply_markup takes the buttons off, as on the platforms."""
    markup = read_markup(p, api.dialect, api.strict, inline_only=True)
    buttons = list(markup.buttons)
    if api.strict and (rich, buttons) == (message.rich, message.buttons):
        raise bad_request(SAME)
    message.raw, message.rich, message.buttons = raw, rich, buttons
    message.edited = int(api.clock())
    api.world.touch(message)
    return answer(api, message)


async def edit_text(api: BotApi, p: Params) -> dict[str, Any]:
    """editMessageText."""
    message = own_message(api, p)
    if message.kind != "text":
        raise bad_request("there is no text in the message to edit")
    raw, rich = rich_text(api, p, "text", api.dialect.text_limit, "entities", "MESSAGE_TOO_LONG")
    if api.strict and not rich.text:
        raise bad_request("message text is empty")
    return change(api, p, message, raw, rich)


async def edit_caption(api: BotApi, p: Params) -> dict[str, Any]:
    """editMessageCaption."""
    message = own_message(api, p)
    if message.kind not in CAPTIONED:
        raise bad_request("there is no caption in the message to edit")
    raw, rich = rich_text(api, p, "caption", api.dialect.caption_limit, "caption_entities", "message caption is too long")
    return change(api, p, message, raw, rich)


async def edit_reply_markup(api: BotApi, p: Params) -> dict[str, Any]:
    """editMessageReplyMarkup: none takes the buttons off."""
    message = own_message(api, p)
    return change(api, p, message, message.raw, message.rich)


def remove(api: BotApi, chat: Chat, number: int) -> None:
    """Delete a message. In a private chat the person's may go too. Raises ApiError 400 if it is gone or too old."""
    message = api.world.message_in(chat, number, "message to delete not found")
    if api.clock() - message.date > DELETABLE:
        raise bad_request("message can't be deleted for everyone")
    if message.by is not api.world.bot and chat.kind != "private":
        raise bad_request("message can't be deleted")
    message.deleted = True
    api.world.touch(message)


async def delete_message(api: BotApi, p: Params) -> bool:
    """deleteMessage."""
    remove(api, chat_for(api, p), p.whole("message_id"))
    return True


async def delete_messages(api: BotApi, p: Params) -> bool:
    """deleteMessages: those that are not there are skipped."""
    chat = chat_for(api, p)
    numbers = p.json("message_ids", list, "message identifiers") or []
    if not 1 <= len(numbers) <= 100:
        raise bad_request("wrong number of message identifiers specified")
    for number in numbers:
        if number in chat.messages and not chat.messages[number].deleted:
            remove(api, chat, number)
    return True


METHODS = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageReplyMarkup": edit_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
