"""رساندن - from a neutral Outgoing to calls of a Bot API.   The calls themselves: telegram.py bale.py; meanings of answers: answers.py"""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from bot.gateways import markup
from bot.gateways.base import Button, Can, CannotEdit, FileAway, Invoice, NotNow, NotSent, Offered, Outgoing, Refused, RetryLater
from bot.gateways.botapi.answers import NoText
from bot.gateways.content import ENDINGS, mime_of
from bot.gateways.markup import Spans
from handlers.kit.said import Media

FetchMedia = Callable[[Media], Awaitable[bytes]]
"""The bytes of a file that came over another platform (or of one the house made). Raises Refused, FileAway."""

ACK_LIMIT = 200
PHOTO_LIMIT = 10 * 1024 * 1024  # larger pictures leave as files
REMEMBERED = 10_000
CLEARING = "…"  # the text of the short-lived message that takes a keyboard away
Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class AskWords:
    """From the texts of the house: what stands on the keyboards that share something, `hint` for the keyboard where the question itself has buttons, and `no_file`
    in the place of a file that could not be brought here."""

    contact: str
    location: str
    hint: str
    no_file: str


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way out."""

    content: bytes
    name: str


@dataclass(frozen=True, slots=True)
class Keys:
    """What hangs below a message: buttons, or a keyboard that shares something (`share`: contact | location, `label`), or the end of such a keyboard."""

    rows: Rows = ()
    share: str = ""
    label: str = ""
    clear: bool = False


NO_KEYS = Keys()


class NoFile(Refused):
    """The file cannot be brought here: gone, too large for a bot, or of a platform that does not give it."""


class Speaker(Protocol):
    """The calls of one platform, made with its library. `spans` are rendered and escaped by the speaker. Sends return the message id. All raise NotSent."""

    async def say(self, chat: int, spans: Spans, keys: Keys, reply_to: int | None) -> str: ...

    async def show(self, chat: int, kind: str, file: str | Upload, spans: Spans, keys: Keys, reply_to: int | None) -> str:
        """`kind`: photo, voice, audio, video, sticker, document. `file`: an id of this platform, or bytes."""

    async def edit(self, chat: int, message: int, spans: Spans, rows: Rows) -> None: ...

    async def edit_caption(self, chat: int, message: int, spans: Spans, rows: Rows) -> None: ...

    async def strip(self, chat: int, message: int) -> None: ...

    async def delete(self, chat: int, message: int) -> None: ...

    async def ack(self, tap: str, text: str, alert: bool) -> None: ...

    async def typing(self, chat: int) -> None: ...

    async def bill(self, chat: int, invoice: Invoice, words: str) -> str:
        """Raises Refused where nothing is paid on the platform."""

    async def permit(self, checkout: str, why_not: str) -> None:
        """Let somebody pay; or say why not."""

    async def offer(self, question: str, offers: tuple[Offered, ...], label: str) -> None:
        """What is found, for who looks from another chat; `label` is on the button above it. Raises Refused where nobody can."""


Step = Callable[[], Awaitable[str]]


class Delivery:
    """Does what an Outgoing says. What it remembers is for looks only and may be lost: which chats show a keyboard, which parts of a long text have left."""

    def __init__(self, platform: str, can: Can, speaker: Speaker, words: AskWords, fetch_media: FetchMedia) -> None:
        self._platform, self._can, self._speaker = platform, can, speaker
        self._words, self._fetch_media = words, fetch_media
        self._keyboards: OrderedDict[str, None] = OrderedDict()
        self._partly: OrderedDict[Outgoing, list[Step]] = OrderedDict()
        self._dialect: markup.Dialect = "html" if can.markup == "html" else "markdown"

    def shows_keyboard(self, chat: str) -> None:
        """Somebody shared a contact or place here, so a keyboard may still be open; the next message takes it away."""
        self._keyboards[chat] = None
        while len(self._keyboards) > REMEMBERED:
            self._keyboards.popitem(last=False)

    async def deliver(self, out: Outgoing) -> str:
        """See Gateway.deliver."""
        if out.do == "ack":
            await self._speaker.ack(out.tap, ack_text(out), out.alert)
            return ""
        if out.do == "permit":
            await self._speaker.permit(out.tap, ack_text(out))
            return ""
        if out.do == "offer":
            await self._speaker.offer(out.tap, out.offers, ack_text(out))
            return ""
        chat = _number(out.to.chat, "chat")
        if out.do == "send" and out.invoice is not None:
            return await self._speaker.bill(chat, out.invoice, markup.plain(markup.parse(out.text)))
        if out.do == "send":
            return await self._send(chat, out)
        if out.do == "typing":
            await self._speaker.typing(chat)
            return ""
        message = _number(out.message, "message")
        if out.do == "edit":
            await self._edit(chat, message, out)
        elif out.do == "strip":
            await self._speaker.strip(chat, message)
        else:
            await self._speaker.delete(chat, message)
        return ""

    async def aside(self, chat: str, text: str) -> None:
        """A word beside everything else: no keyboard is touched."""
        await self._say(_number(chat, "chat"), markup.parse(text), NO_KEYS, None)

    async def _edit(self, chat: int, message: int, out: Outgoing) -> None:
        parts = markup.split(markup.parse(out.text), self._dialect, self._can.text_limit)
        if len(parts) != 1:
            raise CannotEdit("edit: the text fits in no single message") if parts else Refused("edit: no text")
        try:
            await self._speaker.edit(chat, message, parts[0], out.rows)
        except NoText:
            if len(markup.split(parts[0], self._dialect, self._can.caption_limit)) > 1:
                raise
            await self._speaker.edit_caption(chat, message, parts[0], out.rows)

    async def _send(self, chat: int, out: Outgoing) -> str:
        """All parts in order; the last one holds the buttons and gives the id. A repeated attempt goes on where the last one had to wait."""
        steps = self._partly.pop(out, None) or self._steps(chat, out)
        message = ""
        for n, step in enumerate(steps):
            try:
                message = await step()
            except (RetryLater, NotNow, FileAway):
                if n:
                    self._partly[out] = steps[n:]
                    while len(self._partly) > REMEMBERED:
                        self._partly.popitem(last=False)
                raise
        if out.ask:
            self.shows_keyboard(out.to.chat)
        return message

    def _steps(self, chat: int, out: Outgoing) -> list[Step]:
        spans = markup.parse(out.text)
        parts = markup.split(spans, self._dialect, self._can.text_limit, self._caption_room(out.media))
        if not parts and out.media is None:
            raise Refused("send: no text")
        before, keys = self._keys(chat, out)
        steps, reply_to = before, _number(out.reply_to, "reply_to") if out.reply_to and self._can.reply else None
        if out.media is not None:
            caption = parts.pop(0) if parts and out.media.kind != "sticker" else []
            steps.append(functools.partial(self._show, chat, out.media, caption, NO_KEYS if parts else keys, reply_to))
            reply_to = None
        for n, part in enumerate(parts, 1):
            steps.append(functools.partial(self._say, chat, part, keys if n == len(parts) else NO_KEYS, reply_to if n == 1 else None))
        return steps

    def _caption_room(self, media: Media | None) -> int | None:
        return self._can.caption_limit if media is not None and media.kind != "sticker" else None

    def _keys(self, chat: int, out: Outgoing) -> tuple[list[Step], Keys]:
        """What hangs below the message, and what must be said before it because one message cannot carry both."""
        if out.ask:
            share = Keys(share=out.ask, label=self._words.contact if out.ask == "contact" else self._words.location)
            if not out.rows:
                return [], share
            return [functools.partial(self._say, chat, markup.parse(self._words.hint), share, None)], Keys(out.rows)
        if out.to.chat not in self._keyboards:
            return [], Keys(out.rows)
        if out.rows:
            return [functools.partial(self._clear, chat, out.to.chat)], Keys(out.rows)
        return [], Keys(clear=True)

    async def _clear(self, chat: int, shown_in: str) -> str:
        """A keyboard goes with the message that says so, not with one that has buttons; so a short one says it and is deleted."""
        sent = await self._say(chat, [markup.Span(CLEARING)], Keys(clear=True), None)
        self._keyboards.pop(shown_in, None)
        try:
            await self._speaker.delete(chat, int(sent))
        except NotSent:
            return sent  # three dots stay in the chat; the words that matter follow all the same
        return sent

    async def _say(self, chat: int, spans: Spans, keys: Keys, reply_to: int | None) -> str:
        try:
            sent = await self._speaker.say(chat, spans, keys, reply_to)
        except Refused as error:
            if reply_to is None or "repl" not in str(error).casefold():
                raise
            sent = await self._speaker.say(chat, spans, keys, None)  # what it answers is gone; the answer is not
        if keys.clear:
            self._keyboards.pop(str(chat), None)
        return sent

    async def _show(self, chat: int, media: Media, caption: Spans, keys: Keys, reply_to: int | None) -> str:
        platform, _, file_id = media.ref.partition(":")
        try:
            if platform != self._platform or not file_id:
                sent = await self._upload(chat, media, caption, keys, reply_to)
            else:
                try:
                    sent = await self._speaker.show(chat, _kind(media), file_id, caption, keys, reply_to)
                except Refused:
                    sent = await self._upload(chat, media, caption, keys, reply_to)  # an id of another kind or bot: the bytes always go
        except NoFile:
            apart = [*caption, markup.Span("\n\n")] if caption else []
            return await self._say(chat, [*apart, *markup.parse(self._words.no_file)], keys, reply_to)  # the words matter more
        if keys.clear:
            self._keyboards.pop(str(chat), None)
        return sent

    async def _upload(self, chat: int, media: Media, caption: Spans, keys: Keys, reply_to: int | None) -> str:
        try:
            content = await self._fetch_media(media)
        except Refused as error:
            raise NoFile(str(error)) from error
        if not content:
            raise NoFile("an empty file")
        if len(content) > self._can.file_limit:
            raise NoFile(f"a file of more than {self._can.file_limit} bytes")
        kind, name = fitted(media, content)
        return await self._speaker.show(chat, kind, Upload(content, name), caption, keys, reply_to)


_NAMES = {"photo": "photo.jpg", "voice": "voice.ogg", "audio": "audio.mp3", "video": "video.mp4", "document": "file"}
_FITS = {
    "photo": ("image/jpeg", "image/png", "image/webp"),
    "voice": ("audio/ogg", "audio/mpeg", "audio/mp4"),
    "audio": ("audio/mpeg", "audio/mp4"),
    "video": ("video/mp4",),
}
"""What the platforms show or play as such; everything else arrives as a file that one can open (platforms.md 2.1)."""


def fitted(media: Media, content: bytes) -> tuple[str, str]:
    """As what a file leaves, by its bytes or else by what is told of it, and under which name."""
    mime, kind = mime_of(content), _kind(media)
    told = mime or media.mime
    if kind == "sticker" or (kind == "photo" and len(content) > PHOTO_LIMIT) or (kind in _FITS and told and told not in _FITS[kind]):
        kind = "document"
    ending = ENDINGS.get(mime, "")
    return kind, media.name or (f"{_NAMES[kind].partition('.')[0]}.{ending}" if ending else _NAMES[kind])


def _kind(media: Media) -> str:
    if media.kind == "file":
        return "audio" if media.mime.startswith("audio/") else "document"
    return media.kind


def ack_text(out: Outgoing) -> str:
    """The short word of an acknowledgement: plain text."""
    return markup.plain(markup.parse(out.text))[:ACK_LIMIT]


def _number(written: str, what: str) -> int:
    try:
        return int(written)
    except ValueError:
        raise Refused(f"no {what} id: {written[:40]!r}") from None
