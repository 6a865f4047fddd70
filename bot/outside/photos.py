"""عکس کالا - photos of goods, taken from wherever they were sent, looked at and kept by the house.   Port: domain/sat/ports.py `Photos`   Disk: bot/shelf.py"""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import Awaitable, Callable
from io import BytesIO
from typing import Protocol

from PIL import Image, ImageOps, UnidentifiedImageError

from bot.gateways.base import NotSent, Refused
from bot.outside.between import Between
from bot.shelf import Shelf
from domain.sat.ports import Photos
from handlers.kit.said import Media

GOODS = "goods"
KINDS = ("JPEG", "PNG", "WEBP")
PIXELS = 50_000_000  # a phone's largest; more is no photo but a trap
SIDE = 1280  # pixels of the longer side: as large as a messenger shows
QUALITY = 82

Fetch = Callable[[Media], Awaitable[bytes]]


class BadPhoto(ValueError):
    """No picture, or one that is too large to be looked at."""


class GoodsPhotos(Photos, Protocol):
    """What keeps photos, and gives them back."""

    async def get(self, ref: str) -> bytes:
        """Raises FileNotFoundError."""


class PhotosAsSent:
    """Of a house without a shelf: every photo stays where it was sent."""

    async def keep(self, key: str, photo: str) -> str | None:
        return photo

    async def get(self, ref: str) -> bytes:
        raise FileNotFoundError(ref)


class PhotosOnShelf:
    """Everything that is kept was drawn anew: it holds pixels and nothing else."""

    def __init__(self, shelf: Shelf, fetch: Fetch) -> None:
        self._shelf, self._fetch = shelf, fetch
        self._answers: Between[str | None] = Between()

    async def keep(self, key: str, photo: str) -> str | None:
        """Raises AskFirst the first time."""
        if photo.startswith(f"{GOODS}:"):
            return photo

        async def ask() -> str | None:
            try:
                content = await self._fetch(Media("photo", photo))
                return f"{GOODS}:{await self._shelf.put(await asyncio.to_thread(redrawn, content))}"
            except (BadPhoto, FileNotFoundError, Refused):
                return ""
            except NotSent:
                return None

        return self._answers.answer(key, ask)

    async def get(self, ref: str) -> bytes:
        return await self._shelf.get(ref)


def redrawn(content: bytes) -> bytes:
    """A JPEG of the same picture, upright, not larger than a screen, without anything its file told beside it. Raises BadPhoto."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(BytesIO(content), formats=KINDS) as seen:
                if seen.width * seen.height > PIXELS:
                    raise BadPhoto("too many pixels")
                upright = ImageOps.exif_transpose(seen).convert("RGB")
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning) as wrong:
            raise BadPhoto(str(wrong)) from wrong
    upright.thumbnail((SIDE, SIDE))
    out = BytesIO()
    upright.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
