"""آزمون گردش کلید - what `python -m bot rotate` moves, and what it says.   Tested: bot/rotation.py"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.rotation import run_rotation
from bot.settings import Settings
from bot.shelf import Shelf
from storage.kit.database import open_database
from storage.kit.keyring import CannotOpen, Keyring
from storage.kit.unit import Units
from storage.migrations import prepare
from tests.kit.units import START

OLD, NEW = "the first key of the house", "the second key of the house"


def settings(url: str, folder: Path, *keys: str) -> Settings:
    return Settings.read({"EMRESALAT_DATABASE_URL": url, "EMRESALAT_SECRET_KEY": ",".join(keys)}, None, folder)


@pytest.fixture
async def url(tmp_path: Path) -> str:
    """A house under its first key, in which Zahra keeps a secret."""
    made = f"sqlite+aiosqlite:///{tmp_path / 'house.db'}"
    engine = open_database(made)
    await prepare(engine, Keyring([OLD]), demo=False)
    async with Units(engine, Keyring([OLD])).open(START) as unit:
        await unit.vault.seal("member:1", "0012345679")
    await engine.dispose()
    return made


async def rotated(chosen: Settings) -> tuple[int, list[str]]:
    lines: list[str] = []
    return await run_rotation(chosen, lambda: START, batch=1, out=lines.append), lines


async def test_rows_and_files_turn_and_the_old_key_may_go(url: str, tmp_path: Path) -> None:
    media = tmp_path / "media"
    photo = await Shelf(media, Keyring([OLD])).put(b"a photo of the kanoon")
    code, lines = await rotated(settings(url, tmp_path, NEW, OLD))
    assert code == 0
    assert lines[1:] == ["1 files moved to the newest key", "the older keys may be taken away"]
    assert await Shelf(media, Keyring([NEW])).get(photo) == b"a photo of the kanoon"
    with pytest.raises(CannotOpen):
        await Shelf(media, Keyring([OLD])).get(photo)
    engine = open_database(url)
    assert not await prepare(engine, Keyring([NEW]), demo=False)
    await engine.dispose()


async def test_a_second_time_there_is_nothing_left_to_do(url: str, tmp_path: Path) -> None:
    both = settings(url, tmp_path, NEW, OLD)
    await rotated(both)
    assert await rotated(both) == (0, ["0 rows looked at, 0 moved to the newest key", "0 files moved to the newest key", "the older keys may be taken away"])


async def test_a_file_that_nothing_opens_is_told_and_left_alone(url: str, tmp_path: Path) -> None:
    stranger = Shelf(tmp_path / "media", Keyring(["the key of another house"]))
    lost, half = await stranger.put(b"x"), tmp_path / "media" / "web" / "ab" / "half.part"
    half.parent.mkdir()
    half.write_bytes(b"half a file")
    code, lines = await rotated(settings(url, tmp_path, NEW, OLD))
    assert code == 1
    assert "1 open with none of the keys" in lines[1]
    assert await stranger.get(lost) == b"x"
    assert half.read_bytes() == b"half a file"
