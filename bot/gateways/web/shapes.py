"""شکل‌ها - what the page may send, and how a message looks to it.   Sent by page/outbox.js, page/stream.js"""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct

from bot.gateways.base import Button, Outgoing
from storage.kit.webchat import WebFile, WebMessage

ClientId = Annotated[str, Meta(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]


class SaidBody(Struct, forbid_unknown_fields=True):
    """Words."""

    id: ClientId
    text: Annotated[str, Meta(min_length=1, max_length=4096)]


class TapBody(Struct, forbid_unknown_fields=True):
    """A tap on a button of a message."""

    id: ClientId
    ref: Annotated[str, Meta(min_length=1, max_length=64)]
    message: Annotated[str, Meta(pattern=r"^[0-9]{1,15}$")]


class StartBody(Struct, forbid_unknown_fields=True):
    """The page was opened, perhaps by a deep link."""

    id: ClientId
    payload: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{0,64}$")] = ""


class BareBody(Struct, forbid_unknown_fields=True):
    """The own contact: the number itself is known here."""

    id: ClientId


class PlaceBody(Struct, forbid_unknown_fields=True):
    """Where somebody is, in degrees."""

    id: ClientId
    latitude: Annotated[float, Meta(ge=-90, le=90)]
    longitude: Annotated[float, Meta(ge=-180, le=180)]


class MobileBody(Struct, forbid_unknown_fields=True):
    mobile: Annotated[str, Meta(max_length=40)]


class CodeBody(Struct, forbid_unknown_fields=True):
    mobile: Annotated[str, Meta(max_length=40)]
    code: Annotated[str, Meta(max_length=40)]


def shown(message: WebMessage) -> dict[str, Any]:
    """A message as the page gets it; empty parts are left out."""
    first: dict[str, Any] = {"chat": message.chat, "n": message.number, "by": message.by, "at": message.at}
    if message.deleted:
        return first | {"gone": True}
    if message.client:
        first["client"] = message.client
    if message.edited:
        first["edited"] = True
    return first | message.body


def body_of(out: Outgoing, file: WebFile | None = None) -> dict[str, Any]:
    """What is kept of a message of the bot."""
    parts = {"text": out.text, "rows": rows_of(out.rows), "ask": out.ask, "reply": out.reply_to, "media": None if file is None else media_of(file)}
    return {key: part for key, part in parts.items() if part}


def rows_of(rows: tuple[tuple[Button, ...], ...]) -> list[list[dict[str, str]]]:
    fields = ("label", "ref", "url", "copy", "style")
    return [[{f: value for f in fields if (value := getattr(button, f))} for button in row] for row in rows]


def media_of(file: WebFile) -> dict[str, Any]:
    parts = {"ref": file.ref, "kind": file.kind, "name": file.name, "mime": file.mime, "size": file.size, "width": file.width, "height": file.height}
    return {key: part for key, part in parts.items() if part}
