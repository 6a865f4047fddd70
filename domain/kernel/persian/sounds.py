"""آواها - words as they sound, so that a search finds what is spelt otherwise: «ذرت» and «زرت», «گل‌محمدی», «گل محمدی» and «گلمحمدی».   Stems: stems.py"""

from __future__ import annotations

import re
from itertools import pairwise

from domain.kernel.persian.letters import ZWNJ, normalise
from domain.kernel.persian.stems import STOP_WORDS, stem

_SAME = str.maketrans({
    **dict.fromkeys("طة", "ت"), **dict.fromkeys("صث", "س"), **dict.fromkeys("ذضظ", "ز"), "ح": "ه", "غ": "ق", **dict.fromkeys("عآأإ", "ا"), "ؤ": "و", "ئ": "ی", "ء": "",
    "\u0654": "", **{chr(0x06F0 + d): str(d) for d in range(10)},
})  # fmt: skip
"""Letters that sound alike are one."""
_WORD = re.compile(r"[^\W_]+(?:\u200c[^\W_]+)*")
_TWICE = re.compile(r"(.)\1+")
_MANY = frozenset(("ها", "های", "هایی"))
_ENDINGS = frozenset((*_MANY, "ی", "ای", "ام", "ات", "اش", "تر", "ترین"))
_DIGIT = re.compile("[0-9]")


def sounds(text: str) -> list[str]:
    """The words of a text, one sound each, in their order; words that say nothing («و», «از») are left out. Half-spaces part words."""
    return [sound for part in _parts(text) if (sound := _sound(part))]


def sounds_to_find(text: str) -> list[str]:
    """What an index of a text holds: every word, and every two neighbours as one, for whoever writes them together; each once."""
    alone = sounds(text)
    return list(dict.fromkeys([*alone, *(a + b for a, b in pairwise(alone))]))


def _parts(text: str) -> list[str]:
    found = []
    for word in _WORD.findall(normalise(text).lower()):
        first, *rest = word.split(ZWNJ)
        found += [p for p in (first, *(r for r in rest if r not in _ENDINGS)) if p not in STOP_WORDS and p not in _MANY]
    return found


def _sound(part: str) -> str:
    """Doubled letters are one, and «زعفرون» is «زعفران»; of digits nothing is folded."""
    if _DIGIT.search(part):
        return part
    told = _TWICE.sub(r"\1", stem(part).translate(_SAME))
    return told[:-2] + "ان" if len(told) > 4 and told.endswith("ون") else told
