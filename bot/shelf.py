"""قفسه - files on disk under random names, sealed with the house's keys: those of the chat page (`web`), photos of goods (`goods`).

Who may see those of the page: storage/kit/webchat.py, web_media. Photos of goods: bot/outside/photos.py
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import AsyncIterator
from pathlib import Path

from storage.kit.keyring import Keyring

ROOMS = ("web", "goods")
LETTERS = 32  # of a reference
NEW = 24 * 3600  # seconds


class Shelf:
    """Keeps bytes. References are 32 random hex digits; nothing of a person is in a path."""

    def __init__(self, folder: Path, ring: Keyring, room: str = "web") -> None:
        self._folder, self._ring, self._room = folder, ring, room

    def _path(self, ref: str) -> Path:
        if len(ref) != LETTERS or not set(ref) <= set("0123456789abcdef"):
            raise FileNotFoundError(ref)
        return self._folder / self._room / ref[:2] / ref

    def _about(self, ref: str) -> bytes:
        return f"{self._room}:file:{ref}".encode()

    async def put(self, content: bytes) -> str:
        """Returns the reference. Written aside and moved into place: a file that is there is whole."""
        ref = secrets.token_hex(16)

        def write() -> None:
            path = self._path(ref)
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            aside = path.with_suffix(".part")
            aside.write_bytes(self._ring.seal(content, self._about(ref)))
            aside.rename(path)

        await asyncio.to_thread(write)
        return ref

    async def get(self, ref: str) -> bytes:
        """Raises FileNotFoundError, CannotOpen."""
        path = self._path(ref)
        return await asyncio.to_thread(lambda: self._ring.open(path.read_bytes(), self._about(ref)))

    async def settled(self) -> AsyncIterator[list[str]]:
        """The references of all files, folder by folder, but those that were written within the last day: they may not be on record yet."""
        root = self._folder / self._room

        def look(folder: Path) -> list[str]:
            return [f.name for f in folder.iterdir() if len(f.name) == LETTERS and f.stat().st_mtime < time.time() - NEW]

        folders = await asyncio.to_thread(lambda: sorted(f for f in root.iterdir() if f.is_dir()) if root.is_dir() else [])
        for folder in folders:
            if refs := await asyncio.to_thread(look, folder):
                yield refs

    async def remove(self, ref: str) -> None:
        """One that is gone already is no error."""
        await asyncio.to_thread(self._path(ref).unlink, True)
