"""محتوا - what a file is, told by its first bytes; names and claims are not believed.   Used by botapi/delivery.py web/files.py"""

from __future__ import annotations

ENDINGS = {
    "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/gif": "gif", "audio/ogg": "ogg", "audio/mpeg": "mp3", "audio/wav": "wav",
    "audio/webm": "webm", "video/webm": "webm", "video/mp4": "mp4", "audio/mp4": "m4a", "application/pdf": "pdf",
}  # fmt: skip
"""How the name of such a file ends."""


def mime_of(content: bytes) -> str:
    """The type, or "" for anything that is not among ENDINGS."""
    for begins, mime in ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"OggS", "audio/ogg"), (b"%PDF-", "application/pdf")):
        if content.startswith(begins):
            return mime
    if content[:4] == b"RIFF" and content[8:12] in (b"WEBP", b"WAVE"):
        return "image/webp" if content[8:12] == b"WEBP" else "audio/wav"
    if content[:6] in (b"GIF87a", b"GIF89a"):
        return "image/gif"
    if content.startswith(b"ID3") or (len(content) > 1 and content[0] == 0xFF and content[1] & 0xE6 == 0xE2):  # MPEG layer III without a tag
        return "audio/mpeg"
    if content.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm" if b"V_" in content[:8192] else "audio/webm"  # names of codecs stand in the track header
    if content[4:8] == b"ftyp" and content[8:12] not in (b"heic", b"heix", b"mif1", b"avif"):
        return "video/mp4" if b"vide" in content else "audio/mp4"
    return ""
