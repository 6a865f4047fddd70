"""عکس‌ها - the size of a picture from its header, and the picture without its metadata.   Used by files.py"""

from __future__ import annotations

import struct
from dataclasses import dataclass


class BadPicture(ValueError):
    """Not the format its first bytes promise."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture without EXIF, XMP, comments and whatever hides behind its end. Sizes in pixels."""

    content: bytes
    width: int
    height: int


def _unpack(form: str, content: bytes, at: int) -> tuple[int, ...]:
    try:
        return struct.unpack_from(form, content, at)
    except struct.error as wrong:
        raise BadPicture("cut off") from wrong


SIZES = frozenset({*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)})  # start of frame, of every coding
KEPT_APP = {0xE0: b"JFIF", 0xE2: b"ICC_PROFILE", 0xEE: b"Adobe"}


def jpeg(content: bytes) -> Picture:
    """Raises BadPicture. Of EXIF only the orientation is kept, without which photos of phones lie on their side."""
    out, at, width, height, turn = [b"\xff\xd8"], 2, 0, 0, 1
    while True:
        mark, kind = _unpack(">BB", content, at)
        if mark != 0xFF:
            raise BadPicture("no marker")
        if kind == 0xFF:  # padding
            at += 1
            continue
        if kind == 0xD9:
            out.append(b"\xff\xd9")
            break
        (length,) = _unpack(">H", content, at + 2)
        end = at + 2 + length
        if length < 2 or end > len(content):
            raise BadPicture("cut off")
        body = content[at + 4 : end]
        if kind in SIZES:
            height, width = _unpack(">HH", body, 1)
        if kind == 0xE1 and body.startswith(b"Exif\0\0"):
            turn = _orientation(body[6:])
        app = 0xE0 <= kind <= 0xEF
        if kind != 0xFE and (not app or body.startswith(KEPT_APP.get(kind, b"\0none"))):
            out.append(content[at:end])
        at = end
        if kind == 0xDA:
            at = _after_scan(content, at)
            out.append(content[end:at])
    if turn != 1:
        out.insert(1, _exif_with(turn))
    return Picture(b"".join(out), width, height)


def _after_scan(content: bytes, at: int) -> int:
    """Where the picture data of a scan ends: at the next marker that is neither a stuffed byte nor a restart."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise BadPicture("cut off")
        if content[at + 1] != 0 and not 0xD0 <= content[at + 1] <= 0xD7:
            return at
        at += 2


def _orientation(tiff: bytes) -> int:
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    try:
        if order is None:
            return 1
        (first,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, first)
        for entry in range(min(count, 200)):
            tag, kind, _, value = struct.unpack_from(order + "HHIH", tiff, first + 2 + 12 * entry)
            if tag == 0x0112 and kind == 3:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        return 1  # metadata that cannot be read is dropped like the rest
    return 1


def _exif_with(turn: int) -> bytes:
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, turn, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", 8 + len(tiff)) + b"Exif\0\0" + tiff


TOLD_BY_PNG = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})


def png(content: bytes) -> Picture:
    """Raises BadPicture."""
    if content[12:16] != b"IHDR":
        raise BadPicture("no header")
    width, height = _unpack(">II", content, 16)
    out, at = [content[:8]], 8
    while True:
        (length,) = _unpack(">I", content, at)
        kind, end = content[at + 4 : at + 8], at + 12 + length
        if end > len(content):
            raise BadPicture("cut off")
        if kind not in TOLD_BY_PNG:
            out.append(content[at:end])
        if kind == b"IEND":
            return Picture(b"".join(out), width, height)
        at = end


def webp(content: bytes) -> Picture:
    """Raises BadPicture."""
    out, at, width, height = [], 12, 0, 0
    end_of_riff = min(len(content), 8 + _unpack("<I", content, 4)[0])
    while at + 8 <= end_of_riff:
        kind, (length,) = content[at : at + 4], _unpack("<I", content, at + 4)
        end = at + 8 + length + length % 2
        if at + 8 + length > end_of_riff:
            raise BadPicture("cut off")
        body = content[at + 8 : end]
        if kind == b"VP8X":
            width, height = (int.from_bytes(body[i : i + 3], "little") + 1 for i in (4, 7))
            body = bytes([body[0] & ~0x0C]) + body[1:]  # no EXIF, no XMP
        elif kind == b"VP8 " and not width:
            width, height = (side & 0x3FFF for side in _unpack("<HH", body, 6))
        elif kind == b"VP8L" and not width:
            (bits,) = _unpack("<I", body, 1)
            width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        if kind not in (b"EXIF", b"XMP "):
            out.append(content[at : at + 8] + body)
        at = end
    inside = b"WEBP" + b"".join(out)
    return Picture(b"RIFF" + struct.pack("<I", len(inside)) + inside, width, height)


def gif(content: bytes) -> Picture:
    """Raises BadPicture."""
    width, height = _unpack("<HH", content, 6)
    return Picture(content, width, height)
