"""نشانه‌گذاری بله - the Markdown that Bale shows, whatever parse_mode says.   Sibling: markup.py (Telegram)"""

from __future__ import annotations

import re
from typing import Any

from tests.kit.botapi.markup import Rich, in_order, trimmed, units

MARKS = {"*": "bold", "_": "italic"}
ESCAPABLE = frozenset("*_`[]()\\~")
VIEW = re.compile(r"```\[([^\]\n]*)\](.*?)```", re.DOTALL)
FENCE = re.compile(r"```(.+?)```", re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\[((?:[^\[\]\\\n]|\\.)+)\]\(([^()\s]+)\)")
BOLD = re.compile(r"\*(?=\S)((?:[^*\\\n]|\\.)*[^*\\\s]|(?:[^*\\\n]|\\.)*\\.)\*(?=\s|_|$)")
ITALIC = re.compile(r"_(?=\S)((?:[^_\\\n]|\\.)*[^_\\\s]|(?:[^_\\\n]|\\.)*\\.)_(?=\s|\*|$)")


def render(source: str) -> Rich:
    """What a member of Bale sees: bold and italic only between spaces (or ends), code, links, and ```[title]text``` shown as its title."""
    shown: list[str] = []
    entities: list[dict[str, Any]] = []
    _render(source, shown, entities, 0)
    return trimmed(Rich("".join(shown), in_order(entities)))


def _render(source: str, shown: list[str], entities: list[dict[str, Any]], offset: int) -> int:
    """Append the rendering of `source` to `shown`; the new offset in UTF-16 units."""
    at = 0
    while at < len(source):
        letter = source[at]
        if letter == "\\" and source[at + 1 : at + 2] in ESCAPABLE and at + 1 < len(source):
            shown.append(source[at + 1])
            offset, at = offset + 1, at + 2
            continue
        found = _marked(source, at)
        if found is None:
            shown.append(letter)
            offset, at = offset + units(letter), at + 1
            continue
        kind, inner, end, url = found
        start = offset
        if kind in ("code", "pre", "instant_view"):
            shown.append(inner)
            offset += units(inner)
        else:
            offset = _render(inner, shown, entities, offset)
        entities.append({"type": kind, "offset": start, "length": offset - start} | ({"url": url} if url else {}))
        at = end
    return offset


def _marked(source: str, at: int) -> tuple[str, str, int, str] | None:
    """(kind, inside, end, url) of the markup that begins here, if one does."""
    letter = source[at]
    if letter == "`":
        for kind, pattern in (("instant_view", VIEW), ("pre", FENCE), ("code", CODE)):
            if found := pattern.match(source, at):
                return kind, found[1], found.end(), found[2] if kind == "instant_view" else ""
    if letter == "[" and (found := LINK.match(source, at)):
        return "text_link", found[1], found.end(), found[2]
    begins = at == 0 or source[at - 1].isspace() or source[at - 1] in MARKS
    if letter in MARKS and begins and (found := (BOLD if letter == "*" else ITALIC).match(source, at)):
        return MARKS[letter], found[1], found.end(), ""
    return None
