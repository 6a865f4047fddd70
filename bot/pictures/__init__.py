"""تصویرها - pictures that are drawn when they are sent: `draw:<kind>:<facts>`.   asked for by `chat.give`; drawn by board.py"""

from __future__ import annotations

from bot.texts import Texts

__all__ = ["draw"]


def draw(drawing: str, texts: Texts) -> bytes:
    """A PNG of `<kind>:<facts>`. Raises ValueError for a kind that nobody draws, and for facts that do not fit."""
    kind, _, facts = drawing.partition(":")
    if kind != "board":
        raise ValueError(f"nobody draws {kind}")
    from bot.pictures.board import draw_board  # the drawing library is loaded with the first picture, not by every process

    return draw_board(facts, texts)
