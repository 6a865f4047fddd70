"""غلط‌گیر - what must not be in a Persian text.   Rules: docs/texts.md   Reads: catalogue.py"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.texts.catalogue import read_catalogues


def check(folder: Path, language: str = "fa") -> list[str]:
    """Every fault of the catalogues, one line each; none means they may be shipped."""
    _, faults = read_catalogues(folder, language)
    return faults


def check_command(words: Sequence[str], folder: Path = Path("locales")) -> int:
    """`python -m bot texts check`: prints the faults; 0 if there are none."""
    faults = check(folder)
    print("\n".join(faults))
    return 1 if faults else 0
