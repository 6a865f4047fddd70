"""برگه - what a dialog wrote, as a document to keep: told here, drawn when it is sent by bot/pictures/paper.py.   Handed over by player.py"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from bot.engine.screens import Words
from handlers.kit.said import Media


def page(words: Words, name: str, parts: Iterable[str], at: datetime, *, as_picture: bool = False, qr: str = "") -> Media:
    """`parts` are texts in the neutral markup of bot/texts, those with tabs in them rows of a table; the text `name` is its title and the name of the file.

    `qr`: a text that a QR code at its end holds.
    """
    title = words.plain(name)
    facts: dict[str, object] = {"title": title, "made": words.plain("engine.paper.made", at=at), "at": at.isoformat(), "parts": list(parts)}
    told = json.dumps(facts | ({"qr": qr} if qr else {}), ensure_ascii=False)
    return Media("photo", f"draw:first_page:{told}") if as_picture else Media("file", f"draw:paper:{told}", f"{title}.pdf", "application/pdf")


def drawn(drawing: str, photo: str = "") -> Media | None:
    """What stands for a picture until it is sent, `<kind>:<facts>`, or a photo by its ref; None for neither."""
    ref = photo or (f"draw:{drawing}" if drawing else "")
    return Media("photo", ref) if ref else None
