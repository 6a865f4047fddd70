"""تصویرها - pictures and documents, drawn when sent: `draw:<kind>:<facts>`.   Asked for by `chat.give` and `chat.hand`; one file a kind"""

from __future__ import annotations

from bot.texts import Texts

__all__ = ["draw"]


def draw(drawing: str, texts: Texts) -> bytes:
    """The bytes of `<kind>:<facts>`: a PNG, of a `paper` a PDF. Raises ValueError for a kind that nobody draws, and for facts that do not fit."""
    kind, _, facts = drawing.partition(":")
    # The drawing libraries are loaded with the first picture, not by every process.
    if kind == "board":
        from bot.pictures.board import draw_board

        return draw_board(facts, texts)
    if kind == "days":
        from bot.pictures.days import draw_days

        return draw_days(facts, texts)
    if kind == "gauge":
        from bot.pictures.gauge import draw_gauge

        return draw_gauge(facts, texts)
    if kind == "journey":
        from bot.pictures.journey import draw_journey

        return draw_journey(facts, texts)
    if kind == "months":
        from bot.pictures.months import draw_months

        return draw_months(facts, texts)
    if kind in ("paper", "first_page"):
        from bot.pictures import paper

        return paper.draw_paper(facts, texts) if kind == "paper" else paper.draw_first_page(facts, texts)
    raise ValueError(f"nobody draws {kind}")
