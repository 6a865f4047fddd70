"""فیلم‌نامه - reads scenario.txt: scenes, and in each who does or sees what.   Played by playing.py

A line is `who  act  words`, its parts two or more blanks apart; words may be a key of the catalogues. Before it may stand `[capability]` or `[no capability]`.
`scene  name` begins a scene.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SCENARIO = Path(__file__).with_name("scenario.txt")
_CONDITION = re.compile(r"\[(no )?([a-z ]+)\]\s+")
_GAP = re.compile(r"\s{2,}")


@dataclass(frozen=True, slots=True)
class Line:
    """One act or one look. `needs`: only where the platform can it (or cannot: `unless`)."""

    number: int
    who: str
    act: str
    words: str = ""
    needs: str = ""
    unless: str = ""

    def fits(self, can: frozenset[str]) -> bool:
        """Whether this line is for a platform that can these things."""
        return (not self.needs or self.needs in can) and (not self.unless or self.unless not in can)


@dataclass(slots=True)
class Scene:
    name: str
    lines: list[Line] = field(default_factory=list)


def read(text: str) -> list[Scene]:
    """All scenes in order. Raises ValueError for a line nobody can play."""
    scenes: list[Scene] = []
    for number, parts, needs, unless in _parts(text):
        if parts[0] == "scene" and len(parts) == 2:
            scenes.append(Scene(parts[1]))
        elif len(parts) in (2, 3) and scenes:
            scenes[-1].lines.append(Line(number, *parts, needs=needs, unless=unless))
        else:
            raise ValueError(f"line {number}: {parts}")
    return scenes


def _parts(text: str) -> Iterator[tuple[int, list[str], str, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _CONDITION.match(line)
        rest = line[found.end() :] if found else line
        needs, unless = (("", found[2]) if found[1] else (found[2], "")) if found else ("", "")
        yield number, _GAP.split(rest.strip()), needs, unless
