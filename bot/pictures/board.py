"""تابلوی تصویری - the board of the desk as a picture: what it says, where it stands, and the drawing of it.   Numbers: domain/moshavereh/views.py `Board`"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

import msgspec
from PIL import Image, ImageDraw

from bot.pictures.canvas import CALM, CARD, INK, LINE, PAPER, SOFT, WARM, Words, png_of, write
from bot.texts import Texts

WIDTH, HEIGHT, EDGE, GAP = 1080, 720, 48, 24
TOP, BOTTOM = 132, 72  # heights of head and foot
COLUMNS, ROWS = 3, 2


class Numbers(msgspec.Struct, frozen=True):
    """What the picture is drawn of. Spans are whole seconds; None: there was nothing to measure."""

    at: datetime
    waiting: int
    late: int
    longest: int | None
    in_hand: int
    online: int
    away: int
    cases: int
    first: int | None
    in_time: int | None  # of a hundred
    score: int | None  # in tenths
    ratings: int


@dataclass(frozen=True, slots=True)
class Tile:
    """One number with its name."""

    name: str
    value: str
    under: str
    warns: bool = False


def tiles(n: Numbers, texts: Texts) -> list[Tile]:
    """The six numbers, in the order they are read: from right to left, from top to bottom."""

    def tile(key: str, *, warns: bool = False, **fields: object) -> Tile:
        value = texts.plain(f"rahyar.picture.{key}_value", **fields) if all(v is not None for v in fields.values()) else texts.plain("rahyar.picture.nothing")
        return Tile(texts.plain(f"rahyar.picture.{key}"), value, texts.plain(f"rahyar.picture.{key}_under", late=n.late, cases=n.cases, ratings=n.ratings), warns)

    return [
        tile("waiting", count=n.waiting, warns=n.late > 0),
        tile("longest", span=None if n.longest is None else timedelta(seconds=n.longest), warns=n.late > 0),
        tile("in_hand", count=n.in_hand),
        tile("first", span=None if n.first is None else timedelta(seconds=n.first)),
        tile("in_time", share=n.in_time, warns=n.in_time is not None and n.in_time < 80),
        tile("score", score=None if n.score is None else Decimal(n.score) / 10),
    ]


def boxes() -> list[tuple[int, int, int, int]]:
    """Where the tiles stand: left, top, right, bottom; the first is the one on the right."""
    wide = (WIDTH - 2 * EDGE - (COLUMNS - 1) * GAP) // COLUMNS
    high = (HEIGHT - TOP - BOTTOM - (ROWS - 1) * GAP) // ROWS
    rights = [WIDTH - EDGE - column * (wide + GAP) for column in range(COLUMNS)]
    tops = [TOP + row * (high + GAP) for row in range(ROWS)]
    return [(right - wide, top, right, top + high) for top in tops for right in rights]


def layout(n: Numbers, texts: Texts) -> list[Words]:
    """Everything that is written, and where."""
    written = [
        Words(texts.plain("rahyar.picture.title"), WIDTH - EDGE, 40, 40, INK, bold=True),
        Words(texts.plain("rahyar.picture.at", at=n.at), WIDTH - EDGE, HEIGHT - 54, 24, SOFT),
        Words(texts.plain("rahyar.picture.people", online=n.online, away=n.away), WIDTH // 2 - GAP, HEIGHT - 54, 24, SOFT),
    ]
    for tile, (_, top, right, _) in zip(tiles(n, texts), boxes(), strict=True):
        written.append(Words(tile.name, right - 28, top + 22, 26, SOFT))
        written.append(Words(tile.value, right - 28, top + 74, 52 if len(tile.value) < 12 else 32, WARM if tile.warns else CALM, bold=True))
        written.append(Words(tile.under, right - 28, top + 168, 22, SOFT))
    return written


def draw_board(facts: str, texts: Texts) -> bytes:
    """The PNG. Raises ValueError for facts that do not fit."""
    numbers = msgspec.json.decode(facts, type=Numbers)
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((WIDTH - EDGE - 72, 104, WIDTH - EDGE, 109), fill=CALM)
    for box in boxes():
        pen.rounded_rectangle(box, radius=20, fill=CARD, outline=LINE, width=2)
    for words in layout(numbers, texts):
        write(pen, words)
    return png_of(picture)
