"""روزهای حساب - what each day ended with, as bars, and the points that gather, as a line.   Facts: handlers/pishkhan/average.py `drawing_of`"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import accumulate

import msgspec
from PIL import Image, ImageDraw

from bot.pictures.canvas import CALM, CARD, INK, LINE, PAPER, SOFT, Words, png_of, write
from bot.texts import Texts

WIDTH, HEIGHT, EDGE = 1080, 760, 48
LEFT, RIGHT, TOP, BOTTOM = 150, 950, 240, 640  # of the chart
BARS, POINTS = "#bcd8cd", "#c08a2e"
MARKS = 4  # days that are named under the chart


class Days(msgspec.Struct, frozen=True):
    """`balances`: rials at the end of each day from `first` on; `worth`: rials times days that are one point."""

    first: date
    balances: tuple[int, ...]
    worth: int

    @property
    def gathered(self) -> list[float]:
        """Points after each day."""
        return [total / self.worth for total in accumulate(self.balances)]


def place(n: int, many: int) -> int:
    """Where a day stands: time runs from right to left, as everything is read."""
    return RIGHT - round((n + 0.5) * (RIGHT - LEFT) / many)


def layout(d: Days, texts: Texts) -> list[Words]:
    """Everything that is written, and where."""
    many, most, points = len(d.balances), max(d.balances), d.gathered[-1]
    written = [
        Words(texts.plain("pishkhan.days.title"), WIDTH - EDGE, 28, 40, INK, bold=True),
        Words(texts.plain("pishkhan.days.balance"), RIGHT - 34, 140, 26, INK),
        Words(texts.plain("pishkhan.days.points", n=int(points)), RIGHT - 34, 178, 26, INK),
        Words(texts.plain("pishkhan.days.most", amount=most), LEFT, TOP - 8, 22, SOFT, anchor="ld"),
    ]
    for mark in range(MARKS):
        n = round(mark * (many - 1) / (MARKS - 1))
        written.append(Words(texts.plain("pishkhan.days.day", at=d.first + timedelta(days=n)), place(n, many), BOTTOM + 34, 22, SOFT, anchor="mm"))
    return written


def draw_days(facts: str, texts: Texts) -> bytes:
    """The PNG. Raises ValueError for facts that do not fit."""
    d = msgspec.json.decode(facts, type=Days)
    if not d.balances or max(d.balances) <= 0 or d.worth <= 0:
        raise ValueError("nothing to draw")
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((EDGE, 112, WIDTH - EDGE, HEIGHT - 24), radius=24, fill=CARD, outline=LINE, width=2)
    pen.rectangle((WIDTH - EDGE - 72, 96, WIDTH - EDGE, 101), fill=CALM)
    pen.rectangle((RIGHT - 20, 146, RIGHT, 166), fill=BARS)
    pen.line((RIGHT - 20, 194, RIGHT, 194), fill=POINTS, width=6)
    _chart(pen, d)
    for words in layout(d, texts):
        write(pen, words)
    return png_of(picture)


def _chart(pen: ImageDraw.ImageDraw, d: Days) -> None:
    many, high = len(d.balances), BOTTOM - TOP
    half = max(1, (RIGHT - LEFT) // many // 2)
    most, points = max(d.balances), d.gathered
    for n, balance in enumerate(d.balances):
        if balance > 0:
            x = place(n, many)
            pen.rectangle((x - half, BOTTOM - high * balance // most, x + half, BOTTOM), fill=BARS)
    pen.line([(place(n, many), round(BOTTOM - high * p / points[-1])) for n, p in enumerate(points)], fill=POINTS, width=5, joint="curve")
    pen.line((LEFT, BOTTOM, RIGHT, BOTTOM), fill=LINE, width=3)
