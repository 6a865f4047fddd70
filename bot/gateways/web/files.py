"""پرونده‌ها - what a file really is, by its content, and without what it tells about its owner.   Siblings: pictures.py media.py"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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
    for begins, mime, clean in PICTURES:
        if begins(content):
            return _picture(content, mime, clean)
    mime = _sound_or_video(content)
    if mime:
        return Seen(mime.partition("/")[0].replace("audio", "voice"), mime, content)
    return Seen("file", "application/pdf" if content.startswith(b"%PDF-") else UNKNOWN, content)


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


PICTURES: tuple[tuple[Callable[[bytes], bool], str, Callable[[bytes], pictures.Picture]], ...] = (
    (lambda b: b.startswith(b"\xff\xd8\xff"), "image/jpeg", pictures.jpeg),
    (lambda b: b.startswith(b"\x89PNG\r\n\x1a\n"), "image/png", pictures.png),
    (lambda b: b[:4] == b"RIFF" and b[8:12] == b"WEBP", "image/webp", pictures.webp),
    (lambda b: b[:6] in (b"GIF87a", b"GIF89a"), "image/gif", pictures.gif),
)


def _sound_or_video(content: bytes) -> str:
    if content.startswith(b"OggS"):
        return "audio/ogg"
    if content.startswith(b"ID3") or (content[0] == 0xFF and len(content) > 1 and content[1] & 0xE6 == 0xE2):  # MPEG layer III without a tag
        return "audio/mpeg"
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return "audio/wav"
    if content.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm" if b"V_" in content[:8192] else "audio/webm"  # names of codecs stand in the track header
    if content[4:8] == b"ftyp" and content[8:12] not in (b"heic", b"heix", b"mif1", b"avif"):
        return "video/mp4" if b"vide" in content else "audio/mp4"
    return ""


def safe_name(name: str, kind: str) -> str:
    """The name a person gave a file, without folders and tricks; "" for photos and voices, whose names mean nothing."""
    if kind in ("photo", "voice"):
        return ""
    name = shown_name(name.replace("\\", "/").rpartition("/")[2], 1000).strip(" .")
    stem, dot, ending = name.rpartition(".")
    return f"{stem[:60]}{dot}{ending[:10]}" if dot else name[:60]
