"""ماه‌های پیش رو - what each month asks for, plans and loans on one bar.   Facts: handlers/aghsat/telling.py `drawing_of`"""

from __future__ import annotations

from datetime import date

import msgspec
from PIL import Image, ImageDraw

from bot.pictures.canvas import CALM, CARD, INK, LINE, PAPER, SOFT, WARM, Words, png_of, write
from bot.texts import Texts

WIDTH, EDGE, TOP, ROW, BAR = 1080, 48, 190, 84, 34  # pixels
RIGHT, LEFT = 800, 330  # of the bars: they begin at the right, beside the names of the months

Months = tuple[tuple[date, int, int], ...]
"""First day of a month, rials of plans, rials of loans."""


def middle(n: int) -> int:
    """How far down the n-th month stands."""
    return TOP + n * ROW + ROW // 2


def layout(months: Months, texts: Texts) -> list[Words]:
    """Everything that is written, and where."""
    written = [
        Words(texts.plain("aghsat.months.title"), WIDTH - EDGE, 30, 40, INK, bold=True),
        Words(texts.plain("aghsat.months.plans"), WIDTH - EDGE - 34, 106, 26, INK),
        Words(texts.plain("aghsat.months.loans"), WIDTH - EDGE - 300, 106, 26, INK),
    ]
    for n, (first, plans, loans) in enumerate(months):
        written.append(Words(texts.plain("aghsat.months.month", first=first), WIDTH - 2 * EDGE, middle(n), 26, INK, anchor="rm"))
        written.append(Words(texts.plain("aghsat.months.sum", total=plans + loans), 2 * EDGE, middle(n), 24, SOFT, anchor="lm"))
    return written


def draw_months(facts: str, texts: Texts) -> bytes:
    """The PNG. Raises ValueError for facts that do not fit."""
    months = msgspec.json.decode(facts, type=Months)
    most = max((plans + loans for _, plans, loans in months), default=0)
    if most <= 0:
        raise ValueError("nothing to draw")
    height = TOP + len(months) * ROW + EDGE
    picture = Image.new("RGB", (WIDTH, height), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((EDGE, TOP - 24, WIDTH - EDGE, height - 24), radius=24, fill=CARD, outline=LINE, width=2)
    pen.rectangle((WIDTH - EDGE - 22, 112, WIDTH - EDGE, 134), fill=CALM)
    pen.rectangle((WIDTH - EDGE - 288, 112, WIDTH - EDGE - 266, 134), fill=WARM)
    for n, (_, plans, loans) in enumerate(months):
        between = RIGHT - (RIGHT - LEFT) * plans // most
        end = RIGHT - (RIGHT - LEFT) * (plans + loans) // most
        for x, until, colour in ((between, RIGHT, CALM), (end, between, WARM)):
            if until > x:
                pen.rectangle((x, middle(n) - BAR // 2, until, middle(n) + BAR // 2), fill=colour)
    for words in layout(months, texts):
        write(pen, words)
    return png_of(picture)
