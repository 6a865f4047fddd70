"""عکس کالا - drawn anew: pixels and nothing else; what is no picture is told.   Tested: bot/outside/photos.py"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.gateways.base import NotSent, Refused
from bot.outside.between import AskFirst
from bot.outside.photos import SIDE, BadPhoto, PhotosOnShelf, redrawn
from bot.shelf import Shelf
from handlers.kit.said import Media
from storage.kit.keyring import Keyring


def shot(size: tuple[int, int] = (3000, 1500), kind: str = "JPEG", turn: int = 1) -> bytes:
    """A photo of a phone, with where it was taken in its EXIF."""
    out, exif = BytesIO(), Image.Exif()
    exif[0x0112], exif[0x010F] = turn, "a phone of Zahra"
    Image.new("RGB", size, (120, 30, 40)).save(out, kind, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_is_small_upright_and_tells_nothing(kind: str) -> None:
    content = redrawn(shot(kind=kind, turn=6))
    with Image.open(BytesIO(content)) as seen:
        assert seen.format == "JPEG" and max(seen.size) == SIDE and seen.height > seen.width, "it lay on its side"
        assert not dict(seen.getexif())
    assert b"Zahra" not in content


@pytest.mark.parametrize("content", [b"", b"GIF89a" + bytes(100), b"\xff\xd8\xff\xe0" + bytes(50), b"<svg/>", shot()[:2000]])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(BadPhoto):
        redrawn(content)


def test_a_picture_of_too_many_pixels_is_not_even_opened() -> None:
    out = BytesIO()
    Image.new("1", (12_000, 12_000)).save(out, "PNG")
    with pytest.raises(BadPhoto):
        redrawn(out.getvalue())


class Away:
    """A platform that has its days."""

    def __init__(self) -> None:
        self.says: bytes | Exception = shot()
        self.asked = 0

    async def fetch(self, media: Media) -> bytes:
        self.asked += 1
        if isinstance(self.says, Exception):
            raise self.says
        return self.says


def on_disk(folder: Path) -> list[bytes]:
    return [p.read_bytes() for p in folder.rglob("*") if p.is_file()]


async def kept(photos: PhotosOnShelf, key: str, ref: str = "telegram:kilim") -> str | None:
    with pytest.raises(AskFirst) as first:
        await photos.keep(key, ref)
    await first.value.work()
    return await photos.keep(key, ref)


async def test_it_is_fetched_between_transactions_kept_sealed_and_given_back(tmp_path: Path) -> None:
    away = Away()
    photos = PhotosOnShelf(Shelf(tmp_path, Keyring(["the key of the house"]), "goods"), away.fetch)
    ref = await kept(photos, "a")
    assert ref is not None and ref.startswith("goods:")
    assert (await photos.get(ref.removeprefix("goods:")))[:2] == b"\xff\xd8"
    assert await photos.keep("b", ref) == ref and away.asked == 1, "what is kept is kept"
    assert [b"JFIF" in content for content in on_disk(tmp_path)] == [False]


async def test_a_platform_that_is_away_is_no_bad_photo(tmp_path: Path) -> None:
    away = Away()
    photos = PhotosOnShelf(Shelf(tmp_path, Keyring(["the key of the house"]), "goods"), away.fetch)
    away.says = NotSent("away")
    assert await kept(photos, "a") is None
    for wrong in (Refused("no such file"), BadPhoto("x")):
        away.says = wrong
        assert await kept(photos, f"b{wrong}") == ""
    away.says = b"no picture"
    assert await kept(photos, "c") == ""
