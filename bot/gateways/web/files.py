"""پرونده‌ها - what a file really is, by its content, and without what it tells about its owner.   Siblings: pictures.py media.py"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.gateways.content import mime_of
from bot.gateways.web import pictures
from bot.gateways.web.pictures import BadPicture
from domain.kernel.persian.letters import shown_name

PIXELS = 40_000_000  # more is a bomb rather than a photo of a phone [assumption]
UNKNOWN = "application/octet-stream"
INLINE = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif", "audio/ogg", "audio/mpeg", "audio/mp4", "audio/webm", "audio/wav", "video/mp4", "video/webm"})


class BadFile(Exception):
    """A file we do not keep. `why`: empty, large, broken, pixels."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Seen:
    """A file after the look at its content. Sizes in pixels, 0 = no picture."""

    kind: str  # photo, voice, video or file, as in handlers.kit.said.Media
    mime: str
    content: bytes
    width: int = 0
    height: int = 0


def look(content: bytes) -> Seen:
    """Tell the type by the first bytes (names and claims are not believed) and drop places, times and owners from pictures. Raises BadFile."""
    if not content:
        raise BadFile("empty")
    mime = mime_of(content)
    if mime in PICTURES:
        return _picture(content, mime, PICTURES[mime])
    if mime.startswith(("audio/", "video/")):
        return Seen(mime.partition("/")[0].replace("audio", "voice"), mime, content)
    return Seen("file", mime or UNKNOWN, content)


def _picture(content: bytes, mime: str, clean: Callable[[bytes], pictures.Picture]) -> Seen:
    try:
        picture = clean(content)
    except (BadPicture, IndexError) as wrong:
        raise BadFile("broken") from wrong
    if picture.width * picture.height > PIXELS:
        raise BadFile("pixels")
    if not picture.width or not picture.height:
        raise BadFile("broken")
    return Seen("photo", mime, picture.content, picture.width, picture.height)


PICTURES: dict[str, Callable[[bytes], pictures.Picture]] = {
    "image/jpeg": pictures.jpeg, "image/png": pictures.png, "image/webp": pictures.webp, "image/gif": pictures.gif,
}  # fmt: skip


def safe_name(name: str, kind: str) -> str:
    """The name a person gave a file, without folders and tricks; "" for photos and voices, whose names mean nothing."""
    if kind in ("photo", "voice"):
        return ""
    name = shown_name(name.replace("\\", "/").rpartition("/")[2], 1000).strip(" .")
    stem, dot, ending = name.rpartition(".")
    return f"{stem[:60]}{dot}{ending[:10]}" if dot else name[:60]
