"""گردش کلید - turns everything over to the newest master key: `python -m bot rotate`.   Rows: storage/kit/rotation.py; how to: docs/operations.md"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.opening import opened
from bot.settings import Settings
from bot.shelf import ROOMS
from storage.kit.keyring import CannotOpen, Keyring
from storage.kit.rotation import rotate
from storage.kit.unit import Units

Out = Callable[[str], None]
PAUSE = 1.0  # seconds to wait when another worker holds every step that is left


async def run_rotation(settings: Settings, clock: Callable[[], datetime], *, batch: int = 500, out: Out = print) -> int:
    """Move rows and files to the first key of EMRESALAT_SECRET_KEY; 0 when the others may be taken away, 1 when a file opens with none of them.

    May be killed and started again at any time, and run beside the bot.
    """
    async with opened(settings) as engine:
        seen, moved = await _rows(Units(engine, settings.keyring()), clock, batch)
    out(f"{seen} rows looked at, {moved} moved to the newest key")
    files = lost = 0
    for room in ROOMS:
        turned, closed = await asyncio.to_thread(reseal_files, settings.media_dir, settings.keyring(), room)
        files, lost = files + turned, lost + closed
    out(f"{files} files moved to the newest key" + (f", {lost} open with none of the keys" if lost else ""))
    out("the older keys may be taken away" if not lost else "what opens with none of the keys was left as it is")
    return 1 if lost else 0


async def _rows(units: Units, clock: Callable[[], datetime], batch: int) -> tuple[int, int]:
    seen = moved = 0
    while True:
        progress = await rotate(units, clock(), batch=batch)
        seen, moved = seen + progress.seen, moved + progress.moved
        if progress.done:
            return seen, moved
        if progress.held:
            await asyncio.sleep(PAUSE)


def reseal_files(folder: Path, ring: Keyring, room: str) -> tuple[int, int]:
    """Seal the files of a room anew (bot/shelf.py); how many were moved, and how many no key opens. One file at a time, moved into place."""
    moved = lost = 0
    for path in sorted((folder / room).glob("??/*")):
        if path.suffix:  # written aside, not yet a file of the page
            continue
        sealed, about = path.read_bytes(), f"{room}:file:{path.name}".encode()
        if ring.newest(sealed, about):
            continue
        try:
            content = ring.open(sealed, about)
        except CannotOpen:
            lost += 1
            continue
        aside = path.with_suffix(".turn")
        aside.write_bytes(ring.seal(content, about))
        aside.rename(path)
        moved += 1
    return moved, lost
