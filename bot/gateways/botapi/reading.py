"""خواندن - from an update of a Bot API to the neutral Incoming.   Shapes: shapes.py; what comes out: bot/gateways/base.py"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import msgspec

from bot.gateways.base import Address, Incoming, Kind
from bot.gateways.botapi.shapes import update_decoder
from domain.kernel.persian.letters import TEXT_LIMIT, normalise
from handlers.kit.said import Contact, Media, Place, Said

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member", "inline_query")
REF_BYTES = 64
NAME_LIMIT = 64
FILE_NAME_LIMIT = 100
_COMMAND = re.compile(r"(/\w{1,64})(?:@(\w{1,64}))?(?=\s|\Z)", re.ASCII)
_PAYLOAD = re.compile(r"\s+([A-Za-z0-9_-]{1,64})\s*\Z", re.ASCII)
_HERE = {"member", "administrator", "creator", "restricted"}

# In this order: an animation also comes with a document, and a venue with a location.
_FILES = (
    ("animation", "video"), ("voice", "voice"), ("audio", "file"), ("video", "video"), ("video_note", "video"), ("sticker", "sticker"), ("document", "file"),
)  # fmt: skip

Fallback = Callable[[dict[str, Any]], Any]
"""The library's own decoder of an update: gives an object with the attributes of UpdateShape, or raises."""


class Undecodable(Exception):
    """Not even the chat and the number of the update can be read: it is parked."""


class UpdateReader:
    """Reads updates, each alone: what is broken in one touches no other (platforms.md 0.1).

    `first` says who is asked first: msgspec for the needed fields ("shapes"), or the library ("library"); the other one is asked where that does not fit. What neither
    understands is `unknown` as long as its chat can be found.
    """

    def __init__(self, platform: str, bot: str, library: Fallback, *, shapes_first: bool) -> None:
        self._platform, self._bot = platform, bot
        self._library, self._shapes_first = library, shapes_first
        self.username = ""  # of the bot; "" as long as its platform has not told it

    def read(self, raw: bytes) -> Incoming:
        """Raises Undecodable."""
        if self._shapes_first:
            try:
                update = update_decoder.decode(raw)
                if update.known:
                    return self._translated(update)
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ValueError):
                pass  # asked again below, with what the library knows of it
        return self._read_slowly(_tree(raw))

    def _read_slowly(self, tree: dict[str, Any]) -> Incoming:
        for decode in (self._library, _shape):
            try:
                return self._translated(decode(tree))
            except Exception as error:  # noqa: BLE001 - whatever a decoder trips over, the next one is asked, and in the end the update is unknown
                reason = f"{type(error).__name__}"
        return self._dug(tree, reason)

    def _dug(self, tree: dict[str, Any], reason: str) -> Incoming:
        """What can be saved of an update that nobody understands."""
        number = tree.get("update_id")
        for part in tree.values():
            if isinstance(number, int) and isinstance(part, dict):
                inner = part.get("message")
                chat, person = (inner if isinstance(inner, dict) else part).get("chat"), part.get("from")
                if isinstance(chat, dict) and isinstance(chat.get("id"), int):
                    who = person.get("id", "") if isinstance(person, dict) else ""
                    return Incoming(self._at(chat["id"]), str(number), str(who), "unknown", group=chat.get("type", "private") != "private")
        raise Undecodable(f"an update without a chat ({reason})")

    def _at(self, chat: Any) -> Address:
        return Address(self._platform, self._bot, _number(chat))

    def _translated(self, update: Any) -> Incoming:
        number = _number(update.update_id)
        if update.message is not None:
            return self._message(number, update.message)
        if update.callback_query is not None:
            return self._tap(number, update.callback_query)
        if update.edited_message is not None:
            return self._message(number, update.edited_message, edited=True)
        if update.my_chat_member is not None:
            return self._membership(number, update.my_chat_member)
        if update.pre_checkout_query is not None:
            return self._checkout(number, update.pre_checkout_query)
        if update.inline_query is not None:
            return self._inline(number, update.inline_query)
        raise Undecodable("none of the kinds that were asked for")

    def _message(self, number: str, message: Any, *, edited: bool = False) -> Incoming:
        sender, group = message.from_user, message.chat.type != "private"
        person = _number(sender.id) if sender is not None else ""
        if message.migrate_to_chat_id is not None:
            return Incoming(self._at(message.chat.id), number, person, "migrated", payload=str(message.migrate_to_chat_id), group=True)
        if message.migrate_from_chat_id is not None:
            return Incoming(self._at(message.migrate_from_chat_id), number, person, "migrated", payload=str(message.chat.id), group=True)
        at, sent, name = self._at(message.chat.id), str(message.message_id), name_of(sender)
        if message.successful_payment is not None and not edited:
            paid = message.successful_payment
            return Incoming(at, number, person, "paid", ref=_ref(paid.invoice_payload), message=_ref(paid.telegram_payment_charge_id), group=group, name=name)
        said = self._said(message, person)
        if sender is None or sender.is_bot or said == Said():
            return Incoming(at, number, person, "unknown", message=sent, group=group, name=name)
        kind: Kind = "edited" if edited else "text"
        payload = ""
        if not edited and message.text and message.text[0] == "/" and (command := _COMMAND.match(message.text)) is not None:
            if self._is_another_bots(command[2]):
                return Incoming(at, number, person, "unknown", message=sent, group=group, name=name)
            if command[1] == "/start":
                kind, link = "start", _PAYLOAD.match(message.text, command.end())
                payload = link[1] if link else ""
            elif command[2]:
                said = Said(command[1] + said.text[command.end() :])
        return Incoming(at, number, person, kind, said, message=sent, payload=payload, group=group, name=name)

    def _is_another_bots(self, called: str | None) -> bool:
        """In a group of several bots a command may name the one it is for."""
        return bool(called and self.username and called.casefold() != self.username.casefold())

    def _said(self, message: Any, person: str) -> Said:
        text = normalise(message.text or message.caption or "", TEXT_LIMIT)
        if message.contact is not None:
            return Said(text, contact=_contact(message.contact, person))
        if message.venue is not None:
            title = normalise(f"{message.venue.title or ''}\n{message.venue.address or ''}", TEXT_LIMIT)
            return Said(text or title, place=_place(message.venue.location))
        if message.location is not None:
            return Said(text, place=_place(message.location))
        return Said(text, media=self._media(message))

    def _media(self, message: Any) -> Media | None:
        album = str(message.media_group_id or "")
        if message.photo:
            largest = max(message.photo, key=lambda size: ((size.width or 0) * (size.height or 0), size.file_size or 0))
            return Media("photo", f"{self._platform}:{largest.file_id}", mime="image/jpeg", size=largest.file_size or 0, album=album)
        for field, kind in _FILES:
            file = getattr(message, field)
            if file is not None:
                file_name = normalise((getattr(file, "file_name", None) or "").replace("\n", " "), FILE_NAME_LIMIT)
                mime = normalise(getattr(file, "mime_type", None) or "", FILE_NAME_LIMIT)
                return Media(kind, f"{self._platform}:{file.file_id}", file_name, mime, file.file_size or 0, album)
        return None

    def _tap(self, number: str, tap: Any) -> Incoming:
        message = tap.message
        chat = message.chat if message is not None else None
        return Incoming(
            self._at(chat.id if chat is not None else tap.from_user.id),
            number,
            _number(tap.from_user.id),
            "tap",
            ref=_ref(tap.data),
            tap=str(tap.id),
            message=str(message.message_id) if message is not None else "",
            group=chat is not None and chat.type != "private",
            name=name_of(tap.from_user),
        )

    def _checkout(self, number: str, asked: Any) -> Incoming:
        """Rials, or nothing where another currency is named."""
        person, rials = _number(asked.from_user.id), _number(asked.total_amount) if asked.currency in ("IRR", "") else ""
        return Incoming(
            self._at(person), number, person, "checkout", ref=_ref(asked.invoice_payload), message=str(asked.id), payload=rials, name=name_of(asked.from_user)
        )

    def _inline(self, number: str, asked: Any) -> Incoming:
        person, words = _number(asked.from_user.id), normalise(asked.query or "", TEXT_LIMIT)
        return Incoming(self._at(person), number, person, "inline", Said(words), message=str(asked.id), name=name_of(asked.from_user))

    def _membership(self, number: str, change: Any) -> Incoming:
        kind: Kind = "unblocked" if change.new_chat_member.status in _HERE else "blocked"
        at, group = self._at(change.chat.id), change.chat.type != "private"
        return Incoming(at, number, _number(change.from_user.id), kind, group=group, name=name_of(change.from_user))


