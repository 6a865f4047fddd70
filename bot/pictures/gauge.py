"""عقربه‌ی مرآت - a score on its arc, with the scores before it.   Facts: handlers/merat/showing.py `gauge`"""

from __future__ import annotations

from datetime import date, datetime

import msgspec
from PIL import Image, ImageDraw

from bot.pictures.canvas import CALM, CARD, INK, LINE, PAPER, SOFT, WARM, Words, png_of, write
from bot.texts import Texts
from domain.merat.policy import MOST
from domain.merat.scorecard import Grade

WIDTH, EDGE = 1080, 48
ALONE, WITH_OTHERS = 680, 900  # how high: the first score has none before it
MIDDLE, ROUND, THICK = (540, 470), 330, 64  # of the arc, in pixels
TOP, BOTTOM = 690, 830  # of the line of earlier scores
SHARPER = 3  # the arc is drawn so many times larger and made smaller: smooth edges
COLOURS = {Grade.EXCELLENT: CALM, Grade.GOOD: "#4f8f6f", Grade.FIT: "#c08a2e", Grade.UNFIT: WARM}


class Result(msgspec.Struct, frozen=True):
    """What the picture is drawn of; `before`: when and how many, oldest first, this one last."""

    score: int
    grade: Grade
    until: date
    monthly: int  # rials
    before: tuple[tuple[datetime, int], ...]


def layout(r: Result, texts: Texts) -> list[Words]:
    """Everything that is written, and where."""
    x, y = MIDDLE
    written = [
        Words(texts.plain("merat.gauge.title"), WIDTH - EDGE, 28, 40, INK, bold=True),
        Words(texts.plain("merat.gauge.score", n=r.score), x, y - 150, 110, COLOURS[r.grade], bold=True, anchor="mm"),
        Words(texts.plain("merat.gauge.of", n=MOST), x, y - 62, 30, SOFT, anchor="mm"),
        Words(texts.plain("merat.gauge.grade", grade=r.grade), x, y, 44, COLOURS[r.grade], bold=True, anchor="mm"),
        Words(texts.plain("merat.gauge.monthly", monthly=r.monthly), x, y + 76, 30, INK, anchor="mm"),
        Words(texts.plain("merat.gauge.until", until=r.until), x, y + 124, 26, SOFT, anchor="mm"),
    ]
    if len(r.before) > 1:
        for (at, score), (left, top) in zip(r.before, points(r), strict=True):
            written.append(Words(texts.plain("merat.gauge.score", n=score), left, top - 30, 26, INK, bold=True, anchor="mm"))
            written.append(Words(texts.plain("merat.gauge.month", at=at), left, BOTTOM + 32, 20, SOFT, anchor="mm"))
    return written


def points(r: Result) -> list[tuple[int, int]]:
    """Where the earlier scores stand: time runs from right to left, as everything is read."""
    step = (WIDTH - 4 * EDGE) // max(1, len(r.before) - 1)
    return [(WIDTH - 2 * EDGE - n * step, BOTTOM - (BOTTOM - TOP) * score // MOST) for n, (_, score) in enumerate(r.before)]


def draw_gauge(facts: str, texts: Texts) -> bytes:
    """The PNG. Raises ValueError for facts that do not fit."""
    r = msgspec.json.decode(facts, type=Result)
    height = WITH_OTHERS if len(r.before) > 1 else ALONE
    picture = Image.new("RGB", (WIDTH, height), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((EDGE, 112, WIDTH - EDGE, height - 24), radius=24, fill=CARD, outline=LINE, width=2)
    pen.rectangle((WIDTH - EDGE - 72, 96, WIDTH - EDGE, 101), fill=CALM)
    arc = _arc(r)
    picture.paste(arc, (MIDDLE[0] - ROUND, MIDDLE[1] - ROUND), arc)
    if len(r.before) > 1:
        pen.line(points(r), fill=LINE, width=5)
        for left, top in points(r):
            pen.ellipse((left - 9, top - 9, left + 9, top + 9), fill=COLOURS[r.grade])
    for words in layout(r, texts):
        write(pen, words)
    return png_of(picture)


def _arc(r: Result) -> Image.Image:
    """Half a ring that fills from the right."""
    size, thick = 2 * ROUND * SHARPER, THICK * SHARPER
    ring = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    pen = ImageDraw.Draw(ring)
    pen.arc((0, 0, size, size), 180, 360, fill=LINE, width=thick)
    pen.arc((0, 0, size, size), 360 - 180 * r.score / MOST, 360, fill=COLOURS[r.grade], width=thick)
    return ring.resize((2 * ROUND, 2 * ROUND), Image.Resampling.LANCZOS)
