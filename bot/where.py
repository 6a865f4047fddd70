"""کجاست - the files of one subsystem in every folder: `python -m bot where kanoon`.   The rule of one word: README.md"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

FOLDERS = ("domain", "handlers", "storage", "locales", "bot", "tests", "docs")
"""Where a word may live, in the order in which one reads about it."""


def files_of(word: str, root: Path) -> list[Path]:
    """The files called by the word, and all files in folders called by it, relative to `root`."""
    return [file for folder in FOLDERS for file in sorted(_files(root / folder, root)) if _speaks_of(word, file)]


def run_where(word: str, root: Path, out: Callable[[str], None] = print) -> int:
    """Print them one a line; 1 when there are none, and then which words there are."""
    found = files_of(word.strip().lower(), root)
    if not found:
        words = sorted(path.name for path in (root / "domain").iterdir() if path.is_dir() and any(path.glob("*.py")))
        print(f"no file is called {word}; words are, for example: {', '.join(words)}", file=sys.stderr)
    for file in found:
        out(file.as_posix())
    return 0 if found else 1


def _files(folder: Path, root: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts and path.suffix not in (".pyc", ".mo"):
            yield path.relative_to(root)


def _speaks_of(word: str, file: Path) -> bool:
    return word in (*file.parts[1:-1], file.stem, file.stem.removeprefix("test_"))