def _number(written: Any) -> str:
    """An id as text. Raises ValueError or TypeError: python-telegram-bot checks no types."""
    return str(int(written))


def name_of(sender: Any) -> str:
    """What the platform calls somebody, on one line and without anything invisible (reliability.md I4)."""
    if sender is None:
        return ""
    whole = f"{sender.first_name or ''} {sender.last_name or ''}".replace("\n", " ")
    return normalise(whole, NAME_LIMIT).replace("\n", " ")


def _contact(contact: Any, person: str) -> Contact:
    """`own` only if the platform names the sender as its owner; without a user id (Bale may leave it out) nobody vouches for it."""
    own = contact.user_id is not None and str(contact.user_id) == person
    return Contact(normalise(contact.phone_number, 32), own, name_of(contact))


def _place(location: Any) -> Place:
    return Place(float(location.latitude), float(location.longitude))


def _ref(written: str | None) -> str:
    """A button's reference as it may be looked up; anything that our buttons cannot hold is "" and finds nothing (reliability.md B3)."""
    if not written or not written.isascii() or not written.isprintable() or len(written) > REF_BYTES:
        return ""
    return written


def _tree(raw: bytes) -> dict[str, Any]:
    try:
        tree = json.loads(raw.decode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        raise Undecodable(f"no JSON ({type(error).__name__})") from None
    if not isinstance(tree, dict):
        raise Undecodable("no JSON object")
    return tree


def _shape(tree: dict[str, Any]) -> Any:
    """The needed fields once more, out of JSON that msgspec's own parser refuses (lone surrogates, wrong bytes)."""
    return msgspec.convert(tree, update_decoder.type, strict=False)
