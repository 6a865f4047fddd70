"""پرونده‌ها - photos, documents, voices, videos and albums; getFile.   Sibling: sending.py"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from tests.kit.botapi.errors import bad_request
from tests.kit.botapi.methods.sending import answer, chat_for, place, rich_text
from tests.kit.botapi.params import Params, Upload
from tests.kit.botapi.wire import file_json, media_json
from tests.kit.botapi.world import File, Message

if TYPE_CHECKING:
    from tests.kit.botapi.server import BotApi

TOO_LONG = "message caption is too long"


def file_for(api: BotApi, p: Params, kind: str, given: Any) -> File:
    """The file that a field names: an upload, attach://<part>, or the id of a known file. Raises ApiError 400."""
    if isinstance(given, str) and given.startswith("attach://"):
        given = p.fields.get(given.removeprefix("attach://"))
        if not isinstance(given, Upload):
            raise bad_request("there is no such attached file in the request")
    if isinstance(given, Upload):
        if not given.content:
            raise bad_request("file must be non-empty")
        if len(given.content) > (api.dialect.photo_limit if kind == "photo" else api.dialect.upload_limit):
            raise bad_request(f"file is too big for a {kind}")
        return api.world.keep_file(kind, given.content, given.name, given.mime)
    if not given:
        raise bad_request(f"there is no {kind} in the request")
    if isinstance(given, str) and given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    file = api.world.files.get(str(given).removesuffix("-s"))
    if file is None:
        raise bad_request("wrong remote file identifier specified: can't unserialize it. Wrong string length")
    if file.kind != kind:
        raise bad_request(f"type of file mismatch: a {file.kind} cannot be sent as a {kind}")
    return file


def sender(kind: str) -> Callable[[BotApi, Params], Awaitable[dict[str, Any]]]:
    """The method that sends one file of a kind."""

    async def send(api: BotApi, p: Params) -> dict[str, Any]:
        chat = chat_for(api, p)
        raw, rich = rich_text(api, p, "caption", api.dialect.caption_limit, "caption_entities", TOO_LONG)
        file = file_for(api, p, kind, p.fields.get(kind))
        return answer(api, place(api, p, chat, kind, raw=raw, rich=rich, extra=media_json(kind, file)))

    return send


async def send_media_group(api: BotApi, p: Params) -> list[dict[str, Any]]:
    """sendMediaGroup: 2-10 items, all or none."""
    chat = chat_for(api, p)
    items = p.json("media", list, "media")
    if items is None or not 2 <= len(items) <= 10:
        raise bad_request("group must contain 2-10 items")
    if "reply_markup" in p:
        raise bad_request("reply_markup is not allowed in a media group")
    ready = []
    for item in items:
        if not isinstance(item, dict) or item.get("type") not in ("photo", "video", "document", "audio"):
            raise bad_request("can't parse InputMedia: wrong type")
        about = Params(item)
        raw, rich = rich_text(api, about, "caption", api.dialect.caption_limit, "caption_entities", TOO_LONG)
        ready.append((item["type"], raw, rich, file_for(api, p, item["type"], item.get("media"))))
    album = f"album{len(api.world.files)}"
    sent: list[Message] = []
    for kind, raw, rich, file in ready:
        sent.append(place(api, p, chat, kind, raw=raw, rich=rich, extra=media_json(kind, file) | {"media_group_id": album}))
    return [answer(api, message) for message in sent]


async def get_file(api: BotApi, p: Params) -> dict[str, Any]:
    """getFile: a path to download, for files up to the platform's limit."""
    wanted = p.required_text("file_id", bad_request("file_id not specified"))
    file = api.world.files.get(wanted.removesuffix("-s"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > api.dialect.download_limit:
        raise bad_request("file is too big")
    return file_json(file, link=True)


METHODS = {f"send{kind.capitalize()}": sender(kind) for kind in ("photo", "document", "voice", "video", "audio", "animation", "sticker")} | {
    "sendMediaGroup": send_media_group,
    "getFile": get_file,
}
