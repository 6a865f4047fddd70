"""املا - how our own Persian is to be written: letters, signs, spaces and half-spaces.   Used by bot/texts/lint.py; explained in docs/texts.md"""

from __future__ import annotations

import re
from collections.abc import Iterator

LETTERS = "ء-غف-يٮ-ۓ"

_Rule = tuple[re.Pattern[str], str]
_RULES: tuple[_Rule, ...] = (
    (re.compile("[0-9٠-٩]"), "digits of another script (write ۰-۹)"),
    (re.compile("[يىك]"), "an Arabic letter (write ی and ک)"),
    (re.compile("ـ"), "a tatweel"),
    (re.compile("هٔ|ۀ"), "a hamza on «ه» (write «ه‌ی»)"),
    (re.compile("[\"'“”]"), "a foreign quotation mark (write «»)"),
    (re.compile(r"\.\.\.|\.\."), "several dots (write …)"),
    (re.compile("[,;?%]"), "a foreign sign (write ، ؛ ؟ ٪)"),
    (re.compile(rf"(?<![{LETTERS}\u200c])ن?می (?=[{LETTERS}])"), "«می» apart from its verb (write a half-space)"),
    (re.compile(rf"(?<=[{LETTERS}]) ها(?:ی|یی|یم|یت|یش|یمان|یتان|یشان)?(?![{LETTERS}\u200c])"), "«ها» apart from its word (write a half-space)"),
    (re.compile("  "), "two spaces in a row"),
    (re.compile("[ \u200c](?=[،؛؟!.:»)])|(?<=[«(])[ \u200c]"), "a space on the wrong side of a sign"),
    (re.compile(rf"[،؛](?=[{LETTERS}])"), "no space after a sign"),
    (re.compile("(?<=[ \n\u200c])\u200c|\u200c(?=[ \n\u200c])|^\u200c|\u200c$"), "a half-space that joins nothing"),
    (re.compile("[\x00-\x08\x0b-\x1f\xa0\xad\u061c\u200b\u200d-\u200f\u2028-\u202e\u2060\ufeff]"), "an invisible character"),
)


def misspelt(text: str) -> Iterator[str]:
    """What is wrong in a text, each kind of fault once, with the place where it begins."""
    for rule, fault in _RULES:
        if found := rule.search(text):
            yield f"{fault}: «{text[max(0, found.start() - 8) : found.end() + 8]}»"
