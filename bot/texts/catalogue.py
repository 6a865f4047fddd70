"""کاتالوگ - reads the .po files: one a subsystem, keys of its own only.   Siblings: phrasing.py lint.py"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path

from babel.messages.pofile import PoFileError, read_po

KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")


class BadCatalogue(ValueError):
    """The catalogues cannot be used; `faults` says why, one line each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Entry:
    """One key: its forms (one, or the plural ones: for 0 and 1, for the rest), and what translators were told."""

    key: str
    forms: tuple[str, ...]
    plural: bool
    comments: tuple[str, ...]
    fuzzy: bool
    where: str


def catalogue_folder(folder: Path, language: str = "fa") -> Path:
    """Where the .po files of a language are: `folder` is the root of all languages, or that folder itself."""
    inside = folder / language / "LC_MESSAGES"
    return inside if inside.is_dir() else folder


def _entries(file: Path) -> list[Entry]:
    with file.open("rb") as source:
        catalogue = read_po(source, locale="fa", abort_invalid=True)
    found = []
    for message in catalogue:
        if not message.id:  # the header
            continue
        plural = isinstance(message.id, (tuple, list))
        key = message.id[0] if plural else str(message.id)
        forms = tuple(message.string) if isinstance(message.string, (tuple, list)) else (message.string or "",)
        comments = (*message.user_comments, *message.auto_comments)
        found.append(Entry(key, forms, plural, comments, message.fuzzy, f"{file.name}:{message.lineno or 0}"))
    return found


_MSGID = re.compile(r'^msgid\s+"([^"]+)"', re.MULTILINE)


def _doubled(file: Path) -> list[str]:
    """Keys that are written twice in one file: the reader would keep the later one without a word."""
    seen: set[str] = set()
    twice = []
    for key in _MSGID.findall(file.read_text("utf-8")):
        if key in seen:
            twice.append(f"{file.name}: {key} is there twice")
        seen.add(key)
    return twice


@functools.lru_cache(maxsize=64)
def _read(file: Path, _changed: int, _size: int) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """The entries of a file and what is written twice; read once as long as it does not change."""
    return tuple(_entries(file)), tuple(_doubled(file))


def read_catalogues(folder: Path, language: str = "fa") -> tuple[list[Entry], list[str]]:
    """Every entry of every catalogue, and the faults of their shape (doubled, foreign or malformed keys, wrong number of forms)."""
    entries: list[Entry] = []
    faults: list[str] = []
    files = sorted(catalogue_folder(folder, language).glob("*.po"))
    if not files:
        faults.append(f"no catalogue in {folder}")
    for file in files:
        state = file.stat()
        try:
            found, twice = _read(file, state.st_mtime_ns, state.st_size)
        except (PoFileError, UnicodeDecodeError) as wrong:
            faults.append(f"{file.name}: {wrong}")
            continue
        faults += twice
        for entry in found:
            if not KEY.fullmatch(entry.key):
                faults.append(f"{entry.where}: {entry.key!r} is no dotted key")
            elif entry.key.partition(".")[0] != file.stem:
                faults.append(f"{entry.where}: {entry.key} belongs into {entry.key.partition('.')[0]}.po")
            if entry.plural and len(entry.forms) != 2:
                faults.append(f"{entry.where}: {entry.key} needs two forms: for 0 and 1, and for the rest")
        entries += found
    return entries, faults
