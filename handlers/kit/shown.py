"""نشان دادن - long words on a small screen."""

from __future__ import annotations


def short(words: str, most: int) -> str:
    """The beginning of something long, on one line: a screen has room for 350 characters (conv:D20)."""
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    whole_words = line[:most].rpartition(" ")[0] or line[: most - 1]
    return f"{whole_words}…"
