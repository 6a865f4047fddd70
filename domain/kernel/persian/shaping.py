"""چیدن واژه‌ها - Persian words as a drawing library needs them: each letter in the form its neighbours ask for, from right to left.   Used by: bot/pictures/board.py

The library could do it with HarfBuzz and FriBiDi, but the second is found on some machines only; the font holds every form as a letter of its own.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ZWNJ = "\u200c"
LAM, ALEFS = "ل", "آأإا"
ISOLATES = dict.fromkeys([*range(0x2066, 0x206A), 0x200E, 0x200F])
LEFT_TO_RIGHT = re.compile(r"[0-9A-Za-z۰-۹٠-٩]+(?:[.:/٫٬,%٪_-]*[0-9A-Za-z۰-۹٠-٩]+)*")
MIRRORED = str.maketrans("()[]{}«»<>", ")(][}{»«><")


@lru_cache(1)
def _forms() -> dict[str, dict[str, str]]:
    """Letters (and lam with alef) and their forms by name, out of the Unicode tables."""
    found: dict[str, dict[str, str]] = {}
    for number in [*range(0xFB50, 0xFBFF + 1), *range(0xFE80, 0xFEFC + 1)]:
        form, *letters = unicodedata.decomposition(chr(number)).split() or [""]
        if form in ("<isolated>", "<final>", "<initial>", "<medial>"):
            found.setdefault("".join(chr(int(letter, 16)) for letter in letters), {})[form] = chr(number)
    return found


def _letters(words: str) -> list[str]:
    """The letters, lam and alef as one."""
    out: list[str] = []
    for letter in words:
        if letter in ALEFS and out and out[-1] == LAM:
            out[-1] = LAM + letter
        elif not unicodedata.combining(letter):
            out.append(letter)
    return out


def joined(words: str) -> str:
    """In the order they are read, each letter in its form; marks above letters and the half-space are gone."""
    forms, letters = _forms(), _letters(words.translate(ISOLATES))
    shown = []
    for at, letter in enumerate(letters):
        own = forms.get(letter, {})
        before = forms.get(letters[at - 1], {}) if at else {}
        after = forms.get(letters[at + 1], {}) if at + 1 < len(letters) else {}
        tied, ties = "<initial>" in before and "<final>" in own, "<initial>" in own and "<final>" in after
        form = {(True, True): "<medial>", (True, False): "<final>", (False, True): "<initial>", (False, False): "<isolated>"}[tied, ties]
        shown.append(own.get(form, letter))
    return "".join(s for s in shown if s != ZWNJ)


def visual(words: str) -> str:
    """As it is drawn from left to right: reversed, but for numbers and Latin words, which keep their order."""
    parts, end = [], 0
    text = joined(words)
    for run in LEFT_TO_RIGHT.finditer(text):
        parts += [text[end : run.start()][::-1].translate(MIRRORED), run.group()]
        end = run.end()
    parts.append(text[end:][::-1].translate(MIRRORED))
    return "".join(reversed(parts))
