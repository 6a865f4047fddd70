"""فرستاده‌ها - readers of photos, files, voices and places.   Siblings: answer.py typed.py"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from math import isfinite

from handlers.kit.chat import Reader, Unreadable
from handlers.kit.readers.answer import Answer
from handlers.kit.said import Media, Place, Said

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE  # what a bot may fetch on every platform (conversation.md 4)


class Given(StrEnum):
    """How something sent is shown back: `common.given.<value>`."""

    PHOTO = "photo"
    FILE = "file"
    VOICE = "voice"
    VIDEO = "video"
    PLACE = "place"


def _small_enough(value: Media, largest: int) -> None:
    if value.size > largest:
        raise Unreadable("common.again.too_large", limit=largest // MEGABYTE)


def photo(up_to: int = LARGEST) -> Reader[Media]:
    """A photo, or a picture sent as a file; `up_to` bytes."""

    def take(said: Said, _: date) -> Media:
        media = said.media
        if media is None or not (media.kind == "photo" or (media.kind == "file" and media.mime.startswith("image/"))):
            raise Unreadable("common.again.photo")
        return media

    return Answer("photo", Media, take, lambda value, _: _small_enough(value, up_to), lambda _: Given.PHOTO)


def file(*mimes: str, up_to: int = LARGEST) -> Reader[Media]:
    """A file or a photo of `up_to` bytes; with `mimes` only of these types (`application/pdf`, `image/`)."""

    def take(said: Said, _: date) -> Media:
        if said.media is None or said.media.kind not in ("file", "photo"):
            raise Unreadable("common.again.file")
        return said.media

    def fits(value: Media, _: date) -> None:
        mime = value.mime or ("image/jpeg" if value.kind == "photo" else "")
        if mimes and not any(mime.startswith(wanted) for wanted in mimes):
            raise Unreadable("common.again.file_type")
        _small_enough(value, up_to)

    return Answer("file", Media, take, fits, lambda value: value.name or Given.FILE)


def voice(up_to: int = LARGEST) -> Reader[Media]:
    """A voice note of `up_to` bytes."""

    def take(said: Said, _: date) -> Media:
        if said.media is None or said.media.kind != "voice":
            raise Unreadable("common.again.voice")
        return said.media

    return Answer("voice", Media, take, lambda value, _: _small_enough(value, up_to), lambda _: Given.VOICE)


def video(up_to: int = LARGEST) -> Reader[Media]:
    """A short video, also a round one, of `up_to` bytes."""

    def take(said: Said, _: date) -> Media:
        media = said.media
        if media is None or not (media.kind == "video" or (media.kind == "file" and media.mime.startswith("video/"))):
            raise Unreadable("common.again.video")
        return media

    return Answer("video", Media, take, lambda value, _: _small_enough(value, up_to), lambda _: Given.VIDEO)


def location() -> Reader[Place]:
    """A place on the map."""

    def take(said: Said, _: date) -> Place:
        place = said.place
        if place is None or not (isfinite(place.latitude) and isfinite(place.longitude) and abs(place.latitude) <= 90 and abs(place.longitude) <= 180):
            raise Unreadable("common.again.location")
        return place

    return Answer("location", Place, take, show=lambda _: Given.PLACE, personal=True)
