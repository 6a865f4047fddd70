"""برگه - what a dialog wrote, as one page to keep: a file that every telephone opens and every printer prints.   Handed over by player.py"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from handlers.kit.said import Media

STYLE = "body{font:1.1em/1.9 Vazirmatn,Tahoma,sans-serif;max-width:40em;margin:2em auto;padding:0 1em}section{border-top:1px solid #bbb;padding:.6em 0}"


def page(title: str, parts: Iterable[str]) -> Media:
    """`parts` are texts in the neutral markup of bot/texts, each a section of its own; `title` is plain, and the name of the file."""
    sections = "\n".join(f"<section>{part.replace(chr(10), '<br>')}</section>" for part in parts)
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}</title><style>{STYLE}</style>'
    body = f"<body><h1>{escape(title)}</h1>\n{sections}\n</body>"
    return Media("file", f'page:<!doctype html>\n<html lang="fa" dir="rtl"><head>{head}</head>\n{body}</html>\n', f"{title}.html", "text/html")


def drawn(drawing: str) -> Media | None:
    """What stands for a picture until it is sent, `<kind>:<facts>`; None for none."""
    return Media("photo", f"draw:{drawing}") if drawing else None
