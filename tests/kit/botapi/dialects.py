"""گویش‌ها - how Bale differs from Telegram, as far as it is known.   Facts and their sources: docs/simulator.md"""

from __future__ import annotations

from dataclasses import dataclass, field

MB = 1024 * 1024

SHARED = [
    "getMe",
    "getUpdates",
    "setWebhook",
    "deleteWebhook",
    "getWebhookInfo",
    "sendMessage",
    "sendPhoto",
    "sendAudio",
    "sendDocument",
    "sendVideo",
    "sendAnimation",
    "sendVoice",
    "sendSticker",
    "sendMediaGroup",
    "sendLocation",
    "sendContact",
    "sendChatAction",
    "forwardMessage",
    "copyMessage",
    "getFile",
    "answerCallbackQuery",
    "editMessageText",
    "editMessageCaption",
    "editMessageReplyMarkup",
    "deleteMessage",
    "getChat",
    "getChatMember",
]
TELEGRAM_ONLY = ["setMyCommands", "deleteMyCommands", "deleteMessages", "getChatMemberCount", "answerInlineQuery"]
BALE_ONLY = ["getChatMembersCount", "sendInvoice", "answerPreCheckoutQuery", "inquireTransaction"]


@dataclass(slots=True)
class Dialect:
    """What one platform can and how it words things. A test may change a field of `api.dialect` (a knob) before the bot starts.

    Sizes are bytes, lengths are UTF-16 units.
    """

    name: str
    methods: frozenset[str]
    html: bool = True  # parse_mode and entities are obeyed; else the text is Markdown whatever they say
    secret: bool = True  # setWebhook takes secret_token, allowed_updates, max_connections, drop_pending_updates
    reply_parameters: bool = True
    styles: bool = True
    topics: bool = True
    membership: bool = True  # my_chat_member updates
    replies: bool = True  # a method in the webhook's reply is carried out
    minimal: bool = False  # getWebhookInfo holds the url only
    omit: set[str] = field(default_factory=set)  # fields left out of every update: chat_instance, is_bot, entities, ...
    webhook_form: bool = False  # webhook bodies come as `update=<json>`
    text_limit: int = 4096
    caption_limit: int = 1024
    download_limit: int = 20 * MB
    upload_limit: int = 50 * MB
    photo_limit: int = 10 * MB
    wrong_token: tuple[int, str] = (401, "Unauthorized")
    no_method: tuple[int, str] = (404, "Not Found: method not found")
    no_chat: tuple[int, str] = (400, "Bad Request: chat not found")
    flood: str = "Too Many Requests"


def dialect(name: str) -> Dialect:
    """A fresh dialect: "telegram" or "bale"."""
    if name == "telegram":
        return Dialect(name, frozenset(SHARED + TELEGRAM_ONLY))
    if name != "bale":
        raise ValueError(f"no dialect {name!r}: telegram or bale")
    return Dialect(
        name,
        frozenset(SHARED + BALE_ONLY),
        html=False,
        secret=False,
        reply_parameters=False,
        styles=False,
        topics=False,
        membership=False,
        replies=False,
        minimal=True,
        omit={"chat_instance"},
        caption_limit=1000,
        upload_limit=20 * MB,
        wrong_token=(401, "Bad Request: Token not found"),
        no_method=(404, "Not Found"),
        no_chat=(400, "Bad Request: no such group or user"),
        flood="bot limit exceed",
    )
