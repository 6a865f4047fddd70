"""بوم - colours, letters and words of the pictures that Pillow draws.   Used by: board.py days.py gauge.py journey.py months.py"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from domain.kernel.persian.shaping import visual

FONTS = Path(__file__).parent / "fonts"
PAPER, CARD, LINE = "#f5f3ee", "#ffffff", "#e4dfd5"
INK, SOFT, CALM, WARM = "#24352f", "#6c7a74", "#1f6f5c", "#b4532a"


@dataclass(frozen=True, slots=True)
class Words:
    """Some words on the picture. `right` and `top` in pixels: where they begin, for they run to the left."""

    text: str
    right: int
    top: int
    size: int
    colour: str
    bold: bool = False
    anchor: str = "ra"  # Pillow's word for which point of the words `right` and `top` are


def write(pen: ImageDraw.ImageDraw, words: Words) -> None:
    pen.text((words.right, words.top), visual(words.text), font=_font(words.size, words.bold), fill=words.colour, anchor=words.anchor)


def png_of(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


@lru_cache
def _font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    """Plain layout, for the words come shaped."""
    return ImageFont.truetype(FONTS / f"Vazirmatn-{'Bold' if bold else 'Regular'}.ttf", size, layout_engine=ImageFont.Layout.BASIC)
