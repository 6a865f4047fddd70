"""روی سیم - how the world looks in the JSON of the Bot API.   Sibling: world.py"""

from __future__ import annotations

from typing import Any

from tests.kit.botapi.world import Chat, File, Message, Query, User

CAPTIONED = frozenset({"photo", "document", "voice", "video", "audio", "animation"})


def user_json(user: User) -> dict[str, Any]:
    """A User."""
    shape: dict[str, Any] = {"id": user.id, "is_bot": user.is_bot, "first_name": user.name}
    if user.username:
        shape["username"] = user.username
    if not user.is_bot:
        shape["language_code"] = user.language
    return shape


def chat_json(chat: Chat) -> dict[str, Any]:
    """A Chat as it stands in a message."""
    shape: dict[str, Any] = {"id": chat.id, "type": chat.kind}
    shape["first_name" if chat.kind == "private" else "title"] = chat.title
    if chat.username:
        shape["username"] = chat.username
    if chat.forum:
        shape["is_forum"] = True
    return shape


def message_json(message: Message, markdown: bool = False, replies: bool = True) -> dict[str, Any]:
    """A Message. `markdown`: texts go out as they were written (Bale), without entities."""
    shape: dict[str, Any] = {"message_id": message.id, "date": message.date, "chat": chat_json(message.chat), "from": user_json(message.by)}
    if message.edited:
        shape["edit_date"] = message.edited
    if message.thread:
        shape |= {"message_thread_id": message.thread, "is_topic_message": True}
    text, entities = (message.raw, ()) if markdown and message.by.is_bot else (message.rich.text, message.rich.entities)
    if message.kind == "text":
        shape["text"] = text
        if entities:
            shape["entities"] = list(entities)
    elif message.kind in CAPTIONED and text:
        shape["caption"] = text
        if entities:
            shape["caption_entities"] = list(entities)
    shape |= message.extra
    if message.buttons:
        shape["reply_markup"] = {"inline_keyboard": message.buttons}
    if message.reply_to and replies and (target := message.chat.messages.get(message.reply_to)) is not None:
        shape["reply_to_message"] = message_json(target, markdown, replies=False)
    return shape


def query_json(query: Query, markdown: bool = False) -> dict[str, Any]:
    """A CallbackQuery."""
    shape: dict[str, Any] = {"id": query.id, "from": user_json(query.by), "chat_instance": str(7_000_000 + query.by.id), "data": query.data}
    if query.message is not None:
        shape["message"] = message_json(query.message, markdown)
    return shape


def file_json(file: File, link: bool = False) -> dict[str, Any]:
    """A File; with `link` it holds the path to download it."""
    shape: dict[str, Any] = {"file_id": file.id, "file_unique_id": "u" + file.id, "file_size": len(file.content)}
    return shape | {"file_path": file.path} if link else shape


def media_json(kind: str, file: File) -> dict[str, Any]:
    """The fields that a message of this kind has for its file."""
    about = file_json(file)
    if kind == "photo":
        small = about | {"file_id": file.id + "-s", "file_unique_id": "us" + file.id, "width": 90, "height": 60, "file_size": min(len(file.content), 1000)}
        return {"photo": [small, about | {"width": 1280, "height": 853}]}
    if file.mime:
        about["mime_type"] = file.mime
    if kind in ("document", "audio", "video", "animation") and file.name:
        about["file_name"] = file.name
    if kind in ("voice", "audio", "video", "animation"):
        about["duration"] = 3
    if kind in ("video", "animation", "sticker"):
        about |= {"width": 640, "height": 480}
    if kind == "sticker":
        about |= {"type": "regular", "is_animated": False, "is_video": False}
    shape = {kind: about}
    return shape | {"document": about} if kind == "animation" else shape


def without(shape: Any, names: set[str]) -> Any:
    """The same JSON with fields of these names left out, at any depth."""
    if isinstance(shape, dict):
        return {k: without(v, names) for k, v in shape.items() if k not in names}
    return [without(v, names) for v in shape] if isinstance(shape, list) else shape
